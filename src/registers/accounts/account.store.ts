import type { AuditRow, Day, Handle, Level } from '../../kernel/kernel.ts';
import { appendAudit, LinliError, newDigits, newId, sha256, violatedConstraint } from '../../kernel/kernel.ts';
import type { Account, Appointment } from './account.ts';
import { normaliseLogin, ONE_TIME_DIGITS } from './account.ts';

const columns =
  'id, login, name, phone, password_hash, former_hash, totp_secret, one_time_hash, one_time_until, one_time_used_at, failures, locked_until, must_change, demonstration, disabled_at';
const byLogin = { name: 'account-by-login', text: `select ${columns} from registers.account where lower(login) = lower($1)` };
const byId = { name: 'account-by-id', text: `select ${columns} from registers.account where id = $1` };

export async function findAccountByLogin(gate: Handle, login: string): Promise<Account | undefined> {
  return (await gate.query<Account>(byLogin, [login.normalize('NFKC').trim()]))[0];
}

const namesById = { name: 'account-names', text: 'select id, name from registers.account where id = any($1::uuid[])' };

/** Names of accounts by id; who is unknown is left out. */
export async function accountNames(gate: Handle, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await gate.query<{ id: string; name: string }>(namesById, [[...ids]]);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Throws `ACCOUNT_NOT_FOUND`. */
export async function getAccount(gate: Handle, id: string): Promise<Account> {
  const [account] = await gate.query<Account>(byId, [id]);
  if (!account) throw new LinliError('ACCOUNT_NOT_FOUND');
  return account;
}

// Every try counts before anything is compared, so that parallel guesses share the same few; the last one locks. A lock that ran out starts anew.
const attempt = {
  name: 'account-attempt',
  text: `update registers.account set failures = case when locked_until <= $2 then 1 else failures + 1 end,
           locked_until = case when (case when locked_until <= $2 then 1 else failures + 1 end) >= $3 then $4::timestamptz end
          where id = $1 and (locked_until is null or locked_until <= $2) returning id`,
};
// Who comes second with the same one-time code finds it spent, also in the same moment.
const succeeded = {
  name: 'account-succeeded',
  text: `update registers.account set failures = 0, locked_until = null, one_time_used_at = case when $2::bytea is null then one_time_used_at else $3 end
          where id = $1 and ($2::bytea is null or (one_time_hash = $2 and one_time_used_at is null)) returning id`,
};
const returned = {
  name: 'account-attempt-returned',
  text: 'update registers.account set failures = greatest(failures - 1, 0), locked_until = null where id = $1',
};
const spendStep = {
  name: 'account-totp-step',
  text: 'update registers.account set totp_step = $2 where id = $1 and (totp_step is null or totp_step < $2) returning id',
};

/** Takes one of the `limit` attempts before an account is locked until `until`; false while it is locked. */
export async function takeAttempt(gate: Handle, id: string, now: Date, limit: number, until: Date): Promise<boolean> {
  return (await gate.query(attempt, [id, now, limit, until])).length > 0;
}

// The same counting for a login nobody has; what it was locked until before is told with it.
const attemptUnknown = {
  name: 'account-attempt-unknown',
  text: `with taken as (
           insert into registers.unknown_login as u (login_hash, failures, locked_until, tried_at) values ($1, 1, case when 1 >= $3 then $4::timestamptz end, $2)
           on conflict (login_hash) do update set failures = case when u.locked_until <= $2 then 1 else u.failures + 1 end, tried_at = $2,
             locked_until = case when (case when u.locked_until <= $2 then 1 else u.failures + 1 end) >= $3 then $4::timestamptz end
            where u.locked_until is null or u.locked_until <= $2 returning login_hash)
         select exists (select from taken) as taken, (select locked_until from registers.unknown_login where login_hash = $1) as "lockedUntil"`,
};
const sweepUnknown = {
  name: 'account-sweep-unknown',
  text: "delete from registers.unknown_login where tried_at < now() - interval '1 year'",
};

/** Takes one of the attempts at a login nobody has; not taken while it counts as locked. */
export async function takeUnknownAttempt(
  gate: Handle,
  loginHash: Buffer,
  now: Date,
  limit: number,
  until: Date,
): Promise<{ taken: boolean; lockedUntil: Date | null }> {
  return (await gate.query<{ taken: boolean; lockedUntil: Date | null }>(attemptUnknown, [loginHash, now, limit, until]))[0]!;
}

/** Forgets logins nobody has and nobody tried for a year. */
export async function sweepUnknownLogins(job: Handle): Promise<void> {
  await job.query(sweepUnknown);
}

/** Gives an attempt back that was no failure: the password was right, the second factor has still to come. */
export async function giveAttemptBack(gate: Handle, id: string): Promise<void> {
  await gate.query(returned, [id]);
}

/** Clears the failures and spends the one-time code that was used, if one was; false when somebody else spent it first. */
export async function clearFailures(gate: Handle, id: string, oneTimeHash: Buffer | null, now: Date): Promise<boolean> {
  return (await gate.query(succeeded, [id, oneTimeHash, now])).length > 0;
}

/** Spends the step of a code; false when it, or a later one, was spent before. */
export async function spendTotpStep(gate: Handle, id: string, step: number): Promise<boolean> {
  return (await gate.query(spendStep, [id, step])).length > 0;
}

const create = {
  name: 'account-create',
  text: 'insert into registers.account (id, login, name, phone, password_hash, one_time_hash, one_time_until, must_change, demonstration) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
};

export interface AccountInput {
  readonly login: string;
  readonly name: string;
  readonly phone: string;
  /** Only demonstration accounts begin with a password; everybody else with a one-time code. */
  readonly demonstrationPasswordHash?: string;
}

/** What is written in the same batch as an account, so that none stands half-written. */
export interface WithAccount {
  readonly appointment?: Omit<AppointmentInput, 'accountId'> & { readonly grantedBy: string };
  readonly audit?: (accountId: string) => AuditRow;
}

/** The writes of an account with its first appointment and audit row, its id, and the one-time code of a real one. */
function accountWrites(input: AccountInput, until: Date, { appointment, audit }: WithAccount) {
  const id = newId();
  const oneTimeCode = newDigits(ONE_TIME_DIGITS);
  const known = input.demonstrationPasswordHash;
  const values = [
    id,
    normaliseLogin(input.login),
    input.name,
    input.phone,
    known ?? null,
    known ? null : sha256(oneTimeCode),
    known ? null : until,
    !known,
    known !== undefined,
  ];
  const first = appointment ? [[grant, appointmentValues({ ...appointment, accountId: id }, appointment.grantedBy)] as const] : [];
  return { id, oneTimeCode: known ? '' : oneTimeCode, writes: [[create, values] as const, ...first], audit: audit ? [audit(id)] : [] };
}

/** Creates an account, with its first appointment and audit row if given; returns its id and, for a real one, the one-time code (12 digits, valid until `until`). Throws `LOGIN_TAKEN`. */
export async function createAccount(
  gate: Handle,
  input: AccountInput,
  until: Date,
  more: WithAccount = {},
): Promise<{ id: string; oneTimeCode: string }> {
  const [made] = await createAccounts(gate, [{ input, ...more }], until);
  return { id: made!.id, oneTimeCode: made!.oneTimeCode };
}

/** Creates several accounts in one transaction: all of them or none. Throws `LOGIN_TAKEN`. */
export async function createAccounts(
  gate: Handle,
  wanted: readonly (WithAccount & { readonly input: AccountInput })[],
  until: Date,
): Promise<{ id: string; login: string; name: string; oneTimeCode: string }[]> {
  const made = wanted.map(({ input, ...more }) => ({ ...accountWrites(input, until, more), input }));
  const audit = made.flatMap((one) => one.audit);
  try {
    await gate.batch([...made.flatMap((one) => one.writes), ...(audit.length > 0 ? [appendAudit(audit)] : [])]);
  } catch (error) {
    if (violatedConstraint(error) === 'account_login') throw new LinliError('LOGIN_TAKEN');
    throw error;
  }
  return made.map(({ id, oneTimeCode, input }) => ({ id, login: normaliseLogin(input.login), name: input.name, oneTimeCode }));
}

const taken = { name: 'account-logins-taken', text: 'select login from registers.account where login = any($1)' };

/** Which of these logins somebody has already, in whatever county. */
export async function listTakenLogins(gate: Handle, logins: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await gate.query<{ login: string }>(taken, [logins])).map((row) => row.login));
}

