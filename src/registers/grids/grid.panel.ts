import type { PanelRead } from '../register/panel.ts';
import { parameterIn } from '../register/panel.ts';
import { grid } from './grid.register.ts';
import { listStaffedGrids } from './staffing.store.ts';
import { staffing } from './staffing.ts';

/** Which grids depart from the standard size, lack a head or assistants, or are not posted (ORG-05, ORG-06, ORG-07). */
export const gridStaffing: PanelRead = {
  of: grid,
  panel: 'staffing',
  for: ['ORG-05', 'ORG-06'],
  async read(desk) {
    const grids = await listStaffedGrids(desk.handle, desk.region, desk.on);
    const rules = {
      households: parameterIn(desk, 'grid.households'),
      tolerance: parameterIn(desk, 'grid.tolerance'),
      assistants: parameterIn(desk, 'grid.assistants_least'),
    };
    return staffing(desk.on, grids, rules);
  },
};
