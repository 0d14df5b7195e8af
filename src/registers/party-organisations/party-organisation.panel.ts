import { coverage } from '../panels/coverage.ts';
import { listPlaces } from '../regions/regions.ts';
import type { PanelRead } from '../register/panel.ts';
import { tallyEntries } from '../register/tally.store.ts';
import { choicesOf } from '../register/words.ts';
import { partyOrganisation } from './party-organisation.register.ts';

/** On which carriers each community has party organisations (PTY-10). */
export const partyOrganisationCoverage: PanelRead = {
  of: partyOrganisation,
  panel: 'coverage',
  for: ['PTY-10'],
  async read({ handle, library, region, on, today }) {
    const [places, tallies] = await Promise.all([
      listPlaces(handle, region, ['community'], today),
      tallyEntries(handle, partyOrganisation, { region, on, by: 'carrier' }),
    ]);
    return coverage({ on, places, kinds: choicesOf(library, partyOrganisation, 'party_carrier'), tallies });
  },
};
