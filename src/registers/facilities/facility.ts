import { LinliError, defineErrors, isDay, newId } from '../../kernel/kernel.ts';
import type { Day } from '../../kernel/kernel.ts';
import { levelOfCode, placeOf } from '../regions/region.ts';
import type { Place } from '../regions/region.ts';

export const facilityErrors = defineErrors({
  FACILITY_NOT_FOUND: 404,
  FACILITY_EXISTS: 409,
  FACILITY_INVALID: 400,
  FACILITY_MOVED_ON: 409,
});

export const areaFields = ['area_service', 'area_activity', 'area_office', 'area_commercial'] as const;
export type AreaField = (typeof areaFields)[number];
export const buildCases = ['existing', 'new_estate', 'renewal'] as const;
export type BuildCase = (typeof buildCases)[number];

/** What a person enters about a facility. Areas in square metres. */
export interface FacilityInput extends Record<AreaField, number> {
  readonly community: string;
  readonly name: string;
  /** Code of the table `facility_kind`. */
  readonly kind: string;
  readonly build_case: BuildCase;
  readonly shared: boolean;
  readonly address: string;
  readonly property_right: string;
  readonly built_on: Day | null;
  readonly valid_from: Day;
  readonly valid_to: Day | null;
  readonly source: string;
}

/** A facility as the register holds it. */
export interface Facility extends FacilityInput, Place {
  readonly id: string;
  readonly entered_by: string;
  readonly version: number;
}

/** On whose word an entry changes: a case, a document, an inspection. */
export interface Basis {
  readonly kind: string;
  readonly id: string;
}

/** Completes an input. Throws FACILITY_INVALID with the faulty fields. */
export function facilityFrom(input: FacilityInput, enteredBy: string, kinds: ReadonlySet<string>): Facility {
  const fields = facilityFaults(input, kinds);
  if (Object.keys(fields).length > 0) throw new LinliError(facilityErrors.FACILITY_INVALID, {}, fields);
  return { ...placeOf(input.community), ...input, id: newId(), entered_by: enteredBy, version: 1 };
}

/** Field → code of what is wrong with it; empty when the input can be entered. */
export function facilityFaults(input: FacilityInput, kinds: ReadonlySet<string>): Record<string, string> {
  const faults: Record<string, string> = {};
  if (levelOfCode(input.community) !== 'community') faults.community = 'FIELD_NOT_CHOICE';
  if (input.name.trim() === '') faults.name = 'FIELD_REQUIRED';
  if ([...input.name].length > 100) faults.name = 'FIELD_TOO_LONG';
  if (!kinds.has(input.kind)) faults.kind = 'FIELD_NOT_CHOICE';
  if (!buildCases.includes(input.build_case)) faults.build_case = 'FIELD_NOT_CHOICE';
  for (const field of areaFields) if (!(input[field] >= 0 && input[field] < 1e8)) faults[field] = 'FIELD_OUT_OF_RANGE';
  for (const field of ['built_on', 'valid_to'] as const) if (input[field] !== null && !isDay(input[field])) faults[field] = 'FIELD_NOT_DATE';
  if (!isDay(input.valid_from)) faults.valid_from = 'FIELD_NOT_DATE';
  if (input.valid_to !== null && input.valid_to < input.valid_from) faults.valid_to = 'FIELD_NOT_DATE';
  if (input.source.trim() === '') faults.source = 'FIELD_REQUIRED';
  return faults;
}
