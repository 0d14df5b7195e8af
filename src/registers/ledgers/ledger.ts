import type { Day, FieldFault } from '../../kernel/kernel.ts';
import { defineErrors, isDay, LinliError, plainText } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import type { Field, Register } from '../register/declare.ts';
import type { KnownField } from './dictionary.ts';
import { reachOf, sameMeaning } from './dictionary.ts';

export const ledgerErrors = defineErrors({
  LEDGER_INVALID: 400,
  LEDGER_FIELD_KNOWN: 400,
  LEDGER_FIELD_UNREACHED: 400,
  LEDGER_FIELD_TWICE: 400,
  LEDGER_OPTIONS_NEEDED: 400,
  LEDGER_END_NEEDED: 400,
  LEDGER_DERIVABLE: 409,
  LEDGER_LIST_ASKS: 400,
  LEDGER_LIST_KEPT: 409,
  LEDGER_NOT_FOUND: 404,
  LEDGER_MOVED_ON: 409,
  LEDGER_ENDED: 409,
  LEDGER_LIVE: 409,
  LEDGER_MERGE_SELF: 400,
  LEDGER_NOT_ADMITTED: 409,
  LEDGER_NOBODY: 400,
  LEDGER_ROUND_TWICE: 409,
  LEDGER_ROUND_GONE: 409,
  LEDGER_DUE_PAST: 400,
  LEDGER_DUE_SOON: 400,
  LEDGER_NOBODY_LATE: 409,
  LEDGER_FILE_BROKEN: 400,
  LEDGER_NO_IMPORT: 409,
});

/** How often a ledger is asked for. */
export const frequencies = ['once', 'weekly', 'monthly', 'quarterly', 'half-yearly', 'yearly'] as const;
export type Frequency = (typeof frequencies)[number];

/** Kinds of a question a county may ask by itself: of the closed list of the registers, those that need no other register. */
export const askedKinds = ['text', 'note', 'count', 'number', 'amount', 'flag', 'day', 'code', 'codes'] as const;
export type AskedKind = (typeof askedKinds)[number];

/** A column of a ledger: a fact that is known, or a new question. */
export interface LedgerField {
  readonly name: string;
  readonly title: string;
  /** The key of the known fact that is shown; nobody is asked for it. */
  readonly known?: string;
  readonly kind?: AskedKind;
  readonly required?: boolean;
  readonly hint?: string;
  readonly unit?: string;
  readonly most?: number;
  readonly options?: readonly string[];
  /** The question of the version before that this one goes on from: one series. */
  readonly continues?: string;
  /** The figure of a plan that takes the answer when the sheet is locked (IND-06). */
  readonly feeds?: string;
}

/** Which of the things a row is about are expected: one of some codes, or so many years ago. */
export interface Expected {
  readonly key: string;
  readonly any?: readonly string[];
  readonly years?: number;
}

/** What a ledger asks, of whom and why (ADM-04): one version, never rewritten. */
export interface LedgerForm {
  readonly title: string;
  readonly department: string;
  readonly basis: string;
  /** The number under which the matter was admitted to communities (ADM-01); empty until then. */
  readonly admission: string;
  readonly frequency: Frequency;
  readonly ends_on: Day | null;
  /** Roles that fill it in, and roles that check it before the county locks it; nobody checks where there are none. */
  readonly fills: readonly string[];
  readonly checks: readonly string[];
  /** What a row is about: a register, `community`, or `free`. */
  readonly rows: string;
  readonly expected: readonly Expected[];
  readonly fields: readonly LedgerField[];
  /** A list that derives whole: kept to be read, never sent out. */
  readonly list: boolean;
}

/** What rows may be about, beside a place itself and whatever a filler adds. */
export const subjects = ['person', 'household', 'dwelling'] as const;
export const rowKinds = [...subjects, 'community', 'free'] as const;

/** What a ledger is read against. */
export interface LedgerRules {
  readonly all: readonly Register[];
  readonly known: readonly KnownField[];
  readonly fills: readonly string[];
  readonly checks: readonly string[];
  readonly feeds: readonly string[];
}

