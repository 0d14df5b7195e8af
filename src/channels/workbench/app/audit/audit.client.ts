import { call } from '../client/client.ts';

export interface AuditRow {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
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

export const listAudit = (query: { subject: string; action: string; after?: string | undefined }) => call<{ rows: AuditRow[]; next: string | null }>('GET', '/audit', { query });
export const verifyAudit = () => call<{ findings: Finding[] }>('POST', '/audit/verify');
