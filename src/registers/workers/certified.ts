import type { Day } from '../../kernel/kernel.ts';
import { sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import type { ListedPlace } from '../regions/regions.ts';
import type { Panel, PanelRow } from '../register/panel.ts';
import { sayNames, sayShare } from '../register/panel.ts';

/** Somebody with a certificate in a community, as one of two registers holds it. */
export interface CertifiedPerson {
  readonly community: string;
  /** The same for the same person in either register: keyed hash of the id number, resident's archive, else the name. */
  readonly person: string;
  readonly name: string;
  readonly register: 'worker' | 'social-worker';
}

/** Urban communities with the number of certified social workers in each, nobody counted twice; at least `least` are asked for, if anything is (WRK-08). */
export function certified(on: Day, places: readonly ListedPlace[], people: readonly CertifiedPerson[], least: number | undefined): Panel {
  const rows = places.map((place) =>
    placeRow(
      place,
      people.filter((one) => one.community === place.code),
      least,
    ),
  );
  const none = rows.filter((row) => row.met === false);
  const met = rows.length - none.length;
  const said = text('panels.certified.met', { met, places: rows.length, share: sayShare(met, rows.length) });
  return {
    on,
    columns: (['certified', 'workers', 'both'] as const).map((name) => ({ name, title: text(`panels.certified.columns.${name}`) })),
    rows,
    why: [
      text('panels.basis', { on: sayDay(on) }),
      ...(least === undefined ? [text('panels.no_target')] : [text('panels.certified.rule', { least }), said]),
      ...(none.length > 0 ? [text('panels.certified.none', { named: sayNames(none.map((row) => row.name)) })] : []),
    ],
  };
}

function placeRow({ code, name }: ListedPlace, people: readonly CertifiedPerson[], least: number | undefined): PanelRow {
  const of = (register: CertifiedPerson['register']): Set<string> =>
    new Set(people.filter((one) => one.register === register).map((one) => one.person));
  const [workers, social] = [of('worker'), of('social-worker')];
  const both = [...workers].filter((person) => social.has(person)).length;
  const all = new Map(people.map((one) => [one.person, one.name]));
  return {
    key: code,
    name,
    values: { certified: all.size, workers: workers.size, both },
    met: least === undefined ? null : all.size >= least,
    why: [
      text('panels.certified.people', { workers: workers.size, social: social.size, both, all: all.size }),
      ...(all.size > 0 ? [text('panels.certified.named', { named: sayNames([...all.values()]) })] : []),
    ],
  };
}
