import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { addDays, appendAudit, auditRow, dayOf, LinliError, sayDay } from '../../../kernel/kernel.ts';
import type { RosterQuery, RosterRow, WorkbookCell } from '../../../registers/registers.ts';
import {
  choicesOf,
  countRoster,
  listRoster,
  maskPerson,
  personLabel,
  residences,
  text,
  writeWorkbook,
} from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Line, PlaceCode, page, Uuid } from '../../http/schemas.ts';
import type { Wearer } from '../../http/session.ts';
import { requireHat } from '../../http/session.ts';
import { takenBy } from '../accounts/noted.ts';
import { xlsxType } from '../imports/upload.ts';

const Age = Type.Integer({ minimum: 0, maximum: 130 });
const Code = Line(40);
const narrowed = {
  place: Type.Optional(PlaceCode),
  household: Type.Optional(Uuid),
  residence: Type.Optional(Type.Union(residences.map((one) => Type.Literal(one)))),
  label: Type.Optional(Code),
  age_from: Type.Optional(Age),
  age_to: Type.Optional(Age),
  sex: Type.Optional(Line(1)),
  education: Type.Optional(Code),
  political_status: Type.Optional(Code),
  occupation: Type.Optional(Code),
  ethnic_group: Type.Optional(Code),
  freshness: Type.Optional(Type.Union([Type.Literal('fresh'), Type.Literal('due')])),
  newcomers: Type.Optional(Type.Union([Type.Literal('all'), Type.Literal('welcomed'), Type.Literal('waiting')])),
};
const Asked = Type.Object({ ...narrowed, ...page, count: Type.Optional(Type.Boolean()) });
const Exported = Type.Object(narrowed);
type Narrowed = Static<typeof Exported>;

/** Who belongs to which people is told only to who may look behind masks (RES-09). */
function seesEthnicGroups({ powers }: Pick<Wearer, 'powers'>): boolean {
  return powers.includes('person.unmask');
}

function queryOf(linli: Linli, wearer: Wearer, asked: Narrowed): RosterQuery {
  if (asked.ethnic_group !== undefined && !seesEthnicGroups(wearer)) throw new LinliError('FORBIDDEN');
  const checkedSince = addDays(dayOf(linli.clock.now()), -linli.setting('people.checked_days'));
  const since = addDays(dayOf(linli.clock.now()), -linli.setting('people.newcomer_days'));
  const given = {
    place: asked.place,
    household: asked.household,
    residence: asked.residence,
    label: asked.label,
    ageFrom: asked.age_from,
    ageTo: asked.age_to,
    sex: asked.sex,
    education: asked.education,
    politicalStatus: asked.political_status,
    occupation: asked.occupation,
    ethnicGroup: asked.ethnic_group,
    ...(asked.freshness === undefined ? {} : { checked: { since: checkedSince, fresh: asked.freshness === 'fresh' } }),
    ...(asked.newcomers === undefined ? {} : { cameFrom: since }),
    ...(asked.newcomers === 'welcomed' || asked.newcomers === 'waiting' ? { welcomed: asked.newcomers === 'welcomed' } : {}),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''));
}

/** The code tables a filter and a row need, by field. */
export function rosterChoices(linli: Linli, wearer: Pick<Wearer, 'powers'>): Record<string, { value: string; title: string }[]> {
  const table = (name: string) => linli.library.codeTable(name).map((row) => ({ value: row.code ?? '', title: row.name ?? '' }));
  return {
    label: choicesOf(linli.library, personLabel, 'person_label').map(({ code, name }) => ({ value: code, title: name })),
    sex: table('sex'),
    education: table('education_level'),
    political_status: table('political_status'),
    occupation: table('employment_status'),
    ...(seesEthnicGroups(wearer) ? { ethnic_group: table('ethnic_group') } : {}),
  };
}

