import type { Day, Handle, Statement } from '../../kernel/kernel.ts';
import type { RegionLevel } from '../regions/region.ts';
import { levelOfCode } from '../regions/region.ts';

/** Who lived in a community on a day by the register of people, and in how many households. */
export interface ComputedPeople {
  readonly community: string;
  readonly registered: number;
  readonly resident: number;
  readonly floating: number;
  readonly households: number;
}

const statement = (level: RegionLevel): Statement => ({
  name: `population-computed-${level}`,
  text: `select p.community, count(*) filter (where p.residence = 'registered')::int as registered, count(*) filter (where p.residence = 'resident')::int as resident,
           count(*) filter (where p.residence = 'floating')::int as floating,
           (select count(*)::int from registers.household h where h.community = p.community and h.withdrawn_at is null and h.opened_on <= $2 and (h.closed_on is null or h.closed_on > $2)) as households
           from registers.person p
          where p.${level} = $1 and p.end_kind <> 'mistake' and (p.birth is null or p.birth <= $2) and (p.ended_on is null or p.ended_on > $2)
            and coalesce(greatest(p.came_on, (select max(m.moved_on) from registers.person_move m where m.county = p.county and m.person_id = p.id)), $2) <= $2
          group by p.community order by p.community`,
});

/** People of each community of a region on a day, by what the register says today: who has moved away since is counted where the record stands now. */
export function computedPeople(handle: Handle, region: string, on: Day): Promise<ComputedPeople[]> {
  return handle.query<ComputedPeople>(statement(levelOfCode(region)), [region, on]);
}
