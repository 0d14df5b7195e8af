import type { Day } from '../../kernel/kernel.ts';
import { sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import type { Panel, PanelRow } from '../register/panel.ts';
import { sayNames, sayShare } from '../register/panel.ts';

/** A grid that lasts on a day, with who serves it. */
export interface StaffedGrid {
  readonly id: string;
  readonly name: string;
  readonly community: string;
  readonly households: number;
  readonly posted: boolean;
  readonly heads: number;
  readonly assistants: number;
  readonly full_time: number;
}

/** What is asked of a grid: households with a tolerance in per cent, exactly one head, at least so many assistants. */
export interface GridRules {
  readonly households: number;
  readonly tolerance: number;
  readonly assistants: number;
}

/** Grids off the standard size and short of staff, each with its reasons (ORG-05, ORG-06). Households are counts, the tolerance is per cent. */
export function staffing(on: Day, grids: readonly StaffedGrid[], rules: GridRules): Panel {
  const least = Math.round(rules.households * (1 - rules.tolerance / 100));
  const most = Math.round(rules.households * (1 + rules.tolerance / 100));
  const rows = grids.map((grid) => gridRow(grid, { ...rules, least, most }));
  const met = rows.filter((row) => row.met === true).length;
  const lacking = rows.filter((row) => row.met === false).map((row) => row.name);
  return {
    on,
    columns: (['size', 'heads', 'assistants', 'full_time'] as const).map((name) => ({
      name,
      title: text(`panels.staffing.columns.${name}`),
    })),
    rows,
    why: [
      text('panels.basis', { on: sayDay(on) }),
      text('panels.staffing.rule', { households: rules.households, least, most, assistants: rules.assistants }),
      text('panels.staffing.met', { grids: grids.length, met, share: sayShare(met, grids.length) }),
      ...(lacking.length > 0 ? [text('panels.staffing.lacking', { named: sayNames(lacking) })] : []),
    ],
  };
}

function gridRow(grid: StaffedGrid, { least, most, assistants }: GridRules & { least: number; most: number }): PanelRow {
  const why = [
    ...(grid.households < least || grid.households > most
      ? [text('panels.staffing.size', { households: grid.households, least, most })]
      : []),
    ...(grid.heads === 1 ? [] : [text('panels.staffing.heads', { heads: grid.heads })]),
    ...(grid.assistants >= assistants ? [] : [text('panels.staffing.assistants', { assistants: grid.assistants })]),
    ...(grid.posted ? [] : [text('panels.staffing.unposted')]),
  ];
  return {
    key: grid.id,
    name: grid.name,
    values: { size: grid.households, heads: grid.heads, assistants: grid.assistants, full_time: grid.full_time },
    met: why.length === 0,
    why: why.length === 0 ? [text('panels.staffing.fine')] : why,
  };
}
