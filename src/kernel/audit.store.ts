import { auditHash, chainHash } from './audit.ts';
import type { AuditRow } from './audit.ts';
import type { Vault } from './crypto.ts';
import type { Handle } from './database/handle.ts';

const insert = {
  name: 'audit-insert',
  text: `insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, reason, detail, hash)
         select a ->> 'county', (a ->> 'id')::uuid, (a ->> 'at')::timestamptz, a ->> 'actor', a ->> 'hat', a ->> 'channel', a ->> 'action', a ->> 'subject', a ->> 'reason', a -> 'detail', decode(a ->> 'hash', 'hex')
           from jsonb_array_elements($1::jsonb) a`,
};

/** The call that appends rows, to be sent in the same batch as the change they record. */
export function appendAudit(rows: readonly AuditRow[]): readonly [typeof insert, [string]] {
  return [insert, [JSON.stringify(rows)]];
}

const counties = {
  name: 'audit-counties-unsealed',
  text: `select distinct a.county from kernel.audit a
          where a.xid < pg_snapshot_xmin(pg_current_snapshot())
            and a.xid >= coalesce((select s.below_xid from kernel.audit_seal s where s.county = a.county order by s.seq desc limit 1), '0'::xid8)`,
};
const lastSeal = { name: 'audit-last-seal', text: 'select seq, below_xid::text as below, chain_hash from kernel.audit_seal where county = $1 order by seq desc limit 1' };
const unsealed = {
  name: 'audit-unsealed',
  text: `select id, hash, pg_snapshot_xmin(pg_current_snapshot())::text as below from kernel.audit
          where county = $1 and xid >= $2::text::xid8 and xid < pg_snapshot_xmin(pg_current_snapshot()) order by at, id`,
};
const seal = {
  name: 'audit-seal',
  text: 'insert into kernel.audit_seal (county, seq, sealed_at, below_xid, audit_ids, row_hashes, chain_hash) values ($1, $2, now(), $3::text::xid8, $4::uuid[], $5::bytea[], $6)',
};
const lock = { name: 'audit-seal-lock', text: 'select pg_advisory_xact_lock(778800)' };

/** Seals every audit row that no running transaction can precede any more; returns the number of rows sealed. */
export async function sealAudit(handle: Handle): Promise<number> {
  return handle.transaction(async (within) => {
    await within.query(lock);
    let count = 0;
    for (const { county } of await within.query<{ county: string }>(counties)) {
      const [last] = await within.query<{ seq: number; below: string; chain_hash: Buffer }>(lastSeal, [county]);
      const rows = await within.query<{ id: string; hash: Buffer; below: string }>(unsealed, [county, last?.below ?? '0']);
      if (rows.length === 0) continue;
      const hashes = rows.map((row) => row.hash);
      const link = chainHash(last?.chain_hash ?? Buffer.alloc(32), hashes);
      await within.query(seal, [county, (last?.seq ?? 0) + 1, rows[0]!.below, rows.map((row) => row.id), hashes, link]);
      count += rows.length;
    }
    return count;
  });
}

/** What `verifyAudit` found for one county. */
export interface AuditFinding {
  readonly county: string;
  readonly rows: number;
  readonly seals: number;
  /** The first broken row or seal, or undefined when the chain holds. */
  readonly broken: { readonly kind: 'row-changed' | 'row-missing' | 'seal-changed' | 'row-added'; readonly id: string; readonly seq: number } | undefined;
}

const sealedCounties = { name: 'audit-sealed-counties', text: 'select distinct county from kernel.audit_seal order by county' };
const seals = { name: 'audit-seals', text: 'select seq, audit_ids, row_hashes, chain_hash from kernel.audit_seal where county = $1 and seq > $2 order by seq limit 200' };
const rowsById = { name: 'audit-rows-by-id', text: 'select county, id, at, actor, hat, channel, action, subject, reason, detail, hash from kernel.audit where county = $1 and id = any($2::uuid[])' };
const strays = {
  name: 'audit-strays',
  text: `select a.id from kernel.audit a where a.county = $1 and a.xid < (select s.below_xid from kernel.audit_seal s where s.county = $1 order by s.seq desc limit 1)
            and not exists (select from kernel.audit_seal s where s.county = $1 and a.id = any(s.audit_ids)) order by a.at limit 1`,
};
const countRows = { name: 'audit-count', text: 'select count(*) as n from kernel.audit where county = $1' };

