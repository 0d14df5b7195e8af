import { addDays, sayDay } from '../../kernel/kernel.ts';
import { grid } from '../grids/grid.register.ts';
import { text } from '../packs/packs.ts';
import type { PanelRead } from '../register/panel.ts';
import { parameterIn, sayShare, share } from '../register/panel.ts';
import { freshGrids } from './visit.store.ts';

/** How many households of each grid were seen at the door within so many days (RES-04). */
export const gridFreshness: PanelRead = {
  of: grid,
  panel: 'freshness',
  for: ['RES-04'],
  async read(desk) {
    const days = parameterIn(desk, 'people.checked_days');
    const since = addDays(desk.on, -days);
    const grids = await freshGrids(desk.handle, desk.region, desk.on, since);
    const households = grids.reduce((sum, one) => sum + one.households, 0);
    const fresh = grids.reduce((sum, one) => sum + one.fresh, 0);
    return {
      on: desk.on,
      columns: (['households', 'fresh', 'due', 'share'] as const).map((name) => ({
        name,
        title: text(`panels.freshness.columns.${name}`),
      })),
      rows: grids.map((one) => ({
        key: one.grid,
        name: one.name,
        values: { households: one.households, fresh: one.fresh, due: one.households - one.fresh, share: share(one.fresh, one.households) },
        met: null,
        why: [text('panels.freshness.row', { households: one.households, fresh: one.fresh })],
      })),
      why: [
        text('panels.basis', { on: sayDay(desk.on) }),
        text('panels.freshness.rule', { days, since: sayDay(since) }),
        text('panels.freshness.all', { households, fresh, share: sayShare(fresh, households) }),
      ],
    };
  },
};
