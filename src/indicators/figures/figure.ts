import { ExpressionFault } from '../../registers/registers.ts';
import type { Expression } from '../../registers/registers.ts';
import type { CompiledFigure, CompiledTarget } from '../targets/compile.ts';
import type { Measure, Target } from '../targets/target.ts';
import { concerns, lacksType, valuesOf } from './subject.ts';
import type { Subject, Values } from './subject.ts';

/** `measured`: the document gives no number to hold it against. `no-data` is never shown as 0. */
export type FigureState = 'met' | 'unmet' | 'measured' | 'no-data';

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
}

/** A figure and its standing against one value. */
export interface Reading {
  readonly title: string;
  readonly value: number | null;
  readonly target: number | null;
  readonly unit: string;
  readonly direction: Target['direction'];
  readonly state: FigureState;
  /** How far it is from the value, in the figure's unit: negative = short of it. Null without data or number. */
  readonly gap: number | null;
}

/** What a target's formula gives over its subjects. */
export interface Figure extends Reading {
  readonly id: string;
  readonly rows: readonly FigureRow[];
  readonly totals: Record<string, number>;
  readonly counted: number;
  readonly passing: number | null;
  readonly also: readonly Reading[];
  /** False when subjects are missing from the sums. */
  readonly complete: boolean;
}

/** Computes a target over subjects. `baseline` is what a rising figure starts from. Pure. */
export function computeFigure(compiled: CompiledTarget, subjects: readonly Subject[], measures: readonly Measure[], baseline?: number): Figure {
  const { target, figure } = compiled;
  const concerned = subjects.filter((subject) => concerns(target, subject));
  const main = computePart(figure, target, concerned, measures, baseline);
  const also = compiled.also.map((part) => computePart(part, target, concerned, measures).reading);
  return {
    ...main.reading, state: joined(main.reading.state, also), id: target.id, rows: main.rows, totals: main.totals, counted: main.counted, passing: main.passing, also,
    complete: main.rows.every((row) => row.missing.length === 0),
  };
}

/** All conditions must hold; one without data leaves the whole without a verdict. */
function joined(state: FigureState, also: readonly Reading[]): FigureState {
  if (state !== 'met') return state;
  if (also.some((reading) => reading.state === 'unmet')) return 'unmet';
  return also.some((reading) => reading.state === 'no-data') ? 'no-data' : 'met';
}

interface Part {
  readonly reading: Reading;
  readonly rows: FigureRow[];
  readonly totals: Record<string, number>;
  readonly counted: number;
  readonly passing: number | null;
}

function computePart(figure: CompiledFigure, target: Target, subjects: readonly Subject[], measures: readonly Measure[], baseline?: number): Part {
  const limit = target.limits ?? {};
  const needed = measures.filter((measure) => figure.needs.includes(measure.name));
  const rows = subjects.map((subject) => rowOf(figure, limit, subject, valuesOf(subject, target, needed), lacksType(target, subject)));
  const counted = rows.filter((row) => row.missing.length === 0);
  const totals = Object.fromEntries(figure.needs.map((name) => [name, counted.reduce((sum, row) => sum + (row.values[name] ?? 0), 0)]));
  const passing = figure.test ? counted.filter((row) => row.passes).length : null;
  const figures = counted.flatMap((row) => (row.value === null ? [] : [row.value]));
  const mean = figures.reduce((sum, one) => sum + one, 0) / figures.length;
  const value = counted.length === 0 ? null : numberFrom(figure.formula, { ...totals, rows: counted.length, passing: passing ?? 0, mean, limit });
  return { reading: readingOf(figure, value, baseline), rows, totals, counted: counted.length, passing };
}

function rowOf(figure: CompiledFigure, limit: Record<string, number>, subject: Subject, known: Values, untyped: boolean): FigureRow {
  const missing = [...(untyped ? ['community_type'] : []), ...figure.needs.filter((name) => known[name] === undefined)];
  const values = Object.fromEntries(figure.needs.map((name) => [name, known[name] ?? null]));
  const facts = { ...known, limit, community_type: subject.type };
  const whole = missing.length === 0;
  const passes = whole && figure.test ? figure.test.evaluate(facts) === true : null;
  return { code: subject.code, name: subject.name, type: subject.type, values, value: whole && figure.row ? numberFrom(figure.row, facts) : null, passes, missing };
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

function readingOf(figure: CompiledFigure, value: number | null, baseline?: number): Reading {
  const target = figure.direction === 'rising' ? (baseline ?? null) : figure.value;
  const state = value === null ? 'no-data' : target === null ? 'measured' : holds(figure, value, target) ? 'met' : 'unmet';
  return { title: figure.title, value, target, unit: figure.unit, direction: figure.direction, state, gap: value === null || target === null ? null : gapOf(figure, value, target) };
}

/** Sums of shares carry rounding; a hair below the value is the value. */
const HAIR = 1e-9;

function holds(figure: CompiledFigure, value: number, target: number): boolean {
  switch (figure.direction) {
    case 'at-least': return value >= target - HAIR;
    case 'at-most': return value <= target + HAIR;
    case 'equal': return Math.abs(value - target) <= HAIR;
    case 'about': return Math.abs(value - target) <= figure.tolerance + HAIR;
    case 'rising': return value > target;
  }
}

function gapOf(figure: CompiledFigure, value: number, target: number): number {
  const gap = figure.direction === 'at-most' ? target - value : figure.direction === 'about' || figure.direction === 'equal' ? -Math.max(0, Math.abs(value - target) - figure.tolerance) : value - target;
  return Math.abs(gap) < HAIR ? 0 : gap;
}
