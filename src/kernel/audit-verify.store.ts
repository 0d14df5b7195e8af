import type { AuditHead, AuditRow } from './audit.ts';
import { auditHash, chainLink, isGenuineHead, rosterMac, unkeyedLink } from './audit.ts';
import { findRoster, readHeads } from './audit-seal.store.ts';
import type { Vault } from './crypto.ts';
import type { Handle } from './database/handle.ts';

/**
 * What can be wrong with a chain. Of a row or a seal: changed, gone, slipped in. `seals-cut`: a head knows later seals than there are.
 * `head-changed`: the head inside is gone or was not made with the key. `county-removed`: a head or the roster knows a county of which nothing
 * is left. `outside-changed`: the head outside was not made with the key.
 */
export const auditFaults = [
  'row-changed',
  'row-missing',
  'row-added',
  'seal-changed',
  'seals-cut',
  'head-changed',
  'county-removed',
  'outside-changed',
] as const;

/** What `verifyAudit` found for one county. */
export interface AuditFinding {
  readonly county: string;
  readonly rows: number;
  readonly seals: number;
  /** Seals from before links were keyed; their rows are keyed, their order is not. */
  readonly unkeyed: number;
  /** The first broken row or seal, or undefined when the chain holds. */
  readonly broken: { readonly kind: (typeof auditFaults)[number]; readonly id: string; readonly seq: number } | undefined;
  /** Rows under seal that are not there any more, by id; the first hundred. */
  readonly missing: readonly string[];
}

type Broken = AuditFinding['broken'];

// Also counties that have rows and not one seal: who takes all seals away must not take the county out of sight. The rows are leapt over, not read.
const auditedCounties = {
  name: 'audit-counties',
  text: `with recursive here (county) as (
           (select county from kernel.audit order by county limit 1)
           union all select (select a.county from kernel.audit a where a.county > here.county order by a.county limit 1) from here where here.county is not null)
         select county from here where county is not null union select county from kernel.audit_seal order by county`,
};
const seals = {
  name: 'audit-seals',
  text: 'select seq, audit_ids, row_hashes, chain_hash, keyed from kernel.audit_seal where county = $1 and seq > $2 order by seq limit 200',
};
const rowsById = {
  name: 'audit-rows-by-id',
  text: 'select county, id, at, actor, hat, channel, action, subject, reason, detail, hash from kernel.audit where county = $1 and id = any($2::uuid[])',
};
const strays = {
  name: 'audit-strays',
  text: `select a.id from kernel.audit a where a.county = $1 and a.xid < (select (value #>> '{}')::xid8 from kernel.deployment where key = 'sealed_below')
            and not exists (select from kernel.audit_seal s where s.county = $1 and a.id = any(s.audit_ids)) order by a.at limit 1`,
};
const countRows = { name: 'audit-count', text: 'select count(*) as n from kernel.audit where county = $1' };
const MOST_NAMED = 100;

/** What a check rests on besides the rows: the heads kept outside, and whether also rows nobody sealed are looked for. */
export interface VerifyOptions {
  readonly outside?: readonly AuditHead[];
  readonly deep?: boolean;
  readonly only?: string;
}

/** Recomputes every row hash and every link, and compares with the heads inside and outside; tells of each county (or of `only`) what does not fit. */
export async function verifyAudit(
  handle: Handle,
  vault: Vault,
  { outside = [], deep = true, only }: VerifyOptions = {},
): Promise<AuditFinding[]> {
  // Heads first: what is sealed while this reads only adds behind them.
  const inside = await readHeads(handle);
  const roster = await findRoster(handle);
  const listed = roster && roster.mac === rosterMac(vault, roster.counties) ? roster.counties : [];
  const found = (await handle.query<{ county: string }>(auditedCounties)).map((one) => one.county);
  const counties = [...new Set([...found, ...listed, ...inside.map((one) => one.county), ...outside.map((one) => one.county)])].sort();
  const began = inside.length > 0 || roster !== undefined || outside.length > 0;
  const findings: AuditFinding[] = [];
  for (const county of counties.filter((one) => only === undefined || one === only)) {
    const known = { inside: inside.find((one) => one.county === county), outside: outside.filter((one) => one.county === county), began };
    findings.push(await verifyCounty(handle, vault, county, known, deep));
  }
  const rosterFault = began && inside.length > 0 && listed.length === 0;
  return rosterFault && only === undefined
    ? [...findings, { county: '*', rows: 0, seals: 0, unkeyed: 0, broken: { kind: 'head-changed', id: '', seq: 0 }, missing: [] }]
    : findings;
}

interface KnownHeads {
  readonly inside: AuditHead | undefined;
  readonly outside: readonly AuditHead[];
  /** Whether there are heads at all: a database from before has none. */
  readonly began: boolean;
}

