import type { Day, Handle } from '../../kernel/kernel.ts';
import { LinliError } from '../../kernel/kernel.ts';
import { countOpenCases } from '../../procedures/procedures.ts';
import type { RegionChange } from '../../registers/registers.ts';
import { ancestryOfCode, countStanding, withComing } from '../../registers/registers.ts';

/** What looking at a region takes. */
export interface RegionDesk {
  readonly handle: Handle;
  readonly gate: Handle;
  readonly today: Day;
}

/** A region where somebody lives or something is open, or is about to come, cannot end without saying where all that belongs. Throws REGION_NOT_EMPTY. */
export async function refuseOccupied(desk: RegionDesk, changes: readonly RegionChange[]): Promise<void> {
  const ending = changes.flatMap((change) => (change.kind === 'abolish' && change.into === undefined ? [change.code] : []));
  const counties = new Set(ending.flatMap((code) => ancestryOfCode(code).county ?? []));
  for (const county of counties) {
    const codes = ending.filter((code) => ancestryOfCode(code).county === county);
    // Asked together first: of a long list, nearly all are empty.
    if (isEmpty(await occupancy(desk, county, codes))) continue;
    for (const code of codes) {
      const found = await occupancy(desk, county, [code]);
      if (!isEmpty(found)) throw new LinliError('REGION_NOT_EMPTY', { code, ...found }, { into: 'FIELD_REQUIRED' });
    }
  }
}

/** How many of each kind stand under a code. */
export type Occupancy = Record<'people' | 'entries' | 'appointments' | 'cases', number>;

/** What stands under codes of a county, or is recorded to come to them. */
export async function occupancy({ handle, gate, today }: RegionDesk, county: string, codes: readonly string[]): Promise<Occupancy> {
  const all = await withComing(handle, codes);
  return { ...(await countStanding(handle, gate, county, all, today)), cases: await countOpenCases(handle, county, all) };
}

function isEmpty(found: Occupancy): boolean {
  return Object.values(found).every((count) => count === 0);
}
