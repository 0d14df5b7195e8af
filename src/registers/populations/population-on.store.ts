import type { Day, Handle, Statement } from '../../kernel/kernel.ts';
import type { RegionLevel } from '../regions/region.ts';
import { levelOfCode } from '../regions/region.ts';

/** Households and residents of a community as last counted up to a day. */
export interface CountedPeople {
  readonly community: string;
  readonly as_of: Day;
  readonly households: number;
  readonly residents: number;
}

const statement = (level: RegionLevel): Statement => ({
  name: `population-on-${level}`,
  text: `select distinct on (community) community, as_of, sum(households) over counted as households, sum(residents) over counted as residents
           from registers.population_snapshot where ${level} = $1 and as_of <= $2 window counted as (partition by community, as_of) order by community, as_of desc`,
});

/** The youngest count of each community of a region up to a day; what was counted under former codes the same day is added up. */
export function populationOn(handle: Handle, region: string, on: Day): Promise<CountedPeople[]> {
  return handle.query<CountedPeople>(statement(levelOfCode(region)), [region, on]);
}
