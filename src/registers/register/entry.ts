import type { Day, FieldFault, Vault } from '../../kernel/kernel.ts';
import { bareText, canonical, defineErrors, LinliError, plainText } from '../../kernel/kernel.ts';
import { readDay } from '../imports/day.ts';
import { registerBounds } from '../packs/bounds.ts';
import type { PackLibrary } from '../packs/packs.ts';
import { dayOutOfRange, outOfRange } from '../packs/range.ts';
import { idHash, normalisePhone, phoneHash, phoneLast4, requireCitizenNumber } from '../people/person.ts';
import { ancestryOfCode, isRegionCode, levelOfCode } from '../regions/region.ts';
import type { Entry, EntryFacts, Field, Register, StandLevel, SumField, Values } from './declare.ts';
import { entered } from './declare.ts';
import { choicesOf } from './words.ts';

export const entryErrors = defineErrors({
  ENTRY_INVALID: 400,
  ENTRY_NOT_FOUND: 404,
  ENTRY_EXISTS: 409,
  ENTRY_TWICE: 400,
  ENTRY_MOVED_ON: 409,
  ENTRY_UNCHANGED: 400,
  ENTRY_ENDED: 409,
  ENTRY_LASTING: 409,
  ENTRY_WITHDRAWN: 409,
  ENTRY_END_EARLY: 400,
  ENTRY_PLACE_LEVEL: 400,
  ENTRY_PLACE_COUNTY: 400,
  ENTRY_NO_END: 400,
  ENTRY_PERSON_NUMBER_NEEDED: 400,
  ENTRY_PERSON_NOBODY: 400,
  ENTRY_PERSON_NAME: 400,
  MERGE_SELF: 400,
  MERGE_COUNTY: 400,
  MERGE_NONE: 409,
  MERGE_OLD: 409,
  REGISTER_UNKNOWN: 404,
  FIELD_NOT_POINT: 400,
});

/** On whose word an entry is made or changed: a case, a document, an inspection, a statement, an import. */
export interface Basis {
  readonly kind: string;
  readonly id: string;
}

/** Grounds a person may name; the program's own are `import`, `pack` and `case`. */
export const basisKinds = ['document', 'inspection', 'statement'] as const;

/** What the values of a register must keep to on a day. */
export interface EntryRules {
  readonly today: Day;
  readonly earliest: Day;
  /** Every county code there ever was, for id numbers; empty where none are read. */
  readonly areas: ReadonlySet<string>;
  choices(table: string): ReadonlySet<string>;
  /** A bound that is a parameter of the general pack. */
  parameter(name: string): number;
}

/** The rules in force for a register on a day. */
export function entryRules(library: PackLibrary, one: Register, today: Day, areas: ReadonlySet<string> = new Set()): EntryRules {
  const tables = new Map<string, ReadonlySet<string>>();
  return {
    today,
    earliest: registerBounds(library, today).earliest,
    areas,
    parameter: (name) => Number(library.parameter([library.packOf('base')], name, today).value),
    choices: (table) => {
      const known = tables.get(table) ?? new Set(choicesOf(library, one, table).map((choice) => choice.code));
      tables.set(table, known);
      return known;
    },
  };
}

export type Faults = Readonly<Record<string, FieldFault>>;
/** What could be read of an entry, and what is wrong with each field that could not. */
export interface ReadEntry {
  readonly values: Values;
  readonly faults: Faults;
}

type Read = { readonly value: unknown } | FieldFault;
const wrong = (code: string): FieldFault => ({ code });

/** Reads the values of an entry as people and programs write them. A field that is left out is read as empty; with `partly`, it is left alone. */
export function readEntry(one: Register, given: Values, rules: EntryRules, { partly = false } = {}): ReadEntry {
  const values: Record<string, unknown> = {};
  const faults: Record<string, FieldFault> = {};
  for (const [name, field] of entered(one)) {
    if (partly && !(name in given)) continue;
    const read = readField(field, given[name], rules);
    if ('code' in read) faults[name] = read;
    else values[name] = read.value;
  }
  return { values: partly ? values : meant(one, values, values, rules), faults };
}

