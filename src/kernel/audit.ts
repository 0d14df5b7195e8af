import { createHash, timingSafeEqual } from 'node:crypto';
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
  const row = {
    county,
    id: newId(entry.at.getTime()),
    at: entry.at.toISOString(),
    actor,
    hat,
    channel,
    action,
    subject,
    reason,
    detail,
    hash: '',
  };
  row.hash = auditHash(vault, row).toString('hex');
  return row;
}

/** The keyed hash of a row's content. 32 bytes. */
export function auditHash(vault: Vault, row: Omit<AuditRow, 'hash'>): Buffer {
  const content = [row.county, row.id, row.at, row.actor, row.hat, row.channel, row.action, row.subject, row.reason, canonical(row.detail)];
  return vault.keyedHash('audit', JSON.stringify(content));
}

/** The link that followed `previous` before links were keyed; such chains are only read. */
export function unkeyedLink(previous: Buffer, rowHashes: readonly Buffer[]): Buffer {
  const hash = createHash('sha256').update(previous);
  for (const one of rowHashes) hash.update(one);
  return hash.digest();
}

/** A batch of rows as it is sealed. */
export interface SealedBatch {
  readonly county: string;
  readonly seq: number;
  readonly ids: readonly string[];
  readonly hashes: readonly Buffer[];
}

/** The keyed link of a batch behind `previous`: whoever has the database and not the key cannot make another. 32 bytes. */
export function chainLink(vault: Vault, previous: Buffer, { county, seq, ids, hashes }: SealedBatch): Buffer {
  return vault.keyedHash(
    'audit-link',
    JSON.stringify([county, seq, previous.toString('hex'), ids, hashes.map((one) => one.toString('hex'))]),
  );
}

/** Where the chain of a county ends, under a key; kept inside the database and outside of it. */
export interface AuditHead {
  readonly county: string;
  /** The last seal. */
  readonly seq: number;
  /** Rows under seal. */
  readonly rows: number;
  /** The last link, hexadecimal. */
  readonly link: string;
  /** The first seal whose link is keyed. */
  readonly keyedFrom: number;
  readonly at: string;
  readonly mac: string;
}

function macOf(vault: Vault, { county, seq, rows, link, keyedFrom, at }: Omit<AuditHead, 'mac'>): Buffer {
  return vault.keyedHash('audit-head', JSON.stringify([county, seq, rows, link, keyedFrom, at]));
}

export function signHead(vault: Vault, head: Omit<AuditHead, 'mac'>): AuditHead {
  return { ...head, mac: macOf(vault, head).toString('hex') };
}

/** Whether this head was made with the key and says what it said then. */
export function isGenuineHead(vault: Vault, head: AuditHead): boolean {
  const mac = Buffer.from(head.mac, 'hex');
  return mac.length === 32 && timingSafeEqual(mac, macOf(vault, head));
}

/** The keyed hash over the counties that have a chain. */
export function rosterMac(vault: Vault, counties: readonly string[]): string {
  return vault.keyedHash('audit-roster', JSON.stringify(counties)).toString('hex');
}

/** JSON with keys in order at every depth: jsonb does not keep the order it was given. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}
