import type { Day, FieldFault } from '../../kernel/kernel.ts';
import { defineErrors, isDay, LinliError, newId } from '../../kernel/kernel.ts';
import type { RegisterBounds } from '../packs/packs.ts';
import { dayOutOfRange, outOfRange } from '../packs/packs.ts';
import type { Place } from '../regions/region.ts';
import { levelOfCode, placeOf } from '../regions/region.ts';

export const populationErrors = defineErrors({
  SNAPSHOT_INVALID: 400,
  SNAPSHOT_TWICE: 400,
  SNAPSHOT_HOUSEHOLDS_ABOVE: 400,
  SNAPSHOT_HOUSEHOLDS_LARGE: 400,
});

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
export function snapshotFrom(input: SnapshotInput, enteredBy: string, bounds: RegisterBounds): PopulationSnapshot {
  const fields = snapshotFaults(input, bounds);
  if (Object.keys(fields).length > 0) throw new LinliError(populationErrors.SNAPSHOT_INVALID, {}, fields);
  return { ...placeOf(input.community), ...input, id: newId(), entered_by: enteredBy };
}

/** Field → what is wrong with it. Numbers that may be right but mostly are not want their reason in the note. */
export function snapshotFaults(input: SnapshotInput, bounds: RegisterBounds): Record<string, string | FieldFault> {
  const faults: Record<string, string | FieldFault> = {};
  if (levelOfCode(input.community) !== 'community') faults.community = 'FIELD_NOT_CHOICE';
  if (!isDay(input.as_of)) faults.as_of = 'FIELD_NOT_DATE';
  else if (input.as_of > bounds.today || input.as_of < bounds.earliest) faults.as_of = dayOutOfRange(bounds.earliest, bounds.today);
  for (const field of ['households', 'residents'] as const) {
    if (!Number.isInteger(input[field])) faults[field] = 'FIELD_NOT_NUMBER';
    else if (input[field] < 0 || input[field] > bounds.community) faults[field] = outOfRange(0, bounds.community);
  }
  if (input.source.trim() === '') faults.source = 'FIELD_REQUIRED';
  if (!confidences.includes(input.confidence)) faults.confidence = 'FIELD_NOT_CHOICE';
  const explained = (input.note.match(/[\p{L}\p{N}]/gu) ?? []).length >= 2;
  if (Object.keys(faults).length === 0 && !explained) Object.assign(faults, oddFaults(input, bounds));
  return faults;
}

function oddFaults({ households, residents }: SnapshotInput, { household }: RegisterBounds): Record<string, FieldFault> {
  if (households > residents) return { households: { code: populationErrors.SNAPSHOT_HOUSEHOLDS_ABOVE } };
  return residents > households * household
    ? { residents: { code: populationErrors.SNAPSHOT_HOUSEHOLDS_LARGE, values: { most: household } } }
    : {};
}
