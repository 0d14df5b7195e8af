import type { Day, Handle, Statement } from '../../kernel/kernel.ts';
import type { RegionLevel } from '../regions/region.ts';
import { levelOfCode } from '../regions/region.ts';
import type { Supervisor } from './conflict.ts';
import type { Posting } from './office.ts';

const personOf = (table: string): string =>
  `coalesce(encode(${table}.id_number_hash, 'hex'), ${table}.person::text, ${table}.name || coalesce(${table}.born_on::text, ''))`;

const postings = (level: RegionLevel): Statement => ({
  name: `postings-in-${level}`,
  text: `select community, town, county, city, province, ${personOf('t')} as person, name, sex, born_on, ethnic_group, education, party_post, committee_post, term, since, until
           from registers.committee_member t where ${level} = $1 and withdrawn_at is null order by community, since, name`,
});

/** Every posting there was in the communities of a region. */
export function listPostings(handle: Handle, region: string): Promise<Posting[]> {
  return handle.query<Posting>(postings(levelOfCode(region)), [region]);
}

const supervisors = (level: RegionLevel): Statement => ({
  name: `supervisors-in-${level}`,
  text: `select t.community, ${personOf('t')} as person, t.name, case when k.id is null then null else ${personOf('k')} end as kin_of, k.name as kin_name
           from registers.supervision_member t left join registers.committee_member k on k.county = t.county and k.id = t.kin_of
          where t.${level} = $1 and t.withdrawn_at is null and t.since <= $2 and (t.until is null or t.until > $2) order by t.community, t.name`,
});

/** Who supervises in the communities of a region on a day. */
export function listSupervisors(handle: Handle, region: string, on: Day): Promise<Supervisor[]> {
  return handle.query<Supervisor>(supervisors(levelOfCode(region)), [region, on]);
}
