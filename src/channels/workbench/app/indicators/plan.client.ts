import { call, download } from '../client/client.ts';

/** As the server judges; `undecided`: the value counts only the places that have data, and the others could still change the judgement. */
export type FigureState = 'met' | 'unmet' | 'undecided' | 'measured' | 'no-data' | 'not-applicable';
export type Direction = 'at-least' | 'at-most' | 'equal' | 'about' | 'rising';

/** A figure and its standing against one value. */
export interface Reading {
  readonly title: string;
  readonly value: number | null;
  readonly target: number | null;
  readonly unit: string;
  readonly direction: Direction;
  readonly state: FigureState;
  readonly gap: number | null;
  /** Between what the value will lie once the missing places are known. Reports frozen earlier have none. */
  readonly range?: { readonly from: number; readonly to: number } | null;
}

/** A value a document states as already reached. */
export interface Baseline {
  readonly id: string;
  readonly title: string;
  readonly as_of: string;
  /** The place it speaks about. Reports frozen earlier do not tell. */
  readonly jurisdiction?: string;
  readonly confidence: string;
  readonly note: string;
  readonly source: { readonly document: string; readonly section?: string };
  readonly values: readonly {
    readonly name?: string;
    readonly value: number | null;
    readonly unit: string;
    readonly as_written?: string;
  }[];
}

export interface Promised {
  readonly clause: string;
  readonly deadline: string;
  readonly strength: string;
  readonly source: { readonly document: string; readonly section?: string };
  readonly wording?: string;
  readonly note?: string;
  readonly subjects: { readonly level: string; readonly types?: readonly string[] };
}

export interface PlanFigure extends Reading {
  readonly id: string;
  readonly counted: number;
  readonly passing: number | null;
  readonly also: readonly Reading[];
  readonly complete: boolean;
  /** Places not asked because the register lists no facility there. Receipts frozen earlier do not tell. */
  readonly passed_over?: number;
  readonly missing: number;
  /** Places the target speaks about, or may speak about. */
  readonly of: number;
  readonly promise: Promised;
  readonly baselines: readonly Baseline[];
}

export interface Unassigned {
  readonly code: string;
  readonly among: readonly string[];
}

export interface PlanSummary {
  readonly plan: string;
  readonly title: string;
  readonly version?: string;
  readonly period: { readonly from: string; readonly to: string | null };
  readonly demonstration?: boolean;
}

/** A plan made for a place further down. */
export interface LowerPlan extends PlanSummary {
  readonly jurisdiction: string;
  readonly region_name: string;
}

export interface PlanReading extends PlanSummary {
  /** The plan's own place, where that is smaller than the region. */
  readonly only: string | null;
  readonly only_name: string | null;
  readonly ended: boolean;
  readonly region: string;
  readonly as_of: string;
  readonly boundaries: 'then' | 'now';
  readonly folded_at: string | null;
  readonly figures: readonly PlanFigure[];
  readonly unassigned: readonly Unassigned[];
}

export interface FigureRow {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly values: Record<string, number | null>;
  readonly value: number | null;
  readonly passes: boolean | null;
  readonly missing: readonly string[];
  /** A count of facilities found none here. Receipts frozen earlier do not tell. */
  readonly unlisted?: boolean;
}

export interface Measure {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly kept: string;
  readonly total: number | null;
  /** Over how many places the total is made, and how many have a value. Receipts frozen earlier do not tell. */
  readonly counted?: number;
  readonly known?: number;
}

/** Everything behind one figure. */
export interface Receipt {
  readonly figure: Omit<PlanFigure, 'missing' | 'of' | 'promise' | 'baselines'> & { readonly rows: readonly FigureRow[] };
  readonly plan: PlanSummary;
  readonly formula: {
    readonly formula: string;
    readonly test: string | null;
    readonly row: string | null;
    readonly limits: Record<string, number> /** The formulas in words; receipts frozen earlier have none. */;
    readonly said?: readonly string[];
    readonly also: readonly { readonly title: string; readonly formula: string; readonly test: string | null }[];
  };
  readonly promise: Promised;
  readonly region: string;
  readonly only?: string | null;
  readonly only_name?: string | null;
  readonly as_of: string;
  readonly flows_from: string;
  readonly boundaries: { readonly mode: 'then' | 'now'; readonly on: string; readonly unassigned: readonly Unassigned[] };
  readonly measures: readonly Measure[];
  readonly missing: readonly { readonly code: string; readonly name: string; readonly measures: readonly string[] }[];
  readonly baselines: readonly Baseline[];
  readonly folded_at: string | null;
  readonly computed_at: string;
}

export interface MapPlace extends Omit<Reading, 'title'> {
  readonly code: string;
  readonly name?: string;
  /** Null where the plan does not reach. */
  readonly plan: string | null;
  readonly missing: number;
  readonly of: number;
}

/** The outlines of the places in a region. */
export interface Outlines {
  readonly features: readonly { readonly properties: { readonly code: string } }[];
}

/** What is asked about: where, when, by which boundaries, under which plan. */
export interface Asked {
  readonly region: string;
  readonly day: string;
  readonly boundaries: string;
  readonly plan?: string | undefined;
}

export const listPlans = (region: string, day: string) =>
  call<{ region_name: string; chosen: string | null; plans: PlanSummary[]; below: LowerPlan[] }>('GET', '/plans', {
    query: { region, day },
  });
export const readPlan = (asked: Asked) => call<PlanReading>('GET', '/plans/reading', { query: { ...asked } });
export const savePlan = (asked: Asked, figures: readonly string[], format: 'xlsx' | 'csv', name: string) =>
  download(`/plans/export.${format}`, `${name}.${format}`, { ...asked, figures: figures.join(',') });
export const readReceipt = (target: string, asked: Asked) =>
  call<Receipt>('GET', `/indicators/${encodeURIComponent(target)}`, { query: { ...asked } });
export const readMap = (target: string, asked: Asked) =>
  call<{ places: MapPlace[] }>('GET', `/indicators/${encodeURIComponent(target)}/map`, { query: { ...asked } });
export const reportValue = (value: Record<string, unknown>) => call<unknown>('POST', '/reported-values', { body: { values: [value] } });
export const readOutlines = (region: string) => call<Outlines>('GET', `/geo/${region}`);