const words = (value: unknown, most: number): string =>
  [
    ...plainText(String(value ?? ''))
      .trim()
      .replace(/\s+/gu, ' '),
  ]
    .slice(0, most)
    .join('');
const MOST_FIELDS = 300;

/** Reads a ledger as people fill it in and files carry it. Throws LEDGER_INVALID with the fault of each part, LEDGER_DERIVABLE, LEDGER_LIST_ASKS. */
export function requireLedger(given: Partial<Record<keyof LedgerForm, unknown>>, rules: LedgerRules): LedgerForm {
  const form = shapeOf(given);
  const faults = ledgerFaults(form, rules);
  if (Object.keys(faults).length > 0) throw new LinliError(ledgerErrors.LEDGER_INVALID, { count: Object.keys(faults).length }, faults);
  const asks = form.fields.some((field) => field.known === undefined);
  if (!asks && !form.list) throw new LinliError(ledgerErrors.LEDGER_DERIVABLE, { title: form.title, count: form.fields.length });
  if (asks && form.list) throw new LinliError(ledgerErrors.LEDGER_LIST_ASKS);
  return form;
}

/** The parts of a ledger as far as they can be read. */
export function shapeOf(given: Partial<Record<keyof LedgerForm, unknown>>): LedgerForm {
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  return {
    title: words(given.title, 60),
    department: words(given.department, 60),
    basis: words(given.basis, 200),
    admission: words(given.admission, 60),
    frequency: frequencies.find((one) => one === given.frequency) ?? 'once',
    ends_on: typeof given.ends_on === 'string' && given.ends_on.trim() !== '' ? given.ends_on.trim() : null,
    fills: list(given.fills).map(String),
    checks: list(given.checks).map(String),
    rows: words(given.rows, 60),
    expected: list(given.expected).map((one) => expectedOf(one as Record<string, unknown>)),
    fields: list(given.fields).map((one) => fieldOf((one ?? {}) as Record<string, unknown>)),
    list: given.list === true,
  };
}

function expectedOf(given: Record<string, unknown>): Expected {
  const years = Number(given.years);
  const any = Array.isArray(given.any) ? given.any.map(String) : undefined;
  return { key: words(given.key, 200), ...(any ? { any } : {}), ...(Number.isInteger(years) && years > 0 ? { years } : {}) };
}

function fieldOf(given: Record<string, unknown>): LedgerField {
  const known = words(given.known, 200);
  const base = { name: known || words(given.name, 60), title: words(given.title, 60) };
  const most = Number(given.most);
  const options = Array.isArray(given.options) ? [...new Set(given.options.map((one) => words(one, 60)).filter((one) => one !== ''))] : [];
  // What is known by another ledger carries its kind, for who reads the sheet and not that ledger.
  if (known !== '' && !known.startsWith('ledger.')) return { ...base, known };
  if (known !== '')
    return { ...base, known, kind: askedKinds.find((one) => one === given.kind) ?? 'text', ...(options.length > 0 ? { options } : {}) };
  const part = (name: string, limit: number) => (words(given[name], limit) === '' ? {} : { [name]: words(given[name], limit) });
  return {
    ...base,
    kind: askedKinds.find((one) => one === given.kind) ?? 'text',
    required: given.required === true,
    ...(Number.isInteger(most) && most > 0 ? { most } : {}),
    ...(options.length > 0 ? { options } : {}),
    ...part('hint', 200),
    ...part('unit', 20),
    ...part('continues', 60),
    ...part('feeds', 60),
  };
}

type Faults = Record<string, FieldFault>;
const fault = (code: string, values: FieldFault['values'] = {}): FieldFault => ({ code, values });

