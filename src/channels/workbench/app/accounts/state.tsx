import { isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Account, Appointment } from './accounts.client.ts';

/** Whether an appointment holds today. */
export function holds(held: Appointment): boolean {
  const today = isoDay();
  return held.validFrom <= today && (held.validTo === null || held.validTo > today);
}

/** What stands in the way of signing in, if anything. */
export function AccountState({ account }: { account: Account }) {
  if (account.disabledAt) return <span className="mark-tag plain">{words('accounts.disabled')}</span>;
  if (account.lockedUntil && Date.parse(account.lockedUntil) > Date.now()) return <span className="mark-tag red">{words('accounts.locked')}</span>;
  return account.appointments.some(holds) ? <span className="mark-tag">{words('accounts.active')}</span> : <span className="mark-tag amber">{words('accounts.idle')}</span>;
}
