import type { Day, Handle } from '../../kernel/kernel.ts';
import { LinliError } from '../../kernel/kernel.ts';
import type { PackLibrary } from '../../registers/registers.ts';
import { ancestryOfCode, levelOfCode, text } from '../../registers/registers.ts';
import { indicatorErrors } from '../errors.ts';
import type { Figure, Lacking } from '../figures/figure.ts';
import { computeFigure } from '../figures/figure.ts';
import { findFoldedAt } from '../measures/fold.store.ts';
import type { Boundaries, Subjects, Unassigned } from '../measures/subject.store.ts';
import { readSubjects } from '../measures/subject.store.ts';
import { measuresOf } from '../targets/check.ts';
import type { CompiledTarget } from '../targets/compile.ts';
import { sayExpression } from '../targets/say.ts';
import type { Baseline, Measure, Target } from '../targets/target.ts';
import type { Plan } from './plan.ts';
import { baselinesOf, choosePlan, fits, flowsFrom, narrowerThan, reaches, spokenFor, startOf, yearsOf } from './plan.ts';

/** What is asked: figures of a region on a day, under a plan, by boundaries then or now. */
export interface PlanQuery {
  readonly region: string;
  readonly asOf: Day;
  readonly today: Day;
  readonly plan?: string;
  readonly boundaries?: Boundaries;
}

/** A plan as it stands in a region. */
export interface PlanReading {
  readonly plan: string;
  readonly title: string;
  readonly version: string;
  readonly hash: string;
  readonly demonstration: boolean;
  readonly period: { readonly from: Day; readonly to: Day | null };
  /** True when the plan's period is over on the day asked about. */
  readonly ended: boolean;
  readonly region: string;
  /** The plan's own place, where that is smaller than the region: only what lies in it is counted. */
  readonly only: string | null;
  readonly as_of: Day;
  readonly boundaries: Boundaries;
  readonly folded_at: string | null;
  readonly figures: readonly PlanFigure[];
  readonly unassigned: readonly Unassigned[];
}

/** A figure with the promise it is held against; without the rows behind it. */
export type PlanFigure = Omit<Figure, 'rows' | 'sums' | 'lacking'> & {
  readonly missing: number;
  /** Subjects the target speaks about, or may speak about. */
  readonly of: number;
  readonly promise: Promised;
  readonly baselines: readonly Baseline[];
};

/** What the document promises, for people. */
export type Promised = Pick<
  Target,
  'clause' | 'deadline' | 'strength' | 'source' | 'wording' | 'note' | 'limits' | 'kept_apart' | 'subjects'
>;

/** The figures of a plan in a region. Throws PLAN_NOT_FOUND, FORBIDDEN outside the caller's scope. */
export async function readPlan(handle: Handle, library: PackLibrary, query: PlanQuery): Promise<PlanReading> {
  const { plan, boundaries, figures, unassigned, foldedAt } = await computePlan(handle, library, query);
  const { manifest, hash } = plan.pack;
  return {
    plan: manifest.name,
    title: manifest.title,
    version: manifest.version,
    hash,
    demonstration: manifest.demonstration === true,
    period: manifest.period,
    ended: manifest.period.to !== null && manifest.period.to < query.asOf,
    region: query.region,
    only: narrowerThan(plan, query.region),
    as_of: query.asOf,
    boundaries,
    folded_at: foldedAt?.toISOString() ?? null,
    figures: figures.map(({ figure, target }) => withoutRows(figure, target, plan)),
    unassigned,
  };
}

function withoutRows({ rows, sums: _, lacking, ...figure }: Figure, target: Target, plan: Plan): PlanFigure {
  return { ...figure, missing: lacking.length, of: rows.length, promise: promisedBy(target), baselines: baselinesOf(plan, target) };
}

function promisedBy({ clause, deadline, strength, source, wording, note, limits, kept_apart, subjects }: Target): Promised {
  return { clause, deadline, strength, source, wording, note, limits, kept_apart, subjects };
}

interface Computed {
  readonly plan: Plan;
  readonly boundaries: Boundaries;
  readonly figures: readonly { readonly figure: Figure; readonly target: Target; readonly from: Day }[];
  readonly unassigned: readonly Unassigned[];
  readonly foldedAt: Date | undefined;
}

