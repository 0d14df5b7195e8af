import { isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Account, Appointment } from './accounts.client.ts';

/** Whether an appointment holds today. */
export function holds(held: Appointment): boolean {
  const today = isoDay();
  return held.validFrom <= today && (held.validTo === null || held.validTo > today);
}

const MARKS = { active: 'mark-tag', idle: 'mark-tag amber', locked: 'mark-tag red', disabled: 'mark-tag plain' } as const;

/** What stands in the way of signing in, if anything. */
export function AccountState({ account }: { account: Account }) {
  return <span className={MARKS[account.state]}>{words(`accounts.${account.state}`)}</span>;
}
