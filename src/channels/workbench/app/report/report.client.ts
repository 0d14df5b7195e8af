import { address, call } from '../client/client.ts';
import type { Receipt } from '../plan/plan.client.ts';

export interface ReportRow {
  readonly county: string;
  readonly id: string;
  readonly region: string;
  readonly region_name?: string;
  readonly plan: string;
  readonly title?: string;
  readonly year: number;
  readonly version: number;
  readonly state: 'submitted' | 'returned' | 'checked' | 'locked';
  readonly hash: string;
  readonly submitted_at: string;
  readonly checked_at: string | null;
  readonly locked_at: string | null;
  readonly note: string;
}

export interface Report extends ReportRow {
  readonly intact: boolean;
  readonly facts: {
    readonly region: string;
    readonly region_name: string;
    readonly year: number;
    readonly as_of: string;
    readonly plan: Receipt['plan'];
    readonly boundaries: Receipt['boundaries'];
    readonly receipts: readonly Receipt[];
  };
}

export interface Recomputed {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly frozen: number | null;
  readonly now: number | null;
  readonly same: boolean;
}

type Key = { readonly county: string; readonly id: string };

export const listReports = () => call<{ reports: ReportRow[] }>('GET', '/reports');
export const getReport = ({ county, id }: Key) => call<Report>('GET', `/reports/${county}/${id}`);
export const freezeReport = (body: { year: number; plan?: string | undefined }) => call<ReportRow>('POST', '/reports', { body });
export const actOnReport = ({ county, id }: Key, body: { act: string; note: string }) => call<ReportRow>('POST', `/reports/${county}/${id}/acts`, { body });
export const recomputeReport = ({ county, id }: Key) => call<{ figures: Recomputed[] }>('GET', `/reports/${county}/${id}/recompute`);
export const reportFile = ({ county, id }: Key, format: 'docx' | 'pdf') => address(`/reports/${county}/${id}/report.${format}`);
