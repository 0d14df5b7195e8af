import { listPlaces } from '../regions/regions.ts';
import { entriesOn } from '../register/entries.store.ts';
import type { PanelRead } from '../register/panel.ts';
import { fieldWords, wordsOf } from '../register/words.ts';
import { checklist, sixHaves } from './checklist.ts';
import { socialWorkStation } from './social-work-station.register.ts';

/** Stations by town and what they lack of the six (SWS-01, SWS-02). */
export const stationChecklist: PanelRead = {
  of: socialWorkStation,
  panel: 'checklist',
  for: ['SWS-01', 'SWS-02'],
  async read(desk) {
    const { handle, library, region, on, today } = desk;
    const [towns, stations] = await Promise.all([listPlaces(handle, region, ['town'], today), entriesOn(desk, socialWorkStation)]);
    const words = wordsOf(library, socialWorkStation);
    return checklist(on, towns, stations, Object.fromEntries(sixHaves.map((name) => [name, fieldWords(words, name).title])));
  },
};
