import { LinliError, sha256 } from '../../kernel/kernel.ts';
import type { Clock, Handle, Vault } from '../../kernel/kernel.ts';
import { passwordMatches, spendVerifyTime, totpMatches } from './account.ts';
import type { Account } from './account.ts';
import { clearFailures, countFailure, findAccountByLogin } from './account.store.ts';

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
  if (account.locked_until && account.locked_until > now) throw new LinliError('ACCOUNT_LOCKED', { minutes: Math.ceil((account.locked_until.getTime() - now.getTime()) / 60_000) });
  const means = await matches(account, given.password, now);
  const fail = async (code: string): Promise<never> => {
    await countFailure(gate, account.id, rules.failures, new Date(now.getTime() + rules.lockMinutes * 60_000));
    throw new LinliError(code);
  };
  if (!means) return fail('SIGN_IN_FAILED');
  if (account.disabled_at) throw new LinliError('ACCOUNT_DISABLED');
  if (account.totp_secret) {
    if (!given.totp) throw new LinliError('TOTP_NEEDED');
    if (!totpMatches(vault.open(account.totp_secret), given.totp)) return fail('TOTP_WRONG');
  }
  await clearFailures(gate, account.id, false);
  return account;
}

async function matches(account: Account, password: string, now: Date): Promise<'password' | 'one-time' | undefined> {
  if (account.password_hash && (await passwordMatches(account.password_hash, password))) return 'password';
  const codeLives = account.one_time_hash && account.one_time_until && account.one_time_until > now;
  return codeLives && account.one_time_hash!.equals(sha256(password.replace(/\s/g, ''))) ? 'one-time' : undefined;
}
