import type { Day } from '../../kernel/kernel.ts';
import { defineErrors, sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/texts.ts';
import type { Place } from '../regions/region.ts';

export const entitlementErrors = defineErrors({
  ENTITLEMENT_NOT_FOUND: 404,
  ENTITLEMENT_TOO_EARLY: 400,
  ENTITLEMENT_OVERLAP: 409,
  ALREADY_RECEIVED: 409,
});

/** How often an amount is paid. */
export const periods = ['month', 'once'] as const;
export type Period = (typeof periods)[number];

/** What somebody receives on the basis of a decided case (待遇). */
export interface Entitlement extends Place {
  readonly id: string;
  readonly person_id: string;
  readonly item: string;
  readonly case_id: string;
  readonly case_number: string;
  /** Yuan; null where the decision named none. */
  readonly amount: number | null;
  readonly per: Period;
  readonly from_day: Day;
  /** First day without it; null while it runs. */
  readonly to_day: Day | null;
  readonly end_reason: string;
}

/** What a decision has to know of what runs already. */
export type Running = Pick<Entitlement, 'id' | 'item' | 'case_id' | 'case_number' | 'amount' | 'per' | 'from_day'>;

/** How much, as people say it: 每月 100 元; empty where nothing is known. */
export function sayAmount({ amount, per }: Pick<Running, 'amount' | 'per'>): string {
  if (amount === null) return '';
  const yuan = Number(amount).toLocaleString('en-US', { maximumFractionDigits: 2, useGrouping: false });
  return per === 'month' ? text('entitlements.monthly', { amount: yuan }) : text('entitlements.once', { amount: yuan });
}

/** Since when and how much: 自2026年12月1日起，每月 100 元. */
export function sayRunning(one: Pick<Running, 'amount' | 'per' | 'from_day'>): string {
  const amount = sayAmount(one);
  const since = sayDay(one.from_day);
  return amount === '' ? text('entitlements.since', { since }) : text('entitlements.running', { since, amount });
}
