import type { Clock, Handle, Vault } from '../../kernel/kernel.ts';
import { LinliError, sha256 } from '../../kernel/kernel.ts';
import { clearFailures, findAccountByLogin, giveAttemptBack, spendTotpStep, takeAttempt, takeUnknownAttempt } from './account.store.ts';
import type { Account } from './account.ts';
import { passwordMatches, spendVerifyTime, totpStep } from './account.ts';

export interface SignInRules {
  /** Failed attempts before an account is locked. */
  readonly failures: number;
  /** Minutes an account stays locked. */
  readonly lockMinutes: number;
}

export interface Credentials {
  readonly login: string;
  readonly password: string;
  readonly totp: string | undefined;
}

/**
 * The account these credentials open. Unknown login and wrong password answer alike.
 * Throws `SIGN_IN_FAILED`, `ACCOUNT_LOCKED`, `ACCOUNT_DISABLED`, `TOTP_NEEDED`, `TOTP_WRONG`.
 */
export async function checkCredentials(gate: Handle, vault: Vault, clock: Clock, rules: SignInRules, given: Credentials): Promise<Account> {
  const account = await findAccountByLogin(gate, given.login);
  const now = clock.now();
  const until = new Date(now.getTime() + rules.lockMinutes * 60_000);
  if (!account) {
    // A login that never locks, or locks by another rule or after another time, would tell that it does not exist.
    const hash = vault.keyedHash('unknown-login', loginAsSought(given.login));
    const { taken, lockedUntil } = await takeUnknownAttempt(gate, hash, now, rules.failures, until);
    if (!taken) throw new LinliError('ACCOUNT_LOCKED', { minutes: minutesLeft(lockedUntil ?? until, now) });
    await spendVerifyTime(given.password);
    throw new LinliError('SIGN_IN_FAILED');
  }
  if (!(await takeAttempt(gate, account.id, now, rules.failures, until)))
    throw new LinliError('ACCOUNT_LOCKED', { minutes: minutesLeft(account.locked_until ?? until, now) });
  const means = await matches(account, given.password, now);
  if (!means) throw new LinliError('SIGN_IN_FAILED');
  if (account.disabled_at) throw new LinliError('ACCOUNT_DISABLED');
  if (account.totp_secret) await requireTotp(gate, vault, account, account.totp_secret, given.totp);
  if (!(await clearFailures(gate, account.id, means === 'one-time' ? account.one_time_hash : null, now)))
    throw new LinliError('SIGN_IN_FAILED');
  return account;
}

/** A login as it is looked up, so that attempts on one account are counted and found under one name. */
export function loginAsSought(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

/**
 * Asks somebody who is signed in for the own password again. Tries count like those at the door, so that an open window does not become a
 * place to guess. Throws `SIGN_IN_FAILED`, `ACCOUNT_LOCKED`.
 */
export async function requireOwnPassword(
  gate: Handle,
  clock: Clock,
  rules: SignInRules,
  account: Account,
  password: string,
): Promise<void> {
  await requireOwn(gate, clock, rules, account, password, () => Promise.resolve());
}

/**
 * Asks for the own password and a present code: who has only the one takes the second factor off nobody's account. Who has lost the phone
 * asks an administrator for a reset. Throws `SIGN_IN_FAILED`, `ACCOUNT_LOCKED`, `TOTP_WRONG`.
 */
export async function requireBothFactors(
  gate: Handle,
  vault: Vault,
  clock: Clock,
  rules: SignInRules,
  account: Account,
  given: { readonly password: string; readonly code: string },
): Promise<void> {
  await requireOwn(gate, clock, rules, account, given.password, async () => {
    if (account.totp_secret) await requireTotp(gate, vault, account, account.totp_secret, given.code || ' ');
  });
}

async function requireOwn(
  gate: Handle,
  clock: Clock,
  rules: SignInRules,
  account: Account,
  password: string,
  further: () => Promise<void>,
): Promise<void> {
  const now = clock.now();
  const until = new Date(now.getTime() + rules.lockMinutes * 60_000);
  if (!(await takeAttempt(gate, account.id, now, rules.failures, until)))
    throw new LinliError('ACCOUNT_LOCKED', { minutes: minutesLeft(account.locked_until ?? until, now) });
  if (!account.password_hash || !(await passwordMatches(account.password_hash, password))) throw new LinliError('SIGN_IN_FAILED');
  await further();
  await clearFailures(gate, account.id, null, now);
}

function minutesLeft(until: Date, now: Date): number {
  return Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
}

/** Throws `TOTP_NEEDED`, `TOTP_WRONG`, the latter also for a code that was used before. */
async function requireTotp(gate: Handle, vault: Vault, account: Account, secret: Buffer, code: string | undefined): Promise<void> {
  if (!code) {
    await giveAttemptBack(gate, account.id);
    throw new LinliError('TOTP_NEEDED');
  }
  const step = totpStep(vault.open(secret), code);
  if (step === undefined || !(await spendTotpStep(gate, account.id, step))) throw new LinliError('TOTP_WRONG');
}

async function matches(account: Account, password: string, now: Date): Promise<'password' | 'one-time' | undefined> {
  if (account.password_hash) {
    if (await passwordMatches(account.password_hash, password)) return 'password';
  } else await spendVerifyTime(password);
  const codeLives = account.one_time_hash && !account.one_time_used_at && account.one_time_until && account.one_time_until > now;
  return codeLives && account.one_time_hash!.equals(sha256(password.replace(/\s/g, ''))) ? 'one-time' : undefined;
}
