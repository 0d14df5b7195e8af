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
}

export interface AuditQuery {
  readonly subject: string;
  readonly actor: string;
  readonly action: string;
  readonly from: string;
  readonly to: string;
}

/** What was asked, without what was left empty. */
const filled = (query: AuditQuery) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));

export const listAudit = (query: AuditQuery, after: string | undefined) => call<{ rows: AuditRow[]; next: string | null; from: string; to: string }>('GET', '/audit', { query: { ...filled(query), after } });
export const exportAudit = (query: AuditQuery, filename: string) => download('/audit/export', filename, filled(query));
export const verifyAudit = () => call<{ findings: Finding[] }>('POST', '/audit/verify');
