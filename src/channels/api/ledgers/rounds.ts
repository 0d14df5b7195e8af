import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { dayOf, LinliError, sayDay, workingDaysBetween } from '../../../kernel/kernel.ts';
import { addOfficeNotices } from '../../../procedures/procedures.ts';
import type { AskedOf, Ledger, LedgerForm } from '../../../registers/registers.ts';
import {
  boardOf,
  changeRound,
  deriveCounts,
  derivingOf,
  formOf,
  getLedger,
  isDerived,
  isLate,
  ledgerErrors,
  listPlaces,
  listRounds,
  listSheets,
  readDay,
  requireReason,
  sendLedger,
  sheetStates,
  stateOn,
  text,
} from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Code, Key, Line, Uuid } from '../../http/schemas.ts';
import type { Wearer } from '../../http/session.ts';
import { ledgerDesk, requireKeeper, requireLedgerHat } from './desk.ts';
import { sheetView } from './view.ts';

const Asked = Type.Object({
  towns: Type.Optional(Type.Array(Code, { maxItems: 200 })),
  types: Type.Optional(Type.Array(Line(40), { maxItems: 20 })),
  expected: Type.Optional(Type.Boolean()),
});
const Sent = Type.Object({
  period: Line(60),
  due_on: Line(20),
  asked_of: Asked,
  approver: Type.Optional(Line(60)),
  reason: Type.Optional(Line(200)),
});
const RoundKey = Type.Object({ county: Key.properties.county, id: Uuid, round: Uuid });
const Reason = Type.Object({ reason: Line(200) });
const Postponed = Type.Object({ due_on: Line(20), reason: Line(200) });
const Board = Type.Object({ round: Type.Optional(Uuid) });

type Keyed<Body = unknown> = FastifyRequest<{ Params: Static<typeof Key>; Body: Body }>;
type OfRound<Body = unknown> = FastifyRequest<{ Params: Static<typeof RoundKey>; Body: Body }>;

/** A ledger is sent out, followed on a board, put off, and taken back (IND-06). */
export function roundRoutes(app: App): void {
  app.post('/api/ledgers/:county/:id/targets', { schema: { params: Key, body: Asked } }, tellTargets);
  app.post('/api/ledgers/:county/:id/rounds', { schema: { params: Key, body: Sent } }, send);
  app.get('/api/ledgers/:county/:id/board', { schema: { params: Key, querystring: Board } }, tellBoard);
  app.post('/api/ledgers/:county/:id/rounds/:round/reminders', { schema: { params: RoundKey } }, remind);
  app.post('/api/ledgers/:county/:id/rounds/:round/withdrawal', { schema: { params: RoundKey, body: Reason } }, withdraw);
  app.post('/api/ledgers/:county/:id/rounds/:round/due', { schema: { params: RoundKey, body: Postponed } }, postpone);
}

interface Target {
  readonly code: string;
  readonly name: string;
  readonly town: string | null;
  readonly type: string;
  readonly rows: number | null;
}

/** The communities a round would go to, and how many rows each would get. */
async function targetsOf(linli: Linli, wearer: Wearer, form: LedgerForm, asked: AskedOf): Promise<Target[]> {
  const { handle, hat } = wearer;
  const desk = ledgerDesk(linli, wearer);
  const places = await listPlaces(handle, hat.county, ['community'], desk.today);
  const counts = isDerived(form) ? await deriveCounts(handle, form, derivingOf(desk, form), hat.county) : undefined;
  return places
    .filter(({ town }) => !asked.towns?.length || asked.towns.includes(town ?? ''))
    .filter(({ type }) => !asked.types?.length || asked.types.includes(type))
    .map(({ code, name, town, type }) => ({ code, name, town, type, rows: counts ? (counts.get(code) ?? 0) : null }))
    .filter(({ rows }) => !asked.expected || rows === null || rows > 0);
}

async function tellTargets(request: Keyed<Static<typeof Asked>>) {
  const { linli } = request.server;
  const wearer = await requireKeeper(request);
  const { form } = formOf(await getLedger(wearer.handle, request.params.county, request.params.id));
  const [targets, towns] = await Promise.all([
    targetsOf(linli, wearer, form, request.body),
    listPlaces(wearer.handle, wearer.hat.county, ['town'], dayOf(linli.clock.now())),
  ]);
  return {
    targets,
    rows: targets.reduce((sum, { rows }) => sum + (rows ?? 0), 0),
    towns: towns.map(({ code, name }) => ({ value: code, title: name })),
    types: linli.library.codeTable('community_type').map((row) => ({ value: row.code ?? '', title: row.name ?? '' })),
    least_days: linli.setting('ledgers.least_working_days'),
  };
}

/** A day somebody wrote. Throws INPUT_INVALID, LEDGER_DUE_PAST. */
function requireDue(linli: Linli, written: string): string {
  const read = readDay(written);
  if (!('day' in read)) throw new LinliError('INPUT_INVALID', {}, { due_on: read });
  if (read.day < dayOf(linli.clock.now())) throw new LinliError(ledgerErrors.LEDGER_DUE_PAST, {}, { due_on: ledgerErrors.LEDGER_DUE_PAST });
  return read.day;
}

