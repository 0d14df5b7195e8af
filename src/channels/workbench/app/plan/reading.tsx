import { Light } from '../kit/light.tsx';
import type { LightColour } from '../kit/light.tsx';
import { figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { FigureState, Reading } from './plan.client.ts';

const colours: Record<FigureState, LightColour> = { met: 'green', unmet: 'red', measured: 'grey', 'no-data': 'yellow' };

/** Whether the promise is kept, in words. Missing data is said, never shown as 0. */
export function StateLight({ state }: { state: FigureState }) {
  return <Light colour={colours[state]}>{words(`plan.state.${state}`)}</Light>;
}

/** "at least 30 m²" */
export function targetWords(reading: Reading, wording?: string): string {
  if (reading.target === null) return wording ?? words('plan.noNumber');
  return words(`plan.direction.${reading.direction}`, { target: figure(reading.target), unit: reading.unit });
}

/** How far short or over, with its sign. */
export function gapWords(reading: Reading): string {
  if (reading.gap === null) return words('none');
  if (reading.gap === 0) return words('plan.level');
  return words(reading.gap < 0 ? 'plan.short' : 'plan.over', { gap: figure(Math.abs(reading.gap)), unit: reading.unit === '%' ? words('plan.points') : reading.unit });
}

/** Value against target as a bar; the numbers beside it say the same. */
export function Gauge({ reading }: { reading: Reading }) {
  if (reading.value === null || reading.target === null || reading.target <= 0) return null;
  const full = Math.max(reading.value, reading.target) * 1.1;
  return (
    <div className={reading.state === 'unmet' ? 'gauge short' : 'gauge'} aria-hidden="true">
      <span style={{ inlineSize: `${Math.min(100, (reading.value / full) * 100)}%` }} />
      <i style={{ insetInlineStart: `${(reading.target / full) * 100}%` }} />
    </div>
  );
}