const setPasswordStatement = {
  name: 'account-set-password',
  text: 'update registers.account set password_hash = $2, must_change = false, one_time_hash = null, one_time_until = null, one_time_used_at = null, former_hash = null where id = $1',
};
const setTotpStatement = {
  name: 'account-set-totp',
  text: 'update registers.account set totp_secret = $2, totp_step = greatest(totp_step, $3) where id = $1',
};
const resetStatement = {
  name: 'account-reset',
  text: `update registers.account set one_time_hash = $2, one_time_until = $3, one_time_used_at = null, must_change = true, former_hash = coalesce(password_hash, former_hash),
           password_hash = null, totp_secret = null, totp_step = null, failures = 0, locked_until = null where id = $1`,
};
const unlockStatement = { name: 'account-unlock', text: 'update registers.account set failures = 0, locked_until = null where id = $1' };
const disableStatement = {
  name: 'account-disable',
  text: 'update registers.account set disabled_at = coalesce(disabled_at, now()) where id = $1',
};

export async function setPassword(gate: Handle, id: string, passwordHash: string, audit: readonly AuditRow[]): Promise<void> {
  await gate.batch([[setPasswordStatement, [id, passwordHash]], appendAudit(audit)]);
}

/** Sets the second factor up, with the step of the code that proved it as spent, or takes it off. */
export async function setTotp(
  gate: Handle,
  id: string,
  proven: { readonly sealed: Buffer; readonly step: number } | undefined,
  audit: readonly AuditRow[],
): Promise<void> {
  await gate.batch([[setTotpStatement, [id, proven?.sealed ?? null, proven?.step ?? null]], appendAudit(audit)]);
}

