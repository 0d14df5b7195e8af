import type { Handle } from '../../kernel/kernel.ts';

const lock = { name: 'fold-lock', text: 'select pg_advisory_xact_lock(778801)' };
const bounds = {
  name: 'fold-bounds',
  text: `select coalesce((select below_xid from indicators.watermark where name = 'measures'), '0'::xid8)::text as below, pg_snapshot_xmin(pg_current_snapshot())::text as upper`,
};
const step = {
  name: 'fold-step',
  text: 'select xid::text as upper from procedures.measure_fact where xid >= $1::text::xid8 and xid < $2::text::xid8 order by xid offset $3 limit 1',
};
// Sorted, so that two folds would take their locks in the same order; one delta becomes one row per level.
const fold = {
  name: 'fold-deltas',
  text: `with batch as (
           select county, province, city, town, community, measure, item, day, sum(amount) as amount from procedures.measure_fact
            where xid >= $1::text::xid8 and xid < $2::text::xid8 group by county, province, city, town, community, measure, item, day),
         spread as (
           select b.county, l.region, b.province, l.city, l.town, l.community, b.measure, b.item, b.day, sum(b.amount) as amount
             from batch b cross join lateral (values
               (b.community, b.city, b.town, b.community), (b.town, b.city, b.town, null), (b.county, b.city, null, null), (b.city, b.city, null, null), (b.province, null, null, null)
             ) as l (region, city, town, community)
            group by b.county, l.region, b.province, l.city, l.town, l.community, b.measure, b.item, b.day)
         insert into indicators.rollup as r (county, region, province, city, town, community, measure, item, day, amount)
         select county, region, province, city, town, community, measure, item, day, amount from spread order by county, region, measure, item, day
         on conflict (county, region, measure, item, day) do update set amount = r.amount + excluded.amount`,
};
const count = {
  name: 'fold-count',
  text: 'select count(*) as n from procedures.measure_fact where xid >= $1::text::xid8 and xid < $2::text::xid8',
};
const advance = {
  name: 'fold-advance',
  text: `insert into indicators.watermark (name, below_xid, folded_at) values ('measures', $1::text::xid8, now()) on conflict (name) do update set below_xid = excluded.below_xid, folded_at = now()`,
};
const empty = { name: 'fold-empty', text: 'delete from indicators.rollup' };
const restart = { name: 'fold-restart', text: "delete from indicators.watermark where name = 'measures'" };

// Who may read a figure followed its region's successor; a fold from the deltas alone does not know that.
const follow = {
  name: 'fold-follow',
  text: `select indicators.carry_region(jsonb_build_object('county', w.county, 'from', w.from_code, 'to', w.to_code, 'level', case when char_length(w.from_code) = 15 then 'grid' when right(w.from_code, 3) = '000' then 'town' else 'community' end,
           'province', rpad(left(w.to_code, 2), 12, '0'), 'city', rpad(left(w.to_code, 4), 12, '0'), 'town', rpad(left(w.to_code, 9), 12, '0'), 'community', case when right(w.to_code, 3) <> '000' then w.to_code end))
           from (select w.* from registers.region_carry w join registers.region_change c on c.id = w.change_id where w.carried_at is not null and w.to_code is not null order by w.effective, c.recorded_at, w.change_id, w.step) w`,
};

/** Deltas taken at once: large enough to be set-based, small enough that a crash repeats little. */
const BATCH = 50_000;

/** Adds every settled delta to the rollups, in batches; returns how many were folded. Needs the job scope; may run at any time. */
export async function foldDeltas(handle: Handle, batch = BATCH): Promise<number> {
  let total = 0;
  for (;;) {
    const folded = await handle.transaction((within) => foldOnce(within, batch));
    total += folded.count;
    if (folded.done) return total;
  }
}

