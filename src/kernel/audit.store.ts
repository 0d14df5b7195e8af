import { auditHash, chainHash } from './audit.ts';
import type { AuditEntry, AuditRow } from './audit.ts';
import type { Day } from './clock.ts';
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

const bounds = {
  name: 'audit-bounds',
  text: `select coalesce((select value #>> '{}' from kernel.deployment where key = 'sealed_below'), '0') as below, pg_snapshot_xmin(pg_current_snapshot())::text as upper`,
};
const unsealed = { name: 'audit-unsealed', text: 'select county, id, hash from kernel.audit where xid >= $1::text::xid8 and xid < $2::text::xid8 order by county, at, id' };
const lastSeal = { name: 'audit-last-seal', text: 'select seq, chain_hash from kernel.audit_seal where county = $1 order by seq desc limit 1' };
const seal = {
  name: 'audit-seal',
  text: 'insert into kernel.audit_seal (county, seq, sealed_at, below_xid, audit_ids, row_hashes, chain_hash) values ($1, $2, now(), $3::text::xid8, $4::uuid[], $5::bytea[], $6)',
};
const mark = { name: 'audit-mark', text: `insert into kernel.deployment (key, value) values ('sealed_below', to_jsonb($1::text)) on conflict (key) do update set value = excluded.value` };
const lock = { name: 'audit-seal-lock', text: 'select pg_advisory_xact_lock(778800)' };

interface UnsealedRow {
  readonly county: string;
  readonly id: string;
  readonly hash: Buffer;
}

/** Seals every audit row that no running transaction can precede any more; returns the number of rows sealed. */
export async function sealAudit(handle: Handle): Promise<number> {
  return handle.transaction(async (within) => {
    await within.query(lock);
    const [{ below, upper }] = (await within.query<{ below: string; upper: string }>(bounds)) as [{ below: string; upper: string }];
    const rows = await within.query<UnsealedRow>(unsealed, [below, upper]);
    if (rows.length === 0) return 0;
    for (const [county, own] of groupByCounty(rows)) await sealCounty(within, county, own, upper);
    await within.query(mark, [upper]);
    return rows.length;
  });
}

function groupByCounty(rows: readonly UnsealedRow[]): Map<string, UnsealedRow[]> {
  const groups = new Map<string, UnsealedRow[]>();
  for (const row of rows) {
    const own = groups.get(row.county);
    if (own) own.push(row);
    else groups.set(row.county, [row]);
  }
  return groups;
}

async function sealCounty(within: Handle, county: string, rows: readonly UnsealedRow[], upper: string): Promise<void> {
  const [last] = await within.query<{ seq: number; chain_hash: Buffer }>(lastSeal, [county]);
  const hashes = rows.map((row) => row.hash);
  const link = chainHash(last?.chain_hash ?? Buffer.alloc(32), hashes);
  await within.query(seal, [county, (last?.seq ?? 0) + 1, upper, rows.map((row) => row.id), hashes, link]);
}