async function computePlan(handle: Handle, library: PackLibrary, query: PlanQuery, only?: string): Promise<Computed> {
  refuseOutside(handle, query.region);
  const plan = choosePlan(library, query.region, query.asOf, query.plan, only);
  const boundaries = query.boundaries ?? 'then';
  const measures = measuresOf(library);
  const wanted = plan.targets.filter(({ target }) => fits(target, query.region) && (only === undefined || target.id === only));
  const starts = [...new Set(wanted.map(({ target }) => flowsFrom(plan, target, query.asOf)))];
  const byStart = new Map<Day, Subjects>();
  for (const from of starts) {
    const flows = wanted.some((compiled) => flowsFrom(plan, compiled.target, query.asOf) === from && readsFlows(compiled, measures));
    byStart.set(
      from,
      await readSubjects(handle, library, { region: query.region, asOf: query.asOf, from, boundaries, today: query.today, flows }),
    );
  }
  const figures = wanted.map((compiled) => {
    const from = flowsFrom(plan, compiled.target, query.asOf);
    return {
      target: compiled.target,
      from,
      figure: computeFigure(compiled, spokenFor(plan, byStart.get(from)!.subjects), measures, {
        baseline: startOf(plan, compiled.target, query.region),
        years: yearsOf(plan, query.asOf),
      }),
    };
  });
  return { plan, boundaries, figures, unassigned: byStart.get(starts[0] ?? '')?.unassigned ?? [], foldedAt: await findFoldedAt(handle) };
}

function readsFlows(compiled: CompiledTarget, measures: readonly Measure[]): boolean {
  const flows = new Set(measures.filter((measure) => measure.kept === 'cases').map((measure) => measure.name));
  return [compiled.figure, ...compiled.also].some((figure) => figure.needs.some((name) => flows.has(name)));
}

/** Row policies would silently give a part of the truth; a region outside the scope is refused instead. Throws FORBIDDEN. */
export function refuseOutside(handle: Handle, region: string): void {
  const { level, code } = handle.scope;
  if (level === 'job' || level === 'province' || level === 'city' || level === 'county' || level === 'town' || level === 'community') {
    if (level === 'job' || ancestryOfCode(region)[level] === code) return;
  }
  throw new LinliError('FORBIDDEN');
}

/** A measure on a receipt: `total` over the `counted` subjects, `known` in so many of the figure's rows. */
export interface ReceiptMeasure {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly kept: Measure['kept'];
  readonly total: number | null;
  readonly counted: number;
  readonly known: number;
}

/** Everything behind one figure: how it was computed, from what, by which boundaries, and what is missing. */
export interface Receipt {
  readonly figure: Figure;
  readonly plan: Pick<PlanReading, 'plan' | 'title' | 'version' | 'hash' | 'demonstration' | 'period'>;
  readonly formula: {
    readonly formula: string;
    readonly test: string | null;
    readonly row: string | null;
    readonly limits: Record<string, number>;
    readonly said: readonly string[];
    readonly also: readonly { readonly title: string; readonly formula: string; readonly test: string | null }[];
  };
  readonly promise: Promised;
  readonly region: string;
  /** The plan's own place, where that is smaller than the region. */
  readonly only: string | null;
  readonly as_of: Day;
  /** Flows are counted from this day to `as_of`. */
  readonly flows_from: Day;
  readonly boundaries: { readonly mode: Boundaries; readonly on: Day; readonly unassigned: readonly Unassigned[] };
  /** The measures read, with their titles, units, who keeps them, and over how many subjects their total is made. */
  readonly measures: readonly ReceiptMeasure[];
  readonly missing: readonly Lacking[];
  readonly baselines: readonly Baseline[];
  readonly folded_at: string | null;
}

/** Computes one figure anew from the rows and returns all that is behind it. Throws TARGET_NOT_FOUND, PLAN_NOT_FOUND, FORBIDDEN. */
export async function readReceipt(handle: Handle, library: PackLibrary, query: PlanQuery, id: string): Promise<Receipt> {
  const computed = await computePlan(handle, library, query, id);
  const [found] = computed.figures;
  if (!found) throw new LinliError(indicatorErrors.TARGET_NOT_FOUND, { id });
  return receiptOf(library, query, computed, found);
}

/** The receipts of all figures of a plan, from one reading of the rows. Throws PLAN_NOT_FOUND, FORBIDDEN. */
export async function readReceipts(handle: Handle, library: PackLibrary, query: PlanQuery): Promise<Receipt[]> {
  const computed = await computePlan(handle, library, query);
  return computed.figures.map((found) => receiptOf(library, query, computed, found));
}

