import type { Day, Handle } from '../../kernel/kernel.ts';
import { levelOfCode } from '../regions/region.ts';

/** Facilities of a community and their area in square metres: comprehensive, and split by use. */
export interface ServedArea {
  readonly community: string;
  readonly facilities: number;
  readonly area: number;
  readonly area_service: number;
  readonly area_activity: number;
  readonly area_office: number;
  readonly area_commercial: number;
}

/** What each community of a region has of facilities on a day; nothing below the community, where none stand. */
export async function servedAreas(handle: Handle, region: string, on: Day): Promise<ServedArea[]> {
  const level = levelOfCode(region);
  if (level === 'grid') return [];
  const text = `select community, count(*)::int as facilities, sum(area_service + area_activity + area_office) as area, sum(area_service) as area_service,
      sum(area_activity) as area_activity, sum(area_office) as area_office, sum(area_commercial) as area_commercial from registers.facility_fact
      where ${level} = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2) group by community order by community`;
  return handle.query<ServedArea>({ name: `served-areas-${level}`, text }, [region, on]);
}
