import type { Day, Handle } from '../../kernel/kernel.ts';
import { levelOfCode } from '../regions/region.ts';
import type { StaffedGrid } from './staffing.ts';

const lasting = (row: string, from: string, to: string): string =>
  `${row}.withdrawn_at is null and ${row}.${from} <= $2 and (${row}.${to} is null or ${row}.${to} > $2)`;

/** The grids of a region that last on a day, with how many serve each. */
export function listStaffedGrids(handle: Handle, region: string, on: Day): Promise<StaffedGrid[]> {
  const level = levelOfCode(region);
  const text = `select g.id, g.name, g.community, g.households, g.posted,
       count(p.id) filter (where p.post = 'head')::int as heads, count(p.id) filter (where p.post = 'assistant')::int as assistants, count(p.id) filter (where p.full_time)::int as full_time
     from registers.grid g left join registers.grid_post p on p.county = g.county and p.serves = g.id and ${lasting('p', 'from_day', 'to_day')}
    where g.${level} = $1 and ${lasting('g', 'valid_from', 'valid_to')} group by g.id, g.name, g.community, g.households, g.posted order by g.community, g.name, g.id`;
  return handle.query<StaffedGrid>({ name: `grids-staffed-${level}`, text }, [region, on]);
}