/** Takes password and second factor away and gives a one-time code instead. */
export async function resetAccount(gate: Handle, id: string, until: Date, audit: readonly AuditRow[]): Promise<string> {
  const code = newDigits(ONE_TIME_DIGITS);
  await gate.batch([[resetStatement, [id, sha256(code), until]], appendAudit(audit)]);
  return code;
}

export async function unlockAccount(gate: Handle, id: string, audit: readonly AuditRow[]): Promise<void> {
  await gate.batch([[unlockStatement, [id]], appendAudit(audit)]);
}

export async function disableAccount(gate: Handle, id: string, audit: readonly AuditRow[]): Promise<void> {
  await gate.batch([[disableStatement, [id]], appendAudit(audit)]);
}

const appointmentColumns = 'id, account_id, role, level, region, unit, county, valid_from, valid_to';
const grant = {
  name: 'appointment-grant',
  text: 'insert into registers.appointment (id, account_id, role, level, region, unit, county, valid_from, valid_to, granted_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
};

export interface AppointmentInput {
  readonly accountId: string;
  readonly role: string;
  readonly level: Level;
  readonly region: string;
  readonly unit: string | undefined;
  readonly county: string;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
}

function appointmentValues(input: AppointmentInput, grantedBy: string): unknown[] {
  return [
    newId(),
    input.accountId,
    input.role,
    input.level,
    input.region,
    input.unit ?? null,
    input.county,
    input.validFrom,
    input.validTo ?? null,
    grantedBy,
  ];
}

// Two equal requests at once queue up at the account, so that the second finds what the first wrote.
const lockAccount = { name: 'account-lock', text: 'select id from registers.account where id = $1 for update' };
const sameAppointment = {
  name: 'appointment-same',
  text: `select id from registers.appointment where account_id = $1 and role = $2 and level = $3 and region = $4 and unit is not distinct from $5
            and valid_from = $6 and valid_to is not distinct from $7 limit 1`,
};

