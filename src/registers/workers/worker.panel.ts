import { listPlaces } from '../regions/regions.ts';
import type { PanelRead } from '../register/panel.ts';
import { targetIn, urbanOnly } from '../register/panel.ts';
import { listCertified } from './certified.store.ts';
import { certified } from './certified.ts';
import { worker } from './worker.register.ts';

/** Which urban communities have a certified social worker, and which have none (WRK-08). */
export const certifiedWorkers: PanelRead = {
  of: worker,
  panel: 'certified',
  for: ['WRK-08', 'WRK-23'],
  async read(desk) {
    const { handle, library, region, on, today } = desk;
    const [places, people] = await Promise.all([listPlaces(handle, region, ['community'], today), listCertified(handle, region, on)]);
    return certified(on, urbanOnly(library, places), people, targetIn(desk, 'worker.certified_least'));
  },
};
