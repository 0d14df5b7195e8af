import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { AuditRow } from '../../../kernel/kernel.ts';
import { appendAudit, dayOf, isDay, isId, LinliError } from '../../../kernel/kernel.ts';
import type { AccountFilter, AccountInside, AppointmentInput, WorkbookCell } from '../../../registers/registers.ts';
import {
  accountSorts,
  accountStates,
  createAccount,
  dayOutOfRange,
  disableAccount,
  endAppointment,
  endOtherSessions,
  getAppointment,
  grantAppointment,
  levelOfCode,
  listAccounts,
  listUnits,
  resetAccount,
  stemOf,
  text,
  unlockAccount,
  writeWorkbook,
} from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import type { App, Linli } from '../../http/linli.ts';
import { ById, Line, page } from '../../http/schemas.ts';
import type { Wearer } from '../../http/session.ts';
import { requireHat } from '../../http/session.ts';
import { xlsxType } from '../imports/upload.ts';
import { placeAbove } from '../people/place.ts';
import { countLook } from '../people/search.ts';
import { accountRow, noteLook, takenBy } from './noted.ts';
import { requireAppointmentInside, requireInside, requireRoleAt } from './reach.ts';

const filterFields = {
  query: Type.Optional(Line(60)),
  role: Type.Optional(Line(40)),
  region: Type.Optional(Line(15)),
  state: Type.Optional(Type.Enum([...accountStates])),
  sort: Type.Optional(Type.Enum([...accountSorts])),
};
const ListQuery = Type.Object({ ...filterFields, after: page.after });
const ExportQuery = Type.Object(filterFields);
const NewAccount = Type.Object({
  login: Line(40),
  name: Line(50),
  phone: Line(20),
  role: Line(40),
  region: Line(15),
  unit: Type.Optional(Line(60)),
  validFrom: Line(10),
  validTo: Type.Optional(Type.Union([Type.Null(), Line(10)])),
});
const NewAppointment = Type.Object({
  role: Line(40),
  region: Line(15),
  unit: Type.Optional(Line(60)),
  validFrom: Line(10),
  validTo: Type.Optional(Type.Union([Type.Null(), Line(10)])),
});
const End = Type.Object({ day: Line(10), reason: Type.String({ minLength: 2, maxLength: 200 }) });

/** Accounts and their appointments. */
export function accountRoutes(app: App): void {
  app.get('/api/accounts', { schema: { querystring: ListQuery } }, listInside);
  app.get('/api/accounts/export', { schema: { querystring: ExportQuery } }, exportInside);
  app.post('/api/accounts', { schema: { body: NewAccount } }, openAccount);
  app.post('/api/accounts/:id/reset', { schema: { params: ById } }, resetInside);
  app.post('/api/accounts/:id/unlock', { schema: { params: ById } }, unlockInside);
  app.post('/api/accounts/:id/disable', { schema: { params: ById } }, disableInside);
  app.post('/api/accounts/:id/appointments', { schema: { params: ById, body: NewAppointment } }, appoint);
  app.post('/api/appointments/:id/end', { schema: { params: ById, body: End } }, endInside);
  app.get('/api/units', { schema: { querystring: Type.Object({ county: Type.Optional(Line(12)) }) } }, listUnitsOfCounty);
}

/** Until when a one-time code opens the door. */
export function oneTimeUntil(linli: Linli): Date {
  return new Date(linli.clock.now().getTime() + linli.setting('sign_in.one_time_days') * 86_400_000);
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
    const page = await listAccounts(linli.sessions.gate, { stem, filter, after, today, most: 500 });
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
export async function readAppointment(
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

async function listInside(request: FastifyRequest<{ Querystring: Static<typeof ListQuery> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const { hat } = await requireHat(request, 'account.manage');
  const { after = '', ...asked } = request.query;
  const accounts = await listAccounts(gate, {
    stem: stemOf(hat.region),
    filter: accountFilter(asked),
    after: isId(after) ? after : '',
    today: dayOf(linli.clock.now()),
    most: 51,
  });
  const shown = accounts.slice(0, 50);
  return {
    accounts: await Promise.all(shown.map((one) => shownAccount(linli, one))),
    next: accounts.length > 50 ? shown.at(-1)!.id : null,
  };
}

async function exportInside(request: FastifyRequest<{ Querystring: Static<typeof ExportQuery> }>, reply: FastifyReply) {
  const { linli } = request.server;
  const by = await requireHat(request, 'account.manage');
  await noteLook(linli, by, { county: by.hat.county, action: 'account.export', subject: 'account', detail: { ...request.query } });
  const mark = await takenBy(linli, by);
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
          rows: exportedAccounts(linli, stemOf(by.hat.region), accountFilter(request.query), dayOf(linli.clock.now())),
          mark,
        }),
      ),
    );
}

