import type { Expression, Variables } from '../../registers/registers.ts';
import { compileExpression } from '../../registers/registers.ts';
import type { Measure, Target } from './target.ts';

/** The level's measures as numbers, and what else an expression about one subject may see. `years`: full years of the plan until the day. */
export function rowVariables(measures: readonly Measure[], target: Pick<Target, 'subjects'>): Variables {
  return { ...measureVariables(measures, target), limit: 'map', years: 'double', community_type: 'string' };
}

/** Sums of the level's measures, the number of subjects with data, of those that pass, and the mean of the rows' figures. */
export function totalVariables(measures: readonly Measure[], target: Pick<Target, 'subjects'>): Variables {
  return { ...measureVariables(measures, target), rows: 'double', passing: 'double', mean: 'double', years: 'double', limit: 'map' };
}

function measureVariables(measures: readonly Measure[], target: Pick<Target, 'subjects'>): Variables {
  return Object.fromEntries(
    measures.filter((measure) => measure.level === target.subjects.level).map((measure) => [measure.name, 'double' as const]),
  );
}

/** One figure to compute and what it is held against. */
export interface CompiledFigure {
  readonly title: string;
  readonly test: Expression | undefined;
  readonly row: Expression | undefined;
  readonly formula: Expression;
  readonly direction: Target['direction'];
  readonly value: number | null;
  readonly tolerance: number;
  readonly unit: string;
  /** Measures without which a subject counts as missing. */
  readonly needs: readonly string[];
  /** Whether the whole only counts who passes among how many: then its bounds are known while subjects are missing. */
  readonly counts: boolean;
}

/** A target with its expressions ready. */
export interface CompiledTarget {
  readonly target: Target;
  readonly figure: CompiledFigure;
  readonly also: readonly CompiledFigure[];
}

const COUNTED: readonly string[] = ['passing', 'rows', 'limit', 'years'];

/** Compiles a target's expressions. Throws ExpressionFault; `checkPacks` tells the same with file and line. */
export function compileTarget(target: Target, measures: readonly Measure[]): CompiledTarget {
  const ofRow = rowVariables(measures, target);
  const ofTotal = totalVariables(measures, target);
  const names = new Set(measures.map((measure) => measure.name));
  const figure = (part: {
    title: string;
    test?: string;
    row?: string;
    formula: string;
    direction: Target['direction'];
    value: number | null;
    unit: string;
    tolerance?: number;
  }): CompiledFigure => {
    const test = part.test === undefined ? undefined : compileExpression(part.test, ofRow);
    const row = part.row === undefined ? undefined : compileExpression(part.row, ofRow);
    const formula = compileExpression(part.formula, ofTotal);
    const read = [test, row, formula].flatMap((one) => one?.variables ?? []);
    const needs = [...new Set(read.filter((name) => names.has(name)))];
    const counts = test !== undefined && formula.variables.every((name) => COUNTED.includes(name));
    return {
      title: part.title,
      test,
      row,
      formula,
      direction: part.direction,
      value: part.value,
      tolerance: part.tolerance ?? 0,
      unit: part.unit,
      needs,
      counts,
    };
  };
  return { target, figure: figure(target), also: (target.also ?? []).map(figure) };
}
