import { createHash } from 'node:crypto';
import type { Day } from '../../kernel/kernel.ts';
import { canonical, LinliError } from '../../kernel/kernel.ts';
import { indicatorErrors } from '../errors.ts';
import type { Receipt } from '../plans/read.ts';

export const reportStates = ['submitted', 'returned', 'checked', 'locked', 'published'] as const;
export type ReportState = (typeof reportStates)[number];
export const reportActs = ['check', 'return', 'lock', 'publish'] as const;
export type ReportAct = (typeof reportActs)[number];

/** What was done for one target in the year, with what proves it. */
export interface Progress {
  readonly target: string;
  readonly text: string;
  /** Numbers of documents, cases or acceptance records. */
  readonly evidence: string;
}

/** All that a yearly report says, frozen on the day it was submitted. */
export interface ReportFacts {
  readonly region: string;
  readonly region_name: string;
  readonly year: number;
  readonly as_of: Day;
  readonly plan: Receipt['plan'];
  readonly boundaries: Receipt['boundaries'];
  readonly receipts: readonly Receipt[];
  readonly progress: readonly Progress[];
}

/** A report as kept. */
export interface Report {
  readonly county: string;
  readonly id: string;
  readonly region: string;
  readonly plan: string;
  readonly plan_hash: string;
  readonly year: number;
  readonly version: number;
  readonly state: ReportState;
  readonly facts: ReportFacts;
  readonly hash: string;
  readonly submitted_by: string;
  readonly submitted_at: Date;
  readonly checked_by: string | null;
  readonly checked_at: Date | null;
  readonly locked_by: string | null;
  readonly locked_at: Date | null;
  readonly published_by: string | null;
  readonly published_at: Date | null;
  readonly note: string;
}

/** SHA-256 over the facts, whatever order their keys come in. */
export function reportHash(facts: ReportFacts): string {
  return createHash('sha256').update(canonical(facts)).digest('hex');
}

/** Whether a kept report still says what was frozen. */
export function isIntact(report: Pick<Report, 'facts' | 'hash'>): boolean {
  return reportHash(report.facts) === report.hash;
}

const MOVES: Record<ReportAct, { readonly from: ReportState; readonly to: ReportState }> = {
  check: { from: 'submitted', to: 'checked' },
  return: { from: 'submitted', to: 'returned' },
  lock: { from: 'checked', to: 'locked' },
  publish: { from: 'locked', to: 'published' },
};

/** Whether a year is closed: no new version of its report may be frozen. */
export function isSettled(state: string): boolean {
  return state === 'locked' || state === 'published';
}

/** The state after an act. Throws REPORT_LOCKED, REPORT_WRONG_STATE; REPORT_SAME_HAND when the submitter checks his own report. */
export function nextReportState(report: Pick<Report, 'state' | 'submitted_by'>, act: ReportAct, actor: string): ReportState {
  if (isSettled(report.state) && act !== 'publish') throw new LinliError(indicatorErrors.REPORT_LOCKED);
  const { from, to } = MOVES[act];
  if (report.state !== from) throw new LinliError(indicatorErrors.REPORT_WRONG_STATE, { state: report.state });
  if (act === 'check' && report.submitted_by === actor) throw new LinliError(indicatorErrors.REPORT_SAME_HAND);
  return to;
}

/** The last day a report of a year speaks about: the year's end, or the day of submission while the year runs. Throws REPORT_YEAR_OUTSIDE. */
export function reportDay(year: number, period: { readonly from: Day; readonly to: Day | null }, today: Day): Day {
  const first = `${year}-01-01`;
  const last = [`${year}-12-31`, period.to ?? '9999-12-31', today].sort()[0]!;
  if (first > today || last < period.from || last < first) throw new LinliError(indicatorErrors.REPORT_YEAR_OUTSIDE, { year });
  return last;
}

/** One figure over the years of a plan's reports. */
export interface ComparedFigure {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly target: number | null;
  /** Null = the report of that year had no data. */
  readonly years: readonly {
    readonly year: number;
    readonly value: number | null;
    readonly state: string;
    readonly change: number | null;
  }[];
}

/** The frozen figures of several years side by side, with the change from the year before that had data. Pure. */
export function compareReports(reports: readonly Pick<Report, 'year' | 'facts'>[]): ComparedFigure[] {
  const ordered = [...reports].sort((left, right) => left.year - right.year);
  const ids = [...new Set(ordered.flatMap((report) => report.facts.receipts.map((receipt) => receipt.figure.id)))];
  return ids.map((id) => {
    const figures = ordered.flatMap(({ year, facts }) =>
      facts.receipts.filter((receipt) => receipt.figure.id === id).map(({ figure }) => ({ year, figure })),
    );
    const { figure: last } = figures.at(-1)!;
    const years = figures.map(({ year, figure }, index) => {
      const before = figures.slice(0, index).findLast((one) => one.figure.value !== null)?.figure.value ?? null;
      return {
        year,
        value: figure.value,
        state: figure.state,
        change: figure.value === null || before === null ? null : figure.value - before,
      };
    });
    return { id, title: last.title, unit: last.unit, target: last.target, years };
  });
}
