import { LinliError } from '../../../kernel/kernel.ts';
import type { Place } from '../../../registers/registers.ts';
import { ancestryOfCode, getRegion, placeOf } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';

/** The place of a community or grid code in force today. Throws `REGION_ENDED` with the successors of a former code, `REGION_NOT_FOUND`, `NOT_FOUND` for another level. */
export async function placeOfCode(linli: Linli, code: string): Promise<Place> {
  const region = await getRegion(linli.sessions.gate, code);
  if (region.level !== 'community' && region.level !== 'grid') throw new LinliError('NOT_FOUND');
  return placeOf(region.code);
}

/** Province, city and county of a region code; empty below its own level. */
export function placeAbove(code: string): { province: string; city: string; county: string } {
  const above = ancestryOfCode(code);
  return { province: above.province, city: above.city ?? '', county: above.county ?? '' };
}
