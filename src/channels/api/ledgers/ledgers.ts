import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { LinliError } from '../../../kernel/kernel.ts';
import type { KnownField, LedgerDesk, LedgerForm } from '../../../registers/registers.ts';
import {
  addLedger,
  allRegisters,
  askedKinds,
  asRegister,
  choicesOfFact,
  decideLedger,
  decisionKinds,
  factsOf,
  factsOfLedgers,
  fedMeasures,
  formOf,
  frequencies,
  getLedger,
  ledgerErrors,
  ledgersPerMonth,
  listLedgers,
  listRounds,
  listUnits,
  reachOf,
  readDay,
  requireLedger,
  requireReason,
  rowKinds,
  shapeOf,
  stateOn,
  text,
} from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import type { App } from '../../http/linli.ts';
import { Key, Line, Uuid } from '../../http/schemas.ts';
import { actorNames } from '../registers/desk.ts';
import { registerView } from '../registers/view.ts';
import { ledgerDesk, ledgerRules, requireKeeper, requireLedgerHat, rolesWith } from './desk.ts';
import { ledgerView, rowsTitle } from './view.ts';

const Words = Type.Array(Line(60), { maxItems: 60 });
const Form = Type.Object(
  {
    title: Line(200),
    department: Line(200),
    basis: Line(400),
    admission: Type.Optional(Line(200)),
    frequency: Type.Union(frequencies.map((one) => Type.Literal(one))),
    ends_on: Type.Optional(Type.Union([Line(20), Type.Null()])),
    fills: Type.Optional(Words),
    checks: Type.Optional(Words),
    rows: Line(60),
    expected: Type.Optional(
      Type.Array(
        Type.Object({ key: Line(200), any: Type.Optional(Words), years: Type.Optional(Type.Integer({ minimum: 1, maximum: 150 })) }),
        { maxItems: 10 },
      ),
    ),
    fields: Type.Array(
      Type.Object({
        name: Type.Optional(Line(200)),
        title: Type.Optional(Line(200)),
        known: Type.Optional(Line(200)),
        kind: Type.Optional(Type.Union(askedKinds.map((one) => Type.Literal(one)))),
        required: Type.Optional(Type.Boolean()),
        hint: Type.Optional(Line(400)),
        unit: Type.Optional(Line(60)),
        most: Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999_999 })),
        options: Type.Optional(Type.Array(Line(120), { maxItems: 100 })),
        continues: Type.Optional(Line(60)),
        feeds: Type.Optional(Line(60)),
      }),
      { maxItems: 400 },
    ),
    list: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
const NewVersion = Type.Object({ version: Type.Integer({ minimum: 1 }), form: Form });
const Decided = Type.Object({
  kind: Type.Union(decisionKinds.map((one) => Type.Literal(one))),
  on: Line(20),
  basis: Line(200),
  into: Type.Optional(Uuid),
});
const File = Type.Object({ content: Type.String({ maxLength: 200_000 }) });
const Rows = Type.Object({ rows: Line(60), but: Type.Optional(Uuid) });

type Keyed<Body = unknown> = FastifyRequest<{ Params: Static<typeof Key>; Body: Body }>;

/** The catalogue of ledgers: made, revised, ended, merged, taken out as a file and read from one (ADM-04). */
export function catalogueRoutes(app: App): void {
  app.get('/api/ledgers', {}, listCatalogue);
  app.get('/api/ledgers/dictionary', { schema: { querystring: Rows } }, tellDictionary);
  app.post('/api/ledgers', { schema: { body: Form } }, make);
  app.post('/api/ledgers/preview', { schema: { body: Form } }, preview);
  app.post('/api/ledgers/file', { schema: { body: File } }, readFile);
  app.get('/api/ledgers/:county/:id', { schema: { params: Key } }, tellLedger);
  app.get('/api/ledgers/:county/:id/file', { schema: { params: Key } }, writeFile);
  app.post('/api/ledgers/:county/:id/versions', { schema: { params: Key, body: NewVersion } }, revise);
  app.post('/api/ledgers/:county/:id/decisions', { schema: { params: Key, body: Decided } }, decide);
}

async function listCatalogue(request: FastifyRequest) {
  const { linli } = request.server;
  const wearer = await requireLedgerHat(request);
  const { handle, today } = ledgerDesk(linli, wearer);
  const [ledgers, months] = await Promise.all([listLedgers(handle), ledgersPerMonth(handle, today)]);
  const views = await Promise.all(ledgers.map((one) => ledgerView(linli, today, one)));
  return { ledgers: views, months, may_keep: wearer.powers.includes('ledger.keep') };
}

