import type { Shelf } from '../packs/shelf.ts';
import { shelfPack } from '../packs/shelf.ts';
import type { CellCheck } from '../packs/table.ts';
import { isKnownRegion } from './known-regions.ts';
import type { RegionLevel } from './region.ts';
import { isRegionCode, levelOfCode, liesWithin } from './region.ts';

/** A cell that names a place: its code exists, stands on one of the levels and lies within the pack's jurisdiction. */
export function communityCell(shelf: Shelf, levels: readonly RegionLevel[], pack: string): CellCheck {
  const { jurisdiction } = (shelfPack(shelf, pack)?.sections.get('pack')?.data ?? {}) as { jurisdiction?: unknown };
  return (value) => {
    if (!isRegionCode(value)) return { key: 'region-code' };
    if (!isKnownRegion(shelf, value)) return { key: 'region' };
    if (!levels.includes(levelOfCode(value))) return { key: 'region-level', values: { levels: levels.join(' / ') } };
    return isRegionCode(String(jurisdiction)) && !liesWithin(value, String(jurisdiction))
      ? { key: 'outside', values: { jurisdiction: String(jurisdiction) } }
      : undefined;
  };
}
