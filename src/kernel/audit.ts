import { createHash } from 'node:crypto';
import type { Vault } from './crypto.ts';
import { newId } from './id.ts';

/** Who did what to what, as what, through which channel and why. */
export interface AuditEntry {
  readonly county: string;
  readonly at: Date;
  readonly actor: string;
  readonly hat: string;
  readonly channel: string;
  readonly action: string;
  /** `kind:id` of what was acted on. */
  readonly subject: string;
  readonly reason?: string;
  readonly detail?: Record<string, unknown>;
}

/** An audit row as written: the entry, its id and the keyed hash over both. */
export interface AuditRow extends Required<Omit<AuditEntry, 'at'>> {
  readonly id: string;
  readonly at: string;
  /** Hexadecimal. */
  readonly hash: string;
}

/** Completes an entry with its id and the keyed hash that makes a later change of any column visible. */
export function auditRow(vault: Vault, entry: AuditEntry): AuditRow {
  const { county, actor, hat, channel, action, subject, reason = '', detail = {} } = entry;
  const row = { county, id: newId(entry.at.getTime()), at: entry.at.toISOString(), actor, hat, channel, action, subject, reason, detail, hash: '' };
  row.hash = auditHash(vault, row).toString('hex');
  return row;
}

/** The keyed hash of a row's content. 32 bytes. */
export function auditHash(vault: Vault, row: Omit<AuditRow, 'hash'>): Buffer {
  const content = [row.county, row.id, row.at, row.actor, row.hat, row.channel, row.action, row.subject, row.reason, canonical(row.detail)];
  return vault.keyedHash('audit', JSON.stringify(content));
}

/** The link that follows `previous` after a batch of row hashes. */
export function chainHash(previous: Buffer, rowHashes: readonly Buffer[]): Buffer {
  const hash = createHash('sha256').update(previous);
  for (const one of rowHashes) hash.update(one);
  return hash.digest();
}

/** JSON with keys in order at every depth: jsonb does not keep the order it was given. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, one]) => one !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}