/** The values with what is meant where nobody said; `whole` holds the other days of the entry. */
function meant(one: Register, values: Values, whole: Values, { today }: EntryRules): Values {
  const said = Object.entries(values).map(([name, value]) => {
    const field = one.fields[name]!;
    if ((value !== null && value !== '') || !('otherwise' in field)) return [name, value];
    const days = field.kind === 'day' ? field.otherwise!.map((day) => (day === 'today' ? today : (whole[day] ?? null))) : [field.otherwise];
    return [name, days.find((day) => day !== null)];
  });
  return Object.fromEntries(said);
}

/** What is wrong with a whole entry whose fields can each be read: days in the wrong order, and what the register's own rules say. */
export function wholeFaults(one: Register, values: Values, rules: EntryRules): Faults {
  const faults: Record<string, FieldFault> = {};
  for (const [name, field] of entered(one)) {
    const value = values[name];
    if (field.kind !== 'day' || typeof value !== 'string') continue;
    const before = field.notBefore === undefined ? undefined : dayIn(values, field.notBefore, rules);
    const after = field.notAfter === undefined ? undefined : dayIn(values, field.notAfter, rules);
    if (value < rules.earliest || (after !== undefined && value > after)) faults[name] = dayOutOfRange(rules.earliest, after);
    else if (before !== undefined && value < before) faults[name] = wrong('FIELD_DATE_ORDER');
  }
  return { ...faults, ...(one.rules?.(values, rules.today) ?? {}) };
}

function dayIn(values: Values, bound: string, { today }: EntryRules): Day | undefined {
  return bound === 'today' ? today : ((values[bound] as Day | null | undefined) ?? undefined);
}

/** The values of an entry. Throws ENTRY_INVALID with the fault of each field. */
export function requireEntry(one: Register, given: Values, rules: EntryRules, source?: string): Values {
  const { values, faults } = readEntry(one, given, rules);
  refuse({ ...faults, ...sourceFaults(one, source), ...(Object.keys(faults).length > 0 ? {} : wholeFaults(one, values, rules)) });
  return values;
}

/** What is wrong with where an entry was taken from; undefined is not asked. */
export function sourceFaults(one: Register, source: string | undefined): Faults {
  return one.sourced && source?.trim() === '' ? { source: wrong('FIELD_REQUIRED') } : {};
}

/** The values of an entry after some fields were given anew. Throws ENTRY_INVALID, ENTRY_UNCHANGED. */
export function requireChange(one: Register, before: Entry, given: Values, rules: EntryRules, source?: string): Values {
  const { values: said, faults } = readEntry(one, given, rules, { partly: true });
  refuse(faults);
  const values = meant(one, said, { ...valuesOf(one, before), ...said }, rules);
  const whole = { ...valuesOf(one, before), ...values };
  refuse({ ...wholeFaults(one, whole, rules), ...sourceFaults(one, source) });
  if (changedFields(one, before, values).length === 0 && (source ?? before.source) === before.source)
    throw new LinliError(entryErrors.ENTRY_UNCHANGED);
  return values;
}

/** Refuses a merge whose outcome the register would not take. Throws ENTRY_INVALID. */
export function refuseWhole(one: Register, kept: Entry, dropped: Entry, take: readonly string[], rules: EntryRules): void {
  const taken = Object.fromEntries(Object.entries(valuesOf(one, dropped)).filter(([name]) => take.includes(name)));
  refuse(wholeFaults(one, { ...valuesOf(one, kept), ...taken }, rules));
}

function refuse(faults: Faults): void {
  if (Object.keys(faults).length > 0) throw new LinliError(entryErrors.ENTRY_INVALID, { count: Object.keys(faults).length }, faults);
}

/** An entry's own values; a sealed number stands for itself as long as nobody writes another. */
export function valuesOf(one: Register, entry: Entry): Record<string, unknown> {
  return Object.fromEntries(
    entered(one).map(([name, field]) => [name, field.kind === 'sealed' ? sealedOf(entry, name) : (entry as unknown as Values)[name]]),
  );
}