async function rowView(linli: Linli, wearer: Wearer, row: RosterRow): Promise<Record<string, unknown>> {
  return {
    ...maskPerson(row, dayOf(linli.clock.now())),
    grid: row.grid,
    communityName: await linli.regionName(row.grid ?? row.community),
    residence: row.residence,
    relation: row.relation,
    household: row.household_id,
    labels: row.labels,
    education: row.education,
    political_status: row.political_status,
    occupation: row.occupation,
    ...(seesEthnicGroups(wearer) ? { ethnic_group: row.ethnic_group ?? '' } : {}),
    arrived_on: row.arrived_on,
    welcomed_on: row.welcomed_on,
    checked_on: row.checked_on,
  };
}

/** The people of a place, masked, page by page, and the same as a workbook. */
export function rosterRoutes(app: App): void {
  app.get('/api/people', { schema: { querystring: Asked } }, listPeople);
  app.get('/api/people/choices', {}, tellChoices);
  app.get('/api/people/export.xlsx', { schema: { querystring: Exported } }, exportPeople);
}

async function tellChoices(request: FastifyRequest) {
  const { linli } = request.server;
  return {
    choices: rosterChoices(linli, await requireHat(request, 'person.read')),
    newcomer_days: linli.setting('people.newcomer_days'),
    checked_days: linli.setting('people.checked_days'),
  };
}

async function listPeople(request: FastifyRequest<{ Querystring: Static<typeof Asked> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'person.read');
  const { after, limit, count, ...asked } = request.query;
  const query = queryOf(linli, wearer, asked);
  const [found, counted] = await Promise.all([
    listRoster(wearer.handle, query, after, limit ?? 20),
    count ? countRoster(wearer.handle, query) : undefined,
  ]);
  return {
    people: await Promise.all(found.rows.map((row) => rowView(linli, wearer, row))),
    next: found.next,
    ...(counted ? { count: counted } : {}),
  };
}

const columns = [
  'name',
  'idNumber',
  'sex',
  'age',
  'residence',
  'communityName',
  'address',
  'phone',
  'labels',
  'education',
  'political_status',
  'occupation',
  'arrived_on',
] as const;

async function exportPeople(request: FastifyRequest<{ Querystring: Narrowed }>, reply: FastifyReply) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'person.read');
  const { handle, hat, actor } = wearer;
  const query = queryOf(linli, wearer, request.query);
  const title = text('people.roster.title');
  // Even masked, a list that leaves the house is a look at all who stand in it.
  await handle.batch([
    appendAudit([
      auditRow(linli.vault, {
        county: hat.county,
        at: linli.clock.now(),
        actor: actor.id,
        hat: actor.hat,
        channel: actor.channel,
        action: 'person.export',
        subject: 'person:*',
        detail: { ...request.query },
      }),
    ]),
  ]);
  const choices = rosterChoices(linli, wearer);
  async function* rows(): AsyncGenerator<WorkbookCell[]> {
    let next: string | undefined;
    do {
      const found = await listRoster(handle, query, next, 500);
      for (const row of found.rows) {
        const view = await rowView(linli, wearer, row);
        yield columns.map((name) => cell(name, view[name], choices));
      }
      next = found.next;
    } while (next);
  }
  const bytes = writeWorkbook({
    name: title,
    columns: columns.map((name) => ({ title: text(`people.roster.columns.${name}`) })),
    rows: rows(),
    mark: await takenBy(linli, wearer),
  });
  return reply
    .type(xlsxType)
    .header('content-disposition', contentDisposition('attachment', `${title}.xlsx`, 'people.xlsx'))
    .send(Readable.from(bytes));
}

type Choices = ReturnType<typeof rosterChoices>;

function cell(name: (typeof columns)[number], value: unknown, choices: Choices): WorkbookCell {
  const titleOf = (table: string, code: unknown): string => choices[table]?.find((one) => one.value === code)?.title ?? String(code ?? '');
  if (name === 'labels') return (value as string[]).map((code) => titleOf('label', code)).join(text('documents.comma'));
  if (name === 'residence') return text(`people.residences.${String(value)}`);
  if (name === 'arrived_on') return typeof value === 'string' ? sayDay(value as never) : '';
  if (name in choices) return titleOf(name, value);
  return typeof value === 'number' ? value : String(value ?? '');
}
