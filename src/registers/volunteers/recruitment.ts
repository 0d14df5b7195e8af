import type { Day } from '../../kernel/kernel.ts';
import { sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import type { CountedPeople } from '../populations/population-on.store.ts';
import type { ListedPlace } from '../regions/regions.ts';
import type { Panel, PanelRow } from '../register/panel.ts';
import { sayNames, sayShare, share } from '../register/panel.ts';
import type { Tally } from '../register/tally.store.ts';
import type { Choice } from '../register/words.ts';

export interface RecruitmentFacts {
  readonly on: Day;
  readonly places: readonly ListedPlace[];
  /** Volunteers with a number by community. */
  readonly registered: readonly Tally[];
  /** The same by community and identity; who has two identities counts under both. */
  readonly identities: readonly Tally[];
  readonly kinds: readonly Choice[];
  readonly people: readonly CountedPeople[];
  /** Registered volunteers in per cent of the residents; undefined where nothing is asked for. */
  readonly target: number | undefined;
}

/** Registered volunteers against the residents of each community (VOL-01), and from where they are recruited (VOL-02). */
export function recruitment(facts: RecruitmentFacts): Panel {
  const { on, places, kinds, target } = facts;
  const rows = places.map((place) => placeRow(place, facts));
  const met = rows.filter((row) => row.met === true).length;
  const total = facts.registered.reduce((sum, one) => sum + one.count, 0);
  const named = kinds.map(({ code, name }) => {
    const count = facts.identities.filter((one) => one.value === code).reduce((sum, one) => sum + one.count, 0);
    return text('panels.recruitment.kind', { kind: name, count, share: sayShare(count, total) });
  });
  return {
    on,
    columns: [
      ...(['registered', 'residents', 'share'] as const).map((name) => ({ name, title: text(`panels.recruitment.columns.${name}`) })),
      ...kinds.map(({ code, name }) => ({ name: code, title: name })),
    ],
    rows,
    why: [
      text('panels.basis', { on: sayDay(on) }),
      target === undefined ? text('panels.no_target') : text('panels.recruitment.rule', { target, met, places: rows.length }),
      text('panels.recruitment.kinds', { total, named: sayNames(named) }),
    ],
  };
}

function placeRow({ code, name }: ListedPlace, { registered, identities, kinds, people, target }: RecruitmentFacts): PanelRow {
  const count = registered.find((one) => one.place === code)?.count ?? 0;
  const counted = people.find((one) => one.community === code);
  const part = counted ? share(count, counted.residents) : null;
  const of = (kind: string): number => identities.find((one) => one.place === code && one.value === kind)?.count ?? 0;
  return {
    key: code,
    name,
    values: {
      registered: count,
      residents: counted?.residents ?? null,
      share: part,
      ...Object.fromEntries(kinds.map((kind) => [kind.code, of(kind.code)])),
    },
    met: part === null || target === undefined ? null : count * 100 >= target * counted!.residents,
    why: [
      counted
        ? text('panels.recruitment.reckoned', {
            count,
            residents: counted.residents,
            day: sayDay(counted.as_of),
            share: sayShare(count, counted.residents),
          })
        : text('panels.no_people'),
      ...(counted && target !== undefined && count * 100 < target * counted.residents
        ? [text('panels.recruitment.short', { target, short: Math.ceil((target * counted.residents) / 100) - count })]
        : []),
    ],
  };
}
