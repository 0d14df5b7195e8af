import { createHash } from 'node:crypto';
import type { Day, Handle } from '../../kernel/kernel.ts';
import { levelOfCode } from '../regions/region.ts';
import { cursorText, readCursor } from '../register/list.ts';
import type { Person, Residence } from './person.ts';

/** What the list of the people of a place is narrowed by (RES-07, RES-09, RES-10). */
export interface RosterQuery {
  readonly place?: string;
  /** Only the members of this household. */
  readonly household?: string;
  readonly residence?: Residence;
  readonly label?: string;
  readonly ageFrom?: number;
  readonly ageTo?: number;
  readonly sex?: string;
  readonly education?: string;
  readonly politicalStatus?: string;
  readonly occupation?: string;
  readonly ethnicGroup?: string;
  /** Only who came to live here on this day or later. */
  readonly cameFrom?: Day;
  /** Of those: whether somebody has welcomed them. */
  readonly welcomed?: boolean;
  /** Only who was seen at the door on this day or later, or only who was not. */
  readonly checked?: { readonly since: Day; readonly fresh: boolean };
}

export interface RosterRow extends Person {
  readonly labels: readonly string[];
  /** The last day on which the person came to live here; null for who was always here. */
  readonly arrived_on: Day | null;
  readonly welcomed_on: Day | null;
}

/** The kind of service by which a newcomer is welcomed. */
const WELCOME = 'welcome';

const columns = `p.county, p.id, p.province, p.city, p.town, p.community, p.grid, p.name, p.id_type, p.id_sealed, p.id_last4, p.birth, p.sex, p.ethnic_group, p.phone_sealed, p.phone_last4,
  p.bank_sealed, p.bank_last4, p.residence, p.household_id, p.relation, p.address, p.source, p.education, p.political_status, p.occupation, p.came_on, p.checked_on, p.ended_on, p.end_kind,
  p.verified_on, p.id_lost_on, p.version, p.pinyin as sort_key, a.arrived_on,
  (select max(s.served_on) from registers.service_record s where s.county = p.county and s.person_id = p.id and s.kind = '${WELCOME}' and s.withdrawn_at is null and s.served_on >= a.arrived_on) as welcomed_on,
  coalesce((select array_agg(l.label order by l.from_day) from registers.person_label l
             where l.county = p.county and l.person_id = p.id and l.withdrawn_at is null and (l.to_day is null or l.to_day > kernel.today())), '{}') as labels`;
const arrived = `cross join lateral (select greatest(p.came_on, (select max(m.moved_on) from registers.person_move m where m.county = p.county and m.person_id = p.id)) as arrived_on) a`;

/** A page of the people in the caller's scope by the sound of their names. Keyset paging: nobody is shown twice or skipped while others write. */
export async function listRoster(
  handle: Handle,
  query: RosterQuery,
  after: string | undefined,
  size: number,
): Promise<{ rows: RosterRow[]; next: string | undefined }> {
  const { where, values, put } = conditions(query);
  const cursor = readCursor(after);
  if (cursor) where.push(`(p.pinyin, p.id) > (${put(cursor.key)}, ${put(cursor.id)}::uuid)`);
  const text = `select ${columns} from registers.person p ${arrived} where ${where.join(' and ')} order by p.pinyin, p.id limit ${put(size + 1)}`;
  const found = await handle.query<RosterRow & { sort_key: string }>(named('roster', text), values);
  const rows = found.slice(0, size);
  const last = rows.at(-1);
  return {
    rows: rows.map(({ sort_key: _, ...row }) => row as RosterRow),
    next: found.length > size && last ? cursorText({ key: last.sort_key, id: last.id }) : undefined,
  };
}

/** As far as people are counted; more are "more than". */
const MOST_COUNTED = 1_000;

/** How many people there are, up to a thousand. */
export async function countRoster(handle: Handle, query: RosterQuery): Promise<{ value: number; more: boolean }> {
  const { where, values } = conditions(query);
  const text = `select count(*)::int as value from (select from registers.person p ${arrived} where ${where.join(' and ')} limit ${MOST_COUNTED + 1}) hits`;
  const [row] = await handle.query<{ value: number }>(named('roster-count', text), values);
  return { value: Math.min(row!.value, MOST_COUNTED), more: row!.value > MOST_COUNTED };
}

function named(name: string, text: string): { name: string; text: string } {
  return { name: `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`, text };
}

function conditions(query: RosterQuery): { where: string[]; values: unknown[]; put: (value: unknown) => string } {
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const where = ['p.ended_on is null'];
  const same = { residence: query.residence, sex: query.sex, education: query.education, political_status: query.politicalStatus };
  const more = { ...same, occupation: query.occupation, ethnic_group: query.ethnicGroup };
  for (const [column, value] of Object.entries(more)) if (value !== undefined) where.push(`p.${column} = ${put(value)}`);
  if (query.place !== undefined) where.push(`p.${levelOfCode(query.place)} = ${put(query.place)}`);
  if (query.household !== undefined) where.push(`p.household_id = ${put(query.household)}::uuid`);
  if (query.ageFrom !== undefined) where.push(`p.birth <= kernel.today() - make_interval(years => ${put(query.ageFrom)}::int)`);
  if (query.ageTo !== undefined) where.push(`p.birth > kernel.today() - make_interval(years => ${put(query.ageTo)}::int + 1)`);
  if (query.label !== undefined)
    where.push(`exists (select from registers.person_label l where l.county = p.county and l.person_id = p.id and l.label = ${put(query.label)}
                         and l.withdrawn_at is null and (l.to_day is null or l.to_day > kernel.today()))`);
  if (query.cameFrom !== undefined) where.push(`a.arrived_on >= ${put(query.cameFrom)}::date`);
  if (query.checked !== undefined) {
    const since = put(query.checked.since);
    where.push(query.checked.fresh ? `p.checked_on >= ${since}::date` : `(p.checked_on is null or p.checked_on < ${since}::date)`);
  }
  if (query.welcomed !== undefined)
    where.push(`${query.welcomed ? '' : 'not '}exists (select from registers.service_record s where s.county = p.county and s.person_id = p.id and s.kind = '${WELCOME}'
                         and s.withdrawn_at is null and s.served_on >= a.arrived_on)`);
  return { where, values, put };
}