/** Recomputes every row hash and every link; names the first row of each county (or of `only`) that does not fit. */
export async function verifyAudit(handle: Handle, vault: Vault, deep = true, only?: string): Promise<AuditFinding[]> {
  const findings: AuditFinding[] = [];
  const found = only === undefined ? await handle.query<{ county: string }>(sealedCounties) : [{ county: only }];
  for (const { county } of found) findings.push(await verifyCounty(handle, vault, county, deep));
  return findings;
}

async function verifyCounty(handle: Handle, vault: Vault, county: string, deep: boolean): Promise<AuditFinding> {
  let link: Buffer = Buffer.alloc(32);
  let seq = 0;
  let rows = 0;
  for (;;) {
    const page = await handle.query<{ seq: number; audit_ids: string[]; row_hashes: Buffer[]; chain_hash: Buffer }>(seals, [county, seq]);
    if (page.length === 0) break;
    for (const one of page) {
      const broken = await verifySeal(handle, vault, county, one, link, seq);
      rows += one.audit_ids.length;
      seq = one.seq;
      link = one.chain_hash;
      if (broken) return { county, rows, seals: seq, broken };
    }
  }
  const [{ n } = { n: 0 }] = await handle.query<{ n: number }>(countRows, [county]);
  const [stray] = deep && n > rows ? await handle.query<{ id: string }>(strays, [county]) : [];
  return { county, rows, seals: seq, broken: stray && { kind: 'row-added', id: stray.id, seq } };
}

type SealRow = { seq: number; audit_ids: string[]; row_hashes: Buffer[]; chain_hash: Buffer };

async function verifySeal(handle: Handle, vault: Vault, county: string, one: SealRow, link: Buffer, seq: number): Promise<AuditFinding['broken']> {
  const found = await handle.query<Omit<AuditRow, 'hash' | 'at'> & { at: Date; hash: Buffer }>(rowsById, [county, one.audit_ids]);
  const byId = new Map(found.map((row) => [row.id, row]));
  for (const [index, id] of one.audit_ids.entries()) {
    const row = byId.get(id);
    if (!row) return { kind: 'row-missing', id, seq: one.seq };
    const { hash, ...content } = row;
    const expected = auditHash(vault, { ...content, at: row.at.toISOString() });
    if (!expected.equals(hash) || !hash.equals(one.row_hashes[index]!)) return { kind: 'row-changed', id, seq: one.seq };
  }
  const intact = one.seq === seq + 1 && chainHash(link, one.row_hashes).equals(one.chain_hash);
  return intact ? undefined : { kind: 'seal-changed', id: one.audit_ids[0] ?? '', seq: one.seq };
}

const page = {
  name: 'audit-page',
  text: `select id, at, actor, hat, channel, action, subject, reason, detail from kernel.audit
          where county = current_setting('linli.scope') and ($1 = '' or subject = $1) and ($2 = '' or action = $2)
            and ($3 = '' or (at, id) < (select a.at, a.id from kernel.audit a where a.county = current_setting('linli.scope') and a.id = nullif($3, '')::uuid))
          order by at desc, id desc limit 51`,
};

/** Audit rows of the caller's county, newest first, 50 a page; `after` is the id of the last row seen. */
export async function listAudit(handle: Handle, filter: { subject: string; action: string; after: string }): Promise<{ rows: object[]; next: string | null }> {
  const rows = await handle.query<{ id: string }>(page, [filter.subject, filter.action, filter.after]);
  return { rows: rows.slice(0, 50), next: rows.length > 50 ? rows[49]!.id : null };
}
