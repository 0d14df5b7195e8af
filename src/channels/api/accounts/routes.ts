import { Readable } from 'node:stream';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { AuditRow } from '../../../kernel/kernel.ts';
import { addDays, appendAudit, auditRow, dayOf, isDay, isId, jobScope, LinliError, sayDay } from '../../../kernel/kernel.ts';
import { handOverCases } from '../../../procedures/procedures.ts';
import type { AccountFilter, AccountInside, AppointmentInput, WorkbookCell } from '../../../registers/registers.ts';
import {
  accountSorts,
  accountStates,
  createAccount,
  createDelegation,
  dayOutOfRange,
  disableAccount,
  endAppointment,
  endOtherSessions,
  findAccountByLogin,
  findDelegationOwner,
  getAppointment,
  grantAppointment,
  levelOfCode,
  listAccounts,
  listDelegations,
  listUnits,
  recordHandover,
  removeView,
  resetAccount,
  revokeDelegation,
  savedViews,
  saveView,
  stemOf,
  text,
  unlockAccount,
  writeWorkbook,
} from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import type { App, Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';
import { requireAccount, requireHat } from '../../http/session.ts';
import { xlsxType } from '../imports/upload.ts';
import { placeAbove } from '../people/place.ts';
import { countLook } from '../people/search.ts';
import { noteLook } from './noted.ts';
import { requireAppointmentInside, requireColleague, requireInside, requireRoleAt } from './reach.ts';

const Text = (limit: number) => Type.String({ maxLength: limit });
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const filterFields = {
  query: Type.Optional(Text(60)),
  role: Type.Optional(Text(40)),
  region: Type.Optional(Text(15)),
  state: Type.Optional(Type.Enum([...accountStates])),
  sort: Type.Optional(Type.Enum([...accountSorts])),
};
const ListQuery = Type.Object({ ...filterFields, after: Type.Optional(Text(60)) });
const ExportQuery = Type.Object(filterFields);
const NewAccount = Type.Object({
  login: Text(40),
  name: Text(50),
  phone: Text(20),
  role: Text(40),
  region: Text(15),
  unit: Type.Optional(Text(60)),
  validFrom: Text(10),
  validTo: Type.Optional(Type.Union([Type.Null(), Text(10)])),
});
const NewAppointment = Type.Object({
  role: Text(40),
  region: Text(15),
  unit: Type.Optional(Text(60)),
  validFrom: Text(10),
  validTo: Type.Optional(Type.Union([Type.Null(), Text(10)])),
});
const End = Type.Object({ day: Text(10), reason: Type.String({ minLength: 2, maxLength: 200 }) });
const Delegation = Type.Object({
  appointment: Type.String({ format: 'uuid' }),
  toLogin: Text(40),
  from: Text(10),
  to: Text(10),
  reason: Type.String({ minLength: 2, maxLength: 200 }),
});
const Handover = Type.Object({
  fromAppointment: Type.String({ format: 'uuid' }),
  toAppointment: Type.String({ format: 'uuid' }),
  note: Text(500),
});
const View = Type.Object({ name: Type.String({ minLength: 1, maxLength: 40 }), query: Type.Record(Type.String(), Type.Unknown()) });

export function accountRoutes(app: App): void {
  const { linli } = app;
  const { gate } = linli.sessions;
  const today = (): string => dayOf(linli.clock.now());
  const oneTimeUntil = (): Date => new Date(linli.clock.now().getTime() + linli.setting('sign_in.one_time_days') * 86_400_000);
  const rowOf = (by: Wearer, action: string, subject: string, detail: Record<string, unknown>, reason = ''): AuditRow =>
    auditRow(linli.vault, {
      county: by.hat.county,
      at: linli.clock.now(),
      actor: by.actor.id,
      hat: by.actor.hat,
      channel: 'workbench',
      action,
      subject,
      detail,
      reason,
    });

  app.get<{ Querystring: Static<typeof ListQuery> }>('/api/accounts', { schema: { querystring: ListQuery } }, async (request) => {
    const { hat } = await requireHat(request, 'account.manage');
    const { after = '', ...asked } = request.query;
    const accounts = await listAccounts(gate, stemOf(hat.region), accountFilter(asked), isId(after) ? after : '', today(), 51);
    const page = accounts.slice(0, 50);
    return {
      accounts: await Promise.all(page.map((one) => shownAccount(linli, one))),
      next: accounts.length > 50 ? page.at(-1)!.id : null,
    };
  });

  app.get<{ Querystring: Static<typeof ExportQuery> }>(
    '/api/accounts/export',
    { schema: { querystring: ExportQuery } },
    async (request, reply) => {
      const by = await requireHat(request, 'account.manage');
      await noteLook(linli, by, { county: by.hat.county, action: 'account.export', subject: 'account', detail: { ...request.query } });
      const columns = EXPORTED.map((name) => ({
        title: text(`documents.accounts.columns.${name}`),
        width: name === 'appointments' ? 60 : 18,
      }));
      return reply
        .type(xlsxType)
        .header('content-disposition', contentDisposition('attachment', `${text('documents.accounts.title')}.xlsx`, 'accounts.xlsx'))
        .send(
          Readable.from(
            writeWorkbook({
              name: text('documents.accounts.title'),
              columns,
              rows: exportedAccounts(linli, stemOf(by.hat.region), accountFilter(request.query), today()),
            }),
          ),
        );
    },
  );

  app.post<{ Body: Static<typeof NewAccount> }>('/api/accounts', { schema: { body: NewAccount } }, async (request) => {
    const by = await requireHat(request, 'account.manage');
    const appointment = await readAppointment(linli, by, request.body);
    const { login, phone, role, region } = request.body;
    const name = request.body.name.normalize('NFKC').trim();
    if (!/\p{L}/u.test(name)) throw new LinliError('INPUT_INVALID', { count: 1 }, { name: 'FIELD_REQUIRED' });
    const audit = (id: string): AuditRow => rowOf(by, 'account.create', `account:${id}`, { role, region });
    // Logins are one list for all counties: that one is taken tells something of the others.
    await countLook(linli, by);
    const creating = createAccount(gate, { login, name, phone }, oneTimeUntil(), {
      appointment: { ...appointment, grantedBy: by.actor.id },
      audit,
    });
    return creating.catch(async (error: unknown) => {
      if (error instanceof LinliError && error.code === 'LOGIN_TAKEN')
        await gate.batch([appendAudit([rowOf(by, 'account.login-taken', `login:${login}`, {})])]);
      throw error;
    });
  });

  app.post<{ Params: Static<typeof Id> }>('/api/accounts/:id/reset', { schema: { params: Id } }, async (request) => {
    const by = await requireHat(request, 'account.manage');
    await requireInside(linli, by, request.params.id);
    const oneTimeCode = await resetAccount(gate, request.params.id, oneTimeUntil(), [
      rowOf(by, 'account.reset', `account:${request.params.id}`, {}),
    ]);
    await endOtherSessions(gate, request.params.id, by.session.id);
    await linli.sessions.forget();
    return { oneTimeCode };
  });

  app.post<{ Params: Static<typeof Id> }>('/api/accounts/:id/unlock', { schema: { params: Id } }, async (request) => {
    const by = await requireHat(request, 'account.manage');
    await requireInside(linli, by, request.params.id);
    await unlockAccount(gate, request.params.id, [rowOf(by, 'account.unlock', `account:${request.params.id}`, {})]);
    return { done: true };
  });

  app.post<{ Params: Static<typeof Id> }>('/api/accounts/:id/disable', { schema: { params: Id } }, async (request) => {
    const by = await requireHat(request, 'account.manage');
    await requireInside(linli, by, request.params.id);
    await disableAccount(gate, request.params.id, [rowOf(by, 'account.disable', `account:${request.params.id}`, {})]);
    await endOtherSessions(gate, request.params.id, by.session.id);
    await linli.sessions.forget();
    return { done: true };
  });

  app.post<{ Params: Static<typeof Id>; Body: Static<typeof NewAppointment> }>(
    '/api/accounts/:id/appointments',
    { schema: { params: Id, body: NewAppointment } },
    async (request) => {
      const by = await requireHat(request, 'account.manage');
      await requireInside(linli, by, request.params.id);
      // Nobody gives a hat to oneself: powers are handed out by one and worn by another.
      if (request.params.id === by.account.id) throw new LinliError('FORBIDDEN');
      const appointment = await readAppointment(linli, by, request.body);
      const id = await grantAppointment(gate, { ...appointment, accountId: request.params.id }, by.actor.id, [
        rowOf(by, 'appointment.grant', `account:${request.params.id}`, { ...request.body }),
      ]);
      return { id };
    },
  );

  app.post<{ Params: Static<typeof Id>; Body: Static<typeof End> }>(
    '/api/appointments/:id/end',
    { schema: { params: Id, body: End } },
    async (request) => {
      const by = await requireHat(request, 'account.manage');
      const held = requireAppointmentInside(by, await getAppointment(gate, request.params.id));
      const { day } = request.body;
      if (!isDay(day)) throw new LinliError('INPUT_INVALID', { count: 1 }, { day: 'FIELD_NOT_DATE' });
      // An end is brought forward, never put off: that would be an appointment nobody granted.
      if (held.valid_to && day > held.valid_to)
        throw new LinliError('INPUT_INVALID', { count: 1 }, { day: dayOutOfRange(undefined, held.valid_to) });
      await endAppointment(gate, held.id, day, by.actor.id, request.body.reason, today(), [
        rowOf(by, 'appointment.end', `account:${held.account_id}`, { appointment: held.id, day }, request.body.reason),
      ]);
      await linli.sessions.forget();
      return { done: true };
    },
  );

  app.get<{ Querystring: { county?: string } }>(
    '/api/units',
    { schema: { querystring: Type.Object({ county: Type.Optional(Text(12)) }) } },
    async (request) => {
      const { hat } = await requireHat(request);
      const units = await listUnits(gate, request.query.county ?? hat.county);
      return { units: units.map(({ id, name }) => ({ id, name })) };
    },
  );

  app.get('/api/delegations', async (request) => {
    const { account } = await requireAccount(request);
    return { delegations: await listDelegations(gate, account.id) };
  });

  app.post<{ Body: Static<typeof Delegation> }>('/api/delegations', { schema: { body: Delegation } }, async (request) => {
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
    const latest = addDays(today(), linli.setting('sign_in.delegation_days') - 1);
    if (to > latest) throw new LinliError('DELEGATION_TOO_LONG', { day: sayDay(latest) }, { to: 'DELEGATION_TOO_LONG' });
    const id = await createDelegation(gate, { appointment, toAccount: standIn.id, from, to, reason }, by.actor.id, [
      rowOf(by, 'delegation.create', `account:${standIn.id}`, { appointment, from, to }, reason),
    ]);
    return { id };
  });

  app.post<{ Params: Static<typeof Id> }>('/api/delegations/:id/revoke', { schema: { params: Id } }, async (request) => {
    const by = await requireHat(request);
    if ((await findDelegationOwner(gate, request.params.id)) !== by.account.id) throw new LinliError('HAT_NOT_YOURS');
    await revokeDelegation(gate, request.params.id, [rowOf(by, 'delegation.revoke', `delegation:${request.params.id}`, {})]);
    await linli.sessions.forget();
    return { done: true };
  });

  app.post<{ Body: Static<typeof Handover> }>('/api/handovers', { schema: { body: Handover } }, async (request) => {
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
        [rowOf(by, 'appointment.hand-over', `appointment:${from.id}`, { to: to.id, cases: moved }, request.body.note)],
      );
      return moved;
    });
    return { cases };
  });

  app.get('/api/saved-views', async (request) => {
    const { account } = await requireAccount(request);
    return { views: await savedViews(gate, account.id) };
  });
  app.post<{ Body: Static<typeof View> }>('/api/saved-views', { schema: { body: View }, bodyLimit: 8_192 }, async (request) => {
    const { account } = await requireAccount(request);
    return { id: await saveView(gate, account.id, request.body.name, request.body.query) };
  });
  app.delete<{ Params: Static<typeof Id> }>('/api/saved-views/:id', { schema: { params: Id } }, async (request) => {
    const { account } = await requireAccount(request);
    await removeView(gate, account.id, request.params.id);
    return { done: true };
  });
}

