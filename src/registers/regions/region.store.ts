import type { AuditEntry, Day, Handle, Statement, Vault } from '../../kernel/kernel.ts';
import { addDays, appendAudit, auditRow, gramsOf, LinliError, newId, violatedConstraint } from '../../kernel/kernel.ts';
import type { RegionChange, RegionPlan, Successor } from './change.ts';
import { planRegionChanges } from './change.ts';
import type { Region, RegionLevel, RegionRow } from './region.ts';
import { ancestryOfCode, isRegionCode, levelOfCode, parentOfCode, regionFrom, stemOf } from './region.ts';
import { spell } from './spelling.ts';
import type { MappedCounts } from './succession.ts';
import { mapAlong, placesAlong, travel } from './succession.ts';

/** Rows sent at once: large enough that the round trip no longer counts, small enough for the parameter's memory. */
const BATCH = 5_000;

const COLUMNS = `r.id, r.code, r.name, r.name_mongolian as "nameMongolian", r.level, r.kind, r.unit, r.type, r.urban_rural_class as "urbanRuralClass", r.bureau,
  r.parent, r.valid_from as "validFrom", r.valid_to as "validTo", r.source`;
const HOLDS = `r.valid_from <= coalesce($2::date, kernel.today()) and (r.valid_to is null or r.valid_to > coalesce($2::date, kernel.today()))`;
const KNOWN = `(select r.* from registers.region r where r.known_to is null and r.known_from <= $3
   union all select r.* from registers.region r where r.known_to > $3 and r.known_from <= $3)`;

const today = { name: 'region-today', text: `select kernel.today()::text as day` };
const load = {
  name: 'region-load',
  text: 'insert into registers.region select * from registers.region_rows($1::jsonb, now()) on conflict do nothing returning 1',
};
const byCode = {
  name: 'region-by-code',
  text: `select ${COLUMNS} from registers.region r where r.code = $1 and ${HOLDS} and r.known_to is null`,
};
const byCodeThen = { name: 'region-by-code-then', text: `select ${COLUMNS} from ${KNOWN} r where r.code = $1 and ${HOLDS}` };
const children = {
  name: 'region-children',
  text: `select ${COLUMNS} from registers.region r where r.parent = $1 and r.known_to is null and ${HOLDS} order by r.code`,
};
const childrenThen = {
  name: 'region-children-then',
  text: `select ${COLUMNS} from ${KNOWN} r where r.parent = $1 and ${HOLDS} order by r.code`,
};
const provinces = {
  name: 'region-provinces',
  text: `select ${COLUMNS} from registers.region r where r.parent is null and r.known_to is null and $1::text is null and ${HOLDS} order by r.code`,
};
const byCodes = {
  name: 'region-by-codes',
  text: `select ${COLUMNS} from registers.region r where r.code = any($1::text[]) and r.known_to is null and ${HOLDS} order by r.code`,
};
const history = {
  name: 'region-history',
  text: `select ${COLUMNS} from registers.region r where r.code = $1 and r.known_to is null order by r.valid_from`,
};
const families = {
  name: 'region-families',
  text: `select ${COLUMNS} from registers.region r where r.code = any($1::text[]) and r.valid_to is null and r.known_to is null
         union select ${COLUMNS} from unnest($2::text[]) stem join registers.region r on r.code ~>=~ stem and r.code ~<~ (stem || ':') and r.valid_to is null and r.known_to is null`,
};
const record = { name: 'region-record', text: 'select registers.record_region_changes($1::jsonb) as count' };
const along = (direction: 'forward' | 'backward', from: string, to: string): Statement => ({
  name: `region-successors-${direction}`,
  text: `with recursive path as (
           select s.* from registers.region_successor s where s.${from} = any($1::text[]) and s.effective > $2 and s.effective <= $3
           union
           select s.* from path p join registers.region_successor s on s.${from} = p.${to} and s.effective > $2 and s.effective <= $3)
         select p.change_id as change, p.from_code as "from", p.to_code as "to", p.effective, p.share from path p join registers.region_change c on c.id = p.change_id
          order by p.effective, c.recorded_at, p.step`,
});
const successorsAlong = { forward: along('forward', 'from_code', 'to_code'), backward: along('backward', 'to_code', 'from_code') };
const livingOn = {
  name: 'region-living-on',
  text: `select r.code from registers.region r where r.code = any($1::text[]) and r.known_to is null and ${HOLDS}`,
};