/** Less time than the pack grants needs somebody who answers for it, and why (ADM-09). */
function refuseHurry(linli: Linli, due: string, approver: string, reason: string): void {
  const least = linli.setting('ledgers.least_working_days');
  const days = workingDaysBetween(linli.library.calendar(), dayOf(linli.clock.now()), due);
  if (days >= least) return;
  const missing = Object.entries({ approver, reason }).filter(([, said]) => [...said.trim()].length < 2);
  if (missing.length > 0)
    throw new LinliError(
      ledgerErrors.LEDGER_DUE_SOON,
      { days, least },
      Object.fromEntries(missing.map(([name]) => [name, 'FIELD_REQUIRED'])),
    );
}

/** Refuses to send out what was not admitted, has ended, or is only read. */
function refuseUnsent(linli: Linli, ledger: Ledger): void {
  const { form } = formOf(ledger);
  const state = stateOn(form, ledger.decisions, dayOf(linli.clock.now()));
  const values = { title: form.title };
  if (state === 'list') throw new LinliError(ledgerErrors.LEDGER_LIST_KEPT, values);
  if (state === 'waiting') throw new LinliError(ledgerErrors.LEDGER_NOT_ADMITTED, values);
  if (state !== 'live') throw new LinliError(ledgerErrors.LEDGER_ENDED, values);
}

async function send(request: Keyed<Static<typeof Sent>>, reply: FastifyReply) {
  const { linli } = request.server;
  const wearer = await requireKeeper(request);
  const { period, asked_of, approver = '', reason = '' } = request.body;
  const ledger = await getLedger(wearer.handle, request.params.county, request.params.id);
  refuseUnsent(linli, ledger);
  const { form } = formOf(ledger);
  if (period.trim() === '') throw new LinliError('INPUT_INVALID', {}, { period: 'FIELD_REQUIRED' });
  const due_on = requireDue(linli, request.body.due_on);
  if (form.ends_on !== null && due_on > form.ends_on)
    throw new LinliError(ledgerErrors.LEDGER_ENDED, { title: form.title }, { due_on: ledgerErrors.LEDGER_ENDED });
  refuseHurry(linli, due_on, approver, reason);
  const targets = await targetsOf(linli, wearer, form, asked_of);
  if (targets.length === 0) throw new LinliError(ledgerErrors.LEDGER_NOBODY);
  const communities = targets.map(({ code }) => code);
  const round = { period: period.trim(), due_on, asked_of, approver: approver.trim(), reason: reason.trim(), communities };
  const id = await sendLedger(ledgerDesk(linli, wearer), ledger, round);
  const facts = { title: form.title, period: round.period, due: sayDay(due_on), path: '/workbench/sheets' };
  await addOfficeNotices(
    wearer.handle,
    communities.map((code) => ({ code, recipient: 'community' as const, template: 'ledger-sent', facts })),
  );
  return reply.status(201).send({ round: id, sheets: communities.length, said: text('notices.ledger-sent', facts) });
}

async function tellBoard(request: FastifyRequest<{ Params: Static<typeof Key>; Querystring: Static<typeof Board> }>) {
  const { linli } = request.server;
  const wearer = await requireLedgerHat(request);
  const { county, id } = request.params;
  const sheets = await listSheets(wearer.handle, { county, ledger: id, ...(request.query.round ? { round: request.query.round } : {}) });
  return {
    states: [...sheetStates, 'late'],
    counts: boardOf(sheets, dayOf(linli.clock.now())),
    sheets: await Promise.all(sheets.map((one) => sheetView(linli, dayOf(linli.clock.now()), one))),
  };
}

async function remind(request: OfRound) {
  const { linli } = request.server;
  const wearer = await requireLedgerHat(request);
  if (!wearer.powers.includes('ledger.keep') && !wearer.powers.includes('ledger.check')) throw new LinliError('FORBIDDEN');
  const { county, id, round } = request.params;
  const sheets = await listSheets(wearer.handle, { county, ledger: id, round });
  const late = sheets.filter((one) => isLate(one, dayOf(linli.clock.now())));
  if (late.length === 0) throw new LinliError(ledgerErrors.LEDGER_NOBODY_LATE);
  const notices = late.map((one) => ({
    code: one.community,
    recipient: 'community' as const,
    template: 'ledger-late',
    facts: { title: one.title, period: one.period, due: sayDay(one.due_on), path: `/workbench/sheets/${county}/${one.id}` },
  }));
  await addOfficeNotices(wearer.handle, notices);
  return { reminded: late.length, said: text('notices.ledger-late', notices[0]!.facts) };
}

/** The round of a ledger. Throws LEDGER_ROUND_GONE. */
async function requireRound(wearer: Wearer, { county, id, round }: Static<typeof RoundKey>) {
  const found = (await listRounds(wearer.handle, { county, id })).find((one) => one.id === round && one.withdrawn_at === null);
  if (!found) throw new LinliError(ledgerErrors.LEDGER_ROUND_GONE);
  return found;
}

async function withdraw(request: OfRound<Static<typeof Reason>>) {
  const { linli } = request.server;
  const wearer = await requireKeeper(request);
  const round = await requireRound(wearer, request.params);
  await changeRound(ledgerDesk(linli, wearer), round, { withdraw: true, reason: requireReason(request.body.reason) });
  return { withdrawn: true };
}

async function postpone(request: OfRound<Static<typeof Postponed>>) {
  const { linli } = request.server;
  const wearer = await requireKeeper(request);
  const round = await requireRound(wearer, request.params);
  const due_on = requireDue(linli, request.body.due_on);
  if (due_on < round.due_on) refuseHurry(linli, due_on, round.approver, request.body.reason);
  await changeRound(ledgerDesk(linli, wearer), round, { due_on, reason: requireReason(request.body.reason) });
  return { due_on };
}
