import { coverage } from '../panels/coverage.ts';
import { listPlaces } from '../regions/regions.ts';
import type { PanelRead } from '../register/panel.ts';
import { tallyEntries } from '../register/tally.store.ts';
import { choicesOf } from '../register/words.ts';
import { socialOrganisation } from './social-organisation.register.ts';

/** Which fields of activity each community has organisations in (SOC-03). */
export const organisationCoverage: PanelRead = {
  of: socialOrganisation,
  panel: 'coverage',
  for: ['SOC-03'],
  async read({ handle, library, region, on, today }) {
    const [places, tallies] = await Promise.all([
      listPlaces(handle, region, ['community'], today),
      tallyEntries(handle, socialOrganisation, { region, on, by: 'fields' }),
    ]);
    return coverage({ on, places, kinds: choicesOf(library, socialOrganisation, 'organisation_field'), tallies });
  },
};