/** Appoints and writes the audit rows with it; returns the id. The same appointment asked for again is answered as it stands. */
export async function grantAppointment(
  gate: Handle,
  input: AppointmentInput,
  grantedBy: string,
  audit: readonly AuditRow[] = [],
): Promise<string> {
  const values = appointmentValues(input, grantedBy);
  return gate.transaction(async (within) => {
    await within.query(lockAccount, [input.accountId]);
    const [same] = await within.query<{ id: string }>(sameAppointment, [
      input.accountId,
      input.role,
      input.level,
      input.region,
      input.unit ?? null,
      input.validFrom,
      input.validTo ?? null,
    ]);
    if (same) return same.id;
    await within.batch([[grant, values], appendAudit(audit)]);
    return values[0] as string;
  });
}

const appointmentById = { name: 'appointment-by-id', text: `select ${appointmentColumns} from registers.appointment where id = $1` };

/** Throws `APPOINTMENT_NOT_FOUND`. */
export async function getAppointment(gate: Handle, id: string): Promise<Appointment> {
  const [appointment] = await gate.query<Appointment>(appointmentById, [id]);
  if (!appointment) throw new LinliError('APPOINTMENT_NOT_FOUND');
  return appointment;
}

const appointmentsById = {
  name: 'appointments-by-id',
  text: `select ${appointmentColumns} from registers.appointment where id = any($1::uuid[])`,
};

/** Appointments by id; what is unknown is left out. */
export function listAppointments(gate: Handle, ids: readonly string[]): Promise<Appointment[]> {
  return gate.query<Appointment>(appointmentsById, [[...ids]]);
}

const end = {
  name: 'appointment-end',
  text: 'update registers.appointment set valid_to = $2, ended_by = $3, ended_reason = $4 where id = $1',
};
const endSessions = {
  name: 'appointment-end-sessions',
  text: 'update registers.sign_in_session set ended_at = now() where appointment_id = $1 and ended_at is null',
};

/** Ends an appointment from `day` on; when that is today or earlier its sessions end at once. */
export async function endAppointment(
  gate: Handle,
  { id, day, by, reason, today }: { id: string; day: Day; by: string; reason: string; today: Day },
  audit: readonly AuditRow[],
): Promise<void> {
  await gate.batch([[end, [id, day, by, reason]], appendAudit(audit), ...(day <= today ? [[endSessions, [id]] as const] : [])]);
}

const hatsOf = {
  name: 'hats-of-account',
  text: `select a.id as appointment, null::uuid as delegation, null::text as delegated_by, a.role, a.level, a.region, a.unit, a.county
           from registers.appointment a where a.account_id = $1 and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)
          union all
         select a.id, d.id, o.name, a.role, a.level, a.region, a.unit, a.county
           from registers.delegation d join registers.appointment a on a.id = d.appointment_id join registers.account o on o.id = a.account_id and o.disabled_at is null
          where d.to_account = $1 and d.revoked_at is null and $2 between d.from_day and d.to_day and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)`,
};

export interface HatRow {
  readonly appointment: string;
  readonly delegation: string | null;
  readonly delegated_by: string | null;
  readonly role: string;
  readonly level: Level;
  readonly region: string;
  readonly unit: string | null;
  readonly county: string;
}

/** The hats an account may choose from today: own appointments and those delegated to it. */
export function listHats(gate: Handle, accountId: string, today: Day): Promise<HatRow[]> {
  return gate.query<HatRow>(hatsOf, [accountId, today]);
}

const staffOf = {
  name: 'staff-of-office',
  text: `select a.id as appointment, o.id as account, o.name, a.role
           from registers.appointment a join registers.account o on o.id = a.account_id and o.disabled_at is null
          where a.county = $1 and a.level = $2 and a.region = $3 and a.valid_from <= $4 and (a.valid_to is null or a.valid_to > $4)
          order by a.valid_from, o.name, a.id limit 200`,
};

/** Somebody who serves in an office today. */
export interface OfficeStaff {
  readonly appointment: string;
  readonly account: string;
  readonly name: string;
  readonly role: string;
}

