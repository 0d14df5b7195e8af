import { call } from '../client/client.ts';
import type { FieldValues } from '../form/fields.ts';

export interface NewCase {
  readonly item: string;
  readonly county: string;
  readonly applicant: string;
  readonly form: FieldValues;
  /** Why somebody who receives it already should have a second one. */
  readonly repeat?: FieldValues | undefined;
  readonly agent?: { readonly name: string; readonly relation: string; readonly mandate: string } | undefined;
  readonly attachments: readonly string[];
  /** Materials whose original the clerk looked at and gave back. */
  readonly seen: readonly string[];
  readonly channel: 'window';
  readonly key: string;
}

export interface Opened {
  readonly county: string;
  readonly id: string;
  readonly number: string;
  readonly dueOn: string | null;
  readonly acceptUrl?: string;
}

/** Opens a case; the same key opens it once. */
export const openCase = (body: NewCase) => call<Opened>('POST', '/cases', { body });
