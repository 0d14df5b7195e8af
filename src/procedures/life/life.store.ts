import type { AuditRow, Day, Handle } from '../../kernel/kernel.ts';
import { LinliError } from '../../kernel/kernel.ts';
import type { Home, LifePerson } from './life.ts';

const columns = `id, version, birth, household_id, relation, address, grid, residence, education, political_status, occupation, ethnic_group, came_on, checked_on, ended_on, end_kind`;

const member = { name: 'life-person', text: `select ${columns} from registers.person where county = $1 and id = $2` };
const home = {
  name: 'life-home',
  text: `select h.id, h.head, h.address, h.grid,
           coalesce((select jsonb_agg(to_jsonb(m) order by m.birth nulls last, m.id) from (select ${columns} from registers.person p where p.county = h.county and p.household_id = h.id and p.ended_on is null) m), '[]') as members
           from registers.household h where h.county = $1 and h.id = $2 and h.withdrawn_at is null and h.closed_on is null`,
};
const openCases = {
  name: 'life-open-cases',
  text: 'select number, title from procedures.cases where county = $1 and applicant = $2 and closed_at is null order by opened_at limit 50',
};
const receives = {
  name: 'life-receives',
  text: 'select item from registers.entitlement where county = $1 and person_id = $2 and to_day is null and withdrawn_at is null order by from_day',
};

/** Throws PERSON_NOT_FOUND, also outside the caller's scope. */
export async function getLifePerson(handle: Handle, county: string, id: string): Promise<LifePerson> {
  const [found] = await handle.query<LifePerson>(member, [county, id]);
  if (!found) throw new LinliError('PERSON_NOT_FOUND');
  return found;
}

/** A household that lasts, with its members; undefined when there is none in the caller's scope. */
export async function findHome(handle: Handle, county: string, id: string): Promise<Home | undefined> {
  return (await handle.query<Home>(home, [county, id]))[0];
}

/** What runs for a person at the moment: cases, and items received. */
export async function runningFor(
  handle: Handle,
  county: string,
  id: string,
): Promise<{ cases: { number: string; title: string }[]; items: string[] }> {
  const [cases, items] = await handle.batch([
    [openCases, [county, id]],
    [receives, [county, id]],
  ]);
  return { cases: cases as { number: string; title: string }[], items: (items as { item: string }[]).map((row) => row.item) };
}

/** An event as it was entered. */
export interface LifeEvent {
  readonly id: string;
  readonly kind: string;
  readonly on_day: Day;
  readonly basis_kind: string;
  readonly basis_id: string;
  readonly told: readonly string[];
  readonly actor: string;
  readonly at: Date;
  readonly undone_at: Date | null;
  readonly undone_why: string;
}

const events = {
  name: 'life-events',
  text: `select id, kind, on_day, basis_kind, basis_id, told, actor, at, undone_at, undone_why from registers.life_event
          where county = $1 and person_id = $2 order by at desc, id desc limit 100`,
};

/** What happened to a person, newest first; 100 at most. */
export function listLifeEvents(handle: Handle, county: string, id: string): Promise<LifeEvent[]> {
  return handle.query<LifeEvent>(events, [county, id]);
}

const live = { name: 'life-live', text: 'select procedures.live_event($1::jsonb)' };
const unlive = { name: 'life-unlive', text: 'select procedures.unlive_event($1::jsonb)' };

async function once(handle: Handle, statement: typeof live, payload: object): Promise<void> {
  try {
    await handle.query(statement, [JSON.stringify(payload)]);
  } catch (error) {
    if ((error as { code?: string }).code === 'LL001') throw new LinliError('LIFE_MOVED_ON');
    throw error;
  }
}

/** Enters an event with all that follows from it, in one exchange. Throws LIFE_MOVED_ON when somebody changed the person meanwhile. */
export function recordLife(handle: Handle, payload: object): Promise<void> {
  return once(handle, live, payload);
}

/** Takes an event back. Throws LIFE_MOVED_ON when something was built on it. */
export function takeLifeBack(
  handle: Handle,
  payload: { county: string; id: string; actor: string; at: Date; reason: string; audit: readonly AuditRow[] },
): Promise<void> {
  return once(handle, unlive, payload);
}
