import type { Day, Handle, Statement } from '../../kernel/kernel.ts';
import type { RegionLevel } from './region.ts';
import { levelOfCode } from './region.ts';

/** A region as figures are told by it. */
export interface ListedPlace {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  readonly town: string | null;
  /** Type of a community; empty for other levels and where nobody has said it. */
  readonly type: string;
  readonly unit: string;
}

const statements = Object.fromEntries(
  (['province', 'city', 'county', 'town', 'community', 'grid'] as const).map((column): [RegionLevel, Statement] => [
    column,
    {
      name: `places-in-${column}`,
      text: `select code, name, level, town, coalesce(type, '') as type, unit from registers.region
              where ${column === 'grid' ? 'code' : column} = $1 and level = any($2) and known_to is null and valid_from <= $3 and (valid_to is null or valid_to > $3)
              order by code`,
    },
  ]),
) as Record<RegionLevel, Statement>;

/** The regions of these levels that lie in a region on a day, in the order of their codes. */
export function listPlaces(handle: Handle, region: string, levels: readonly RegionLevel[], on: Day): Promise<ListedPlace[]> {
  return handle.query<ListedPlace>(statements[levelOfCode(region)], [region, levels, on]);
}
