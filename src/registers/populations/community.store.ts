import type { Handle, Statement } from '../../kernel/kernel.ts';
import type { RegionLevel } from '../regions/region.ts';
import { levelOfCode } from '../regions/region.ts';
import type { NamedCommunity } from './population-import.ts';

const statements = Object.fromEntries(
  (['province', 'city', 'county', 'town', 'community'] as const).map((column): [string, Statement] => [
    column,
    {
      name: `communities-in-${column}`,
      text: `select code, name from registers.region where ${column} = $1 and level = 'community' and known_to is null and valid_from <= kernel.today() and (valid_to is null or valid_to > kernel.today()) order by code`,
    },
  ]),
) as Record<Exclude<RegionLevel, 'grid'>, Statement>;

/** The communities that lie in a region today: what an import may name. */
export async function listCommunities(handle: Handle, region: string): Promise<NamedCommunity[]> {
  return handle.query<NamedCommunity>(statements[levelOfCode(region) as Exclude<RegionLevel, 'grid'>], [region]);
}