function ledgerFaults(form: LedgerForm, rules: LedgerRules): Faults {
  const needed = (['title', 'department', 'basis'] as const).filter((name) => form[name] === '');
  const faults: Faults = Object.fromEntries(needed.map((name) => [name, fault('FIELD_REQUIRED')]));
  if (!(rowKinds as readonly string[]).includes(form.rows)) faults.rows = fault('FIELD_NOT_CHOICE');
  if (form.ends_on !== null && !isDay(form.ends_on)) faults.ends_on = fault('FIELD_NOT_DATE');
  else if (form.ends_on === null && form.frequency === 'once' && !form.list) faults.ends_on = fault(ledgerErrors.LEDGER_END_NEEDED);
  if (form.fields.length === 0) faults.fields = fault('FIELD_REQUIRED');
  if (form.fields.length > MOST_FIELDS) faults.fields = fault('FIELD_TOO_LONG');
  if (!form.list && form.fills.length === 0) faults.fills = fault('FIELD_REQUIRED');
  if (form.fills.some((role) => !rules.fills.includes(role))) faults.fills = fault('FIELD_NOT_CHOICE');
  if (form.checks.some((role) => !rules.checks.includes(role))) faults.checks = fault('FIELD_NOT_CHOICE');
  return { ...faults, ...expectedFaults(form, rules), ...columnFaults(form, rules) };
}

function expectedFaults(form: LedgerForm, rules: LedgerRules): Faults {
  return Object.fromEntries(
    form.expected.flatMap((one, at): [string, FieldFault][] => {
      const known = rules.known.find(({ key }) => key === one.key);
      const reached = known && known.register !== 'ledger' && reachOf(rules.all, form.rows, known);
      const asks = (one.any?.length ?? 0) > 0 ? ['code', 'codes'] : one.years === undefined ? [] : ['day'];
      return reached && asks.includes(known.kind) ? [] : [[`expected.${at}`, fault(ledgerErrors.LEDGER_FIELD_UNREACHED)]];
    }),
  );
}

function columnFaults(form: LedgerForm, rules: LedgerRules): Faults {
  const faults: Faults = {};
  const reached = rules.known.filter((known) => reachOf(rules.all, form.rows, known) !== undefined);
  const seen = new Set<string>();
  for (const [at, field] of form.fields.entries()) {
    const say = (one: FieldFault): void => {
      faults[`fields.${at}`] ??= one;
    };
    if (field.known !== undefined) {
      if (!reached.some(({ key }) => key === field.known)) say(fault(ledgerErrors.LEDGER_FIELD_UNREACHED));
    } else {
      const same = sameMeaning({ title: field.title, kind: field.kind! }, reached, form.rows);
      if (field.title === '' || field.name === '') say(fault('FIELD_REQUIRED'));
      else if (same)
        say(fault(ledgerErrors.LEDGER_FIELD_KNOWN, { title: field.title, known: same.title, owner: same.owner, key: same.key }));
      else if ((field.kind === 'code' || field.kind === 'codes') && (field.options?.length ?? 0) < 2)
        say(fault(ledgerErrors.LEDGER_OPTIONS_NEEDED));
      else if (field.feeds && !(rules.feeds.includes(field.feeds) && form.rows === 'community')) say(fault('FIELD_NOT_CHOICE'));
    }
    if (seen.has(field.name)) say(fault(ledgerErrors.LEDGER_FIELD_TWICE));
    seen.add(field.name);
  }
  return faults;
}

/** New questions, and what is shown of the registers. */
export function askedFields(form: Pick<LedgerForm, 'fields'>): LedgerField[] {
  return form.fields.filter((field) => field.known === undefined);
}
export function knownFields(form: Pick<LedgerForm, 'fields'>): LedgerField[] {
  return form.fields.filter((field) => field.known !== undefined);
}

/** The name of what a row is about, beside the columns. */
export const SUBJECT = 'subject';
const MOST_NUMBER = 999_999_999;

function askedAs(field: LedgerField): Field {
  const required = field.required === true;
  switch (field.kind!) {
    case 'text':
      return { kind: 'text', required, most: field.most ?? 200 };
    case 'note':
      return { kind: 'note', required, most: field.most ?? 2_000 };
    case 'count':
      return { kind: 'count', required, least: 0, most: field.most ?? 99_999_999 };
    case 'number':
    case 'amount':
      // The unit stands in the title, as the county wrote it.
      return { kind: field.kind, required, least: 0, most: field.most ?? MOST_NUMBER } as Field;
    case 'flag':
      return { kind: 'flag' };
    case 'day':
      return { kind: 'day', required };
    case 'code':
    case 'codes':
      return { kind: field.kind as 'code', required, table: field.name };
  }
}

