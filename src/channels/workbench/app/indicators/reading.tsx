import type { LightColour } from '../kit/light.tsx';
import { Light } from '../kit/light.tsx';
import { figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { gaugeEnd } from './gauge.ts';
import type { Baseline, FigureState, Reading } from './plan.client.ts';

const colours: Record<FigureState, LightColour> = {
  met: 'green',
  unmet: 'red',
  undecided: 'yellow',
  measured: 'grey',
  'no-data': 'yellow',
  'not-applicable': 'grey',
};

/** How a figure stands, in words; what has nothing to speak about says so by the level it asks for. */
export function stateWords(state: FigureState, level = 'community'): string {
  return words(`plan.state.${state === 'not-applicable' && level !== 'community' ? 'not-applicable-here' : state}`);
}

/** Whether the promise is kept, in words. Missing data is said, never shown as 0. */
export function StateLight({ state, level }: { state: FigureState; level?: string | undefined }) {
  return <Light colour={colours[state]}>{stateWords(state, level)}</Light>;
}

/** The number with its unit, or why there is none. */
export function valueWords(reading: Pick<Reading, 'value' | 'unit' | 'state'>, level?: string): string {
  return reading.value === null ? absentWords(reading.state, level) : `${figure(reading.value)} ${reading.unit}`;
}

function absentWords(state: FigureState, level?: string): string {
  return stateWords(state === 'not-applicable' ? state : 'no-data', level);
}

/** The value large, its unit small; a provisional one says so. */
export function Value({ reading, level }: { reading: Pick<Reading, 'value' | 'unit' | 'state'>; level?: string | undefined }) {
  if (reading.value === null) return <span className="quiet">{absentWords(reading.state, level)}</span>;
  return (
    <>
      <strong>{figure(reading.value)}</strong> {reading.unit}
      {reading.state === 'undecided' && <span className="provisional">{words('plan.provisional')}</span>}
    </>
  );
}

/** "at least 30 m²" */
export function targetWords(reading: Reading, wording?: string): string {
  if (reading.target === null) return wording ?? words('plan.noNumber');
  return words(`plan.direction.${reading.direction}`, { target: figure(reading.target), unit: reading.unit });
}

/** How far short or over; for the time being only, while data is missing that could change it. */
export function gapWords(reading: Pick<Reading, 'gap' | 'unit'> & { readonly state?: FigureState }): string {
  if (reading.gap === null) return words('none');
  const gap = gapOf(reading.gap, reading.unit);
  return reading.state === 'undecided' ? words('plan.forNow', { gap }) : gap;
}

function gapOf(gap: number, unit: string): string {
  if (gap === 0) return words('plan.level');
  return words(gap < 0 ? 'plan.short' : 'plan.over', { gap: figure(Math.abs(gap)), unit: unit === '%' ? words('plan.points') : unit });
}

/** Between what the value will lie once the missing places are known; undefined when nothing bounds it. */
export function rangeWords({ range, unit }: Pick<Reading, 'range' | 'unit'>): string | undefined {
  return range ? words('plan.range', { from: figure(range.from), to: figure(range.to), unit }) : undefined;
}

/** How many of how many places have no data, where any have none. */
export function missingWords({ missing, of }: { readonly missing: number; readonly of: number }): string | undefined {
  return missing > 0 ? words('plan.missing', { count: missing, of }) : undefined;
}

/** What else the promise asks and how that stands, where it is what keeps the whole from being kept. */
export function alsoWords(
  { state, also }: Pick<Reading, 'state'> & { readonly also: readonly Reading[] },
  level?: string,
): readonly string[] {
  if (state === 'met') return [];
  return also
    .filter((one) => one.state === state)
    .map((one) => words('plan.also', { title: one.title, value: valueWords(one, level), state: stateWords(one.state, level) }));
}

/** How many places were not asked because the register lists no facility there. */
export function passedOverWords({ passed_over: count = 0 }: { readonly passed_over?: number }): string | undefined {
  return count > 0 ? words('plan.passedOver', { count }) : undefined;
}

/** A starting value with its day; one that the text lost stands as the text has it, and one of the whole plan says so in a part of it, and a number of something else says of what. */
export function baselineWords({ title, as_of, values, jurisdiction }: Baseline, region: string, unit: string): string {
  const said = values
    .map(
      (one) =>
        `${one.name ? `${one.name} ` : ''}${one.value === null ? (one.as_written ?? words('none')) : `${figure(one.value)} ${one.unit}`}`,
    )
    .join(words('comma'));
  const whose = values.some((one) => one.unit === unit) ? '' : `${title} `;
  return words(jurisdiction === undefined || jurisdiction === region ? 'plan.baseline' : 'plan.baselineWhole', {
    on: as_of,
    said: whose + said,
  });
}

/** Value against target as a bar; the numbers beside it say the same. */
export function Gauge({ reading }: { reading: Reading }) {
  if (reading.value === null || reading.target === null || reading.target <= 0) return null;
  const full = gaugeEnd(reading.value, reading.target, reading.unit);
  const tone = reading.state === 'unmet' ? 'short' : reading.state === 'undecided' ? 'open' : '';
  return (
    <div className={`gauge ${tone}`} aria-hidden="true">
      <span style={{ inlineSize: `${Math.min(100, (reading.value / full) * 100)}%` }} />
      <i style={{ insetInlineStart: `${(reading.target / full) * 100}%` }} />
    </div>
  );
}