async function foldOnce(handle: Handle, batch: number): Promise<{ count: number; done: boolean }> {
  await handle.query(lock);
  const [found] = await handle.query<{ below: string; upper: string }>(bounds);
  const { below, upper } = found!;
  const [full] = await handle.query<{ upper: string }>(step, [below, upper, batch]);
  // A batch ends between transactions; one transaction larger than the batch is taken whole.
  const until = full && full.upper !== below ? full.upper : upper;
  const [{ n } = { n: 0 }] = await handle.query<{ n: number }>(count, [below, until]);
  // Without new deltas nothing is written: the fold runs every two seconds.
  if (n > 0 || until !== upper)
    await handle.batch([
      [fold, [below, until]],
      [advance, [until]],
    ]);
  return { count: n, done: until === upper };
}

/** Throws the rollups away and folds them anew from the deltas, in one transaction: readers see the old figures or the new ones. */
export async function rebuildMeasures(handle: Handle): Promise<number> {
  return handle.transaction(async (within) => {
    await within.query(lock);
    await within.batch([
      [empty, []],
      [restart, []],
    ]);
    const { count: folded } = await foldOnce(within, Number.MAX_SAFE_INTEGER);
    await within.query(follow);
    return folded;
  });
}

const compare = {
  name: 'measures-compare',
  text: `with facts as (
           select county, community, 'cases_opened' as measure, count(*)::numeric as amount from procedures.cases group by county, community
           union all select county, community, 'cases_closed', count(*) from procedures.cases where decision ? 'counted' group by county, community
           union all select county, community, 'cases_closed_on_time', count(*) from procedures.cases where decision ->> 'counted' = 'on-time' group by county, community
           union all select county, community, 'ratings', count(*) from procedures.rating group by county, community
           union all select county, community, 'rating_points', sum(grade) from procedures.rating group by county, community
           union all select county, community, 'ratings_satisfied', count(*) from procedures.rating where grade >= 3 group by county, community),
         kept as (select county, community, measure, sum(amount) as amount from indicators.rollup where right(region, 3) <> '000' and measure in ('cases_opened', 'cases_closed', 'cases_closed_on_time', 'ratings', 'rating_points', 'ratings_satisfied') group by county, community, measure)
         select coalesce(f.community, k.community) as community, coalesce(f.measure, k.measure) as measure, coalesce(f.amount, 0) as facts, coalesce(k.amount, 0) as kept
           from facts f full join kept k using (county, community, measure) order by 1, 2`,
};

/** A rollup that differs from the cases and ratings themselves. */
export interface MeasureDifference {
  readonly community: string;
  readonly measure: string;
  readonly facts: number;
  readonly kept: number;
}

// A case that moved with its grid is counted where it was opened: communities that gave or took are compared as one.
const joined = {
  name: 'measures-joined',
  text: `select distinct left(from_code, 12) as "from", left(to_code, 12) as "to" from registers.region_carry where carried_at is not null and to_code is not null and left(from_code, 12) <> left(to_code, 12)`,
};

/** Compares the rollups of all time with the cases and ratings; empty when they agree and everything is folded. Needs the job scope. */
export async function verifyMeasures(handle: Handle): Promise<MeasureDifference[]> {
  const [rows = [], pairs = []] = (await handle.batch([
    [compare, []],
    [joined, []],
  ])) as unknown as [MeasureDifference[], { from: string; to: string }[]];
  const parts = new Map<string, string>();
  const whole = (community: string): string => {
    const above = parts.get(community);
    return above === undefined ? community : whole(above);
  };
  for (const { from, to } of pairs) if (whole(from) !== whole(to)) parts.set(whole(from), whole(to));
  const sums = new Map<string, MeasureDifference>();
  for (const row of rows) {
    const community = whole(row.community);
    const key = `${community} ${row.measure}`;
    const sum = sums.get(key);
    sums.set(key, { community, measure: row.measure, facts: (sum?.facts ?? 0) + row.facts, kept: (sum?.kept ?? 0) + row.kept });
  }
  return [...sums.values()].filter((sum) => sum.facts !== sum.kept);
}

const folded = { name: 'measures-folded-at', text: "select folded_at from indicators.watermark where name = 'measures'" };

/** When the rollups were last brought up to date, or undefined before the first time. */
export async function findFoldedAt(handle: Handle): Promise<Date | undefined> {
  return (await handle.query<{ folded_at: Date }>(folded))[0]?.folded_at;
}
