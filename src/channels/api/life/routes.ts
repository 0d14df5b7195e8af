import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import { enterLife, lifeKinds, listLifeEvents, undoLife } from '../../../procedures/procedures.ts';
import { accountNames, getPerson, readDay, residences, text } from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Key, Line, PlaceCode, Uuid } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';
import { entitlementTitle } from '../entitlements/routes.ts';
import { rosterChoices } from '../people/roster.ts';

const Kind = Type.Union(lifeKinds.map((one) => Type.Literal(one)));
const Optional = (most: number) => Type.Optional(Type.Union([Line(most), Type.Null()]));
const Happened = Type.Object({
  kind: Kind,
  on: Line(20),
  basis: Type.Object({ kind: Type.String({ pattern: '^[a-z]{3,20}$' }), id: Line(200) }),
  household: Type.Optional(Uuid),
  relation: Optional(20),
  address: Optional(200),
  place: Type.Optional(PlaceCode),
  whole: Type.Optional(Type.Boolean()),
  name: Optional(50),
  id_number: Optional(40),
  residence: Type.Optional(Type.Union(residences.map((one) => Type.Literal(one)))),
  education: Optional(20),
  political_status: Optional(20),
  occupation: Optional(20),
  ethnic_group: Optional(20),
  came_on: Optional(20),
});
const Event = Type.Object({ county: Key.properties.county, id: Uuid, event: Uuid });
const Reason = Type.Object({ reason: Line(200) });

type Asked<Body = unknown> = FastifyRequest<{ Params: Static<typeof Key>; Body: Body }>;

/** What happened to people: entered on a basis, told in order, and taken back. */
export function lifeRoutes(app: App): void {
  app.get('/api/people/:county/:id/life', { schema: { params: Key } }, tellLife);
  app.post('/api/people/:county/:id/life', { schema: { params: Key, body: Happened } }, enter);
  app.post('/api/people/:county/:id/life/:event/undo', { schema: { params: Event, body: Reason } }, undo);
}

async function tellLife(request: Asked) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'person.read');
  const { county, id } = request.params;
  const [person, events] = await Promise.all([getPerson(wearer.handle, county, id), listLifeEvents(wearer.handle, county, id)]);
  const actors = [...new Set(events.map((one) => one.actor.replace(/^account:/, '')))];
  const names = await accountNames(
    linli.sessions.gate,
    actors.filter((one) => /^[0-9a-f-]{36}$/.test(one)),
  );
  const relations = linli.library.codeTable('kinship').filter((row) => row.code!.endsWith('0') || row.code === '02');
  return {
    events: events.map((one) => ({
      id: one.id,
      kind: one.kind,
      title: text(`life.kinds.${one.kind}`),
      on: one.on_day,
      basis: text('registers.basis_said', { kind: text(`registers.bases.${one.basis_kind}`), id: one.basis_id }),
      told: one.told,
      who: names.get(one.actor.replace(/^account:/, '')) ?? text('registers.system'),
      at: one.at,
      undone_at: one.undone_at,
      undone_why: one.undone_why,
    })),
    values: {
      residence: person.residence,
      education: person.education,
      political_status: person.political_status,
      occupation: person.occupation,
      came_on: person.came_on,
      ...(wearer.powers.includes('person.unmask') ? { ethnic_group: person.ethnic_group ?? '' } : {}),
    },
    checked_on: person.checked_on,
    ended_on: person.ended_on,
    end_kind: person.end_kind,
    household: person.household_id,
    relation: person.relation,
    choices: {
      ...rosterChoices(linli, wearer),
      relation: relations.map((row) => ({ value: row.name ?? '', title: row.name ?? '' })),
    },
  };
}

async function enter(request: Asked<Static<typeof Happened>>) {
  const { linli } = request.server;
  const { scope, actor, powers } = await requireHat(request, 'person.write', 'window');
  const { county, id } = request.params;
  const { kind, on, basis, ...given } = request.body;
  const said = (value: string | null | undefined): string => (value ?? '').trim();
  if (basis.id.trim() === '') throw new LinliError('INPUT_INVALID', { count: 1 }, { basis_id: 'FIELD_REQUIRED' });
  if (given.ethnic_group !== undefined && !powers.includes('person.unmask')) throw new LinliError('FORBIDDEN');
  const today = dayOf(linli.clock.now());
  return enterLife(linli, scope, actor, {
    county,
    id,
    kind,
    on: requireDay(on, 'on'),
    basis: { kind: requireBasis(basis.kind), id: basis.id.trim() },
    household: given.household,
    place: given.place,
    relation: said(given.relation),
    address: said(given.address),
    whole: given.whole === true,
    child: { name: said(given.name), idNumber: said(given.id_number) },
    facts: {
      ...(given.residence === undefined ? {} : { residence: given.residence }),
      ...codeFact(linli, 'education', 'education_level', given.education),
      ...codeFact(linli, 'political_status', 'political_status', given.political_status),
      ...codeFact(linli, 'occupation', 'employment_status', given.occupation),
      ...codeFact(linli, 'ethnic_group', 'ethnic_group', given.ethnic_group),
      ...(given.came_on === undefined ? {} : { came_on: said(given.came_on) === '' ? null : pastDay(said(given.came_on), today) }),
    },
    itemTitle: (item) => entitlementTitle(linli, county, item),
  });
}

function codeFact(linli: Linli, name: string, table: string, given: string | null | undefined): Record<string, string> {
  if (given === undefined) return {};
  const code = given ?? '';
  if (code !== '' && !linli.library.codeTable(table).some((row) => row.code === code))
    throw new LinliError('INPUT_INVALID', { count: 1 }, { [name]: 'FIELD_NOT_CHOICE' });
  return { [name]: code };
}

function requireBasis(kind: string): string {
  if (!['document', 'inspection', 'statement'].includes(kind))
    throw new LinliError('INPUT_INVALID', { count: 1 }, { basis_kind: 'FIELD_NOT_CHOICE' });
  return kind;
}

function requireDay(written: string, field: string) {
  const read = readDay(written);
  if (!('day' in read)) throw new LinliError('INPUT_INVALID', { count: 1 }, { [field]: read });
  return read.day;
}

function pastDay(written: string, today: string) {
  const day = requireDay(written, 'came_on');
  if (day > today) throw new LinliError('INPUT_INVALID', { count: 1 }, { came_on: 'FIELD_DATE_AHEAD' });
  return day;
}

async function undo(request: FastifyRequest<{ Params: Static<typeof Event>; Body: Static<typeof Reason> }>) {
  const { linli } = request.server;
  const { scope, actor } = await requireHat(request, 'person.write', 'window');
  await undoLife(linli, scope, actor, { ...request.params, reason: request.body.reason });
  return { done: true };
}
