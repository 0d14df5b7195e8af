import { coverage } from '../panels/coverage.ts';
import { listPlaces } from '../regions/regions.ts';
import type { PanelRead } from '../register/panel.ts';
import { tallyEntries } from '../register/tally.store.ts';
import { choicesOf } from '../register/words.ts';
import { professional } from './professional.register.ts';

/** Which of the six kinds of professionals each community has (PUB-12). */
export const professionalCoverage: PanelRead = {
  of: professional,
  panel: 'coverage',
  for: ['PUB-12'],
  async read({ handle, library, region, on, today }) {
    const [places, tallies] = await Promise.all([
      listPlaces(handle, region, ['community'], today),
      tallyEntries(handle, professional, { region, on, by: 'kind' }),
    ]);
    return coverage({ on, places, kinds: choicesOf(library, professional, 'professional_kind'), tallies });
  },
};