function sealedOf(entry: Entry, name: string): unknown {
  return (entry as unknown as Values)[`${name}_last4`];
}

/** The fields of `given` that differ from the entry. A sealed number that is given at all is a change. */
export function changedFields(one: Register, before: Entry, given: Values): string[] {
  return entered(one)
    .filter(
      ([name, field]) =>
        name in given &&
        (field.kind === 'sealed' || canonical({ v: given[name] }) !== canonical({ v: (before as unknown as Values)[name] ?? null })),
    )
    .map(([name]) => name);
}

function readField(field: Exclude<Field, SumField>, given: unknown, rules: EntryRules): Read {
  if (field.kind === 'codes') return readCodes(field.required === true, given, rules.choices(field.table));
  if (field.kind === 'flag') return readFlag(given);
  if (given !== undefined && given !== null && typeof given !== 'string' && typeof given !== 'number') return wrong('FIELD_UNREADABLE');
  const written = given === undefined || given === null ? '' : plainText(String(given)).trim();
  if (written === '') return field.required ? wrong('FIELD_REQUIRED') : { value: emptyOf(field) };
  switch (field.kind) {
    case 'text':
      return [...written].length > field.most ? wrong('FIELD_TOO_LONG') : { value: written.replace(/\s+/gu, ' ') };
    case 'note':
      return [...written].length > field.most ? wrong('FIELD_TOO_LONG') : { value: written };
    case 'count':
      return readNumber(written, field, rules, true);
    case 'number':
    case 'amount':
      return readNumber(written, field, rules, false);
    case 'day': {
      const read = readDay(written);
      return 'day' in read ? { value: read.day } : read;
    }
    case 'code':
      return rules.choices(field.table).has(written) ? { value: written } : wrong('FIELD_NOT_CHOICE');
    case 'entry':
      return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(written)
        ? { value: written }
        : wrong('FIELD_NOT_CHOICE');
    case 'sealed':
      return readSealed(field.as, written, rules);
    case 'point':
      return readPoint(written);
  }
}

/** What stands in a field that nobody filled in. */
function emptyOf(field: Field): unknown {
  return ['count', 'number', 'amount', 'day', 'entry'].includes(field.kind) ? null : '';
}

function readNumber(written: string, { least, most }: { least: number; most: number | string }, rules: EntryRules, whole: boolean): Read {
  const plain = bareText(written).replace(/(?<=\d),(?=\d{3})/g, '');
  if (!/^[+-]?\d+(\.\d+)?$/.test(plain)) return wrong('FIELD_NOT_NUMBER');
  const value = Math.round(Number(plain) * 100) / 100;
  if (whole && !Number.isInteger(Number(plain))) return wrong('FIELD_NOT_WHOLE');
  const bound = typeof most === 'string' ? rules.parameter(most) : most;
  return value < least || value > bound ? outOfRange(least, bound) : { value };
}

function readFlag(given: unknown): Read {
  if (given === true || given === 'yes' || given === 'true') return { value: true };
  return given === undefined || given === null || given === '' || given === false || given === 'no' || given === 'false'
    ? { value: false }
    : wrong('FIELD_NOT_CHOICE');
}

/** A list, or one text whose parts stand between commas of any kind. */
function readCodes(required: boolean, given: unknown, choices: ReadonlySet<string>): Read {
  const list = Array.isArray(given) ? given.map(String) : typeof given === 'string' ? given.split(/[,，、;；\s]+/u) : [];
  const kept = [...new Set(list.map((one) => plainText(one).trim()).filter((one) => one !== ''))];
  if (kept.length === 0) return required ? wrong('FIELD_REQUIRED') : { value: [] };
  return kept.every((one) => choices.has(one)) ? { value: kept } : wrong('FIELD_NOT_CHOICE');
}

function readSealed(as: 'id-number' | 'phone', written: string, { areas, today }: EntryRules): Read {
  try {
    return { value: as === 'phone' ? normalisePhone(written) : requireCitizenNumber(written, areas, today).number };
  } catch (error) {
    if (error instanceof LinliError) return wrong(error.code);
    throw error;
  }
}

