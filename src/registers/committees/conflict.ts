import type { Day } from '../../kernel/kernel.ts';
import { sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import type { ListedPlace } from '../regions/regions.ts';
import type { Panel, PanelRow } from '../register/panel.ts';
import type { Member } from './office.ts';

/** A member of a supervision committee on a day. */
export interface Supervisor {
  readonly community: string;
  readonly person: string;
  readonly name: string;
  /** The person of the committee member whose kin it is. */
  readonly kin_of: string | null;
  readonly kin_name: string | null;
}

/**
 * Supervision committees place by place, and who of them may not supervise: a member of the residents' or villagers' committee in person, or near kin of one
 * (村民委员会组织法第三十二条; for residents' committees by analogy).
 */
export function conflicts(on: Day, places: readonly ListedPlace[], supervisors: readonly Supervisor[], members: readonly Member[]): Panel {
  const rows = places.map((place) => placeRow(place, supervisors, members));
  const formed = rows.filter((row) => row.values.members !== 0).length;
  return {
    on,
    columns: (['members', 'self', 'kin'] as const).map((name) => ({ name, title: text(`panels.conflicts.columns.${name}`) })),
    rows,
    why: [
      text('panels.basis', { on: sayDay(on) }),
      text('panels.conflicts.rule'),
      text('panels.conflicts.formed', { formed, places: rows.length, members: supervisors.length }),
    ],
  };
}

function placeRow({ code, name }: ListedPlace, supervisors: readonly Supervisor[], members: readonly Member[]): PanelRow {
  const here = supervisors.filter((one) => one.community === code);
  const committee = members.filter((one) => one.community === code && one.committee_posts.length > 0);
  const supervised = new Set(committee.map((one) => one.person));
  const self = here.filter((one) => supervised.has(one.person));
  const kin = here.filter((one) => one.kin_of !== null && supervised.has(one.kin_of));
  return {
    key: code,
    name,
    values: { members: here.length, self: self.length, kin: kin.length },
    met: here.length === 0 ? false : self.length === 0 && kin.length === 0,
    why: [
      here.length === 0 ? text('panels.conflicts.none') : text('panels.conflicts.members', { members: here.length }),
      ...self.map((one) => text('panels.conflicts.self', { name: one.name })),
      ...kin.map((one) => text('panels.conflicts.kin', { name: one.name, kin: one.kin_name ?? '' })),
    ],
  };
}
