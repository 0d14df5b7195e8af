import { coverage } from '../panels/coverage.ts';
import { listPlaces } from '../regions/regions.ts';
import type { PanelRead } from '../register/panel.ts';
import { tallyEntries } from '../register/tally.store.ts';
import { choicesOf } from '../register/words.ts';
import { servicePoint } from './service-point.register.ts';

/** Which kinds of service points each community has (FAC-16, PUB-14). */
export const servicePointCoverage: PanelRead = {
  of: servicePoint,
  panel: 'coverage',
  for: ['FAC-16', 'PUB-14'],
  async read({ handle, library, region, on, today }) {
    const [places, tallies] = await Promise.all([
      listPlaces(handle, region, ['community'], today),
      tallyEntries(handle, servicePoint, { region, on, by: 'kind' }),
    ]);
    return coverage({ on, places, kinds: choicesOf(library, servicePoint, 'service_point_kind'), tallies });
  },
};
