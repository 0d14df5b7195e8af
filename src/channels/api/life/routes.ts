import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import { enterLife, lifeKinds, listLifeEvents, undoLife } from '../../../procedures/procedures.ts';
import { accountNames, getPerson, text } from '../../../registers/registers.ts';
import type { App } from '../../http/linli.ts';
import { Key, Line, PlaceCode, Uuid } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';
import { entitlementTitle } from '../entitlements/routes.ts';
import { rosterChoices } from '../people/roster.ts';
import { FactsGiven, Optional, readFacts, requireDay } from './facts.ts';

const Kind = Type.Union(lifeKinds.map((one) => Type.Literal(one)));
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
  ...FactsGiven.properties,
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
    facts: readFacts(linli, given, today),
    itemTitle: (item) => entitlementTitle(linli, county, item),
  });
}

function requireBasis(kind: string): string {
  if (!['document', 'inspection', 'statement'].includes(kind))
    throw new LinliError('INPUT_INVALID', { count: 1 }, { basis_kind: 'FIELD_NOT_CHOICE' });
  return kind;
}

async function undo(request: FastifyRequest<{ Params: Static<typeof Event>; Body: Static<typeof Reason> }>) {
  const { linli } = request.server;
  const { scope, actor } = await requireHat(request, 'person.write', 'window');
  await undoLife(linli, scope, actor, { ...request.params, reason: request.body.reason });
  return { done: true };
}