/** After a restore transaction numbers begin anew: seals what the backup held unsealed and starts the watermark here. The owner then settles the old numbers. */
export async function resealAfterRestore(handle: Handle): Promise<void> {
  await handle.transaction(async (within) => {
    const [{ below, upper }] = (await within.query<{ below: string; upper: string }>(bounds)) as [{ below: string; upper: string }];
    const rows = await within.query<UnsealedRow>(unsealed, [below, '18446744073709551615']);
    for (const [county, own] of groupByCounty(rows)) await sealCounty(within, county, own, upper);
    await within.query(mark, [upper]);
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

// Also counties that have rows and not one seal: who takes all seals away must not take the county out of sight. The rows are leapt over, not read.
const auditedCounties = {
  name: 'audit-counties',
  text: `with recursive here (county) as (
           (select county from kernel.audit order by county limit 1)
           union all select (select a.county from kernel.audit a where a.county > here.county order by a.county limit 1) from here where here.county is not null)
         select county from here where county is not null union select county from kernel.audit_seal order by county`,
};
const seals = { name: 'audit-seals', text: 'select seq, audit_ids, row_hashes, chain_hash from kernel.audit_seal where county = $1 and seq > $2 order by seq limit 200' };
const rowsById = { name: 'audit-rows-by-id', text: 'select county, id, at, actor, hat, channel, action, subject, reason, detail, hash from kernel.audit where county = $1 and id = any($2::uuid[])' };
const strays = {
  name: 'audit-strays',
  text: `select a.id from kernel.audit a where a.county = $1 and a.xid < (select (value #>> '{}')::xid8 from kernel.deployment where key = 'sealed_below')
            and not exists (select from kernel.audit_seal s where s.county = $1 and a.id = any(s.audit_ids)) order by a.at limit 1`,
};
const countRows = { name: 'audit-count', text: 'select count(*) as n from kernel.audit where county = $1' };

/** Recomputes every row hash and every link; names the first row of each county (or of `only`) that does not fit. */
export async function verifyAudit(handle: Handle, vault: Vault, deep = true, only?: string): Promise<AuditFinding[]> {
  const findings: AuditFinding[] = [];
  const found = only === undefined ? await handle.query<{ county: string }>(auditedCounties) : [{ county: only }];
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
          where county = current_setting('linli.scope') and ($1 = '' or subject = $1) and ($2 = '' or actor = $2) and ($3 = '' or action = $3 or replace(action, '.', '-') = $3)
            and at >= ($4::date::timestamp at time zone 'Asia/Shanghai') and at < (($5::date + 1)::timestamp at time zone 'Asia/Shanghai')
            and ($8::text[] = '{}' or hat = any($8))
            and ($6 = '' or (at, id) < (select a.at, a.id from kernel.audit a where a.county = current_setting('linli.scope') and a.id = nullif($6, '')::uuid))
          order by at desc, id desc limit $7`,
};

export interface AuditFilter {
  /** Empty for any. */
  readonly subject: string;
  readonly actor: string;
  /** An action, its dots also as hyphens; empty for any. */
  readonly action: string;
  /** Hats, one of which was worn; empty for any. */
  readonly hats: readonly string[];
  readonly from: Day;
  /** The last day, included. */
  readonly to: Day;
}

/** An entry as it is read. */
export type AuditPageRow = Required<Omit<AuditEntry, 'county'>> & { readonly id: string };

/** Audit rows of the caller's county, newest first; `after` is the id of the last row seen. */
export async function listAudit(handle: Handle, filter: AuditFilter, after: string, limit = 50): Promise<{ rows: AuditPageRow[]; next: string | null }> {
  const rows = await handle.query<AuditPageRow>(page, [filter.subject, filter.actor, filter.action, filter.from, filter.to, after, limit + 1, filter.hats]);
  return { rows: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]!.id : null };
}

const within = "at >= ($2::date::timestamp at time zone 'Asia/Shanghai') and at < (($3::date + 1)::timestamp at time zone 'Asia/Shanghai')";
const byHat = {
  name: 'audit-by-hat',
  text: `select hat, action, count(*) as times, count(distinct subject) as subjects, max(at) as last from kernel.audit
          where county = current_setting('linli.scope') and hat like any($1::text[]) and ${within} group by hat, action`,
};
const against = {
  name: 'audit-against',
  text: `select detail ->> 'against' as whom, count(*) as times from kernel.audit
          where county = current_setting('linli.scope') and detail ? 'against' and ${within} and $1::text[] is not null group by 1`,
};

/** How often an action was done under a hat, and on how many different subjects. */
export interface HatCount {
  readonly hat: string;
  readonly action: string;
  readonly times: number;
  readonly subjects: number;
  readonly last: Date;
}

/** Counts of the caller's county under hats that begin with one of these words, and whom what was done later turned against. */
export async function countByHat(handle: Handle, beginnings: readonly string[], from: Day, to: Day): Promise<{ counts: HatCount[]; against: Map<string, number> }> {
  const values = [beginnings.map((one) => `${one}%`), from, to];
  const [counts, objections] = (await handle.batch([[byHat, values], [against, values]])) as unknown as [HatCount[], { whom: string; times: number }[]];
  return { counts, against: new Map(objections.map((one) => [one.whom, one.times])) };
}

const rowsByHat = {
  name: 'audit-rows-by-hat',
  text: `select id, at, actor, hat, channel, action, subject, reason, detail from kernel.audit
          where county = current_setting('linli.scope') and hat like any($1::text[]) and ${within} order by hat, at, id limit $4`,
};

/** The rows behind `countByHat`, hat by hat; `most` at most. */
export function listByHat(handle: Handle, beginnings: readonly string[], from: Day, to: Day, most: number): Promise<AuditPageRow[]> {
  return handle.query<AuditPageRow>(rowsByHat, [beginnings.map((one) => `${one}%`), from, to, most]);
}