/** Who serves in an office today, the longest there first. */
export function listStaffOf(
  gate: Handle,
  office: { readonly county: string; readonly level: Level; readonly region: string },
  today: Day,
): Promise<OfficeStaff[]> {
  return gate.query<OfficeStaff>(staffOf, [office.county, office.level, office.region, today]);
}

const countiesOf = {
  name: 'counties-of-login',
  text: `with held as (select p.county, p.valid_to is null or p.valid_to > $2 as lives
                         from registers.appointment p join registers.account a on a.id = p.account_id where lower(a.login) = lower($1))
         select distinct county from held where lives or not exists (select 1 from held where lives)`,
};

/** The counties a login works for, now or soon; where it no longer works, those it worked for. Empty for a login nobody has. */
export async function listCountiesOf(gate: Handle, login: string, today: Day): Promise<string[]> {
  return (await gate.query<{ county: string }>(countiesOf, [login, today])).map((row) => row.county);
}

const delegate = {
  name: 'delegation-create',
  text: 'insert into registers.delegation (id, appointment_id, to_account, from_day, to_day, reason, created_by) values ($1, $2, $3, $4, $5, $6, $7)',
};
const sameDelegation = {
  name: 'delegation-same',
  text: 'select id from registers.delegation where appointment_id = $1 and to_account = $2 and from_day = $3 and to_day = $4 and revoked_at is null limit 1',
};
const revoke = {
  name: 'delegation-revoke',
  text: 'update registers.delegation set revoked_at = now() where id = $1 and revoked_at is null returning id',
};
const revokeSessions = {
  name: 'delegation-end-sessions',
  text: 'update registers.sign_in_session set ended_at = now() where delegation_id = $1 and ended_at is null',
};
const delegations = {
  name: 'delegations-of',
  text: `select d.id, d.appointment_id as appointment, d.from_day as from, d.to_day as to, d.reason, d.revoked_at as "revokedAt", o.name as "ownerName", t.name as "standInName", t.login as "standInLogin"
           from registers.delegation d join registers.appointment a on a.id = d.appointment_id join registers.account o on o.id = a.account_id join registers.account t on t.id = d.to_account
          where a.account_id = $1 or d.to_account = $1 order by d.from_day desc limit 1000`,
};

export interface DelegationInput {
  readonly appointment: string;
  readonly toAccount: string;
  readonly from: Day;
  readonly to: Day;
  readonly reason: string;
}

/** Lends a hat and writes the audit rows with it; returns the id. The same loan asked for again, while it is not taken back, is answered as it stands. */
export async function createDelegation(gate: Handle, input: DelegationInput, by: string, audit: readonly AuditRow[]): Promise<string> {
  const id = newId();
  return gate.transaction(async (within) => {
    await within.query(lockAccount, [input.toAccount]);
    const [same] = await within.query<{ id: string }>(sameDelegation, [input.appointment, input.toAccount, input.from, input.to]);
    if (same) return same.id;
    await within.batch([[delegate, [id, input.appointment, input.toAccount, input.from, input.to, input.reason, by]], appendAudit(audit)]);
    return id;
  });
}

export async function revokeDelegation(gate: Handle, id: string, audit: readonly AuditRow[]): Promise<void> {
  await gate.batch([[revoke, [id]], [revokeSessions, [id]], appendAudit(audit)]);
}

/** Delegations an account gave or was given, newest first. */
export function listDelegations(gate: Handle, accountId: string): Promise<{ id: string; appointment: string; from: Day; to: Day }[]> {
  return gate.query(delegations, [accountId]);
}

const delegationOwner = {
  name: 'delegation-owner',
  text: 'select a.account_id from registers.delegation d join registers.appointment a on a.id = d.appointment_id where d.id = $1',
};

/** The account whose hat was delegated, or undefined. */
export async function findDelegationOwner(gate: Handle, id: string): Promise<string | undefined> {
  return (await gate.query<{ account_id: string }>(delegationOwner, [id]))[0]?.account_id;
}

