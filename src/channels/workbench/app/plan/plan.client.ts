import { call } from '../client/client.ts';

export type FigureState = 'met' | 'unmet' | 'measured' | 'no-data';
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
}

export interface Promised {
  readonly clause: string;
  readonly deadline: string;
  readonly strength: string;
  readonly source: { readonly document: string; readonly section?: string; readonly requirement?: string };
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
  readonly missing: number;
  readonly promise: Promised;
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

export interface PlanReading extends PlanSummary {
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
}

export interface Measure {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly kept: string;
  readonly total: number | null;
}

/** Everything behind one figure. */
export interface Receipt {
  readonly figure: Omit<PlanFigure, 'missing' | 'promise'> & { readonly rows: readonly FigureRow[] };
  readonly plan: PlanSummary;
  readonly formula: { readonly formula: string; readonly test: string | null; readonly row: string | null; readonly limits: Record<string, number>; /** The formulas in words; receipts frozen earlier have none. */ readonly said?: readonly string[]; readonly also: readonly { readonly title: string; readonly formula: string; readonly test: string | null }[] };
  readonly promise: Promised;
  readonly region: string;
  readonly as_of: string;
  readonly flows_from: string;
  readonly boundaries: { readonly mode: 'then' | 'now'; readonly on: string; readonly unassigned: readonly Unassigned[] };
  readonly measures: readonly Measure[];
  readonly missing: readonly { readonly code: string; readonly name: string; readonly measures: readonly string[] }[];
  readonly baselines: readonly { readonly id: string; readonly title: string; readonly as_of: string; readonly confidence: string; readonly note: string; readonly values: readonly { readonly name?: string; readonly value: number | null; readonly unit: string; readonly as_written?: string }[] }[];
  readonly folded_at: string | null;
  readonly computed_at: string;
}

export interface MapPlace {
  readonly code: string;
  readonly name?: string;
  readonly value: number | null;
  readonly target: number | null;
  readonly gap: number | null;
  readonly unit: string | null;
  readonly state: FigureState;
}

/** What is asked about: where, when, by which boundaries, under which plan. */
export interface Asked {
  readonly region: string;
  readonly day: string;
  readonly boundaries: string;
  readonly plan?: string | undefined;
}

export const listPlans = (region: string, day: string) => call<{ chosen: string | null; plans: PlanSummary[] }>('GET', '/plans', { query: { region, day } });
export const readPlan = (asked: Asked) => call<PlanReading>('GET', '/plans/reading', { query: { ...asked } });
export const readReceipt = (target: string, asked: Asked) => call<Receipt>('GET', `/indicators/${encodeURIComponent(target)}`, { query: { ...asked } });
export const readMap = (target: string, asked: Asked) => call<{ places: MapPlace[] }>('GET', `/indicators/${encodeURIComponent(target)}/map`, { query: { ...asked } });
export const reportValue = (value: Record<string, unknown>) => call<unknown>('POST', '/reported-values', { body: { values: [value] } });
export const readOutlines = (region: string) => call<object>('GET', `/geo/${region}`);
