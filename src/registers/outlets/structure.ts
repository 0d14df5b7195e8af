import type { Day } from '../../kernel/kernel.ts';
import { sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import type { CountedPeople } from '../populations/population-on.store.ts';
import type { ListedPlace } from '../regions/regions.ts';
import type { Panel, PanelRow } from '../register/panel.ts';
import { sayNames } from '../register/panel.ts';
import type { Tally } from '../register/tally.store.ts';
import type { Choice } from '../register/words.ts';
import type { Outlet } from './outlet.register.ts';

export interface OutletFacts {
  readonly on: Day;
  readonly places: readonly ListedPlace[];
  /** Outlets by community and kind. */
  readonly tallies: readonly Tally[];
  readonly kinds: readonly Choice[];
  readonly people: readonly CountedPeople[];
}

/** Outlets per 1,000 households, one decimal; null where no households were counted. */
export function perThousand(outlets: number, households: number): number | null {
  return households === 0 ? null : Math.round((outlets / households) * 10_000) / 10;
}

/** The structure of the outlets by kind, each per 1,000 households of the community (COM-01); the whole comes first, over the communities that were counted. */
export function outletStructure({ on, places, tallies, kinds, people }: OutletFacts): Panel {
  const households = new Map(people.map((one) => [one.community, one.households]));
  const row = (key: string, name: string, among: readonly ListedPlace[]): PanelRow => {
    const counted = among.filter((place) => households.has(place.code));
    const homes = counted.reduce((sum, place) => sum + households.get(place.code)!, 0);
    const number = (within: readonly ListedPlace[], kind?: string): number =>
      tallies
        .filter((one) => within.some((place) => place.code === one.place) && (kind === undefined || one.value === kind))
        .reduce((sum, one) => sum + one.count, 0);
    const lacking = kinds.filter((kind) => number(among, kind.code) === 0);
    const total = number(among);
    const had = kinds
      .filter((kind) => !lacking.includes(kind))
      .map((kind) => text('panels.coverage.counted', { kind: kind.name, count: number(among, kind.code) }));
    return {
      key,
      name,
      values: {
        outlets: total,
        households: counted.length === 0 ? null : homes,
        per_thousand: perThousand(number(counted), homes),
        ...Object.fromEntries(kinds.map((kind) => [kind.code, perThousand(number(counted, kind.code), homes)])),
      },
      met: null,
      why: [
        counted.length === 0
          ? text('panels.no_people')
          : text('panels.outlets.reckoned', { outlets: number(counted), homes, rate: perThousand(number(counted), homes) ?? '' }),
        ...(total > 0 ? [text('panels.outlets.counted', { named: sayNames(had) })] : []),
        ...(lacking.length > 0 ? [text('panels.outlets.lacking', { named: sayNames(lacking.map((kind) => kind.name)) })] : []),
      ],
    };
  };
  return {
    on,
    columns: [
      ...(['outlets', 'households', 'per_thousand'] as const).map((name) => ({ name, title: text(`panels.outlets.columns.${name}`) })),
      ...kinds.map(({ code, name }) => ({ name: code, title: text('panels.outlets.per_thousand', { kind: name }) })),
    ],
    rows: [row('', text('panels.whole'), places), ...places.map((place) => row(place.code, place.name, [place]))],
    why: [text('panels.basis', { on: sayDay(on) }), text('panels.outlets.rule')],
  };
}

/** Operators with outlets under one name: how many, in how many communities (COM-04). */
export function chains(on: Day, outlets: readonly Outlet[]): Panel {
  const names = [...new Set(outlets.map((one) => one.chain))].filter((name) => name !== '');
  const rows = names.map((name): PanelRow => {
    const group = outlets.filter((one) => one.chain === name);
    const communities = new Set(group.map((one) => one.community)).size;
    return {
      key: name,
      name,
      values: { outlets: group.length, communities, staff: group.reduce((sum, one) => sum + (one.staff ?? 0), 0) },
      met: group.length > 1,
      why: [
        text('panels.chains.outlets', { named: sayNames(group.map((one) => one.name)) }),
        ...(group.length === 1 ? [text('panels.chains.single')] : []),
      ],
    };
  });
  return {
    on,
    columns: (['outlets', 'communities', 'staff'] as const).map((name) => ({ name, title: text(`panels.chains.columns.${name}`) })),
    rows: rows.sort((one, other) => Number(other.values.outlets) - Number(one.values.outlets) || one.name.localeCompare(other.name)),
    why: [text('panels.basis', { on: sayDay(on) }), text('panels.chains.rule', { chains: rows.filter((row) => row.met === true).length })],
  };
}