/** Degrees east and north; somewhere in the country. */
function readPoint(written: string): Read {
  const found = /^(\d{2,3}(?:\.\d+)?)\s*[,，\s]\s*(\d{1,2}(?:\.\d+)?)$/u.exec(bareText(written.replace(/[，\s]+/gu, ',')));
  const [, east, north] = found ?? [];
  if (!found || Number(east) < 73 || Number(east) > 136 || Number(north) < 3 || Number(north) > 54) return wrong('FIELD_NOT_POINT');
  return { value: `${Number(Number(east).toFixed(6))},${Number(Number(north).toFixed(6))}` };
}

/** The sealed number, its keyed hash and what a mask shows; nothing of it for an empty one. */
export function sealNumber(
  vault: Vault,
  as: 'id-number' | 'phone',
  number: unknown,
): { sealed: Buffer | null; hash: Buffer | null; last4: string } {
  if (typeof number !== 'string' || number === '') return { sealed: null, hash: null, last4: '' };
  const hash = as === 'phone' ? phoneHash(vault, number) : idHash(vault, number);
  return { sealed: vault.seal(number), hash, last4: as === 'phone' ? phoneLast4(number) : number.slice(-4) };
}

/** The fields of a change that another person decides. */
export function decidedFields(one: Register, names: readonly string[]): string[] {
  return names.filter((name) => one.fields[name] && 'decided' in one.fields[name] && one.fields[name].decided === true);
}

/** Where an entry stands: the columns of its place. Throws ENTRY_PLACE_LEVEL when the register's entries do not stand at such a level. */
export function standsAt(one: Register, code: string): Pick<EntryFacts, 'province' | 'city' | 'county' | 'town' | 'community' | 'grid'> {
  const level = isRegionCode(code) ? levelOfCode(code) : undefined;
  const grids = level === 'grid' && one.stands.includes('community');
  if (level === undefined || !(grids || (one.stands as readonly string[]).includes(level)))
    throw new LinliError(entryErrors.ENTRY_INVALID, { count: 1 }, { place: entryErrors.ENTRY_PLACE_LEVEL });
  const { province, city, county, town, community } = ancestryOfCode(code);
  return { province, city: city!, county: county!, town: town ?? null, community: community ?? null, grid: level === 'grid' ? code : null };
}

/** The code of the place where an entry stands. */
export function placeCode(entry: Pick<EntryFacts, 'county' | 'town' | 'community' | 'grid'>): string {
  return entry.grid ?? entry.community ?? entry.town ?? entry.county;
}

/** The highest level at which entries of a register stand: whoever works below it reads none. */
export function highestLevel(one: Register): StandLevel {
  return (['county', 'town', 'community', 'grid'] as const).find((level) => one.stands.includes(level))!;
}

/** Whether an entry lasts on a day. */
export function lastsOn(one: Register, entry: Entry, on: Day): boolean {
  if (entry.withdrawn_at !== null) return false;
  if (!one.lasts) return true;
  const [from, to] = one.lasts.map((name) => (entry as unknown as Values)[name] as Day | null);
  return (from == null || from <= on) && (to == null || to > on);
}

/** One thing that happened to an entry. */
export interface EntryChange {
  readonly at: Date;
  readonly what: string;
  readonly actor: string;
  readonly basis_kind: string;
  readonly basis_id: string;
  readonly before: Values;
  readonly after: Values;
}

/** The entry as it stood at the end of a day: later changes taken back, newest first. Undefined before it was entered. `dayOf` tells the day of a moment. */
export function asOn(entry: Entry, history: readonly EntryChange[], on: Day, dayOf: (at: Date) => Day): Entry | undefined {
  if (dayOf(entry.entered_at) > on) return undefined;
  const later = history.filter((change) => dayOf(change.at) > on && Object.keys(change.before).length > 0);
  return later.reduceRight((now, change): Entry => ({ ...now, ...change.before }), entry);
}