function knownView({ key, title, kind, owner, fresh, register }: KnownField) {
  return { key, title, kind, owner, fresh, register };
}

async function tellDictionary(request: FastifyRequest<{ Querystring: Static<typeof Rows> }>) {
  const { linli } = request.server;
  const wearer = await requireKeeper(request);
  const { rows, but } = request.query;
  const desk = ledgerDesk(linli, wearer);
  const all = allRegisters(desk);
  const facts = [...factsOf(desk), ...(await factsOfLedgers(desk.handle, desk.today, rows, but))];
  const units = await listUnits(wearer.handle, wearer.hat.county);
  return {
    rows: rowKinds.map((value) => ({ value, title: rowsTitle(linli, value) })),
    frequencies: frequencies.map((value) => ({ value, title: text(`ledgers.frequencies.${value}`) })),
    kinds: askedKinds.map((value) => ({ value, title: text(`ledgers.kinds.${value}`) })),
    departments: units.map(({ name }) => name),
    fills: rolesWith(linli, 'ledger.fill'),
    checks: rolesWith(linli, 'ledger.check'),
    feeds: rows === 'community' ? fedMeasures(linli.library, linli.registers) : [],
    least_days: linli.setting('ledgers.least_working_days'),
    fields: facts
      .filter((fact) => reachOf(all, rows, fact) !== undefined)
      .map((fact) => ({ ...knownView(fact), ...optionsOf(desk, fact) })),
  };
}

function optionsOf(desk: LedgerDesk, fact: KnownField): { options?: { value: string; title: string }[] } {
  if (fact.kind !== 'code' || fact.register === 'ledger') return {};
  return { options: Object.entries(choicesOfFact(desk, fact)).map(([value, title]) => ({ value, title: String(title) })) };
}

/** New questions get names of their own, so that a changed title goes on with the same series. */
function withNames(form: Static<typeof Form>, before: readonly string[] = []): Static<typeof Form> {
  const taken = new Set([...before, ...form.fields.map(({ name }) => name ?? '')]);
  let next = 1;
  return {
    ...form,
    fields: form.fields.map((field) => {
      if (field.known || (field.name && /^q\d+$/.test(field.name))) return field;
      while (taken.has(`q${next}`)) next += 1;
      taken.add(`q${next}`);
      return { ...field, name: `q${next}` };
    }),
  };
}

async function make(request: FastifyRequest<{ Body: Static<typeof Form> }>, reply: FastifyReply) {
  const { linli } = request.server;
  const wearer = await requireKeeper(request);
  const given = withNames(request.body);
  const desk = ledgerDesk(linli, wearer);
  const form = requireLedger(given, await ledgerRules(linli, desk, given.rows));
  const made = await addLedger(desk, wearer.hat.county, form);
  return reply.status(201).send({ county: wearer.hat.county, ...made });
}

/** How a filler will see it, and what is wrong so far. */
async function preview(request: FastifyRequest<{ Body: Static<typeof Form> }>) {
  const { linli } = request.server;
  const wearer = await requireKeeper(request);
  const given = withNames(request.body);
  const desk = ledgerDesk(linli, wearer);
  const form = requireLedger(given, await ledgerRules(linli, desk, given.rows));
  return previewOf(desk, wearer.powers, form);
}

function previewOf(desk: LedgerDesk, powers: readonly string[], form: LedgerForm) {
  const one = asRegister(desk, form);
  return {
    register: registerView(desk.library, one, powers),
    asked: form.fields.filter(({ known }) => known === undefined).map(({ name }) => name),
    shown: form.fields.filter(({ known }) => known !== undefined).length,
    columns: form.fields.length,
  };
}