async function openAccount(request: FastifyRequest<{ Body: Static<typeof NewAccount> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const by = await requireHat(request, 'account.manage');
  const appointment = await readAppointment(linli, by, request.body);
  const { login, phone, role, region } = request.body;
  const name = request.body.name.normalize('NFKC').trim();
  if (!/\p{L}/u.test(name)) throw new LinliError('INPUT_INVALID', { count: 1 }, { name: 'FIELD_REQUIRED' });
  const audit = (id: string): AuditRow =>
    accountRow(linli, by, { action: 'account.create', subject: `account:${id}`, detail: { role, region } });
  // Logins are one list for all counties: that one is taken tells something of the others.
  await countLook(linli, by);
  const creating = createAccount(gate, { login, name, phone }, oneTimeUntil(linli), {
    appointment: { ...appointment, grantedBy: by.actor.id },
    audit,
  });
  return creating.catch(async (error: unknown) => {
    if (error instanceof LinliError && error.code === 'LOGIN_TAKEN')
      await gate.batch([appendAudit([accountRow(linli, by, { action: 'account.login-taken', subject: `login:${login}`, detail: {} })])]);
    throw error;
  });
}

async function resetInside(request: FastifyRequest<{ Params: Static<typeof ById> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const by = await requireHat(request, 'account.manage');
  await requireInside(linli, by, request.params.id);
  const oneTimeCode = await resetAccount(gate, request.params.id, oneTimeUntil(linli), [
    accountRow(linli, by, { action: 'account.reset', subject: `account:${request.params.id}`, detail: {} }),
  ]);
  await endOtherSessions(gate, request.params.id, by.session.id);
  await linli.sessions.forget();
  return { oneTimeCode };
}

async function unlockInside(request: FastifyRequest<{ Params: Static<typeof ById> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const by = await requireHat(request, 'account.manage');
  await requireInside(linli, by, request.params.id);
  await unlockAccount(gate, request.params.id, [
    accountRow(linli, by, { action: 'account.unlock', subject: `account:${request.params.id}`, detail: {} }),
  ]);
  return { done: true };
}

async function disableInside(request: FastifyRequest<{ Params: Static<typeof ById> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const by = await requireHat(request, 'account.manage');
  await requireInside(linli, by, request.params.id);
  await disableAccount(gate, request.params.id, [
    accountRow(linli, by, { action: 'account.disable', subject: `account:${request.params.id}`, detail: {} }),
  ]);
  await endOtherSessions(gate, request.params.id, by.session.id);
  await linli.sessions.forget();
  return { done: true };
}

async function appoint(request: FastifyRequest<{ Params: Static<typeof ById>; Body: Static<typeof NewAppointment> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const by = await requireHat(request, 'account.manage');
  await requireInside(linli, by, request.params.id);
  // Nobody gives a hat to oneself: powers are handed out by one and worn by another.
  if (request.params.id === by.account.id) throw new LinliError('FORBIDDEN');
  const appointment = await readAppointment(linli, by, request.body);
  const id = await grantAppointment(gate, { ...appointment, accountId: request.params.id }, by.actor.id, [
    accountRow(linli, by, { action: 'appointment.grant', subject: `account:${request.params.id}`, detail: { ...request.body } }),
  ]);
  return { id };
}

async function endInside(request: FastifyRequest<{ Params: Static<typeof ById>; Body: Static<typeof End> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const by = await requireHat(request, 'account.manage');
  const held = requireAppointmentInside(by, await getAppointment(gate, request.params.id));
  const { day } = request.body;
  if (!isDay(day)) throw new LinliError('INPUT_INVALID', { count: 1 }, { day: 'FIELD_NOT_DATE' });
  // An end is brought forward, never put off: that would be an appointment nobody granted.
  if (held.valid_to && day > held.valid_to)
    throw new LinliError('INPUT_INVALID', { count: 1 }, { day: dayOutOfRange(undefined, held.valid_to) });
  await endAppointment(gate, { id: held.id, day, by: by.actor.id, reason: request.body.reason, today: dayOf(linli.clock.now()) }, [
    accountRow(linli, by, {
      action: 'appointment.end',
      subject: `account:${held.account_id}`,
      detail: { appointment: held.id, day },
      reason: request.body.reason,
    }),
  ]);
  await linli.sessions.forget();
  return { done: true };
}

async function listUnitsOfCounty(request: FastifyRequest<{ Querystring: { county?: string } }>) {
  const { gate } = request.server.linli.sessions;
  const { hat } = await requireHat(request);
  const units = await listUnits(gate, request.query.county ?? hat.county);
  return { units: units.map(({ id, name }) => ({ id, name })) };
}
