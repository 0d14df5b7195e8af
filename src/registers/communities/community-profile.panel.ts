import { servedAreas } from '../facilities/served-area.store.ts';
import { populationOn } from '../populations/population-on.store.ts';
import { listPlaces } from '../regions/regions.ts';
import { entriesOn } from '../register/entries.store.ts';
import type { PanelRead } from '../register/panel.ts';
import { parameterIn, urbanOnly } from '../register/panel.ts';
import { tallyEntries } from '../register/tally.store.ts';
import { choicesOf } from '../register/words.ts';
import { servicePoint } from '../service-points/service-point.register.ts';
import { worker } from '../workers/worker.register.ts';
import { communityProfile } from './community-profile.register.ts';
import { layout } from './layout.ts';

/** Urban communities outside the band of households, for a review of the layout (ORG-03). */
export const communityLayout: PanelRead = {
  of: communityProfile,
  panel: 'layout',
  for: ['ORG-03'],
  async read(desk) {
    const { handle, library, region, on, today } = desk;
    const [places, people, profiles, areas, points, workers] = await Promise.all([
      listPlaces(handle, region, ['community'], today),
      populationOn(handle, region, on),
      entriesOn(desk, communityProfile),
      servedAreas(handle, region, on),
      tallyEntries(handle, servicePoint, { region, on }),
      tallyEntries(handle, worker, { region, on }),
    ]);
    const reviews = choicesOf(library, communityProfile, 'layout_review');
    const facts = { on, places: urbanOnly(library, places), people, profiles, areas, points, workers, reviews };
    return layout(facts, { least: parameterIn(desk, 'community.households_least'), most: parameterIn(desk, 'community.households_most') });
  },
};
