import { sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import type { ListedPlace } from '../regions/regions.ts';
import { listPlaces } from '../regions/regions.ts';
import type { PanelRead, PanelRow } from '../register/panel.ts';
import { sayShare, share } from '../register/panel.ts';
import { facility } from './facility.register.ts';
import type { ServedArea } from './served-area.store.ts';
import { servedAreas } from './served-area.store.ts';

const COLUMNS = ['facilities', 'area', 'area_service', 'area_activity', 'area_office', 'office_share', 'area_commercial'] as const;

/** How the area of each community is split by use, and what share of it are offices (FAC-01). */
export const areaSplit: PanelRead = {
  of: facility,
  panel: 'split',
  for: ['FAC-01'],
  async read({ handle, region, on, today }) {
    const [places, areas] = await Promise.all([listPlaces(handle, region, ['community'], today), servedAreas(handle, region, on)]);
    const served = new Map(areas.map((one) => [one.community, one]));
    const without = places.filter((place) => !served.has(place.code));
    return {
      on,
      columns: COLUMNS.map((name) => ({ name, title: text(`panels.split.columns.${name}`) })),
      rows: places.flatMap((place) => splitRow(place, served.get(place.code))),
      why: [
        text('panels.basis', { on: sayDay(on) }),
        text('panels.split.rule'),
        ...(without.length > 0 ? [text('panels.split.without', { count: without.length })] : []),
      ],
    };
  },
};

function splitRow({ code, name }: ListedPlace, served: ServedArea | undefined): PanelRow[] {
  if (!served) return [];
  const { community: _, ...figures } = served;
  const why = text('panels.split.why', { ...figures, share: sayShare(figures.area_office, figures.area) });
  return [{ key: code, name, values: { ...figures, office_share: share(figures.area_office, figures.area) }, met: null, why: [why] }];
}
