import type { AuditHead } from './audit.ts';
import { chainLink, isGenuineHead, rosterMac, signHead } from './audit.ts';
import type { Vault } from './crypto.ts';
import type { Handle } from './database/handle.ts';

const bounds = {
  name: 'audit-bounds',
  text: `select coalesce((select value #>> '{}' from kernel.deployment where key = 'sealed_below'), '0') as below, pg_snapshot_xmin(pg_current_snapshot())::text as upper`,
};
const unsealed = {
  name: 'audit-unsealed',
  text: 'select county, id, hash from kernel.audit where xid >= $1::text::xid8 and xid < $2::text::xid8 order by county, at, id',
};
const seal = {
  name: 'audit-seal',
  text: 'insert into kernel.audit_seal (county, seq, sealed_at, below_xid, audit_ids, row_hashes, chain_hash, keyed) values ($1, $2, now(), $3::text::xid8, $4::uuid[], $5::bytea[], $6, true)',
};
const mark = {
  name: 'audit-mark',
  text: `insert into kernel.deployment (key, value) values ('sealed_below', to_jsonb($1::text)) on conflict (key) do update set value = excluded.value`,
};
const lock = { name: 'audit-seal-lock', text: 'select pg_advisory_xact_lock(778800)' };

const headColumns = `county, seq, row_count as rows, encode(chain_hash, 'hex') as link, keyed_from as "keyedFrom", at, encode(mac, 'hex') as mac`;
const heads = { name: 'audit-heads', text: `select ${headColumns} from kernel.audit_head order by county` };
const putHead = {
  name: 'audit-put-head',
  text: `insert into kernel.audit_head (county, seq, row_count, chain_hash, keyed_from, at, mac) values ($1, $2, $3, decode($4, 'hex'), $5, $6, decode($7, 'hex'))
         on conflict (county) do update set seq = excluded.seq, row_count = excluded.row_count, chain_hash = excluded.chain_hash, keyed_from = excluded.keyed_from, at = excluded.at, mac = excluded.mac`,
};
const roster = { name: 'audit-roster', text: `select value from kernel.deployment where key = 'audit_roster'` };
const putRoster = {
  name: 'audit-put-roster',
  text: `insert into kernel.deployment (key, value) values ('audit_roster', $1) on conflict (key) do update set value = excluded.value`,
};
// What was sealed before there were heads.
const standing = {
  name: 'audit-standing',
  text: `select distinct on (s.county) s.county, s.seq, encode(s.chain_hash, 'hex') as link, (select sum(cardinality(o.audit_ids)) from kernel.audit_seal o where o.county = s.county) as rows
           from kernel.audit_seal s order by s.county, s.seq desc`,
};

/** The counties that have a chain, under a key. */
export interface Roster {
  readonly counties: readonly string[];
  readonly mac: string;
}

/** The heads inside the database. */
export async function readHeads(handle: Handle): Promise<AuditHead[]> {
  return (await handle.query<Omit<AuditHead, 'at'> & { at: Date }>(heads)).map((one) => ({ ...one, at: one.at.toISOString() }));
}

export async function findRoster(handle: Handle): Promise<Roster | undefined> {
  return (await handle.query<{ value: Roster }>(roster))[0]?.value;
}

interface UnsealedRow {
  readonly county: string;
  readonly id: string;
  readonly hash: Buffer;
}

/** Seals every audit row that no running transaction can precede any more; returns the number of rows sealed. */
export async function sealAudit(handle: Handle, vault: Vault): Promise<number> {
  return handle.transaction(async (within) => {
    await within.query(lock);
    const [{ below, upper }] = (await within.query<{ below: string; upper: string }>(bounds)) as [{ below: string; upper: string }];
    const rows = await within.query<UnsealedRow>(unsealed, [below, upper]);
    if (rows.length === 0) return 0;
    await sealRows(within, vault, rows, upper);
    await within.query(mark, [upper]);
    return rows.length;
  });
}

/** After a restore transaction numbers begin anew: seals what the backup held unsealed and starts the watermark here. The owner then settles the old numbers. */
export async function resealAfterRestore(handle: Handle, vault: Vault): Promise<void> {
  await handle.transaction(async (within) => {
    const [{ below, upper }] = (await within.query<{ below: string; upper: string }>(bounds)) as [{ below: string; upper: string }];
    const rows = await within.query<UnsealedRow>(unsealed, [below, '18446744073709551615']);
    await sealRows(within, vault, rows, upper);
    await within.query(mark, [upper]);
  });
}

async function sealRows(within: Handle, vault: Vault, rows: readonly UnsealedRow[], upper: string): Promise<void> {
  const known = new Map((await headsOrBegin(within, vault)).map((head) => [head.county, head]));
  const before = known.size;
  for (const [county, own] of groupByCounty(rows))
    known.set(county, await sealCounty(within, vault, county, own, upper, known.get(county)));
  if (known.size > before || before === 0) await extendRoster(within, vault, [...known.keys()].sort());
}

/** The heads; the first time those of the chains that stand, unkeyed up to here. */
async function headsOrBegin(within: Handle, vault: Vault): Promise<AuditHead[]> {
  const known = await readHeads(within);
  if (known.length > 0 || (await findRoster(within))) return known;
  const at = new Date().toISOString();
  const begun = (await within.query<{ county: string; seq: number; link: string; rows: number }>(standing)).map((one) =>
    signHead(vault, { ...one, keyedFrom: one.seq + 1, at }),
  );
  for (const head of begun) await writeHead(within, head);
  if (begun.length > 0)
    await extendRoster(
      within,
      vault,
      begun.map((head) => head.county),
    );
  return begun;
}

async function writeHead(within: Handle, { county, seq, rows, link, keyedFrom, at, mac }: AuditHead): Promise<void> {
  await within.query(putHead, [county, seq, rows, link, keyedFrom, at, mac]);
}

/** Adds counties to the roster. One that was altered is left as it is: it is evidence. */
async function extendRoster(within: Handle, vault: Vault, counties: readonly string[]): Promise<void> {
  const known = await findRoster(within);
  if (known && known.mac !== rosterMac(vault, known.counties)) return;
  const all = [...new Set([...(known?.counties ?? []), ...counties])].sort();
  await within.query(putRoster, [JSON.stringify({ counties: all, mac: rosterMac(vault, all) })]);
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

/** Goes on where the head says the chain ends, not where the seals do: a cut leaves a gap that nobody closes. */
async function sealCounty(
  within: Handle,
  vault: Vault,
  county: string,
  rows: readonly UnsealedRow[],
  upper: string,
  head: AuditHead | undefined,
): Promise<AuditHead> {
  const seq = (head?.seq ?? 0) + 1;
  const [ids, hashes] = [rows.map((row) => row.id), rows.map((row) => row.hash)];
  const link = chainLink(vault, head ? Buffer.from(head.link, 'hex') : Buffer.alloc(32), { county, seq, ids, hashes });
  await within.query(seal, [county, seq, upper, ids, hashes, link]);
  // A head that was altered is gone over with no new one: what was changed stays to be seen.
  if (head && !isGenuineHead(vault, head)) return head;
  const next = signHead(vault, {
    county,
    seq,
    rows: (head?.rows ?? 0) + rows.length,
    link: link.toString('hex'),
    keyedFrom: head?.keyedFrom ?? seq,
    at: new Date().toISOString(),
  });
  await writeHead(within, next);
  return next;
}
