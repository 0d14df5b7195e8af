import { defineErrors } from '../../kernel/kernel.ts';
import type { Place } from '../regions/region.ts';

export const privacyErrors = defineErrors({
  CONSENT_PURPOSE_UNKNOWN: 400,
  CORRECTIONS_OPEN_MANY: 409,
});

/** What a person agreed to for one purpose of the code table `consent_purpose` (SEC-02); `ended_at` is when it was taken back. */
export interface Consent extends Place {
  readonly id: string;
  readonly person_id: string;
  readonly purpose: string;
  readonly given_at: Date;
  readonly given_as: string;
  readonly ended_at: Date | null;
}

/** Nobody keeps more requests open than a clerk can look through at once. */
export const mostOpenCorrections = 20;

/** A change somebody with the record itself made, as the person concerned reads it. */
export interface RecordChange {
  readonly at: Date;
  readonly actor: string;
  readonly basis_kind: string;
  readonly basis_id: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** The parts that differ between two states of a record, in the order of the first. */
export function changedParts({ before, after }: Pick<RecordChange, 'before' | 'after'>): string[] {
  return Object.keys(after).filter((part) => String(before[part] ?? '') !== String(after[part] ?? ''));
}
