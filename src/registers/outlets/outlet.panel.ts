import { coverage } from '../panels/coverage.ts';
import { populationOn } from '../populations/population-on.store.ts';
import { listPlaces } from '../regions/regions.ts';
import { entriesOn } from '../register/entries.store.ts';
import type { PanelRead } from '../register/panel.ts';
import { summed, tallyEntries } from '../register/tally.store.ts';
import { choicesOf } from '../register/words.ts';
import { outlet } from './outlet.register.ts';
import { chains, outletStructure } from './structure.ts';

/** Kinds of outlets per 1,000 households (COM-01, COM-03). */
export const outletsByKind: PanelRead = {
  of: outlet,
  panel: 'structure',
  for: ['COM-01', 'COM-03'],
  async read({ handle, library, region, on, today }) {
    const [places, tallies, people] = await Promise.all([
      listPlaces(handle, region, ['community'], today),
      tallyEntries(handle, outlet, { region, on, by: 'kind' }),
      populationOn(handle, region, on),
    ]);
    return outletStructure({ on, places, tallies, kinds: choicesOf(library, outlet, 'outlet_kind'), people });
  },
};

const REACHING = ['delivery', 'parcel', 'recycling'];

/** Which communities and villages parcel, delivery and recycling points have reached, be it beside other business (COM-06). */
export const outletReach: PanelRead = {
  of: outlet,
  panel: 'reach',
  for: ['COM-06'],
  async read({ handle, library, region, on, today }) {
    const [places, own, beside] = await Promise.all([
      listPlaces(handle, region, ['community'], today),
      tallyEntries(handle, outlet, { region, on, by: 'kind' }),
      tallyEntries(handle, outlet, { region, on, by: 'services' }),
    ]);
    const kinds = choicesOf(library, outlet, 'outlet_kind').filter((kind) => REACHING.includes(kind.code));
    return coverage({ on, places, kinds, tallies: summed([...own, ...beside]) });
  },
};

/** Chains with several outlets (COM-04). */
export const outletChains: PanelRead = {
  of: outlet,
  panel: 'chains',
  for: ['COM-04'],
  async read(desk) {
    return chains(desk.on, await entriesOn(desk, outlet));
  },
};