/** What a version looks like as a row of the table. */
function rowOf(region: Region): object {
  const { nameMongolian, urbanRuralClass, validFrom, validTo, ...same } = region;
  return {
    ...same,
    ...ancestryOfCode(region.code),
    ...spell(region.name),
    name_mongolian: nameMongolian,
    urban_rural_class: urbanRuralClass,
    valid_from: validFrom,
    valid_to: validTo,
    grams: gramsOf(region.name),
  };
}

/** Loads a list of divisions; regions already known stay as they are. Returns how many were new. */
export async function loadRegions(handle: Handle, rows: readonly RegionRow[], about: { validFrom: Day; source: string }): Promise<number> {
  let added = 0;
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH).map((row) => rowOf(regionFrom(row, { ...about, id: newId() })));
    added += (await handle.query(load, [JSON.stringify(batch)])).length;
  }
  return added;
}

function clean(row: Region): Region {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value ?? undefined])) as unknown as Region;
}

/** The version of a region that holds on a day (today), as known at an instant (now); undefined when there is none. */
export async function findRegion(handle: Handle, code: string, on?: Day, knownAt?: Date): Promise<Region | undefined> {
  const [found] = knownAt ? await handle.query<Region>(byCodeThen, [code, on, knownAt]) : await handle.query<Region>(byCode, [code, on]);
  return found && clean(found);
}

/** Like `findRegion`; throws REGION_ENDED with what became of it, or REGION_NOT_FOUND. */
export async function getRegion(handle: Handle, code: string, on?: Day, knownAt?: Date): Promise<Region> {
  const found = await findRegion(handle, code, on, knownAt);
  if (!found) throw await missing(handle, code, on);
  return found;
}

/** Throws REGION_ENDED when one of the codes no longer holds: nothing new is entered under it. */
export async function refuseEnded(handle: Handle, codes: readonly string[]): Promise<void> {
  const wanted = [...new Set(codes)];
  const known = new Set((await listRegions(handle, wanted)).map((one) => one.code));
  for (const code of wanted.filter((one) => !known.has(one))) {
    const refusal = await missing(handle, code);
    if (refusal.code === 'REGION_ENDED') throw refusal;
  }
}

/** What became of a region that no longer holds. */
export interface RegionEnd {
  /** The last version that held. */
  readonly last: Region;
  /** First day on which it no longer held. */
  readonly on: Day;
  /** Where its people belong on the day asked for; empty when nobody recorded it. */
  readonly now: readonly Region[];
}

/** How a region ended before a day (today), or undefined when it holds then, begins later or never was. */
export async function findEnd(handle: Handle, code: string, on?: Day): Promise<RegionEnd | undefined> {
  const day = on ?? (await handle.query<{ day: Day }>(today))[0]!.day;
  const last = (await regionHistory(handle, code)).filter((one) => one.validFrom <= day).at(-1);
  if (last?.validTo === undefined || last.validTo > day) return undefined;
  const codes = (await resolveNow(handle, [code], addDays(last.validTo, -1), day)).get(code) ?? [];
  return { last, on: last.validTo, now: await listRegions(handle, codes, day) };
}

async function missing(handle: Handle, code: string, on?: Day): Promise<LinliError> {
  const end = isRegionCode(code) ? await findEnd(handle, code, on) : undefined;
  if (!end) return new LinliError('REGION_NOT_FOUND', { code });
  const successors = end.now.map((one) => `${one.name} ${one.code}`).join(' / ') || '—';
  return new LinliError('REGION_ENDED', { code, name: end.last.name, on: end.on, successors });
}

