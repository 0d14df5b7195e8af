import type { PackLibrary } from '../packs/packs.ts';
import type { RegionLevel } from '../regions/regions.ts';
import { levelOfCode, listPlaces, regionLevels } from '../regions/regions.ts';
import type { PanelDesk, PanelRead } from '../register/panel.ts';
import { parameterIn } from '../register/panel.ts';
import { listPostings, listSupervisors } from './committee.store.ts';
import { committeeMember } from './committee-member.register.ts';
import { conflicts } from './conflict.ts';
import { inOffice } from './office.ts';
import type { StructureRules } from './structure.ts';
import { structure } from './structure.ts';
import { supervisionMember } from './supervision-member.register.ts';

/** One shoulder, cross-posts and structure on any day, beside the term before (ELE-07, ELE-08). */
export const committeeStructure: PanelRead = {
  of: committeeMember,
  panel: 'structure',
  for: ['ELE-07', 'ELE-08'],
  async read(desk) {
    const { handle, region, on, today } = desk;
    const [places, postings] = await Promise.all([listPlaces(handle, region, levelsIn(region), today), listPostings(handle, region)]);
    return structure({ on, places, postings, rules: rulesOf(desk) });
  },
};

/** Supervision committees formed, and members who may not supervise (ELE-09). */
export const supervisionConflicts: PanelRead = {
  of: supervisionMember,
  panel: 'conflicts',
  for: ['ELE-09'],
  async read({ handle, region, on, today }) {
    const [places, supervisors, postings] = await Promise.all([
      listPlaces(handle, region, ['community'], today),
      listSupervisors(handle, region, on),
      listPostings(handle, region),
    ]);
    return conflicts(on, places, supervisors, inOffice(postings, on));
  },
};

// GB/T 3304 and GB/T 2261.1; what has no letter code in the former is no ethnic group of the country.
const HAN = '01';
const FEMALE = '2';

/** The region itself and what lies in it, down to the community within a county and down to the county above. */
function levelsIn(region: string): RegionLevel[] {
  const level = levelOfCode(region);
  const lowest: RegionLevel = ['province', 'city'].includes(level) ? 'county' : 'community';
  return regionLevels.slice(regionLevels.indexOf(level), regionLevels.indexOf(lowest) + 1);
}

function rulesOf(desk: PanelDesk): StructureRules {
  const college = parameterIn(desk, 'committee.college_level');
  return {
    youngBelow: parameterIn(desk, 'committee.young_below'),
    college: codesWith(desk.library, 'education_level', (row) => Number(row.level) <= college),
    minorities: codesWith(desk.library, 'ethnic_group', (row) => row.code !== HAN && row.letter_code !== ''),
    women: new Set([FEMALE]),
  };
}

function codesWith(library: PackLibrary, table: string, wanted: (row: Readonly<Record<string, string>>) => boolean): Set<string> {
  return new Set(
    library
      .codeTable(table)
      .filter(wanted)
      .map((row) => row.code ?? ''),
  );
}
