import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { assignRegion, finishRegionAssignment } from '../../../indicators/indicators.ts';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import { listStandingCases } from '../../../procedures/procedures.ts';
import {
  listAssignments,
  listStanding,
  listStandingAppointments,
  listStandingEntries,
  maskAddress,
  maskName,
  registerNamed,
  wordsOf,
} from '../../../registers/registers.ts';
import { handOf } from '../../http/hand.ts';
import type { App } from '../../http/linli.ts';
import { Code, Line, PlaceCode, Uuid } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';

/** Most that one page shows of each kind; a part of the address narrows the people. */
const MOST = 500;
const Which = Type.Object({ change: Uuid, code: PlaceCode });
const Narrow = Type.Object({ street: Type.Optional(Line(60)) });
const Ids = Type.Array(Uuid, { maxItems: 1_000 });
const Chosen = Type.Object({
  to: Code,
  people: Type.Optional(Ids),
  cases: Type.Optional(Ids),
  appointments: Type.Optional(Ids),
  entries: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z-]+:[0-9a-f-]{36}$' }), { maxItems: 1_000 })),
});

/** What a divided region leaves to be assigned, and an officer's hand that does it. */
export function regionAssignmentRoutes(app: App): void {
  app.get('/api/regions/assignments', listOpen);
  app.get('/api/regions/assignments/:change/:code', { schema: { params: Which, querystring: Narrow } }, showOpen);
  app.post('/api/regions/assignments/:change/:code', { schema: { params: Which, body: Chosen } }, assign);
  app.post('/api/regions/assignments/:change/:code/finish', { schema: { params: Which } }, finish);
}

async function listOpen(request: FastifyRequest) {
  const { linli } = request.server;
  const { handle, hat } = await requireHat(request, 'region.change');
  return { assignments: await listAssignments(handle, hat.county, dayOf(linli.clock.now())) };
}

async function showOpen(request: FastifyRequest<{ Params: Static<typeof Which>; Querystring: Static<typeof Narrow> }>) {
  const { linli } = request.server;
  const { handle, hat } = await requireHat(request, 'region.change');
  const { change, code } = request.params;
  const [assignment] = await listAssignments(handle, hat.county, dayOf(linli.clock.now()), { change, from: code });
  if (!assignment) throw new LinliError('ASSIGNMENT_NOT_FOUND');
  const [standing, cases, appointments, entries] = await Promise.all([
    listStanding(handle, hat.county, code, (request.query.street ?? '').trim(), MOST),
    listStandingCases(handle, hat.county, code, MOST),
    listStandingAppointments(linli.sessions.gate, hat.county, code, dayOf(linli.clock.now()), MOST),
    listStandingEntries(handle, hat.county, code, MOST),
  ]);
  return {
    assignment,
    counts: { people: standing.count, cases: cases.count, appointments: appointments.length, entries: entries.length },
    people: standing.people.map(({ name, address, birth: _, ...person }) => ({
      ...person,
      name: maskName(name),
      address: maskAddress(address),
    })),
    cases: cases.cases,
    entries: entries.map((one) => ({ ...one, registerTitle: wordsOf(linli.library, registerNamed(linli.registers, one.register)).title })),
    appointments: appointments.map((one) => ({ ...one, roleTitle: linli.roles.get(one.role)?.title ?? one.role })),
  };
}

async function assign(request: FastifyRequest<{ Params: Static<typeof Which>; Body: Static<typeof Chosen> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'region.change');
  const { change, code } = request.params;
  const { to, people = [], cases = [], appointments = [], entries = [] } = request.body;
  const moved = await assignRegion(
    linli,
    wearer.hat.county,
    { change, from: code, to, people, cases, appointments, entries },
    handOf(linli, wearer),
  );
  if (moved.appointments > 0) await linli.sessions.forget();
  return { moved };
}

async function finish(request: FastifyRequest<{ Params: Static<typeof Which> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'region.change');
  const { change, code } = request.params;
  await finishRegionAssignment(linli, wearer.hat.county, { change, from: code }, handOf(linli, wearer));
  return { finished: true };
}
