import { coverage } from '../panels/coverage.ts';
import { listPlaces } from '../regions/regions.ts';
import type { PanelRead } from '../register/panel.ts';
import { tallyEntries } from '../register/tally.store.ts';
import { choicesOf } from '../register/words.ts';
import { body } from './body.register.ts';

/** Which bodies and sub-committees each community has (ORG-11, ORG-12). */
export const bodyCoverage: PanelRead = {
  of: body,
  panel: 'coverage',
  for: ['ORG-11', 'ORG-12'],
  async read({ handle, library, region, on, today }) {
    const [places, tallies] = await Promise.all([
      listPlaces(handle, region, ['community'], today),
      tallyEntries(handle, body, { region, on, by: 'kind' }),
    ]);
    return coverage({ on, places, kinds: choicesOf(library, body, 'body_kind'), tallies });
  },
};
