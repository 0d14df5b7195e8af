import type { Day } from '../../kernel/kernel.ts';
import { sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import type { ListedPlace } from '../regions/regions.ts';
import type { Panel, PanelRow } from '../register/panel.ts';
import { sayNames, sayShare } from '../register/panel.ts';
import type { SocialWorkStation } from './social-work-station.register.ts';

/** What a station must have to count as built (SWS-02, 六有). */
export const sixHaves = ['has_place', 'has_equipment', 'has_staff', 'has_functions', 'has_process', 'has_rules'] as const;

type Haves = Readonly<Record<(typeof sixHaves)[number], boolean>>;

/** What a station still lacks of the six. */
export function lacking(station: Haves): (typeof sixHaves)[number][] {
  return sixHaves.filter((name) => !station[name]);
}

/** Town by town whether a station stands there that has all six; `titles` names the six in words (SWS-01, SWS-02). */
export function checklist(
  on: Day,
  towns: readonly ListedPlace[],
  stations: readonly SocialWorkStation[],
  titles: Readonly<Record<string, string>>,
): Panel {
  const rows = towns.map((town) =>
    townRow(
      town,
      stations.filter((one) => one.town === town.code),
      titles,
    ),
  );
  const [standing, whole] = [rows.filter((row) => row.values.stations !== 0).length, rows.filter((row) => row.met === true).length];
  return {
    on,
    columns: [
      ...(['stations', 'staff', 'certified'] as const).map((name) => ({ name, title: text(`panels.checklist.columns.${name}`) })),
      ...sixHaves.map((name) => ({ name, title: titles[name] ?? name })),
    ],
    rows,
    why: [
      text('panels.basis', { on: sayDay(on) }),
      text('panels.checklist.rule'),
      text('panels.checklist.standing', { towns: towns.length, standing, share: sayShare(standing, towns.length) }),
      text('panels.checklist.whole', { whole, share: sayShare(whole, towns.length) }),
    ],
  };
}

function townRow({ code, name }: ListedPlace, stations: readonly SocialWorkStation[], titles: Readonly<Record<string, string>>): PanelRow {
  const best = stations.toSorted((one, other) => lacking(one).length - lacking(other).length)[0];
  const sum = (of: 'staff' | 'certified'): number => stations.reduce((total, one) => total + (one[of] ?? 0), 0);
  return {
    key: code,
    name,
    values: {
      stations: stations.length,
      staff: sum('staff'),
      certified: sum('certified'),
      ...Object.fromEntries(sixHaves.map((have) => [have, best ? text(best[have] ? 'registers.yes' : 'registers.no') : null])),
    },
    met: best !== undefined && lacking(best).length === 0,
    why:
      best === undefined
        ? [text('panels.checklist.none')]
        : stations.map((one) => {
            const lacks = lacking(one).map((have) => titles[have] ?? have);
            return lacks.length === 0
              ? text('panels.checklist.has_all', { name: one.name })
              : text('panels.checklist.lacks', { name: one.name, had: sixHaves.length - lacks.length, named: sayNames(lacks) });
          }),
  };
}
