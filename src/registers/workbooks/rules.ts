import type { Day, ErrorValues } from '../../kernel/kernel.ts';
import { ageOn } from '../people/citizen-number.ts';
import type { SheetRule } from './shape.ts';
import type { Value } from './values.ts';

/** An entry as read: its values, and the address of the cell each was read from. */
export interface Draft {
  readonly row: number;
  readonly form: number;
  readonly values: Readonly<Record<string, Value>>;
  readonly at: Readonly<Record<string, string>>;
  /** Fields whose cell could not be read. */
  readonly faulty: ReadonlySet<string>;
}

/** What two or more cells say that cannot be true together: told at each of them. */
export interface RuleFault {
  readonly row: number;
  readonly fields: readonly string[];
  readonly code: string;
  readonly values?: ErrorValues;
}

/** Everything the rules of a ledger find in its entries. `on` is the day the sheet speaks of. */
export function applyRules(drafts: readonly Draft[], rules: readonly SheetRule[], on: Day): RuleFault[] {
  return rules.flatMap((rule) => {
    if (rule.rule === 'unique') return repeated(drafts, rule.field);
    if (rule.rule === 'household') return households(drafts, rule);
    return drafts.flatMap((draft) => broken(draft, rule, on).map((found) => ({ row: draft.row, ...found })));
  });
}

type Broken = Omit<RuleFault, 'row'>;
type RowRule = Exclude<SheetRule, { rule: 'unique' } | { rule: 'household' }>;

const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '');
const number = (value: Value | undefined): number | undefined => (typeof value === 'number' ? value : undefined);
const birthOf = (id: string): string => (id.length === 18 ? `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}` : '');

/** The day of birth as the number has it, else as it is written; a month counts from its first day. */
function born({ values }: Draft, id: string, day?: string): Day | undefined {
  const written = birthOf(text(values[id])) || text(day === undefined ? '' : values[day]);
  return written === '' ? undefined : written.length === 7 ? `${written}-01` : written;
}

function broken(draft: Draft, rule: RowRule, on: Day): Broken[] {
  const { values } = draft;
  switch (rule.rule) {
    case 'born': {
      const [real, written] = [birthOf(text(values[rule.number])), text(values[rule.day])];
      return real === '' || written === '' || real.startsWith(written)
        ? []
        : [{ fields: [rule.day], code: 'born', values: { written, real } }];
    }
    case 'sex': {
      const [id, written] = [text(values[rule.number]), text(values[rule.sex])];
      if (id.length !== 18 || written === '') return [];
      const real = Number(id[16]) % 2 === 1 ? rule.male : rule.female;
      return real === written ? [] : [{ fields: [rule.sex], code: 'sex', values: { written, real } }];
    }
    case 'age': {
      const [birth, age] = [born(draft, rule.number, rule.born), number(values[rule.age])];
      if (birth === undefined || age === undefined) return [];
      const real = ageOn(birth, on);
      // Some count by the calendar year: one more is no fault.
      return Math.abs(real - age) <= 1 ? [] : [{ fields: [rule.age], code: 'age', values: { age, real, day: on } }];
    }
    case 'aged': {
      const birth = born(draft, rule.number, rule.born);
      const age = birth === undefined ? undefined : ageOn(birth, on);
      if (age === undefined) return [];
      if (rule.least !== undefined && age < rule.least)
        return [{ fields: [rule.at], code: 'too_young', values: { age, least: rule.least } }];
      return rule.most !== undefined && age > rule.most ? [{ fields: [rule.at], code: 'too_old', values: { age, most: rule.most } }] : [];
    }
    case 'sum': {
      const [sum, of] = [number(values[rule.is]), rule.of.map((field) => values[field] ?? 0)];
      if (sum === undefined || rule.of.some((field) => draft.faulty.has(field))) return [];
      const real = (of as number[]).reduce((total, one) => total + one, 0);
      return Math.abs(real - sum) < 0.005 ? [] : [{ fields: [rule.is], code: 'sum', values: { sum, real } }];
    }
    case 'order': {
      const [first, after] = [text(values[rule.first]), text(values[rule.after])];
      const length = Math.min(first.length, after.length);
      return length === 0 || first.slice(0, length) <= after.slice(0, length)
        ? []
        : [{ fields: [rule.first, rule.after], code: 'order', values: { first, after } }];
    }
    case 'apart': {
      const [birth, after] = [born(draft, rule.number, rule.born), text(values[rule.after])];
      if (birth === undefined || after === '') return [];
      const age = ageOn(birth, after.length === 7 ? `${after}-28` : after);
      return age >= rule.years ? [] : [{ fields: [rule.after], code: 'apart', values: { age, years: rule.years } }];
    }
    case 'part': {
      const [whole, part] = [text(values[rule.of]), text(values[rule.is])];
      if (whole.length < rule.to || part === '' || whole.slice(rule.from, rule.to) === part) return [];
      return [
        {
          fields: [rule.of, rule.is],
          code: rule.to - rule.from === 1 ? 'part_sign' : 'part',
          values: { from: rule.from + 1, to: rule.to, part: whole.slice(rule.from, rule.to) },
        },
      ];
    }
    case 'scale': {
      const [birth, amount] = [born(draft, rule.number, rule.born), number(values[rule.amount])];
      if (birth === undefined || amount === undefined) return [];
      const age = ageOn(birth, on);
      const step = rule.steps.findLast(([from]) => age >= from);
      return step === undefined || step[1] === amount
        ? []
        : [{ fields: [rule.amount], code: 'scale', values: { age, amount, right: step[1] } }];
    }
  }
}

/** Entries that say the same where each must say its own: told at each, with the row of the other. */
function repeated(drafts: readonly Draft[], field: string): RuleFault[] {
  const first = new Map<string, Draft>();
  const found: RuleFault[] = [];
  for (const draft of drafts) {
    const value = text(draft.values[field]);
    if (value === '') continue;
    const before = first.get(value);
    if (!before) first.set(value, draft);
    else
      found.push(
        { row: draft.row, fields: [field], code: 'twice', values: { row: before.row } },
        { row: before.row, fields: [field], code: 'twice', values: { row: draft.row } },
      );
  }
  return found;
}

/** Rows of one household: one of them is its head, the head bears the name given, and they are as many as is said. */
function households(drafts: readonly Draft[], rule: Extract<SheetRule, { rule: 'household' }>): RuleFault[] {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const key = rule.by === undefined ? `${draft.form}` : (draft.at[rule.by] ?? `row ${draft.row}`);
    groups.set(key, [...(groups.get(key) ?? []), draft]);
  }
  return [...groups.values()].flatMap((members) => household(members, rule));
}

function household(members: readonly Draft[], rule: Extract<SheetRule, { rule: 'household' }>): RuleFault[] {
  const [first] = members;
  const found: RuleFault[] = [];
  const size = number(first!.values[rule.size]);
  if (size !== undefined && size !== members.length)
    found.push({ row: first!.row, fields: [rule.size], code: 'household_size', values: { size, members: members.length } });
  const heads = members.filter(({ values }) => values[rule.relation] === rule.head);
  if (heads.length !== 1) found.push({ row: first!.row, fields: [rule.relation], code: 'household_head', values: { heads: heads.length } });
  const name = text(first!.values[rule.head_name]);
  if (name !== '' && !members.some(({ values }) => values[rule.name] === name || values[rule.name] === undefined))
    found.push({ row: first!.row, fields: [rule.head_name], code: 'household_name', values: { name } });
  return found;
}
