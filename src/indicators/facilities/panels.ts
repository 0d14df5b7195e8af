import { sayDay } from '../../kernel/kernel.ts';
import type { Panel, PanelDesk, PanelRead, PanelRow } from '../../registers/registers.ts';
import { facility, text } from '../../registers/registers.ts';
import type { FacilityOverview } from './read.ts';
import { readFacilityOverview } from './read.ts';
import type { AreaBand, Shortfall } from './shortfall.ts';

const columnsOf = (panel: string, names: readonly string[]): Panel['columns'] =>
  names.map((name) => ({ name, title: text(`panels.${panel}.columns.${name}`) }));

function overviewOf({ handle, library, region, on, today }: PanelDesk): Promise<FacilityOverview> {
  return readFacilityOverview(handle, library, { region, asOf: on, today });
}

/** Communities that lack area under the standards of their plan, the most lacking first (FAC-01). */
export const areaShortfalls: PanelRead = {
  of: facility,
  panel: 'shortfalls',
  for: ['FAC-01'],
  async read(desk) {
    const { plans, shortfalls } = await overviewOf(desk);
    const rule =
      plans.length === 0
        ? text('panels.shortfalls.no_plan')
        : text('panels.shortfalls.rule', { plans: plans.join(text('documents.comma')) });
    const told = shortfalls.length === 0 ? text('panels.shortfalls.none') : text('panels.shortfalls.count', { count: shortfalls.length });
    return {
      on: desk.on,
      columns: columnsOf('shortfalls', ['households', 'missing']),
      rows: shortfalls.map(shortfallRow),
      why: plans.length === 0 ? [rule] : [rule, told],
    };
  },
};

function shortfallRow({ code, name, households, missing, standards }: Shortfall): PanelRow {
  return {
    key: code,
    name,
    values: { households, missing },
    met: false,
    why: standards.map(({ title, has, required }) => text('panels.shortfalls.why', { title, has, required })),
  };
}

/** How many communities have facilities of which size (FAC-14). */
export const areaBandCounts: PanelRead = {
  of: facility,
  panel: 'bands',
  for: ['FAC-14'],
  async read(desk) {
    const { communities, bands, unknown } = await overviewOf(desk);
    const row = (key: string, name: string, count: number): PanelRow => ({ key, name, values: { communities: count }, met: null, why: [] });
    return {
      on: desk.on,
      columns: columnsOf('bands', ['communities']),
      rows: [
        ...bands.map((band) => row(String(band.from), sayBand(band), band.communities)),
        ...(unknown > 0 ? [row('unknown', text('panels.bands.unknown'), unknown)] : []),
      ],
      why: [text('panels.bands.rule', { on: sayDay(desk.on), communities })],
    };
  },
};

function sayBand({ from, to }: AreaBand): string {
  if (to === undefined) return text('panels.bands.over', { from });
  return from === 0 ? text('panels.bands.under', { to }) : text('panels.bands.between', { from, to });
}

/** Panels of the registers in which plans have a word. */
export const plannedPanels: readonly PanelRead[] = [areaShortfalls, areaBandCounts];
