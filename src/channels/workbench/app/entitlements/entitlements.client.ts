import { call } from '../client/client.ts';
import type { FieldValues } from '../form/fields.ts';

/** What a person receives or received on the basis of a decided case. */
export interface Entitlement {
  readonly county: string;
  readonly id: string;
  readonly item: string;
  readonly title: string;
  /** Since when and how much, in words. */
  readonly running: string;
  readonly from: string;
  readonly to: string | null;
  readonly per: 'month' | 'once';
  readonly endReason: string;
  readonly caseId: string;
  readonly number: string;
}

const change = ({ county, id }: Entitlement, deed: 'stop' | 'continue', body: FieldValues) =>
  call<unknown>('POST', `/entitlements/${county}/${id}/${deed}`, { body });
export const stopEntitlement = (one: Entitlement, body: FieldValues) => change(one, 'stop', body);
export const continueEntitlement = (one: Entitlement, body: FieldValues) => change(one, 'continue', body);
