import type { Expression } from '../../registers/registers.ts';
import { ExpressionFault } from '../../registers/registers.ts';
import type { CompiledFigure, CompiledTarget } from '../targets/compile.ts';
import type { Measure, Target } from '../targets/target.ts';
import type { Subject } from './subject.ts';
import { isIdle, isPassedOver, lacksType, meant, valuesOf } from './subject.ts';

/**
 * `measured`: the document gives no number to hold it against. `no-data` is never shown as 0. `undecided`: the missing subjects could
 * still change the judgement (decision 14). `not-applicable`: the place has nothing the target speaks about, and this is known of all.
 */
export const figureStates = ['met', 'unmet', 'undecided', 'measured', 'no-data', 'not-applicable'] as const;
export type FigureState = (typeof figureStates)[number];

/** One subject behind a figure: what it has, whether it passes, or what is missing. */
export interface FigureRow {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly values: Record<string, number | null>;
  /** The subject's own figure; null when it has none. */
  readonly value: number | null;
  readonly passes: boolean | null;
  /** Measures that are not known; the row counts in no sum when there are any. */
  readonly missing: readonly string[];
  /** True when the figure reads facilities and a count found none here: that 0 is the count's word. */
  readonly unlisted: boolean;
}

/** A figure and its standing against one value. */
export interface Reading {
  readonly title: string;
  /** Over the subjects that have data; provisional while `state` is `undecided`. */
  readonly value: number | null;
  readonly target: number | null;
  readonly unit: string;
  readonly direction: Target['direction'];
  readonly state: FigureState;
  /** How far it is from the value, in the figure's unit: negative = short of it. Null without data or number. */
  readonly gap: number | null;
  /** Between what the value will lie once the missing subjects are known; null when all are known or nothing bounds it. */
  readonly range: { readonly from: number; readonly to: number } | null;
}

/** A measure over the subjects of a figure. */
export interface MeasureSum {
  /** Over the subjects that count in the figure; null when nothing is known of it in any of them. */
  readonly total: number | null;
  readonly counted: number;
  /** Subjects that have a value, whether or not they count. */
  readonly known: number;
}

/** A subject that lacks something a target reads. */
export interface Lacking {
  readonly code: string;
  readonly name: string;
  readonly measures: readonly string[];
}

/** What a target's formula gives over its subjects. */
export interface Figure extends Reading {
  readonly id: string;
  readonly rows: readonly FigureRow[];
  readonly sums: Record<string, MeasureSum>;
  readonly counted: number;
  readonly passing: number | null;
  readonly also: readonly Reading[];
  /** Subjects that are missing from the figure or from one of its further conditions. */
  readonly lacking: readonly Lacking[];
  /** False when subjects are missing from the sums. */
  readonly complete: boolean;
  /** Subjects not asked because a count found no facility there at all. */
  readonly passed_over: number;
}

/** What a figure is computed against besides its subjects. */
export interface Standing {
  /** What a rising figure starts from. */
  readonly baseline?: number | undefined;
  /** Full years of the plan until the day asked about. */
  readonly years?: number | undefined;
}

/** Computes a target over subjects. Pure. */
export function computeFigure(
  compiled: CompiledTarget,
  subjects: readonly Subject[],
  measures: readonly Measure[],
  standing: Standing = {},
): Figure {
  const { target, figure } = compiled;
  const concerned = subjects.filter((subject) => meant(target, subject) !== 'no');
  const main = computePart(figure, target, concerned, measures, standing);
  const further = compiled.also.map((part) => computePart(part, target, concerned, measures, { years: standing.years }));
  const passedOver = subjects.filter((subject) => isPassedOver(target, subject)).length;
  const absent = concerned.length === 0 && passedOver === 0 && subjects.some((subject) => subject.level === target.subjects.level);
  const lacking = lackingIn([main, ...further]);
  return {
    ...main.reading,
    state: absent
      ? 'not-applicable'
      : joined(
          main.reading.state,
          further.map((part) => part.reading.state),
        ),
    id: target.id,
    rows: main.rows.map((row, at) => ({
      ...row,
      values: Object.assign({}, ...further.map((part) => part.rows[at]!.values), row.values) as FigureRow['values'],
    })),
    sums: Object.assign({}, ...further.map((part) => part.sums), main.sums) as Figure['sums'],
    counted: main.counted,
    passing: main.passing,
    also: further.map(({ reading }) => (absent ? { ...reading, state: 'not-applicable' } : reading)),
    lacking,
    complete: lacking.length === 0,
    passed_over: passedOver,
  };
}

/** All conditions must hold: one that fails settles it, one that is open leaves the whole open. */
function joined(state: FigureState, also: readonly FigureState[]): FigureState {
  if (state !== 'met' && state !== 'undecided') return state;
  if (also.includes('unmet')) return 'unmet';
  return also.some((one) => one === 'no-data' || one === 'undecided') ? 'undecided' : state;
}

function lackingIn(parts: readonly Part[]): Lacking[] {
  const found = new Map<string, Lacking>();
  for (const row of parts.flatMap((part) => part.rows)) {
    if (row.missing.length === 0) continue;
    found.set(row.code, {
      code: row.code,
      name: row.name,
      measures: [...new Set([...(found.get(row.code)?.measures ?? []), ...row.missing])],
    });
  }
  return [...found.values()];
}

interface Part {
  readonly reading: Reading;
  readonly rows: FigureRow[];
  readonly sums: Record<string, MeasureSum>;
  readonly counted: number;
  readonly passing: number | null;
}

