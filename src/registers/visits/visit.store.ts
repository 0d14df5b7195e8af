import type { Day, Handle } from '../../kernel/kernel.ts';
import { levelOfCode } from '../regions/region.ts';

/** Somebody at a door where a task sends: who, where, when the door was last tried in vain. */
export interface Sought {
  readonly task: string;
  readonly task_name: string;
  readonly collects: string;
  readonly due_on: Day;
  readonly county: string;
  readonly person: string;
  readonly household: string | null;
  readonly name: string;
  readonly address: string;
  readonly relation: string;
  readonly checked_on: Day | null;
  readonly labels: readonly string[];
  readonly tried_on: Day | null;
}

/** So many people are looked for at once; a grid has some hundred households. */
const MOST_SOUGHT = 1_000;

const lastingLabel = `l.county = p.county and l.person_id = p.id and l.withdrawn_at is null and (l.to_day is null or l.to_day > kernel.today())`;
/** Whom a task looks for: people of its grid with its label, not seen since its day, whose door has not answered for it yet. */
const soughtBy = `p.county = t.county and p.grid = t.grid and p.ended_on is null
   and (t.label = '' or exists (select from registers.person_label l where ${lastingLabel} and l.label = t.label))
   and (t.checked_before is null or p.checked_on is null or p.checked_on < t.checked_before)
   and not exists (select from registers.home_visit v where v.county = p.county and v.task = t.id and v.withdrawn_at is null and v.result <> 'absent'
                    and (v.person_id = p.id or v.household = p.household_id))`;
const running = 't.withdrawn_at is null and t.given_on <= kernel.today() and (t.closed_on is null or t.closed_on > kernel.today())';

const sought = {
  name: 'visits-sought',
  text: `select t.id as task, t.name as task_name, t.collects, t.due_on, p.county, p.id as person, p.household_id as household, p.name, p.address, p.relation, p.checked_on,
           coalesce((select array_agg(l.label order by l.from_day) from registers.person_label l where ${lastingLabel}), '{}') as labels,
           (select max(v.visited_on) from registers.home_visit v where v.county = p.county and v.task = t.id and v.withdrawn_at is null and v.result = 'absent'
             and (v.person_id = p.id or v.household = p.household_id)) as tried_on
           from registers.collection_task t join registers.person p on ${soughtBy}
          where ${running} order by t.due_on, p.address, p.household_id, p.birth nulls last, p.id limit ${MOST_SOUGHT}`,
};

/** Everybody the running tasks of the caller's scope look for, by day and address. */
export function listSought(handle: Handle): Promise<Sought[]> {
  return handle.query<Sought>(sought);
}

/** How far a task has come, in doors. */
export interface TaskProgress {
  readonly county: string;
  readonly id: string;
  readonly name: string;
  readonly grid: string;
  readonly collects: string;
  readonly due_on: Day;
  readonly post: string;
  readonly left: number;
  readonly done: number;
}

const progress = {
  name: 'visits-progress',
  text: `select t.county, t.id, t.name, t.grid, t.collects, t.due_on, coalesce(g.name, '') as post,
           (select count(distinct coalesce(p.household_id, p.id))::int from registers.person p where ${soughtBy}) as "left",
           (select count(distinct coalesce(v.household, v.person_id))::int from registers.home_visit v
             where v.county = t.county and v.task = t.id and v.withdrawn_at is null and v.result <> 'absent') as done
           from registers.collection_task t left join registers.grid_post g on g.county = t.county and g.id = t.post
          where ${running} order by t.due_on, t.grid, t.id limit 200`,
};

/** The running tasks of the caller's scope with how far they have come, by day; 200 at most. */
export function listProgress(handle: Handle): Promise<TaskProgress[]> {
  return handle.query<TaskProgress>(progress);
}

/** A grid in which somebody is looked for, with who serves it. */
export interface SoughtGrid {
  readonly grid: string;
  readonly people: number;
  readonly post: string | null;
}

/** Of whom a task is about. */
export interface TaskFilter {
  readonly place: string;
  readonly label: string;
  readonly checkedBefore: Day | null;
  /** The post of a grid that is asked; empty for everybody who serves it. */
  readonly post: string;
}

/** The grids of a place in which the people of a task live. */
export function soughtGrids(handle: Handle, { place, label, checkedBefore, post }: TaskFilter): Promise<SoughtGrid[]> {
  const level = levelOfCode(place);
  const text = `select p.grid, count(*)::int as people,
       (select g.id from registers.grid_post g where g.county = min(p.county) and g.grid = p.grid and g.post = $4 and g.withdrawn_at is null
         and (g.to_day is null or g.to_day > kernel.today()) order by g.from_day limit 1) as post
     from registers.person p
    where p.${level} = $1 and p.grid is not null and p.ended_on is null
      and ($2 = '' or exists (select from registers.person_label l where ${lastingLabel} and l.label = $2))
      and ($3::date is null or p.checked_on is null or p.checked_on < $3::date)
    group by p.grid order by p.grid limit 500`;
  return handle.query<SoughtGrid>({ name: `visits-grids-${level}`, text }, [place, label, checkedBefore, post]);
}

/** A grid with how many of its households were seen since a day. */
export interface FreshGrid {
  readonly grid: string;
  readonly name: string;
  readonly households: number;
  readonly fresh: number;
}

/** Households of each grid of a region on a day, and how many of them somebody of them was seen at the door since another day. */
export function freshGrids(handle: Handle, region: string, on: Day, since: Day): Promise<FreshGrid[]> {
  const level = levelOfCode(region);
  const text = `select g.grid, g.name, count(h.id)::int as households,
       count(h.id) filter (where exists (select from registers.person p where p.county = h.county and p.household_id = h.id and p.ended_on is null and p.checked_on >= $3 and p.checked_on <= $2))::int as fresh
     from registers.grid g left join registers.household h on h.county = g.county and h.grid = g.grid and h.withdrawn_at is null and h.opened_on <= $2 and (h.closed_on is null or h.closed_on > $2)
    where g.${level} = $1 and g.withdrawn_at is null and g.valid_from <= $2 and (g.valid_to is null or g.valid_to > $2) group by g.grid, g.name order by g.grid, g.name`;
  return handle.query<FreshGrid>({ name: `visits-fresh-${level}`, text }, [region, on, since]);
}

/** Somebody who may be the one proposed. */
export interface Twin {
  readonly county: string;
  readonly id: string;
  readonly name: string;
  readonly same: 'number' | 'name';
}

const twins = {
  name: 'visits-twins',
  text: `select county, id, name, case when id_hash = $2 then 'number' else 'name' end as same from registers.person
          where county = $1 and ended_on is null and (id_hash = $2 or (name = $3 and (household_id = $4 or address = $5))) order by 4 desc, id limit 10`,
};

/** Who of the caller's scope has the same number, or the same name in the same dwelling. */
export function findTwins(
  handle: Handle,
  county: string,
  of: { readonly idHash: Buffer; readonly name: string; readonly household: string | null; readonly address: string },
): Promise<Twin[]> {
  return handle.query<Twin>(twins, [county, of.idHash, of.name, of.household, of.address]);
}