/** The regions directly below one (below nothing: the provinces), in order of code. */
export async function listChildren(handle: Handle, parent: string | undefined, on?: Day, knownAt?: Date): Promise<Region[]> {
  if (parent === undefined) return (await handle.query<Region>(provinces, [null, on])).map(clean);
  const found = knownAt
    ? await handle.query<Region>(childrenThen, [parent, on, knownAt])
    : await handle.query<Region>(children, [parent, on]);
  return found.map(clean);
}

/** Several regions at once, in order of code; codes that do not hold on the day are left out. */
export async function listRegions(handle: Handle, codes: readonly string[], on?: Day): Promise<Region[]> {
  return (await handle.query<Region>(byCodes, [codes, on])).map(clean);
}

/** The regions above one, from the province down, itself last. */
export async function ancestors(handle: Handle, code: string, on?: Day): Promise<Region[]> {
  const { province, city, county, town, community } = ancestryOfCode(code);
  const codes = [province, city, county, town, community, code].filter((one) => one !== undefined);
  return listRegions(handle, [...new Set(codes)], on);
}

/** Every version of a region, oldest first. */
export async function regionHistory(handle: Handle, code: string): Promise<Region[]> {
  return (await handle.query<Region>(history, [code])).map(clean);
}

/** Living regions with everything below them, and the regions above them: what planning a change needs. */
export async function readFamilies(handle: Handle, codes: readonly string[]): Promise<Region[]> {
  const above = codes.flatMap((code) => [code, parentOfCode(code) ?? code]);
  return (await handle.query<Region>(families, [above, codes.map(stemOf)])).map(clean);
}

/** Who records a change, for the audit. */
export type Recorder = Pick<AuditEntry, 'actor' | 'hat' | 'channel' | 'at'>;

/** What may refuse changes that are good in themselves, before they are written; and what is told in the transaction that writes them. */
export interface Along {
  readonly check?: (changes: readonly RegionChange[]) => Promise<void>;
  readonly tell?: (within: Handle, plan: RegionPlan) => Promise<void>;
}

/**
 * Reads what the changes concern, decides, and writes all of them at once. Throws the REGION_… errors, FORBIDDEN for a region outside the
 * county, and what `along.check` throws. Changes queue up, so that none is decided over regions that another one is just ending.
 */
export async function changeRegions(
  handle: Handle,
  vault: Vault,
  changes: readonly RegionChange[],
  by: Recorder,
  along: Along = {},
): Promise<RegionPlan> {
  await planChanges(handle, changes);
  await along.check?.(changes);
  return handle.transaction(async (within) => {
    await within.query(queue);
    const plan = await planChanges(within, changes);
    await writePlan(within, vault, plan, by);
    await along.tell?.(within, plan);
    return plan;
  });
}

const queue = { name: 'region-changes-queue', text: 'select pg_advisory_xact_lock(778810)' };

/** What changes would write, without writing it. Throws the REGION_… errors and FORBIDDEN for a region outside the county. */
export async function planChanges(handle: Handle, changes: readonly RegionChange[]): Promise<RegionPlan> {
  const current = await readFamilies(handle, [...new Set(changes.flatMap(codesOf))]);
  const plan = await planned(handle, current, changes);
  refuseOutside(handle, plan);
  await refuseEarlier(handle, plan);
  await refuseUnsettled(handle, current, plan);
  return plan;
}

/** A county records what happens inside it; a region of another one is neither ended nor given or taken a part. */
function refuseOutside({ scope }: Handle, plan: RegionPlan): void {
  const outside = plan.changes.flatMap((one) => one.codes).some((code) => ancestryOfCode(code).county !== scope.county);
  if (scope.county && outside) throw new LinliError('FORBIDDEN');
}

const awaited = {
  name: 'region-awaited',
  text: `select s.to_code as code, max(s.effective) as on from unnest($1::text[], $2::date[]) e(code, day)
           join registers.region_successor s on s.to_code = e.code and s.from_code <> s.to_code and s.effective > e.day group by s.to_code order by s.to_code limit 1`,
};

const unassigned = {
  name: 'region-unassigned',
  text: 'select c.from_code as code from registers.region_carry c where c.from_code = any($1::text[]) and c.to_code is null and c.settled_at is null order by c.from_code limit 1',
};