function computePart(
  figure: CompiledFigure,
  target: Target,
  subjects: readonly Subject[],
  measures: readonly Measure[],
  { baseline, years = 0 }: Standing,
): Part {
  const needed = measures.filter((measure) => figure.needs.includes(measure.name));
  const rows = subjects.map((subject) => rowOf(figure, target, subject, needed, years));
  const counted = rows.filter((row) => row.missing.length === 0);
  const sums = Object.fromEntries(figure.needs.map((name) => [name, sumOf(name, rows, counted)]));
  const passing = figure.test ? counted.filter((row) => row.passes).length : null;
  const figures = counted.flatMap((row) => (row.value === null ? [] : [row.value]));
  const mean = figures.reduce((sum, one) => sum + one, 0) / figures.length;
  const totals = Object.fromEntries(figure.needs.map((name) => [name, sums[name]?.total ?? 0]));
  const valueOf = (size: number, passes: number): number | null =>
    numberFrom(figure.formula, { ...totals, rows: size, passing: passes, mean, years, limit: target.limits ?? {} });
  const value = counted.length === 0 ? null : valueOf(counted.length, passing ?? 0);
  const maybe = subjects.filter((subject) => meant(target, subject) === 'unknown').length;
  const missing = rows.length - counted.length;
  // Those that may not be meant can also fall away, so the ends are looked for with and without them.
  const ends =
    missing > 0 && figure.counts
      ? [missing, missing - maybe].flatMap((more) => [
          valueOf(counted.length + more, passing ?? 0),
          valueOf(counted.length + more, (passing ?? 0) + more),
        ])
      : [];
  return {
    reading: readingOf(figure, value, { baseline, complete: missing === 0, ends: ends.flatMap((end) => end ?? []) }),
    rows,
    sums,
    counted: counted.length,
    passing,
  };
}

function sumOf(name: string, rows: readonly FigureRow[], counted: readonly FigureRow[]): MeasureSum {
  const values = counted.flatMap((row) => row.values[name] ?? []);
  return {
    total: values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0),
    counted: counted.length,
    known: rows.filter((row) => (row.values[name] ?? null) !== null).length,
  };
}

function rowOf(figure: CompiledFigure, target: Target, subject: Subject, needed: readonly Measure[], years: number): FigureRow {
  const known = valuesOf(subject, target, needed);
  const missing = [...(lacksType(target, subject) ? ['community_type'] : []), ...figure.needs.filter((name) => known[name] === undefined)];
  const flows = needed.filter((measure) => measure.kept === 'cases');
  const idle = new Set(isIdle(subject, flows) ? flows.map((measure) => measure.name) : []);
  const values = Object.fromEntries(figure.needs.map((name) => [name, idle.has(name) ? null : (known[name] ?? null)]));
  const facts = { ...known, limit: target.limits ?? {}, years, community_type: subject.type };
  const whole = missing.length === 0;
  const passes = whole && figure.test ? figure.test.evaluate(facts) === true : null;
  const unlisted = subject.facilities?.length === 0 && needed.some((measure) => measure.kept === 'facilities');
  return {
    code: subject.code,
    name: subject.name,
    type: subject.type,
    values,
    value: whole && figure.row ? numberFrom(figure.row, facts) : null,
    passes,
    missing,
    unlisted,
  };
}

/** A division by nothing has no result; that is missing data, not infinity. */
function numberFrom(expression: Expression, values: Record<string, unknown>): number | null {
  try {
    const value = expression.evaluate(values);
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  } catch (error) {
    if (error instanceof ExpressionFault) return null;
    throw error;
  }
}

interface Known {
  readonly baseline: number | undefined;
  readonly complete: boolean;
  /** The value at the ends of what the missing subjects may be; none when nothing bounds it. */
  readonly ends: readonly number[];
}

function readingOf(figure: CompiledFigure, value: number | null, known: Known): Reading {
  const target = figure.direction === 'rising' ? (known.baseline ?? null) : figure.value;
  const bounded = value !== null && known.ends.length > 0;
  return {
    title: figure.title,
    value,
    target,
    unit: figure.unit,
    direction: figure.direction,
    state: stateOf(figure, value, target, known),
    gap: value === null || target === null ? null : gapOf(figure, value, target),
    range: bounded ? { from: Math.min(...known.ends), to: Math.max(...known.ends) } : null,
  };
}

/** A judgement is given when everything is known, or when it is the same whatever the missing subjects turn out to be. */
function stateOf(figure: CompiledFigure, value: number | null, target: number | null, { complete, ends }: Known): FigureState {
  if (value === null) return 'no-data';
  if (target === null) return 'measured';
  const side = sideOf(figure, value, target);
  if (!complete && (ends.length === 0 || ends.some((end) => sideOf(figure, end, target) !== side))) return 'undecided';
  return side === 0 ? 'met' : 'unmet';
}

/** Sums of shares carry rounding; a hair below the value is the value. */
const HAIR = 1e-9;

/** 0 where the value holds, else on which side of it the figure lies. */
function sideOf(figure: CompiledFigure, value: number, target: number): -1 | 0 | 1 {
  const tolerance = (figure.direction === 'about' ? figure.tolerance : 0) + HAIR;
  const lies =
    figure.direction === 'rising' ? (value > target ? 1 : -1) : value > target + tolerance ? 1 : value < target - tolerance ? -1 : 0;
  switch (figure.direction) {
    case 'at-least':
      return lies < 0 ? -1 : 0;
    case 'rising':
      return lies < 0 ? -1 : 0;
    case 'at-most':
      return lies > 0 ? 1 : 0;
    case 'equal':
    case 'about':
      return lies;
  }
}

function gapOf(figure: CompiledFigure, value: number, target: number): number {
  const gap =
    figure.direction === 'at-most'
      ? target - value
      : figure.direction === 'about' || figure.direction === 'equal'
        ? -Math.max(0, Math.abs(value - target) - figure.tolerance)
        : value - target;
  return Math.abs(gap) < HAIR ? 0 : gap;
}