const record = {
  name: 'handover-record',
  text: 'insert into registers.handover (id, county, from_appointment, to_appointment, by_account, case_count, note) values ($1, $2, $3, $4, $5, $6, $7)',
};

export async function recordHandover(
  handle: Handle,
  input: { county: string; from: string; to: string; by: string; cases: number; note: string },
  audit: readonly AuditRow[],
): Promise<void> {
  await handle.batch([[record, [newId(), input.county, input.from, input.to, input.by, input.cases, input.note]], appendAudit(audit)]);
}

/** What an account can be: `idle` holds no hat today. */
export const accountStates = ['active', 'idle', 'locked', 'disabled'] as const;
export const accountSorts = ['login', 'name'] as const;

export interface AccountFilter {
  /** Part of a name or login; empty for any. */
  readonly query: string;
  /** A role held today; empty for any. */
  readonly role: string;
  /** A place where a hat is held today; empty for any. */
  readonly region: string;
  readonly state: (typeof accountStates)[number] | '';
  readonly sort: (typeof accountSorts)[number];
}

const inside = Object.fromEntries(
  accountSorts.map((sort) => [
    sort,
    {
      name: `accounts-inside-by-${sort}`,
      text: `select * from (
           select a.id, a.login, a.name, a.phone, a.locked_until as "lockedUntil", a.disabled_at as "disabledAt",
                  case when a.disabled_at is not null then 'disabled' when a.locked_until > now() then 'locked'
                       when bool_or(p.valid_from <= $5::date and (p.valid_to is null or p.valid_to > $5::date)) then 'active' else 'idle' end as state,
                  jsonb_agg(jsonb_build_object('id', p.id, 'role', p.role, 'level', p.level, 'region', p.region, 'unit', p.unit, 'validFrom', p.valid_from, 'validTo', p.valid_to) order by p.valid_from) as appointments
             from registers.account a join registers.appointment p on p.account_id = a.id
            where p.region like $1 || '%' and (strpos(a.name, $2) > 0 or strpos(a.login, lower($2)) > 0) 
              and ($3 = '' or (a.${sort}, a.id) > (select seen.${sort}, seen.id from registers.account seen where seen.id = nullif($3, '')::uuid))
            group by a.id
           having $6 = '' and $8 = '' or bool_or(($6 = '' or p.role = $6) and ($8 = '' or p.region = $8) and p.valid_from <= $5::date and (p.valid_to is null or p.valid_to > $5::date))) found
          where $7 = '' or state = $7
          order by ${sort}, id limit $4`,
    },
  ]),
) as Record<AccountFilter['sort'], { name: string; text: string }>;
export interface AccountInside {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly phone: string;
  readonly lockedUntil: Date | null;
  readonly disabledAt: Date | null;
  readonly state: (typeof accountStates)[number];
  readonly appointments: {
    id: string;
    role: string;
    level: Level;
    region: string;
    unit: string | null;
    validFrom: Day;
    validTo: Day | null;
  }[];
}

/** Accounts that hold or held an appointment under a region (code prefix without trailing zeros); `after` is the id of the last one seen, or empty. */
export function listAccounts(
  gate: Handle,
  { stem, filter, after, today, most }: { stem: string; filter: AccountFilter; after: string; today: Day; most: number },
): Promise<AccountInside[]> {
  return gate.query<AccountInside>(inside[filter.sort], [stem, filter.query, after, most, today, filter.role, filter.state, filter.region]);
}

const reach = {
  name: 'account-reach',
  text: `select p.region, p.level, p.valid_to is null or p.valid_to > $2 as lives from registers.appointment p where p.account_id = $1
          union all
         select p.region, p.level, d.revoked_at is null and d.to_day >= $2 and (p.valid_to is null or p.valid_to > $2)
           from registers.delegation d join registers.appointment p on p.id = d.appointment_id where d.to_account = $1`,
};

/** Where an account holds, held or will hold a hat, its own or a lent one; `lives` tells whether the hat still counts. */
export function listReach(gate: Handle, accountId: string, today: Day): Promise<{ region: string; level: Level; lives: boolean }[]> {
  return gate.query(reach, [accountId, today]);
}
