import type { Day } from '../../kernel/kernel.ts';
import { sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import type { DataClass, Register } from '../register/declare.ts';
import { entered } from '../register/declare.ts';
import type { Panel, PanelRow } from '../register/panel.ts';
import { sayShare } from '../register/panel.ts';
import type { ProtectionControl } from './protection-control.register.ts';

/** A control of graded protection as the code table tells it: what the second and the third level ask for. */
export interface Control {
  readonly code: string;
  readonly name: string;
  readonly level2: string;
  readonly level3: string;
}

/** What each control asks for and how it is met on a day; a control nobody has looked at is open (SEC-01). */
export function controlList(
  on: Day,
  controls: readonly Control[],
  entries: readonly ProtectionControl[],
  said: { readonly states: ReadonlyMap<string, string>; readonly met: ReadonlySet<string> },
): Panel {
  const rows = controls.map((control): PanelRow => {
    const entry = entries.find((one) => one.control === control.code);
    const asks = [text('panels.protection.level2', { asks: control.level2 }), text('panels.protection.level3', { asks: control.level3 })];
    const found =
      entry === undefined
        ? [text('panels.protection.open')]
        : [
            ...(entry.measures_taken === '' ? [] : [text('panels.protection.measures', { measures: entry.measures_taken })]),
            ...(entry.evidence === '' ? [] : [text('panels.protection.evidence', { evidence: entry.evidence })]),
          ];
    return {
      key: control.code,
      name: control.name,
      values: {
        finding: entry ? (said.states.get(entry.finding) ?? entry.finding) : null,
        keeper: entry?.keeper || null,
        checked_on: entry?.checked_on ?? null,
      },
      met: entry !== undefined && said.met.has(entry.finding),
      why: [...asks, ...found],
    };
  });
  const met = rows.filter((row) => row.met === true).length;
  return {
    on,
    columns: (['finding', 'keeper', 'checked_on'] as const).map((name) => ({ name, title: text(`panels.protection.columns.${name}`) })),
    rows,
    why: [
      text('panels.basis', { on: sayDay(on) }),
      text('panels.protection.met', { controls: rows.length, met, share: sayShare(met, rows.length) }),
    ],
  };
}

/** How data of a class is treated, as the code table tells it. */
export interface ClassRule {
  readonly code: string;
  readonly name: string;
  readonly access: string;
  readonly shown: string;
  readonly exported: string;
  readonly retention: string;
}

/** A register with the words of its fields. */
export interface ClassedRegister {
  readonly one: Register;
  readonly title: string;
  readonly titles: ReadonlyMap<string, string>;
}

const classed: readonly Exclude<DataClass, 'public'>[] = ['sensitive', 'personal', 'internal'];

/** Which fields of which register are of which class, and what follows for them: read from the declarations themselves (SEC-01). */
export function dataClasses(on: Day, registers: readonly ClassedRegister[], rules: readonly ClassRule[]): Panel {
  const rows = registers.flatMap(({ one, title, titles }): PanelRow[] => {
    const named = (wanted: string): string[] =>
      entered(one)
        .filter(([, field]) => (field.class ?? 'public') === wanted)
        .map(([name]) => titles.get(name) ?? name);
    const found = classed.map((name) => [name, named(name)] as const).filter(([, fields]) => fields.length > 0);
    if (found.length === 0) return [];
    return [
      {
        key: one.register,
        name: title,
        values: Object.fromEntries(found.map(([name, fields]) => [name, fields.join(text('documents.comma'))])),
        met: null,
        why: [
          text('panels.classes.fields', { count: entered(one).length, classed: found.reduce((sum, [, fields]) => sum + fields.length, 0) }),
        ],
      },
    ];
  });
  const nameOf = new Map(rules.map((rule) => [rule.code, rule.name]));
  return {
    on,
    columns: classed.map((name) => ({ name, title: nameOf.get(name) ?? name })),
    rows,
    why: rules.map(({ name, access, shown, exported, retention }) =>
      text('panels.classes.rule', { name, access, shown, exported, retention }),
    ),
  };
}
