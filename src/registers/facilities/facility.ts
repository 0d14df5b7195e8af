import type { Day, FieldFault } from '../../kernel/kernel.ts';
import { defineErrors, isDay, LinliError, newId } from '../../kernel/kernel.ts';
import type { PackLibrary, RegisterBounds } from '../packs/packs.ts';
import { dayOutOfRange, outOfRange, registerBounds } from '../packs/packs.ts';
import type { Place } from '../regions/region.ts';
import { levelOfCode, placeOf } from '../regions/region.ts';

export const facilityErrors = defineErrors({
  FACILITY_NOT_FOUND: 404,
  FACILITY_EXISTS: 409,
  FACILITY_TWICE: 400,
  FACILITY_INVALID: 400,
  FACILITY_MOVED_ON: 409,
  FACILITY_USED_BEFORE_BUILT: 400,
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

/** What an entry must keep to. */
export interface FacilityRules {
  /** Codes of the table `facility_kind`. */
  readonly kinds: ReadonlySet<string>;
  readonly bounds: RegisterBounds;
}

/** The rules in force on a day. */
export function facilityRules(library: PackLibrary, today: Day): FacilityRules {
  return { kinds: new Set(library.codeTable('facility_kind').map((row) => row.code ?? '')), bounds: registerBounds(library, today) };
}

export type { Basis } from '../register/entry.ts';

/** Completes an input. Throws FACILITY_INVALID with the faulty fields. */
export function facilityFrom(input: FacilityInput, enteredBy: string, rules: FacilityRules): Facility {
  const fields = facilityFaults(input, rules);
  if (Object.keys(fields).length > 0) throw new LinliError(facilityErrors.FACILITY_INVALID, {}, fields);
  return { ...placeOf(input.community), ...input, id: newId(), entered_by: enteredBy, version: 1 };
}

/** Field → what is wrong with it; empty when the input can be entered. */
export function facilityFaults(input: FacilityInput, { kinds, bounds }: FacilityRules): Record<string, string | FieldFault> {
  const faults: Record<string, string | FieldFault> = {};
  if (levelOfCode(input.community) !== 'community') faults.community = 'FIELD_NOT_CHOICE';
  if (input.name.trim() === '') faults.name = 'FIELD_REQUIRED';
  if ([...input.name].length > 100) faults.name = 'FIELD_TOO_LONG';
  if (!kinds.has(input.kind)) faults.kind = 'FIELD_NOT_CHOICE';
  if (!buildCases.includes(input.build_case)) faults.build_case = 'FIELD_NOT_CHOICE';
  for (const field of areaFields) if (!(input[field] >= 0 && input[field] <= bounds.area)) faults[field] = outOfRange(0, bounds.area);
  for (const field of ['built_on', 'valid_to'] as const)
    if (input[field] !== null && !isDay(input[field])) faults[field] = 'FIELD_NOT_DATE';
  if (!isDay(input.valid_from)) faults.valid_from = 'FIELD_NOT_DATE';
  if (Object.keys(faults).length === 0) Object.assign(faults, dayFaults(input, bounds));
  if (input.source.trim() === '') faults.source = 'FIELD_REQUIRED';
  return faults;
}

/** Days that each exist and together cannot be: built tomorrow, used before it was built, closed before it was used. */
function dayFaults(
  { built_on: built, valid_from: from, valid_to: to }: FacilityInput,
  { today, earliest }: RegisterBounds,
): Record<string, string | FieldFault> {
  return {
    ...(built !== null && (built > today || built < earliest) ? { built_on: dayOutOfRange(earliest, today) } : {}),
    ...(from < earliest
      ? { valid_from: dayOutOfRange(earliest, undefined) }
      : built !== null && from < built
        ? { valid_from: facilityErrors.FACILITY_USED_BEFORE_BUILT }
        : {}),
    ...(to !== null && to < from ? { valid_to: 'FIELD_DATE_ORDER' } : {}),
  };
}
