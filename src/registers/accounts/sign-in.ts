import { LinliError, sha256 } from '../../kernel/kernel.ts';
import type { Clock, Handle, Vault } from '../../kernel/kernel.ts';
import { passwordMatches, spendVerifyTime, totpStep } from './account.ts';
import type { Account } from './account.ts';
import { clearFailures, findAccountByLogin, giveAttemptBack, spendTotpStep, takeAttempt } from './account.store.ts';

export interface SignInRules {
  /** Failed attempts before an account is locked. */
  readonly failures: number;
  /** Minutes an account stays locked. */
  readonly lockMinutes: number;
  /** Counts a try at a login nobody has; answers for how many minutes it counts as locked, 0 while it does not. */
  readonly triedUnknown: (login: string) => Promise<number>;
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
  if (!account) {
    await spendVerifyTime(given.password);
    // A login that never locks would tell that it does not exist.
    const minutes = await rules.triedUnknown(given.login);
    throw minutes > 0 ? new LinliError('ACCOUNT_LOCKED', { minutes }) : new LinliError('SIGN_IN_FAILED');
  }
  const now = clock.now();
  const until = new Date(now.getTime() + rules.lockMinutes * 60_000);
  if (!(await takeAttempt(gate, account.id, now, rules.failures, until))) throw new LinliError('ACCOUNT_LOCKED', { minutes: minutesLeft(account.locked_until ?? until, now) });
  const means = await matches(account, given.password, now);
  if (!means) throw new LinliError('SIGN_IN_FAILED');
  if (account.disabled_at) throw new LinliError('ACCOUNT_DISABLED');
  if (account.totp_secret) await requireTotp(gate, vault, account, account.totp_secret, given.totp);
  if (!(await clearFailures(gate, account.id, means === 'one-time' ? account.one_time_hash : null, now))) throw new LinliError('SIGN_IN_FAILED');
  return account;
}

/**
 * Asks somebody who is signed in for the own password again. Tries count like those at the door, so that an open window does not become a
 * place to guess. Throws `SIGN_IN_FAILED`, `ACCOUNT_LOCKED`.
 */
export async function requireOwnPassword(gate: Handle, clock: Clock, rules: Pick<SignInRules, 'failures' | 'lockMinutes'>, account: Account, password: string): Promise<void> {
  const now = clock.now();
  const until = new Date(now.getTime() + rules.lockMinutes * 60_000);
  if (!(await takeAttempt(gate, account.id, now, rules.failures, until))) throw new LinliError('ACCOUNT_LOCKED', { minutes: minutesLeft(account.locked_until ?? until, now) });
  if (!account.password_hash || !(await passwordMatches(account.password_hash, password))) throw new LinliError('SIGN_IN_FAILED');
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
  if (account.password_hash && (await passwordMatches(account.password_hash, password))) return 'password';
  const codeLives = account.one_time_hash && !account.one_time_used_at && account.one_time_until && account.one_time_until > now;
  return codeLives && account.one_time_hash!.equals(sha256(password.replace(/\s/g, ''))) ? 'one-time' : undefined;
}
