import { sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import type { CountedPeople } from '../populations/population-on.store.ts';
import { populationOn } from '../populations/population-on.store.ts';
import type { ListedPlace } from '../regions/regions.ts';
import { listPlaces } from '../regions/regions.ts';
import type { PanelRead, PanelRow } from '../register/panel.ts';
import { sayShare } from '../register/panel.ts';
import { household } from './household.register.ts';
import type { ComputedPeople } from './population.store.ts';
import { computedPeople } from './population.store.ts';

const columns = ['registered', 'resident', 'floating', 'people', 'households', 'counted_people', 'counted_households'] as const;

/** Registered, resident and floating people and households as the records say them, beside what was counted, and which of the two counts (RES-07, RES-08). */
export const householdPopulation: PanelRead = {
  of: household,
  panel: 'population',
  for: ['RES-07', 'RES-08'],
  async read({ handle, region, on, today }) {
    const [places, computed, counted] = await Promise.all([
      listPlaces(handle, region, ['community'], today),
      computedPeople(handle, region, on),
      populationOn(handle, region, on),
    ]);
    return {
      on,
      columns: columns.map((name) => ({ name, title: text(`panels.population.columns.${name}`) })),
      rows: places.map((place) => rowOf(place, computed, counted)),
      why: [text('panels.basis', { on: sayDay(on) }), text('panels.population.rule'), text('panels.population.limits')],
    };
  },
};

function rowOf({ code, name }: ListedPlace, computed: readonly ComputedPeople[], counted: readonly CountedPeople[]): PanelRow {
  const own = computed.find((one) => one.community === code);
  const count = counted.find((one) => one.community === code);
  const { registered = 0, resident = 0, floating = 0, households = 0 } = own ?? {};
  const people = registered + resident + floating;
  return {
    key: code,
    name,
    values: {
      registered,
      resident,
      floating,
      people,
      households,
      counted_people: count?.residents ?? null,
      counted_households: count?.households ?? null,
    },
    met: null,
    why: [
      text('panels.population.computed', { people, households }),
      count
        ? text('panels.population.counted', { day: sayDay(count.as_of), share: sayShare(people, count.residents) })
        : text('panels.population.uncounted'),
    ],
  };
}
