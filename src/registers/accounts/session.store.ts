import type { AuditRow, Day, Handle, Level, Some, Vault } from '../../kernel/kernel.ts';
import { appendAudit, bareText, LinliError, newDigits, newId, newToken, sha256, someOf } from '../../kernel/kernel.ts';
import { normalisePhone, phoneHash } from '../people/person.ts';
import type { Hat } from './account.ts';

/** A live sign-in: of an account (with at most one hat on) or of a resident. */
export interface SignInSession {
  readonly id: string;
  readonly account:
    | { readonly id: string; readonly name: string; readonly login: string; readonly mustChange: boolean; readonly totp: boolean }
    | undefined;
  readonly resident:
    | { readonly county: string; readonly personId: string; readonly helper: string | undefined; readonly staffPhone: boolean }
    | undefined;
  readonly hat: Hat | undefined;
  readonly expiresAt: Date;
}

export interface Visit {
  readonly address: string;
  readonly agent: string;
}

const tell = { name: 'session-tell', text: 'insert into kernel.outbox (id, county, to_sealed, body_sealed) values ($1, $2, $3, $4)' };
const open = {
  name: 'session-open',
  text: 'insert into registers.sign_in_session (token_hash, id, account_id, county, person_id, expires_at, address, agent, helper, appointment_id, delegation_id, staff_phone) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
};

interface SessionOwner {
  readonly account?: string;
  readonly county?: string;
  readonly person?: string;
  readonly helper?: string | undefined;
  readonly staffPhone?: boolean;
  readonly hat?: { readonly appointment: string; readonly delegation: string | null } | undefined;
}

async function openSession(
  gate: Handle,
  owner: SessionOwner,
  until: Date,
  visit: Visit,
  audit: readonly AuditRow[],
  told: readonly Message[] = [],
): Promise<string> {
  const token = newToken();
  const values = [
    sha256(token),
    newId(),
    owner.account ?? null,
    owner.county ?? '',
    owner.person ?? null,
    until,
    visit.address,
    visit.agent.slice(0, 200),
    owner.helper ?? null,
    owner.hat?.appointment ?? null,
    owner.hat?.delegation ?? null,
    owner.staffPhone ?? false,
  ];
  await gate.batch([
    [open, values],
    appendAudit(audit),
    ...told.map(({ county, to, body }) => [tell, [newId(), county, to, body]] as const),
  ]);
  return token;
}

/** Opens a session of an account, wearing a hat when there is but one, and writes the audit rows with it; returns the token that only its holder knows. */
export function openAccountSession(
  gate: Handle,
  account: { readonly id: string; readonly hat: SessionOwner['hat'] },
  until: Date,
  visit: Visit,
  audit: readonly AuditRow[],
): Promise<string> {
  return openSession(gate, { account: account.id, hat: account.hat }, until, visit, audit);
}

/** A message that leaves with what is written: number and words are sealed. */
export interface Message {
  readonly county: string;
  readonly to: Buffer;
  readonly body: Buffer;
}

/** Whose session a resident's is, who helped, and whether it was opened with that helper's own telephone. */
export interface ResidentEntry {
  readonly county: string;
  readonly person: string;
  /** The account that helped, if one did. */
  readonly helper?: string | undefined;
  readonly staffPhone?: boolean;
}

/** Opens a session of a resident, and writes the audit rows and what is told about it with it. */
export function openResidentSession(
  gate: Handle,
  entry: ResidentEntry,
  until: Date,
  visit: Visit,
  audit: readonly AuditRow[] = [],
  told: readonly Message[] = [],
): Promise<string> {
  return openSession(gate, entry, until, visit, audit, told);
}

const helped = {
  name: 'sessions-helped',
  text: 'select started_at as at, helper as actor, staff_phone as "staffPhone" from registers.sign_in_session where person_id = $1 and helper is not null order by started_at desc limit $2',
};

/** A sign-in of a resident that somebody of the staff helped with. */
export interface HelpedSession {
  readonly at: Date;
  readonly actor: string;
  readonly staffPhone: boolean;
}

/** Helped sign-ins of a resident, newest first; 100 at most. */
export async function listHelpedSessions(gate: Handle, person: string): Promise<Some<HelpedSession>> {
  return someOf(await gate.query<HelpedSession>(helped, [person, 101]), 100);
}

