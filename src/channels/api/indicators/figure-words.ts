import type { Baseline, Figure, FigureState, Promised } from '../../../indicators/indicators.ts';
import { isDay, sayDay } from '../../../kernel/kernel.ts';
import { text } from '../../../registers/registers.ts';

type Read = Pick<Figure, 'value' | 'target' | 'unit' | 'direction' | 'gap' | 'state'> & { readonly range?: Figure['range'] };

/** How a figure stands, in words: the same on paper and in a file as on the screen. */
export function stateOf(state: FigureState, level: string): string {
  return text(`workbench.plan.state.${state === 'not-applicable' && level !== 'community' ? 'not-applicable-here' : state}`);
}

const format = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 });

/** A number as the pages write it: two decimals at most, thousands apart. */
export function asWritten(value: number): string {
  return format.format(value);
}

/** Two decimals at most, without trailing zeros. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The value with its unit; a provisional one says so, and a missing number is said, never shown as 0. */
export function valueOf(read: Read, level: string): string {
  if (read.value === null) return stateOf(read.state === 'not-applicable' ? read.state : 'no-data', level);
  const said = `${asWritten(read.value)} ${read.unit}`;
  return read.state === 'undecided' ? text('indicators.words.provisional', { value: said }) : said;
}

/** What the figure is held against. */
export function targetOf(read: Read, wording: string | undefined): string {
  if (read.target === null) return wording ?? text('workbench.plan.noNumber');
  return text(`workbench.plan.direction.${read.direction}`, { target: asWritten(read.target), unit: read.unit });
}

/** How far short or over; for the time being only, while data is missing that could change it. */
export function gapOf({ gap, state, unit }: Pick<Read, 'gap' | 'state' | 'unit'>): string {
  if (gap === null) return text('workbench.none');
  const said =
    gap === 0
      ? text('workbench.plan.level')
      : text(gap < 0 ? 'workbench.plan.short' : 'workbench.plan.over', {
          gap: asWritten(Math.abs(gap)),
          unit: unit === '%' ? text('workbench.plan.points') : unit,
        });
  return state === 'undecided' ? text('workbench.plan.forNow', { gap: said }) : said;
}

/** Over how many of how many a figure is made. */
export function countedOf(
  figure: { readonly counted: number; readonly passing: number | null; readonly passed_over?: number },
  of: number,
): string {
  const { counted, passing, passed_over: over = 0 } = figure;
  const those =
    passing === null ? text('workbench.receipt.countedOnly', { counted }) : text('workbench.receipt.passing', { passing, counted });
  const whole = counted < of ? text('workbench.receipt.countedOf', { said: those, of }) : those;
  return over > 0 ? text('indicators.words.beside', { said: whole, beside: text('workbench.plan.passedOver', { count: over }) }) : whole;
}

/** What else the promise asks and how that stands, where it is what keeps the whole from being kept. */
export function alsoOf({ state, also }: Pick<Figure, 'state' | 'also'>, level: string): string[] {
  if (state === 'met') return [];
  return also
    .filter((one) => one.state === state)
    .map((one) =>
      text('workbench.plan.also', {
        title: one.title,
        value: one.value === null ? stateOf(one.state, level) : `${asWritten(one.value)} ${one.unit}`,
        state: stateOf(one.state, level),
      }),
    );
}

/** How many of how many places have no data; empty when all have. */
export function missingOf(count: number, of: number): string {
  return count > 0 ? text('workbench.plan.missing', { count, of }) : '';
}

/** Between what the value will lie once the missing places are known; empty when all are known or nothing bounds it. */
export function rangeOf({ range, unit }: Read): string {
  return range ? text('workbench.plan.range', { from: asWritten(range.from), to: asWritten(range.to), unit }) : '';
}

/** Historical values a document states, each with its day; a value the text lost is given in its words, one of the whole plan says so in a part of it, and a number of something else says of what. */
export function baselinesOf(baselines: readonly Baseline[], region: string, unit: string): string {
  return baselines
    .map(({ title, as_of, values, confidence, jurisdiction = region }) => {
      const said = values
        .map(
          (one) =>
            `${one.name ? `${one.name} ` : ''}${one.value === null ? (one.as_written ?? text('workbench.none')) : `${asWritten(one.value)} ${one.unit}`}`,
        )
        .join(text('workbench.comma'));
      const told = text(`workbench.plan.${jurisdiction === region ? 'baseline' : 'baselineWhole'}`, {
        on: as_of,
        said: values.some((one) => one.unit === unit) ? said : `${title} ${said}`,
      });
      return text('indicators.words.sure', { said: told, confidence: text(`workbench.plan.confidence.${confidence}`) });
    })
    .join('\n');
}

/** How firmly the document puts it and by when. */
export function firmness(promise: Promised): { readonly strength: string; readonly deadline: string } {
  return {
    strength: text(`workbench.plan.strength.${promise.strength}`),
    deadline: isDay(promise.deadline) ? sayDay(promise.deadline) : text(`workbench.plan.deadline.${promise.deadline}`),
  };
}

/** The name of a document; packs name their own one by a letter, which tells people nothing. */
export function documentName(document: string): string {
  return document.length > 3 ? document : '';
}