/**
 * A region that is to take another one in on a later day lives until then; and one that was divided is first assigned to the end: what
 * belongs to another part would otherwise go along with it.
 */
async function refuseUnsettled(handle: Handle, current: readonly Region[], plan: RegionPlan): Promise<void> {
  const days = new Map([
    ...plan.close.map(({ id, on }) => [id, on] as const),
    ...plan.supersede.map((id) => [id, plan.changes[0]!.effective] as const),
  ]);
  const living = new Set(plan.open.filter((one) => one.validTo === undefined).map((one) => one.code));
  const ended = current.filter((one) => days.has(one.id) && !living.has(one.code));
  if (ended.length === 0) return;
  const codes = ended.map((one) => one.code);
  const [[later], [open]] = (await handle.batch([
    [awaited, [codes, ended.map((one) => days.get(one.id))]],
    [unassigned, [codes]],
  ])) as [{ code: string; on: Day }[], { code: string }[]];
  if (later) throw new LinliError('REGION_AWAITED', { ...later });
  if (open) throw new LinliError('REGION_UNASSIGNED', { ...open });
}

/** Decides; a code that has ended is told with what became of it. */
async function planned(handle: Handle, current: readonly Region[], changes: readonly RegionChange[]): Promise<RegionPlan> {
  try {
    return planRegionChanges(current, changes, newId);
  } catch (error) {
    if (error instanceof LinliError && error.code === 'REGION_NOT_FOUND') throw await missing(handle, String(error.values.code));
    throw error;
  }
}

const begins = {
  name: 'region-begins',
  text: 'select r.code, min(r.valid_from) as since from registers.region r where r.code = any($1::text[]) and r.known_to is null group by r.code',
};

/** A new region cannot be older than the one it lies in. */
async function refuseEarlier(handle: Handle, plan: RegionPlan): Promise<void> {
  const parents = [...new Set(plan.open.flatMap((one) => one.parent ?? []))];
  if (parents.length === 0) return;
  const known = new Map((await handle.query<{ code: string; since: Day }>(begins, [parents])).map((row) => [row.code, row.since]));
  for (const { code, parent, validFrom } of plan.open) {
    const since = known.get(parent ?? '');
    if (since !== undefined && validFrom < since) throw new LinliError('REGION_PARENT_LATER', { code, parent: parent!, since });
  }
}

function codesOf(change: RegionChange): string[] {
  switch (change.kind) {
    case 'establish':
      return [change.region.code, ...(change.from ?? [])];
    case 'split':
      return [change.code, ...change.into.map((one) => one.code)];
    case 'merge':
      return [...change.codes, change.into.code];
    case 'move':
      return [change.code, change.to];
    case 'abolish':
      return change.into ? [change.code, change.into] : [change.code];
    case 'rename':
    case 'retype':
      return [change.code];
  }
}

/** Writes a plan: versions, changes, successors and one audit row per change, in one call. */
export async function writePlan(handle: Handle, vault: Vault, plan: RegionPlan, by: Recorder): Promise<void> {
  const audit = plan.changes.map((change) =>
    auditRow(vault, {
      ...by,
      county: tenantOf(change.codes[0] ?? '', handle),
      action: `region.${change.kind}`,
      subject: `region:${change.codes[0]}`,
      reason: change.reason,
      detail: { effective: change.effective, source: change.source, codes: change.codes },
    }),
  );
  const changed = plan.changes.map((change) => ({ ...change, county: ancestryOfCode(change.codes[0] ?? '').county ?? '' }));
  const call = { ...plan, changes: changed, open: plan.open.map(rowOf), actor: by.actor, audit };
  try {
    await handle.query(record, [JSON.stringify(call)]);
  } catch (error) {
    if ((error as { code?: string }).code === 'LL001' || violatedConstraint(error)?.startsWith('region_'))
      throw new LinliError('REGION_MOVED_ON');
    throw error;
  }
}