const phoneOwners = {
  name: 'account-phone-owners',
  text: "select id, name from registers.account where registers.phone_digits(phone) = registers.phone_digits($1) and phone <> '' and disabled_at is null limit 20",
};

/** The account whose telephone this is, unless it is the person's own: somebody on the staff is a resident too. */
export async function findStaffOfPhone(gate: Handle, phone: string, personName: string): Promise<string | undefined> {
  const owners = await gate.query<{ id: string; name: string }>(phoneOwners, [phone]);
  return owners.some((one) => bareText(one.name) === bareText(personName)) ? undefined : owners[0]?.id;
}

// The validity of appointment and delegation is tested at every look-up, so that an ended one stops at midnight without a job.
const find = {
  name: 'session-find',
  text: `select s.id, s.account_id, s.county as resident_county, s.person_id, s.helper, s.staff_phone, s.expires_at, a.name, a.login, a.must_change, a.totp_secret is not null as totp,
                p.id as appointment, s.delegation_id as delegation, p.role, p.level, p.region, p.unit, p.county
           from registers.sign_in_session s
           left join registers.account a on a.id = s.account_id
           left join registers.delegation d on d.id = s.delegation_id
           left join (registers.appointment p join registers.account o on o.id = p.account_id and o.disabled_at is null) on p.id = s.appointment_id and p.valid_from <= $2 and (p.valid_to is null or p.valid_to > $2)
                and (s.delegation_id is null or (d.revoked_at is null and $2 between d.from_day and d.to_day))
          where s.token_hash = $1 and s.ended_at is null and s.expires_at > now() and a.disabled_at is null`,
};

interface SessionRow {
  id: string;
  account_id: string | null;
  resident_county: string;
  person_id: string | null;
  helper: string | null;
  staff_phone: boolean;
  expires_at: Date;
  name: string;
  login: string;
  must_change: boolean;
  totp: boolean;
  appointment: string | null;
  delegation: string | null;
  role: string;
  level: Level;
  region: string;
  unit: string | null;
  county: string;
}

/** The session a token opens today, or undefined when it has ended. */
export async function findSession(gate: Handle, token: string, today: Day): Promise<SignInSession | undefined> {
  const [row] = await gate.query<SessionRow>(find, [sha256(token), today]);
  if (!row) return undefined;
  const hat = row.appointment
    ? {
        appointment: row.appointment,
        delegation: row.delegation ?? undefined,
        role: row.role,
        level: row.level,
        region: row.region,
        unit: row.unit ?? undefined,
        county: row.county,
      }
    : undefined;
  return {
    id: row.id,
    hat,
    expiresAt: row.expires_at,
    account: row.account_id
      ? { id: row.account_id, name: row.name, login: row.login, mustChange: row.must_change, totp: row.totp }
      : undefined,
    resident: row.person_id
      ? { county: row.resident_county, personId: row.person_id, helper: row.helper ?? undefined, staffPhone: row.staff_phone }
      : undefined,
  };
}

const wear = {
  name: 'session-wear',
  text: 'update registers.sign_in_session set appointment_id = $2, delegation_id = $3, seen_at = now() where id = $1',
};
const touch = { name: 'session-touch', text: 'update registers.sign_in_session set seen_at = now() where id = any($1::uuid[])' };
const endOne = {
  name: 'session-end',
  text: 'update registers.sign_in_session set ended_at = now() where id = $1 and (account_id = $2 or person_id = $2) and ended_at is null',
};
const endAll = {
  name: 'session-end-all',
  text: 'update registers.sign_in_session set ended_at = now() where (account_id = $1 or person_id = $1) and id <> $2 and ended_at is null',
};
const list = {
  name: 'session-list',
  text: `select id, started_at as "startedAt", seen_at as "seenAt", address, agent from registers.sign_in_session
          where (account_id = $1 or person_id = $1) and ended_at is null and expires_at > now() order by seen_at desc limit 1000`,
};

/** Puts one hat on; the one worn before comes off. */
export async function wearHat(
  gate: Handle,
  sessionId: string,
  appointment: string,
  delegation: string | undefined,
  audit: readonly AuditRow[],
): Promise<void> {
  await gate.batch([[wear, [sessionId, appointment, delegation ?? null]], appendAudit(audit)]);
}

export async function touchSessions(gate: Handle, ids: readonly string[]): Promise<void> {
  await gate.query(touch, [ids]);
}

/** Ends one session of an owner (account or person id). */
export async function endSession(gate: Handle, id: string, owner: string): Promise<void> {
  await gate.query(endOne, [id, owner]);
}

