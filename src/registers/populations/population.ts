import { LinliError, defineErrors, isDay, newId } from '../../kernel/kernel.ts';
import type { Day } from '../../kernel/kernel.ts';
import { levelOfCode, placeOf } from '../regions/region.ts';
import type { Place } from '../regions/region.ts';

export const populationErrors = defineErrors({ SNAPSHOT_INVALID: 400, SNAPSHOT_TWICE: 400 });

export const confidences = ['counted', 'reported', 'estimated'] as const;
export type Confidence = (typeof confidences)[number];

/** Households and residents of a community on a day, with where the numbers come from. */
export interface SnapshotInput {
  readonly community: string;
  readonly as_of: Day;
  readonly households: number;
  readonly residents: number;
  readonly source: string;
  readonly note: string;
  readonly confidence: Confidence;
}

export interface PopulationSnapshot extends SnapshotInput, Place {
  readonly id: string;
  readonly entered_by: string;
  /** Code the count was made under, when the community has another one since; empty otherwise. */
  readonly former?: string;
}

/** Completes an input. Throws SNAPSHOT_INVALID with the faulty fields. */
export function snapshotFrom(input: SnapshotInput, enteredBy: string): PopulationSnapshot {
  const fields = snapshotFaults(input);
  if (Object.keys(fields).length > 0) throw new LinliError(populationErrors.SNAPSHOT_INVALID, {}, fields);
  return { ...placeOf(input.community), ...input, id: newId(), entered_by: enteredBy };
}

/** Field → code of what is wrong with it. */
export function snapshotFaults(input: SnapshotInput): Record<string, string> {
  const faults: Record<string, string> = {};
  if (levelOfCode(input.community) !== 'community') faults.community = 'FIELD_NOT_CHOICE';
  if (!isDay(input.as_of)) faults.as_of = 'FIELD_NOT_DATE';
  for (const field of ['households', 'residents'] as const) {
    if (!Number.isInteger(input[field])) faults[field] = 'FIELD_NOT_NUMBER';
    else if (input[field] < 0 || input[field] > 10_000_000) faults[field] = 'FIELD_OUT_OF_RANGE';
  }
  if (input.source.trim() === '') faults.source = 'FIELD_REQUIRED';
  if (!confidences.includes(input.confidence)) faults.confidence = 'FIELD_NOT_CHOICE';
  return faults;
}
