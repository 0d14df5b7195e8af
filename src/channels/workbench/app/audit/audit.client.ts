import { call, download } from '../client/client.ts';

export interface AuditRow {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly actorName: string;
  readonly hatName: string;
  readonly subjectName: string;
  readonly hat: string;
  readonly channel: string;
  readonly action: string;
  readonly subject: string;
  readonly reason: string;
  readonly detail: Record<string, unknown> | null;
}

export interface Finding {
  readonly county: string;
  readonly rows: number;
  readonly seals: number;
  readonly broken?: { readonly kind: string; readonly id: string; readonly seq: number };
  /** Rows under seal that are gone. */
  readonly missing: readonly string[];
}

export interface AuditQuery {
  readonly subject: string;
  readonly actor: string;
  readonly action: string;
  /** The account that helped the resident in. */
  readonly helper: string;
  readonly from: string;
  readonly to: string;
}

export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What residents did whom one of the staff had helped in. */
export interface HelpedBy {
  readonly helper: string;
  readonly name: string;
  readonly place: string;
  readonly signIns: number;
  readonly people: number;
  readonly confirmations: number;
  readonly acts: number;
  readonly objections: number;
  readonly ownPhone: number;
  readonly last?: string;
}

/** What was asked, without what was left empty. */
const filled = (query: object) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));

export const listAudit = (query: AuditQuery, after: string | undefined) =>
  call<{ rows: AuditRow[]; next: string | null; from: string; to: string }>('GET', '/audit', { query: { ...filled(query), after } });
export const exportAudit = (query: AuditQuery, filename: string) => download('/audit/export', filename, filled(query));
export const verifyAudit = () => call<{ findings: Finding[] }>('POST', '/audit/verify');
export const listHelped = (period: Period) => call<{ clerks: HelpedBy[] } & Period>('GET', '/audit/helped', { query: filled(period) });
export const exportHelped = (period: Period, filename: string) => download('/audit/helped/export', filename, filled(period));