/** Ends all sessions of an owner but one (pass a fresh id to end all). */
export async function endOtherSessions(gate: Handle, owner: string, keep: string): Promise<void> {
  await gate.query(endAll, [owner, keep]);
}

export interface LiveSession {
  readonly id: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly address: string;
  readonly agent: string;
}

export function listSessions(gate: Handle, owner: string): Promise<LiveSession[]> {
  return gate.query<LiveSession>(list, [owner]);
}

// Requests for one phone queue up here, so that a burst of them counts like the same number one after another.
const queueUp = { name: 'code-queue', text: "select pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex'), 7))" };
const putCode = {
  name: 'code-put',
  text: `insert into registers.one_time_code (id, purpose, phone_hash, code_hash, expires_at) select $1, $2, $3, $4, $5
          where (select count(*) from registers.one_time_code where phone_hash = $3 and purpose = $2 and created_at > now() - make_interval(mins => 10)) < $6 returning id`,
};
const putMessage = {
  name: 'code-message',
  text: 'insert into kernel.outbox (id, to_sealed, body_sealed) select $1, $2, $3 where exists (select 1 from registers.one_time_code where id = $4)',
};

/** A code for a phone: what it opens, until when, how many in ten minutes, and the message that carries it. */
export interface CodeWanted {
  readonly purpose: string;
  readonly phone: string;
  readonly until: Date;
  readonly most: number;
  readonly message: (code: string) => string;
}

/** Puts a six-digit code into the outbox for a phone. At most `most` in ten minutes, else `CODE_TOO_OFTEN`. Returns the code for the message's author only. */
export async function issueCode(gate: Handle, vault: Vault, { purpose, phone: typed, until, most, message }: CodeWanted): Promise<string> {
  const phone = normalisePhone(typed);
  const key = phoneHash(vault, phone);
  const [id, code] = [newId(), newDigits(6)];
  const [, issued] = await gate.batch([
    [queueUp, [key]],
    [putCode, [id, purpose, key, codeHash(vault, code), until, most]],
    [putMessage, [newId(), vault.seal(phone), vault.seal(message(code)), id]],
  ]);
  if (issued!.length === 0) throw new LinliError('CODE_TOO_OFTEN');
  return code;
}

const putSpokenCode = {
  name: 'code-put-spoken',
  text: 'insert into registers.one_time_code (id, purpose, phone_hash, code_hash, expires_at, county, person_id, helper) values ($1, $2, $3, $4, $5, $6, $7, $8)',
};
export const helpPurpose = 'help';

/** Issues a code that a clerk hands over by word of mouth; the resident enters it with the id number. Nothing goes to the outbox. */
export async function issueSpokenCode(
  gate: Handle,
  vault: Vault,
  { key, person, helper, until }: { key: Buffer; person: { county: string; id: string }; helper: string; until: Date },
): Promise<string> {
  const code = newDigits(6);
  await gate.query(putSpokenCode, [newId(), helpPurpose, key, codeHash(vault, code), until, person.county, person.id, helper]);
  return code;
}

function codeHash(vault: Vault, code: string): Buffer {
  return vault.keyedHash('one-time-code', code);
}

// Every try counts before the comparison, so that parallel guesses share the same five.
const tryCode = {
  name: 'code-try',
  text: `update registers.one_time_code set tries = tries + 1, used_at = case when code_hash = $3 then now() else used_at end
          where id = (select id from registers.one_time_code where phone_hash = $1 and purpose = $2 and used_at is null and expires_at > now() and tries < 5 order by created_at desc limit 1)
          returning used_at is not null as right, county, person_id, helper`,
};

/** Spends a code; returns whom a clerk's code was for. Throws `CODE_WRONG` when it is wrong, used, too old or was tried five times. */
export async function spendCode(
  gate: Handle,
  vault: Vault,
  purpose: string,
  key: Buffer,
  code: string,
): Promise<{ county: string; personId: string | null; helper: string | null }> {
  const digits = code.normalize('NFKC').replace(/\D/g, '');
  const [tried] = await gate.query<{ right: boolean; county: string; person_id: string | null; helper: string | null }>(tryCode, [
    key,
    purpose,
    codeHash(vault, digits),
  ]);
  if (!tried?.right) throw new LinliError('CODE_WRONG');
  return { county: tried.county, personId: tried.person_id, helper: tried.helper };
}
