import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Day, HatCount } from '../../../kernel/kernel.ts';
import { addDays, countByHat, dayOf, listByHat } from '../../../kernel/kernel.ts';
import { helpedMark, staffPhoneMark } from '../../../procedures/procedures.ts';
import type { WorkbookCell } from '../../../registers/registers.ts';
import { accountNames, listReach, text, writeWorkbook } from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import type { App, Linli } from '../../http/linli.ts';
import { DayText } from '../../http/schemas.ts';
import type { Wearer } from '../../http/session.ts';
import { requireHat } from '../../http/session.ts';
import { noteLook, takenBy } from '../accounts/noted.ts';
import { xlsxType } from '../imports/upload.ts';
import { nameRows } from './names.ts';
import { actionName, momentOf } from './sheet.ts';

const Period = Type.Object({ from: Type.Optional(DayText), to: Type.Optional(DayText) });
type Period = Static<typeof Period>;

/** A quarter of a year is looked at unless somebody asks for more. */
const WINDOW_DAYS = 92;
/** What a person still opens in one sheet. */
const MOST_ROWS = 50_000;
const MARKS = [helpedMark, staffPhoneMark];

/** The hats under which residents spoke with the help, or over the telephone, of an account (`account:id`). */
export function hatsHelpedBy(helper: string): string[] {
  return MARKS.map((mark) => `${mark}${helper}`);
}

/** One account of the staff and what was done by residents it helped in. */
export interface HelpedBy {
  readonly helper: string;
  readonly name: string;
  readonly place: string;
  readonly signIns: number;
  /** Different residents. */
  readonly people: number;
  readonly confirmations: number;
  /** Other acts on cases. */
  readonly acts: number;
  /** Confirmations that residents objected to. */
  readonly objections: number;
  /** Sign-ins over the account's own telephone. */
  readonly ownPhone: number;
  readonly last: Date | undefined;
}

/** Helped sign-ins for the auditor, clerk by clerk: who signs many in and confirms for them is seen. */
export function helpedRoutes(app: App): void {
  app.get('/api/audit/helped', { schema: { querystring: Period } }, showHelped);
  app.get('/api/audit/helped/export', { schema: { querystring: Period } }, exportHelped);
}

function periodOf(linli: Linli, { from, to }: Period): { from: Day; to: Day } {
  const last = (to ?? dayOf(linli.clock.now())) as Day;
  return { from: (from ?? addDays(last, -WINDOW_DAYS)) as Day, to: last };
}

async function readHelped(linli: Linli, { handle }: Wearer, { from, to }: { from: Day; to: Day }): Promise<HelpedBy[]> {
  const { counts, against } = await countByHat(handle, MARKS, from, to);
  const helpers = [...new Set([...counts.map((one) => helperOf(one.hat)), ...against.keys()])];
  const names = await accountNames(linli.sessions.gate, helpers.map(idOf));
  const read = await Promise.all(
    helpers.map(async (helper) => ({
      helper,
      name: names.get(idOf(helper)) ?? '',
      place: await placeOf(linli, idOf(helper)),
      ...summed(counts.filter((one) => helperOf(one.hat) === helper)),
      objections: against.get(helper) ?? 0,
    })),
  );
  return read.sort((a, b) => b.confirmations - a.confirmations || b.signIns - a.signIns || (a.helper < b.helper ? -1 : 1));
}

function summed(counts: readonly HatCount[]): Pick<HelpedBy, 'signIns' | 'people' | 'confirmations' | 'acts' | 'ownPhone' | 'last'> {
  const sum = (fits: (one: HatCount) => boolean, value: (one: HatCount) => number = (one) => one.times): number =>
    counts.filter(fits).reduce((all, one) => all + value(one), 0);
  const signIn = (one: HatCount): boolean => one.action === 'person.sign-in';
  const confirm = (one: HatCount): boolean => one.action === 'case.confirm';
  return {
    signIns: sum(signIn),
    people: sum(signIn, (one) => one.subjects),
    confirmations: sum(confirm),
    acts: sum((one) => !signIn(one) && !confirm(one)),
    ownPhone: sum((one) => signIn(one) && one.hat.startsWith(staffPhoneMark)),
    last: counts.map((one) => one.last).sort((a, b) => b.getTime() - a.getTime())[0],
  };
}

/** Where the account works today. */
async function placeOf(linli: Linli, account: string): Promise<string> {
  const reach = await listReach(linli.sessions.gate, account, dayOf(linli.clock.now()));
  const held = reach.find((one) => one.lives) ?? reach[0];
  return held ? linli.regionName(held.region) : '';
}

const helperOf = (hat: string): string => MARKS.reduce((rest, mark) => (rest.startsWith(mark) ? rest.slice(mark.length) : rest), hat);
const idOf = (helper: string): string => helper.slice('account:'.length);

const COLUMNS = ['clerk', 'place', 'at', 'action', 'subject', 'way'] as const;

async function* exported(linli: Linli, { handle, hat }: Wearer, { from, to }: { from: Day; to: Day }): AsyncGenerator<WorkbookCell[]> {
  const rows = await listByHat(handle, MARKS, from, to, MOST_ROWS + 1);
  const names = await accountNames(linli.sessions.gate, [...new Set(rows.map((row) => idOf(helperOf(row.hat))))]);
  for (const row of await nameRows(linli, handle, hat.county, rows.slice(0, MOST_ROWS))) {
    const id = idOf(helperOf(row.hat));
    const way = text(`documents.helped.ways.${row.hat.startsWith(staffPhoneMark) ? 'ownPhone' : 'helped'}`);
    yield [
      names.get(id) ?? '',
      await placeOf(linli, id),
      text('documents.audit.moment', momentOf(row.at)),
      actionName(row.action),
      row.subjectName || row.subject,
      way,
    ];
  }
  if (rows.length > MOST_ROWS) yield [text('documents.more', { most: MOST_ROWS })];
}

async function showHelped(request: FastifyRequest<{ Querystring: Period }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'audit.read');
  const period = periodOf(linli, request.query);
  return { clerks: await readHelped(linli, wearer, period), ...period };
}

async function exportHelped(request: FastifyRequest<{ Querystring: Period }>, reply: FastifyReply) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'audit.read');
  const period = periodOf(linli, request.query);
  await noteLook(linli, wearer, {
    county: wearer.hat.county,
    action: 'audit.export',
    subject: 'audit',
    detail: { helped: true, ...period },
  });
  const columns = COLUMNS.map((name) => ({ title: text(`documents.helped.columns.${name}`), width: 22 }));
  const bytes = writeWorkbook({
    name: text('documents.helped.title'),
    columns,
    rows: exported(linli, wearer, period),
    mark: await takenBy(linli, wearer),
  });
  return reply
    .type(xlsxType)
    .header('content-disposition', contentDisposition('attachment', `${text('documents.helped.title')}.xlsx`, 'helped.xlsx'))
    .send(Readable.from(bytes));
}
