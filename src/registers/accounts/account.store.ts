import type { AuditRow, Handle } from '../../kernel/kernel.ts';
import { appendAudit, LinliError, newDigits, newId, sha256, violatedConstraint } from '../../kernel/kernel.ts';
import type { Account } from './account.ts';
import { normaliseLogin, ONE_TIME_DIGITS } from './account.ts';
import type { AppointmentInput } from './appointment.store.ts';
import { appointmentValues, grant } from './appointment.store.ts';

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