/** Acts of upper levels are written under the region above the counties. */
function tenantOf(code: string, handle: Handle): string {
  const { province, city, county } = ancestryOfCode(code);
  return handle.scope.county || (county ?? city ?? province);
}

const correct = {
  name: 'region-correct',
  text: `with old as (update registers.region r set known_to = now() where r.id = $1::uuid and r.known_to is null returning 1)
         insert into registers.region select r.* from old, registers.region_rows($2::jsonb, now()) r returning 1`,
};

/** Mends what was written wrongly about a version: the old knowledge is kept, with the time until which we believed it. */
export async function correctRegion(
  handle: Handle,
  vault: Vault,
  version: Region,
  fields: Partial<Omit<Region, 'id' | 'code' | 'level' | 'parent'>>,
  reason: string,
  by: Recorder,
): Promise<Region> {
  const mended: Region = { ...version, ...fields, id: newId() };
  const entry = auditRow(vault, {
    ...by,
    county: tenantOf(version.code, handle),
    action: 'region.correct',
    subject: `region:${version.code}`,
    reason,
    detail: { fields: Object.keys(fields) },
  });
  return handle.transaction(async (within) => {
    const written = await within.query(correct, [version.id, JSON.stringify([rowOf(mended)])]);
    if (written.length === 0) throw new LinliError('REGION_MOVED_ON');
    await within.batch([appendAudit([entry])]);
    return mended;
  });
}

async function readAlong(
  handle: Handle,
  codes: readonly string[],
  from: Day,
  to: Day,
): Promise<{ successors: Successor[]; living: Set<string>; direction: 'forward' | 'backward' }> {
  const { after, until, direction } = travel(from, to);
  const successors = await handle.query<Successor>(successorsAlong[direction], [codes, after, until]);
  const reached = new Set([...codes, ...successors.flatMap((one) => [one.from, one.to])]);
  const living = await handle.query<{ code: string }>(livingOn, [[...reached], to]);
  return {
    successors: successors.map((one) => ({ ...one, share: one.share ?? undefined })),
    living: new Set(living.map((one) => one.code)),
    direction,
  };
}

/** Counts taken by the boundaries of `from`, by the boundaries of `to`. */
export async function mapCounts(handle: Handle, counts: ReadonlyMap<string, number>, from: Day, to: Day): Promise<MappedCounts> {
  const { successors, living, direction } = await readAlong(handle, [...counts.keys()], from, to);
  return mapAlong(counts, successors, living, direction);
}

/** Where the regions of an earlier day are now: code → codes today, several after a split. */
export async function resolveNow(handle: Handle, codes: readonly string[], then: Day, now: Day): Promise<Map<string, string[]>> {
  const { successors, living, direction } = await readAlong(handle, codes, then, now);
  return new Map(codes.map((code) => [code, placesAlong(code, successors, living, direction)]));
}

/** What today's regions were on an earlier day: code → codes then, several where regions were merged. */
export async function resolveThen(handle: Handle, codes: readonly string[], then: Day, now: Day): Promise<Map<string, string[]>> {
  return resolveNow(handle, codes, now, then);
}

/** How many regions of each level lie in a region on a day (today). */
export async function countBelow(handle: Handle, code: string, on?: Day): Promise<Partial<Record<RegionLevel, number>>> {
  const rows = await handle.query<{ level: RegionLevel; n: number }>(counted, [stemOf(code), on]);
  return Object.fromEntries(rows.filter((row) => row.level !== levelOfCode(code)).map((row) => [row.level, row.n]));
}

const counted = {
  name: 'region-count-below',
  text: `select h.level, count(*) as n from (
           select r.level from registers.region r where r.code ~>=~ $1 and r.code ~<~ ($1 || ':') and r.valid_to is null and r.known_to is null and r.valid_from <= coalesce($2::date, kernel.today())
           union all
           select r.level from registers.region r where r.code ~>=~ $1 and r.code ~<~ ($1 || ':') and r.valid_to is not null and r.known_to is null and r.valid_from <= coalesce($2::date, kernel.today()) and r.valid_to > coalesce($2::date, kernel.today())) h
          group by h.level`,
};
