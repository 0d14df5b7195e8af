import type { Day } from '../../kernel/kernel.ts';
import { defineErrors, isDay, LinliError, newId } from '../../kernel/kernel.ts';
import type { Place } from '../regions/region.ts';
import { ancestryOfCode, levelOfCode } from '../regions/region.ts';

export const censusErrors = defineErrors({
  FIELD_DATE_AHEAD: 400,
  FACILITY_CENSUS_INVALID: 400,
  FACILITY_CENSUS_EXISTS: 409,
  FACILITY_CENSUS_NOT_FOUND: 404,
});

/** What a person says about the register of facilities: in `region` every one of them stands in it since `as_of`. */
export interface CensusInput {
  /** Code of a county, town or community. */
  readonly region: string;
  readonly as_of: Day;
  /** Where the word comes from: the document of the count, the inspection. */
  readonly source: string;
}

/** A count of facilities as the register holds it. A community in `region` without a listed facility has none from `as_of` on. */
export interface FacilityCensus extends CensusInput, Omit<Place, 'town' | 'community'> {
  readonly id: string;
  readonly town: string | null;
  readonly community: string | null;
  readonly entered_by: string;
  readonly entered_at: string;
  readonly withdrawn_at: string | null;
  readonly withdrawn_by: string | null;
  readonly withdrawn_why: string | null;
}

/** Levels whose facilities somebody can have counted. */
export const censusLevels = ['county', 'town', 'community'] as const;

/** Completes an input. Throws FACILITY_CENSUS_INVALID with the faulty fields; a count cannot lie ahead of `today`. */
export function censusFrom(input: CensusInput, today: Day, enteredBy: string, at: Date): FacilityCensus {
  const faults: Record<string, string> = {};
  if (!(censusLevels as readonly string[]).includes(levelOfCode(input.region))) faults.region = 'FIELD_NOT_CHOICE';
  if (!isDay(input.as_of)) faults.as_of = 'FIELD_NOT_DATE';
  else if (input.as_of > today) faults.as_of = censusErrors.FIELD_DATE_AHEAD;
  if (input.source.trim() === '') faults.source = 'FIELD_REQUIRED';
  if (Object.keys(faults).length > 0) throw new LinliError(censusErrors.FACILITY_CENSUS_INVALID, {}, faults);
  const { province, city, county, town, community } = ancestryOfCode(input.region);
  return {
    ...input,
    id: newId(),
    province,
    city: city!,
    county: county!,
    town: town ?? null,
    community: community ?? null,
    grid: null,
    entered_by: enteredBy,
    entered_at: at.toISOString(),
    withdrawn_at: null,
    withdrawn_by: null,
    withdrawn_why: null,
  };
}
