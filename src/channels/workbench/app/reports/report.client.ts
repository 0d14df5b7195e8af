import { address, call } from '../client/client.ts';
import type { FigureState, Receipt } from '../indicators/plan.client.ts';

export type ReportState = 'submitted' | 'returned' | 'checked' | 'locked' | 'published';

export interface ReportRow {
  readonly county: string;
  readonly id: string;
  readonly region: string;
  readonly region_name?: string;
  readonly plan: string;
  readonly title?: string;
  readonly year: number;
  readonly version: number;
  readonly state: ReportState;
  readonly hash: string;
  readonly submitted_by: string;
  readonly submitted_at: string;
  readonly checked_at: string | null;
  readonly locked_at: string | null;
  readonly published_at: string | null;
  readonly note: string;
}

/** What was done for one target in the year, with what proves it. */
export interface Progress {
  readonly target: string;
  readonly text: string;
  readonly evidence: string;
}

export interface Report extends ReportRow {
  readonly intact: boolean;
  /** How many figures stand how, in one sentence; the paper begins with the same. */
  readonly summary: string;
  /** Names by step: submitted, checked, locked, published. */
  readonly hands: Readonly<Record<string, string>>;
  readonly facts: {
    readonly region: string;
    readonly region_name: string;
    readonly year: number;
    readonly as_of: string;
    readonly plan: Receipt['plan'];
    readonly boundaries: Receipt['boundaries'];
    readonly receipts: readonly Receipt[];
    /** Reports frozen before progress was asked for have none. */
    readonly progress?: readonly Progress[];
  };
}

export interface Recomputed {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly frozen: number | null;
  readonly now: number | null;
  readonly frozen_state: FigureState;
  readonly now_state: FigureState;
  readonly same: boolean;
}

/** One figure over the years that have a report. */
export interface ComparedFigure {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly target: number | null;
  readonly years: readonly {
    readonly year: number;
    readonly value: number | null;
    readonly state: FigureState;
    readonly change: number | null;
  }[];
}

type Key = { readonly county: string; readonly id: string };

export const listReports = () => call<{ reports: ReportRow[]; makers: string[] }>('GET', '/reports');
export const getReport = ({ county, id }: Key) => call<Report>('GET', `/reports/${county}/${id}`);
export const freezeReport = (body: { year: number; plan: string; progress: readonly Progress[] }) =>
  call<ReportRow>('POST', '/reports', { body });
export const actOnReport = ({ county, id }: Key, body: { act: string; note: string }) =>
  call<ReportRow>('POST', `/reports/${county}/${id}/acts`, { body });
export const recomputeReport = ({ county, id }: Key) => call<{ figures: Recomputed[] }>('GET', `/reports/${county}/${id}/recompute`);
export const compareYears = (region: string, plan: string) =>
  call<{ figures: ComparedFigure[] }>('GET', '/reports/years', { query: { region, plan } });
export const publicFile = ({ county, id }: Key, format: 'docx' | 'pdf') => address(`/public/reports/${county}/${id}/report.${format}`);
export const reportFile = ({ county, id }: Key, format: 'docx' | 'pdf') => address(`/reports/${county}/${id}/report.${format}`);