function accountFilter({ query = '', role = '', region = '', state, sort = 'login' }: Static<typeof ExportQuery>): AccountFilter {
  return { query, role, region, state: state ?? '', sort };
}

async function shownAccount(linli: Linli, one: AccountInside) {
  return {
    ...one,
    appointments: await Promise.all(
      one.appointments.map(async (held) => ({
        ...held,
        roleTitle: linli.roles.get(held.role)?.title ?? held.role,
        regionName: await linli.regionName(held.unit ?? held.region),
      })),
    ),
  };
}

const EXPORTED = ['login', 'name', 'state', 'appointments'] as const;

async function* exportedAccounts(linli: Linli, stem: string, filter: AccountFilter, today: string): AsyncGenerator<WorkbookCell[]> {
  let after = '';
  do {
    const page = await listAccounts(linli.sessions.gate, stem, filter, after, today, 500);
    for (const one of await Promise.all(page.map((found) => shownAccount(linli, found)))) {
      const held = one.appointments
        .filter((hat) => hat.validFrom <= today && (hat.validTo === null || hat.validTo > today))
        .map((hat) => `${hat.regionName} ${hat.roleTitle}`);
      yield [one.login, one.name, text(`documents.accounts.states.${one.state}`), held.join(text('documents.comma'))];
    }
    after = page.length === 500 ? page.at(-1)!.id : '';
  } while (after);
}

/** An appointment as asked for, every part of it checked before anything is written. Throws `ROLE_UNKNOWN`, `APPOINTMENT_OUTSIDE`, `INPUT_INVALID`. */
async function readAppointment(
  linli: Linli,
  by: Wearer,
  { role, region, unit, validFrom, validTo }: Static<typeof NewAppointment>,
): Promise<Omit<AppointmentInput, 'accountId'>> {
  await requireRoleAt(linli, by, role, region, unit);
  const faults = {
    ...(isDay(validFrom) ? {} : { validFrom: 'FIELD_NOT_DATE' }),
    ...(!validTo || isDay(validTo) ? {} : { validTo: 'FIELD_NOT_DATE' }),
  };
  if (Object.keys(faults).length === 0 && validTo && validTo <= validFrom) Object.assign(faults, { validTo: 'FIELD_DATE_ORDER' });
  const count = Object.keys(faults).length;
  if (count > 0) throw new LinliError('INPUT_INVALID', { count }, faults);
  return {
    role,
    level: unit ? 'unit' : levelOfCode(region),
    region,
    unit,
    county: placeAbove(region).county,
    validFrom,
    validTo: validTo ?? undefined,
  };
}