async function tellLedger(request: Keyed) {
  const { linli } = request.server;
  const wearer = await requireLedgerHat(request);
  const { county, id } = request.params;
  const desk = ledgerDesk(linli, wearer);
  const [ledger, rounds, all] = await Promise.all([
    getLedger(wearer.handle, county, id),
    listRounds(wearer.handle, request.params),
    listLedgers(wearer.handle),
  ]);
  const listed = all.find((one) => one.id === id);
  const nameOf = await actorNames(
    linli,
    [...ledger.decisions, ...rounds].map(({ actor }) => actor),
  );
  const titles = new Map(all.map((one) => [one.id, formOf(one).form.title]));
  return {
    ledger: await ledgerView(linli, desk.today, listed ?? ledger),
    preview: previewOf(desk, wearer.powers, formOf(ledger).form),
    versions: ledger.versions.map(({ version, form, entered_at }) => ({ version, title: form.title, fields: form.fields, entered_at })),
    decisions: ledger.decisions.map((one) => ({ ...one, who: nameOf(one.actor), into_title: titles.get(one.into_ledger ?? '') ?? null })),
    rounds: rounds.map((one) => ({ ...one, who: nameOf(one.actor) })),
    others: all
      .filter((one) => one.id !== id && stateOn(formOf(one).form, one.decisions, desk.today) === 'live')
      .map((one) => ({ id: one.id, title: formOf(one).form.title })),
    may_keep: wearer.powers.includes('ledger.keep'),
    today: desk.today,
  };
}

const FORMAT = 'linli-ledger-1';

/** The definition as a file another county can read. */
async function writeFile(request: Keyed, reply: FastifyReply) {
  const wearer = await requireLedgerHat(request);
  const { form } = formOf(await getLedger(wearer.handle, request.params.county, request.params.id));
  const content = JSON.stringify({ format: FORMAT, form: { ...form, admission: '' } }, null, 2);
  return reply
    .type('application/json')
    .header('content-disposition', contentDisposition('attachment', `${form.title}.json`, 'ledger.json'))
    .send(content);
}

/** Reads such a file; nothing is kept before somebody has looked at it. */
async function readFile(request: FastifyRequest<{ Body: Static<typeof File> }>) {
  await requireKeeper(request);
  try {
    const { format, form } = JSON.parse(request.body.content) as { format?: unknown; form?: Record<string, unknown> };
    if (format === FORMAT && form && typeof form === 'object') return { form: shapeOf(form) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new LinliError(ledgerErrors.LEDGER_FILE_BROKEN);
}

async function revise(request: Keyed<Static<typeof NewVersion>>) {
  const { linli } = request.server;
  const wearer = await requireKeeper(request);
  const desk = ledgerDesk(linli, wearer);
  const { county, id } = request.params;
  const ledger = await getLedger(wearer.handle, county, id);
  const last = formOf(ledger);
  if (last.version !== request.body.version) throw new LinliError(ledgerErrors.LEDGER_MOVED_ON);
  if (['ended', 'merged'].includes(stateOn(last.form, ledger.decisions, desk.today)) && !later(request.body.form.ends_on, desk.today))
    throw new LinliError(ledgerErrors.LEDGER_ENDED, { title: last.form.title });
  const used = ledger.versions.flatMap(({ form }) => form.fields.map(({ name }) => name));
  const given = withNames(request.body.form, used);
  const form = requireLedger(given, await ledgerRules(linli, desk, given.rows, id));
  return addLedger(desk, county, form, ledger);
}

/** A one-off ledger that closed itself goes on when its end is put off. */
const later = (day: string | null | undefined, than: string): boolean => typeof day === 'string' && day >= than;

async function decide(request: Keyed<Static<typeof Decided>>) {
  const { linli } = request.server;
  const wearer = await requireKeeper(request);
  const desk = ledgerDesk(linli, wearer);
  const { county, id } = request.params;
  const { kind, on, basis, into } = request.body;
  const ledger = await getLedger(wearer.handle, county, id);
  const { form } = formOf(ledger);
  const state = stateOn(form, ledger.decisions, desk.today);
  const gone = state === 'ended' || state === 'merged';
  if (kind === 'resume' && !gone) throw new LinliError(ledgerErrors.LEDGER_LIVE, { title: form.title });
  if (kind !== 'resume' && gone) throw new LinliError(ledgerErrors.LEDGER_ENDED, { title: form.title });
  if (kind === 'merge' && (into === undefined || into === id)) throw new LinliError(ledgerErrors.LEDGER_MERGE_SELF);
  if (kind === 'merge') await getLedger(wearer.handle, county, into!);
  const read = readDay(on);
  if (!('day' in read)) throw new LinliError('INPUT_INVALID', {}, { on: read });
  const decision = { kind, on_day: read.day, basis: requireReason(basis), into_ledger: kind === 'merge' ? into! : null };
  await decideLedger(desk, ledger, decision);
  return { state: stateOn(form, [...ledger.decisions, { ...decision, actor: '', at: '' }], desk.today) };
}