function subjectField(form: LedgerForm, all: readonly Register[]): Readonly<Record<string, Field>> {
  const one = all.find(({ register }) => register === form.rows);
  if (!one) return {};
  const masked = one.fields[one.title]?.kind === 'text' && one.register !== 'person';
  return {
    [SUBJECT]: {
      kind: 'entry',
      required: true,
      fixed: true,
      of: { register: one.register, title: one.title, ...(masked ? { masked } : {}) },
    },
  };
}

/**
 * A ledger as a register: form, list, import, export and history of it are those of every register; only the store differs. `asked` leaves
 * out what is shown only.
 */
export function registerOf(
  form: LedgerForm,
  { all, known, codes }: Pick<LedgerRules, 'all' | 'known'> & { codes: (known: KnownField) => Readonly<Record<string, string>> },
  asked = false,
): Register {
  const subject = subjectField(form, all);
  const fields: Record<string, Field> = { ...subject };
  const titles: Record<string, { title: string; hint?: string }> = {};
  const tables: Record<string, Readonly<Record<string, string>>> = {};
  const owner = known.find(({ key }) => key === `${form.rows}.${all.find(({ register }) => register === form.rows)?.title}`);
  if (SUBJECT in subject) titles[SUBJECT] = { title: owner?.title ?? text('ledgers.subject') };
  for (const field of form.fields) {
    const fact = field.known === undefined ? undefined : known.find(({ key }) => key === field.known);
    if (field.known !== undefined && (asked || !fact || fact === owner)) continue;
    const title = field.title || fact?.title || field.name;
    titles[field.name] = {
      title: field.unit ? text('registers.with_unit', { title, unit: field.unit }) : title,
      ...(field.hint ? { hint: field.hint } : {}),
    };
    if (!fact) fields[field.name] = askedAs(field);
    else if (fact.declared.kind === 'code' || fact.declared.kind === 'codes') {
      fields[field.name] = { ...fact.declared, table: field.name };
      tables[field.name] = codes(fact);
    } else fields[field.name] = fact.declared;
    if (field.options) tables[field.name] = Object.fromEntries(field.options.map((option) => [option, option]));
  }
  const first = SUBJECT in subject ? SUBJECT : Object.keys(fields)[0]!;
  return {
    register: 'ledger-row',
    area: 'ledgers',
    for: ['ADM-04'],
    personal: form.rows === 'person' || form.rows === 'household',
    stands: ['community'],
    fields,
    title: first,
    identity: SUBJECT in subject ? [SUBJECT] : form.rows === 'community' ? ['place'] : ['place', first],
    list: Object.keys(fields).filter((name) => name !== first),
    sorts: [],
    words: { title: form.title, one: text('ledgers.row'), lead: form.basis, fields: titles, codes: tables },
  };
}

/** Something a county decided about a ledger: to end it, to merge it into another, to go on with it, or to keep it after a look (ADM-04). */
export interface LedgerDecision {
  readonly kind: DecisionKind;
  readonly on_day: Day;
  readonly basis: string;
  readonly into_ledger: string | null;
  readonly actor: string;
  readonly at: string;
}
export const decisionKinds = ['end', 'merge', 'resume', 'keep'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** Where a ledger stands on a day: it closes itself on its last day. */
export function stateOn(
  form: LedgerForm,
  decisions: readonly LedgerDecision[],
  today: Day,
): 'list' | 'waiting' | 'live' | 'ended' | 'merged' {
  const last = decisions.filter(({ kind, on_day }) => kind !== 'keep' && on_day <= today).at(-1);
  if (last?.kind === 'merge') return 'merged';
  if (last?.kind === 'end' || (form.ends_on !== null && form.ends_on < today)) return 'ended';
  if (form.list) return 'list';
  return form.admission === '' ? 'waiting' : 'live';
}