async function verifyCounty(handle: Handle, vault: Vault, county: string, known: KnownHeads, deep: boolean): Promise<AuditFinding> {
  const walked = await walk(handle, vault, county, known);
  const [{ n } = { n: 0 }] = await handle.query<{ n: number }>(countRows, [county]);
  const { seals: seq, rows, links, missing } = walked;
  const [stray] = deep && n > rows - missing.length ? await handle.query<{ id: string }>(strays, [county]) : [];
  const broken =
    walked.broken ?? headFault(vault, known, { seq, rows, links, left: n }) ?? (stray && { kind: 'row-added' as const, id: stray.id, seq });
  return { county, rows, seals: seq, unkeyed: walked.unkeyed, broken, missing: missing.slice(0, MOST_NAMED) };
}

/** What the heads say against the seals that are there. */
function headFault(
  vault: Vault,
  { inside, outside, began }: KnownHeads,
  there: { seq: number; rows: number; links: ReadonlyMap<number, { link: string; rows: number }>; left: number },
): Broken {
  const { seq } = there;
  for (const head of outside) if (!isGenuineHead(vault, head)) return { kind: 'outside-changed', id: '', seq: head.seq };
  const gone = seq === 0 && there.left === 0;
  if (gone) return { kind: 'county-removed', id: '', seq: Math.max(0, ...[inside, ...outside].map((head) => head?.seq ?? 0)) };
  if (began && seq > 0 && !(inside && isGenuineHead(vault, inside))) return { kind: 'head-changed', id: '', seq: inside?.seq ?? 0 };
  for (const head of [inside, ...outside]) {
    if (!head) continue;
    if (head.seq > seq) return { kind: 'seals-cut', id: '', seq: seq + 1 };
    const at = there.links.get(head.seq);
    if (at?.link !== head.link || at.rows !== head.rows) return { kind: 'seal-changed', id: '', seq: head.seq };
  }
  return undefined;
}

interface Walked {
  readonly broken: Broken;
  readonly rows: number;
  readonly seals: number;
  readonly unkeyed: number;
  readonly missing: readonly string[];
  /** Link and rows so far, at the seals that heads speak of. */
  readonly links: ReadonlyMap<number, { link: string; rows: number }>;
}

/** Goes along all seals of a county, also behind the first fault, so that everything missing is named. */
async function walk(handle: Handle, vault: Vault, county: string, { inside, outside }: KnownHeads): Promise<Walked> {
  const asked = new Set([inside, ...outside].map((head) => head?.seq));
  const keyedFrom = inside && isGenuineHead(vault, inside) ? inside.keyedFrom : Number.POSITIVE_INFINITY;
  const links = new Map<number, { link: string; rows: number }>();
  const missing: string[] = [];
  let broken: Broken;
  let [link, seq, rows, unkeyed]: [Buffer, number, number, number] = [Buffer.alloc(32), 0, 0, 0];
  for (;;) {
    const page = await handle.query<SealRow>(seals, [county, seq]);
    if (page.length === 0) return { broken, rows, seals: seq, unkeyed, missing, links };
    for (const one of page) {
      const read = await verifyRows(handle, vault, county, one);
      missing.push(...read.missing);
      broken ??=
        read.broken ??
        (one.seq === seq + 1 && linkFits(vault, county, one, link, keyedFrom)
          ? undefined
          : { kind: 'seal-changed', id: one.audit_ids[0] ?? '', seq: one.seq });
      [seq, link, rows, unkeyed] = [one.seq, one.chain_hash, rows + one.audit_ids.length, unkeyed + (one.keyed ? 0 : 1)];
      if (asked.has(seq)) links.set(seq, { link: link.toString('hex'), rows });
    }
  }
}

type SealRow = { seq: number; audit_ids: string[]; row_hashes: Buffer[]; chain_hash: Buffer; keyed: boolean };

function linkFits(vault: Vault, county: string, one: SealRow, previous: Buffer, keyedFrom: number): boolean {
  if (!one.keyed) return one.seq < keyedFrom && unkeyedLink(previous, one.row_hashes).equals(one.chain_hash);
  return chainLink(vault, previous, { county, seq: one.seq, ids: one.audit_ids, hashes: one.row_hashes }).equals(one.chain_hash);
}

async function verifyRows(handle: Handle, vault: Vault, county: string, one: SealRow): Promise<{ broken: Broken; missing: string[] }> {
  const found = await handle.query<Omit<AuditRow, 'hash' | 'at'> & { at: Date; hash: Buffer }>(rowsById, [county, one.audit_ids]);
  const byId = new Map(found.map((row) => [row.id, row]));
  const missing: string[] = [];
  let broken: Broken;
  for (const [index, id] of one.audit_ids.entries()) {
    const row = byId.get(id);
    if (!row) {
      missing.push(id);
      broken ??= { kind: 'row-missing', id, seq: one.seq };
      continue;
    }
    const { hash, ...content } = row;
    const expected = auditHash(vault, { ...content, at: row.at.toISOString() });
    if (!expected.equals(hash) || !hash.equals(one.row_hashes[index]!)) broken ??= { kind: 'row-changed', id, seq: one.seq };
  }
  return { broken, missing };
}