function receiptOf(
  library: PackLibrary,
  query: PlanQuery,
  computed: Computed,
  { figure, target, from }: Computed['figures'][number],
): Receipt {
  const { plan, boundaries, unassigned, foldedAt } = computed;
  const { manifest, hash } = plan.pack;
  return {
    figure,
    promise: promisedBy(target),
    plan: {
      plan: manifest.name,
      title: manifest.title,
      version: manifest.version,
      hash,
      demonstration: manifest.demonstration === true,
      period: manifest.period,
    },
    formula: {
      formula: target.formula,
      test: target.test ?? null,
      row: target.row ?? null,
      limits: target.limits ?? {},
      said: said(target, measuresOf(library)),
      also: (target.also ?? []).map((part) => ({ title: part.title, formula: part.formula, test: part.test ?? null })),
    },
    region: query.region,
    only: narrowerThan(plan, query.region),
    as_of: query.asOf,
    flows_from: from,
    boundaries: { mode: boundaries, on: boundaries === 'now' ? query.today : query.asOf, unassigned },
    measures: measuresOf(library)
      .filter((measure) => measure.level === target.subjects.level && figure.sums[measure.name])
      .map((measure) => ({
        name: measure.name,
        title: measure.title,
        unit: measure.unit,
        kept: measure.kept,
        ...figure.sums[measure.name]!,
      })),
    missing: figure.lacking,
    baselines: baselinesOf(plan, target),
    folded_at: foldedAt?.toISOString() ?? null,
  };
}

/** The formulas in words: how each subject is judged, then how the whole is computed. */
function said(target: Target, measures: readonly Measure[]): string[] {
  const say = (source: string): string => sayExpression(source, target, measures);
  const tests = [target, ...(target.also ?? [])].flatMap((part) =>
    part.test === undefined ? [] : [text('indicators.words.each', { test: say(part.test) })],
  );
  const wholes = [target, ...(target.also ?? [])].map((part) => text('indicators.words.whole', { formula: say(part.formula) }));
  return [...tests, ...wholes];
}

/** A place of the map: its reading of one target; `plan` is null where the plan does not reach. */
export interface MapPlace {
  readonly code: string;
  readonly plan: string | null;
  readonly value: number | null;
  readonly target: number | null;
  readonly gap: number | null;
  readonly unit: string;
  readonly direction: Target['direction'];
  readonly state: Figure['state'];
  /** Subjects without data, of so many. */
  readonly missing: number;
  readonly of: number;
}

/** One figure of a plan for each of several regions; a region without data says so. Regions too small for the target's subjects are left out. Throws PLAN_NOT_FOUND, TARGET_NOT_FOUND, FORBIDDEN. */
export async function readMap(
  handle: Handle,
  library: PackLibrary,
  query: PlanQuery,
  id: string,
  codes: readonly string[],
): Promise<MapPlace[]> {
  refuseOutside(handle, query.region);
  const plan = choosePlan(library, query.region, query.asOf, query.plan, id);
  const compiled = plan.targets.find(({ target }) => target.id === id);
  if (!compiled) throw new LinliError(indicatorErrors.TARGET_NOT_FOUND, { id });
  const measures = measuresOf(library);
  const read = await readSubjects(handle, library, {
    region: query.region,
    asOf: query.asOf,
    from: flowsFrom(plan, compiled.target, query.asOf),
    boundaries: query.boundaries ?? 'then',
    today: query.today,
    flows: readsFlows(compiled, measures),
  });
  const subjects = spokenFor(plan, read.subjects);
  return codes
    .filter((code) => fits(compiled.target, code))
    .map((code) => {
      const level = levelOfCode(code);
      const figure = computeFigure(
        compiled,
        subjects.filter((subject) => ancestryOfCode(subject.code)[level as 'county'] === code),
        measures,
        { baseline: startOf(plan, compiled.target, code), years: yearsOf(plan, query.asOf) },
      );
      const { value, target, gap, unit, direction, state, lacking, rows } = figure;
      return reaches(plan, code)
        ? { code, plan: plan.pack.name, value, target, gap, unit, direction, state, missing: lacking.length, of: rows.length }
        : { code, plan: null, value: null, target, gap: null, unit, direction, state: 'not-applicable', missing: 0, of: 0 };
    });
}
