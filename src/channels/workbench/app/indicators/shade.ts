import { words } from '../text/words.ts';
import type { MapPlace } from './plan.client.ts';
import { gapWords, stateWords } from './reading.tsx';

/** How a place is coloured on the map and on its tile. */
export const shades = ['met', 'near', 'unmet', 'undecided', 'measured', 'none', 'absent'] as const;
export type Shade = (typeof shades)[number];

/** A shortfall of less than this share of the target is drawn lighter. */
export const nearShare = 0.2;

export function shadeOf(place: MapPlace | undefined): Shade {
  if (!place || place.state === 'no-data') return 'none';
  if (place.state === 'not-applicable') return 'absent';
  if (place.state !== 'unmet') return place.state;
  return place.gap !== null && place.target && Math.abs(place.gap / place.target) < nearShare ? 'near' : 'unmet';
}

/** How a place stands: outside the plan, its gap, or in words why there is none. Its unit is left to the table. Colour never says it alone. */
export function shadeWords(place: MapPlace | undefined, level: string): string {
  if (place?.plan === null) return words('plan.outside');
  if (!place || place.gap === null || place.state === 'undecided') return stateWords(place?.state ?? 'no-data', level);
  return place.gap === 0 ? stateWords(place.state, level) : gapWords({ gap: place.gap, unit: place.unit === '%' ? '%' : '' }).trim();
}
