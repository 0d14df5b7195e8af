import type { Day } from '../../kernel/kernel.ts';
import { sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import type { ListedPlace } from '../regions/regions.ts';
import type { Panel, PanelRow } from '../register/panel.ts';
import { sayNames, sayShare } from '../register/panel.ts';
import type { Tally } from '../register/tally.store.ts';
import type { Choice } from '../register/words.ts';

/** Which places have which kinds: what a coverage is reckoned from. */
export interface CoverageFacts {
  readonly on: Day;
  readonly places: readonly ListedPlace[];
  readonly kinds: readonly Choice[];
  readonly tallies: readonly Tally[];
}

/** Per place how many of each kind and which kinds are lacking; per kind the share of places that have one. What stands above the places is told apart. */
export function coverage({ on, places, kinds, tallies }: CoverageFacts): Panel {
  const counts = new Map(tallies.map((one) => [`${one.place} ${one.value}`, one.count]));
  const countOf = (place: string, kind: string): number => counts.get(`${place} ${kind}`) ?? 0;
  const codes = new Set(places.map((place) => place.code));
  const wanted = new Set(kinds.map((kind) => kind.code));
  const above = tallies.filter((one) => !codes.has(one.place) && wanted.has(one.value)).reduce((sum, one) => sum + one.count, 0);
  const covered = kinds.map((kind) => {
    const had = places.filter((place) => countOf(place.code, kind.code) > 0).length;
    return text('panels.coverage.kind', { kind: kind.name, had, places: places.length, share: sayShare(had, places.length) });
  });
  return {
    on,
    columns: kinds.map((kind) => ({ name: kind.code, title: kind.name })),
    rows: places.map((place) => placeRow(place, kinds, (kind) => countOf(place.code, kind))),
    why: [text('panels.basis', { on: sayDay(on) }), ...covered, ...(above > 0 ? [text('panels.coverage.above', { count: above })] : [])],
  };
}

function placeRow({ code, name }: ListedPlace, kinds: readonly Choice[], countOf: (kind: string) => number): PanelRow {
  const had = kinds.filter((kind) => countOf(kind.code) > 0);
  const lacking = kinds.filter((kind) => countOf(kind.code) === 0);
  const said = had.map((kind) => text('panels.coverage.counted', { kind: kind.name, count: countOf(kind.code) }));
  return {
    key: code,
    name,
    values: Object.fromEntries(kinds.map((kind) => [kind.code, countOf(kind.code)])),
    met: lacking.length === 0,
    why: [
      text('panels.coverage.had', { had: had.length, all: kinds.length, named: sayNames(said) }),
      ...(lacking.length > 0 ? [text('panels.coverage.lacking', { named: sayNames(lacking.map((kind) => kind.name)) })] : []),
    ],
  };
}
