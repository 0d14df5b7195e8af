import { hash, verify } from '@node-rs/argon2';
import { Secret, TOTP } from 'otpauth';
import type { Day, Level, Scope } from '../../kernel/kernel.ts';
import { defineErrors, LinliError, sha256 } from '../../kernel/kernel.ts';

export const accountErrors = defineErrors({
  SIGN_IN_FAILED: 401,
  TOTP_NEEDED: 401,
  TOTP_WRONG: 401,
  ACCOUNT_LOCKED: 423,
  ACCOUNT_DISABLED: 403,
  SIGN_IN_NEEDED: 401,
  HAT_NEEDED: 403,
  HAT_NOT_YOURS: 403,
  PASSWORD_WEAK: 400,
  PASSWORD_SAME: 400,
  PASSWORD_MUST_CHANGE: 403,
  CODE_WRONG: 401,
  CODE_TOO_OFTEN: 429,
  LOGIN_TAKEN: 409,
  LOGIN_TWICE: 409,
  ROLE_NOT_AT_LEVEL: 400,
  LOGIN_INVALID: 400,
  ACCOUNT_NOT_FOUND: 404,
  APPOINTMENT_NOT_FOUND: 404,
  ROLE_UNKNOWN: 400,
  APPOINTMENT_OUTSIDE: 403,
  DELEGATION_INVALID: 400,
  DELEGATION_TOO_LONG: 400,
  CSRF_FAILED: 403,
  VIEWS_TOO_MANY: 409,
});

/** Every power a role can give: the words under which the faces ask for them. */
export const powers = [
  'case.read',
  'case.handle',
  'case.supervise',
  'window.serve',
  'person.read',
  'person.write',
  'person.unmask',
  'entitlement.end',
  'catalogue.read',
  'consultation.answer',
  'facility.write',
  'indicator.read',
  'plan.report',
  'region.change',
  'account.manage',
  'audit.read',
  'ledger.read',
  'ledger.keep',
  'ledger.check',
  'ledger.fill',
] as const;

/** A role of the packs: what its holder may do, and on which levels it can be held. */
export interface Role {
  readonly role: string;
  readonly title: string;
  readonly levels: readonly Level[];
  readonly powers: readonly string[];
}

/** One appointment as worn: the only thing that gives scope and powers. */
export interface Hat {
  readonly appointment: string;
  readonly delegation: string | undefined;
  readonly role: string;
  readonly level: Level;
  /** Region code of the appointment (12 or 15 digits). */
  readonly region: string;
  readonly unit: string | undefined;
  readonly county: string;
}

/** The database scope a hat carries. Never a union of hats. */
export function scopeOfHat(hat: Hat): Scope {
  return { level: hat.level, code: hat.unit ?? hat.region, county: hat.county };
}

/** The resident's own scope: one person. */
export function scopeOfResident(county: string, personId: string): Scope {
  return { level: 'resident', code: personId, county };
}

export interface Account {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly phone: string;
  readonly password_hash: string | null;
  /** Of the password a reset took away. */
  readonly former_hash: string | null;
  readonly totp_secret: Buffer | null;
  readonly one_time_hash: Buffer | null;
  readonly one_time_until: Date | null;
  readonly one_time_used_at: Date | null;
  readonly failures: number;
  readonly locked_until: Date | null;
  readonly must_change: boolean;
  readonly demonstration: boolean;
  readonly disabled_at: Date | null;
}

export interface Appointment {
  readonly id: string;
  readonly account_id: string;
  readonly role: string;
  readonly level: Level;
  readonly region: string;
  readonly unit: string | null;
  readonly county: string;
  readonly valid_from: Day;
  readonly valid_to: Day | null;
}

/** Argon2id with the library's defaults (19 MiB, two passes): about 20 ms. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

export function passwordMatches(stored: string, password: string): Promise<boolean> {
  return verify(stored, password);
}

// Verified against when a login is unknown, so that the answer takes as long as for a known one.
const decoy = hash('no account has this password');

export async function spendVerifyTime(password: string): Promise<void> {
  await verify(await decoy, password);
}

/** At least ten characters with letters and digits or signs, and not the login. Throws `PASSWORD_WEAK`. */
export function requireStrongPassword(password: string, login: string): void {
  const kinds = [/\p{L}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length;
  const holdsLogin = login !== '' && password.toLowerCase().includes(login.toLowerCase());
  if ([...password].length < 10 || kinds < 2 || holdsLogin || /^(.)\1+$/u.test(password)) throw new LinliError('PASSWORD_WEAK');
}

/**
 * A new word in earnest: strong, not the one before, and not around the one-time code that somebody else read out. Throws `PASSWORD_WEAK`, `PASSWORD_SAME`.
 */
export async function requireNewPassword(account: Account, password: string): Promise<void> {
  requireStrongPassword(password, account.login);
  if (account.one_time_hash && holdsCode(password, account.one_time_hash)) throw new LinliError('PASSWORD_WEAK');
  for (const before of [account.password_hash, account.former_hash]) {
    if (before && (await passwordMatches(before, password))) throw new LinliError('PASSWORD_SAME', {}, { next: 'PASSWORD_SAME' });
  }
}

export const ONE_TIME_DIGITS = 12;

/** Whether the digits of a password hold the code with this hash, whatever stands between them. */
function holdsCode(password: string, codeHash: Buffer): boolean {
  const digits = password.normalize('NFKC').replace(/\D/g, '');
  return [...digits].some((_, at) => sha256(digits.slice(at, at + ONE_TIME_DIGITS)).equals(codeHash));
}

/** 3 to 32 letters, digits, dot, hyphen. Throws `LOGIN_INVALID`. */
export function normaliseLogin(text: string): string {
  const login = text.normalize('NFKC').trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9.-]{2,31}$/.test(login)) throw new LinliError('LOGIN_INVALID');
  return login;
}

const TOTP_SECONDS = 30;

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: 'Linli', label, secret: Secret.fromBase32(secret), digits: 6, period: TOTP_SECONDS });
}

/** A fresh TOTP secret (base32) and the address an authenticator reads. */
export function newTotp(label: string): { secret: string; uri: string } {
  const secret = new Secret({ size: 20 }).base32;
  return { secret, uri: totpOf(secret, label).toString() };
}

/** The thirty-second step a code belongs to, the current one or one on either side; undefined for a wrong code. Whoever accepts it spends it (`spendTotpStep`). */
export function totpStep(secret: string, code: string): number | undefined {
  const now = Date.now();
  const delta = totpOf(secret, '').validate({ token: code, timestamp: now, window: 1 });
  return delta === null ? undefined : Math.floor(now / 1_000 / TOTP_SECONDS) + delta;
}
