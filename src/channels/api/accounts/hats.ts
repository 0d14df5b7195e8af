import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { addDays, dayOf, isDay, jobScope, LinliError, sayDay } from '../../../kernel/kernel.ts';
import { handOverCases } from '../../../procedures/procedures.ts';
import {
  createDelegation,
  findAccountByLogin,
  findDelegationOwner,
  getAppointment,
  listDelegations,
  recordHandover,
  removeView,
  revokeDelegation,
  savedViews,
  saveView,
} from '../../../registers/registers.ts';
import type { App } from '../../http/linli.ts';
import { ById, Line, Uuid } from '../../http/schemas.ts';
import { requireAccount, requireHat } from '../../http/session.ts';
import { accountRow } from './noted.ts';
import { requireAppointmentInside, requireColleague } from './reach.ts';

const Delegation = Type.Object({
  appointment: Uuid,
  toLogin: Line(40),
  from: Line(10),
  to: Line(10),
  reason: Type.String({ minLength: 2, maxLength: 200 }),
});

const Handover = Type.Object({
  fromAppointment: Uuid,
  toAppointment: Uuid,
  note: Line(500),
});

const ViewPage = Type.String({ pattern: '^[a-z][a-z-]{0,39}$', default: 'inbox' });
const View = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 40 }),
  query: Type.Record(Type.String(), Type.Unknown()),
  page: ViewPage,
  office: Type.Boolean({ default: false }),
});
const ViewsOf = Type.Object({ page: ViewPage });

/** Hats lent and handed over, and the views an account keeps. */
export function hatRoutes(app: App): void {
  app.get('/api/delegations', listOwnDelegations);
  app.post('/api/delegations', { schema: { body: Delegation } }, lendHat);
  app.post('/api/delegations/:id/revoke', { schema: { params: ById } }, takeHatBack);
  app.post('/api/handovers', { schema: { body: Handover } }, handOver);
  app.get('/api/saved-views', { schema: { querystring: ViewsOf } }, listViews);
  app.post('/api/saved-views', { schema: { body: View }, bodyLimit: 8_192 }, keepView);
  app.delete('/api/saved-views/:id', { schema: { params: ById } }, dropView);
}

async function listOwnDelegations(request: FastifyRequest) {
  const { gate } = request.server.linli.sessions;
  const { account } = await requireAccount(request);
  return { delegations: await listDelegations(gate, account.id) };
}

async function lendHat(request: FastifyRequest<{ Body: Static<typeof Delegation> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const by = await requireHat(request);
  const { appointment, toLogin, from, to, reason } = request.body;
  const held = await getAppointment(gate, appointment);
  // One lends the own hat only, and never one that was lent.
  if (held.account_id !== by.account.id) throw new LinliError('HAT_NOT_YOURS');
  const standIn = await findAccountByLogin(gate, toLogin);
  if (!standIn || standIn.id === by.account.id) throw new LinliError('ACCOUNT_NOT_FOUND');
  await requireColleague(linli, standIn.id, held);
  if (!isDay(from) || !isDay(to) || from > to) throw new LinliError('DELEGATION_INVALID');
  // A loan without a near end is an appointment that nobody granted.
  const latest = addDays(dayOf(linli.clock.now()), linli.setting('sign_in.delegation_days') - 1);
  if (to > latest) throw new LinliError('DELEGATION_TOO_LONG', { day: sayDay(latest) }, { to: 'DELEGATION_TOO_LONG' });
  const id = await createDelegation(gate, { appointment, toAccount: standIn.id, from, to, reason }, by.actor.id, [
    accountRow(linli, by, {
      action: 'delegation.create',
      subject: `account:${standIn.id}`,
      detail: { appointment, from, to },
      reason: reason,
    }),
  ]);
  return { id };
}

async function takeHatBack(request: FastifyRequest<{ Params: Static<typeof ById> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const by = await requireHat(request);
  if ((await findDelegationOwner(gate, request.params.id)) !== by.account.id) throw new LinliError('HAT_NOT_YOURS');
  await revokeDelegation(gate, request.params.id, [
    accountRow(linli, by, { action: 'delegation.revoke', subject: `delegation:${request.params.id}`, detail: {} }),
  ]);
  await linli.sessions.forget();
  return { done: true };
}

async function handOver(request: FastifyRequest<{ Body: Static<typeof Handover> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const by = await requireHat(request, 'account.manage');
  const [from, to] = await Promise.all([
    getAppointment(gate, request.body.fromAppointment),
    getAppointment(gate, request.body.toAppointment),
  ]);
  const alike = from.region === to.region && from.level === to.level && from.unit === to.unit;
  requireAppointmentInside(by, from);
  if (!alike) throw new LinliError('APPOINTMENT_OUTSIDE');
  // What was checked above is done in one transaction: cases, record and audit row, or none of them.
  const cases = await linli.database.within(jobScope).transaction(async (within) => {
    const moved = await handOverCases(within, from.county, from.id, to.id);
    await recordHandover(
      within,
      { county: by.hat.county, from: from.id, to: to.id, by: by.actor.id, cases: moved, note: request.body.note },
      [
        accountRow(linli, by, {
          action: 'appointment.hand-over',
          subject: `appointment:${from.id}`,
          detail: { to: to.id, cases: moved },
          reason: request.body.note,
        }),
      ],
    );
    return moved;
  });
  return { cases };
}

async function listViews(request: FastifyRequest<{ Querystring: Static<typeof ViewsOf> }>) {
  const { gate } = request.server.linli.sessions;
  const { account, hat } = await requireHat(request);
  return { views: await savedViews(gate, { account: account.id, hat }, request.query.page) };
}

async function keepView(request: FastifyRequest<{ Body: Static<typeof View> }>) {
  const { gate } = request.server.linli.sessions;
  const { account, hat } = await requireHat(request);
  return { id: await saveView(gate, { account: account.id, hat }, request.body) };
}

async function dropView(request: FastifyRequest<{ Params: Static<typeof ById> }>) {
  const { gate } = request.server.linli.sessions;
  const { account, hat } = await requireHat(request);
  await removeView(gate, { account: account.id, hat }, request.params.id);
  return { done: true };
}
