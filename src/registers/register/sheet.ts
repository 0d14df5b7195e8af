import { bareText, canonical, LinliError } from '../../kernel/kernel.ts';
import type { CellError, CellValue, CheckedImport, ImportColumn, ImportRow } from '../imports/column.ts';
import { checkSheet, choiceLabelsByCode, pause } from '../imports/column.ts';
import type { Sheet } from '../imports/sheet.ts';
import type { WorkbookCell } from '../imports/workbook.ts';
import type { PackLibrary } from '../packs/packs.ts';
import { text } from '../packs/texts.ts';
import { maskAddress, shownTitle } from '../people/masking.ts';
import type { KnownPerson } from '../people/person.store.ts';
import { requireCitizenNumber } from '../people/person.ts';
import type { Entry, Field, Register, Values } from './declare.ts';
import { entered, isMasked } from './declare.ts';
import type { NewEntry } from './entry.store.ts';
import type { EntryRules, Faults } from './entry.ts';
import { placeCode, readEntry, wholeFaults } from './entry.ts';
import { choicesOf, fieldWords, wordsOf } from './words.ts';

/** Places and entries a sheet may name: what is written → code or id. */
export interface SheetNames {
  readonly places: ReadonlyMap<string, string>;
  /** Field → title of an entry → its id; a title that two entries share is not offered. */
  readonly entries: Readonly<Record<string, ReadonlyMap<string, string>>>;
  /** Whether residents may be named, each by number and name. */
  readonly people?: boolean;
}

/** Who has the id numbers of a sheet. */
export type AskPeople = (numbers: readonly string[]) => Promise<ReadonlyMap<string, KnownPerson>>;

const isPerson = (field: Field): boolean => field.kind === 'entry' && field.of.register === 'person';

/** The column of the number of a resident, beside the one of the name. */
const numberOf = (name: string): string => `${name}.number`;

/** The columns of a register's template and import: the place, its fields, the source. */
export function sheetColumns(library: PackLibrary, one: Register, names: SheetNames): ImportColumn[] {
  const words = wordsOf(library, one);
  const fields = entered(one).flatMap(([name, field]): ImportColumn[] => {
    const { title, hint, headings = [] } = fieldWords(words, name);
    if (isPerson(field)) return names.people ? personColumns(name, title, headings, field.required === true) : [];
    const choices = choicesIn(library, one, name, field, names);
    const column: ImportColumn = {
      key: name,
      title: 'unit' in field ? text('registers.with_unit', { title, unit: text(`registers.units.${field.unit}`) }) : title,
      synonyms: [title, name, ...headings],
      required: field.required === true,
      kind: choices && field.kind !== 'codes' ? 'choice' : kindOf(field),
      ...(hint === undefined ? {} : { hint }),
      ...(choices ? { choices } : {}),
    };
    return [column];
  });
  const place: ImportColumn = {
    key: 'place',
    title: text('registers.place'),
    synonyms: text('registers.place_headings').split('|'),
    required: true,
    kind: 'choice',
    choices: names.places,
  };
  const source: ImportColumn = {
    key: 'source',
    title: text('registers.source'),
    synonyms: text('registers.source_headings').split('|'),
    required: one.sourced === true,
    kind: 'text',
  };
  return [place, ...fields, source];
}

/** Two columns name a resident: the number says who, the name says that it was meant. */
function personColumns(name: string, title: string, headings: readonly string[], required: boolean): ImportColumn[] {
  return [
    { key: name, title: text('registers.person_name', { title }), synonyms: [title, name, ...headings], required, kind: 'text' },
    {
      key: numberOf(name),
      title: text('registers.person_number', { title }),
      synonyms: [numberOf(name)],
      required,
      kind: 'text',
      hint: text('registers.person_number_hint'),
    },
  ];
}

function kindOf({ kind }: Field): ImportColumn['kind'] {
  if (kind === 'day') return 'day';
  return kind === 'count' || kind === 'number' || kind === 'amount' ? 'number' : 'text';
}

function choicesIn(
  library: PackLibrary,
  one: Register,
  name: string,
  field: Field,
  names: SheetNames,
): ReadonlyMap<string, string> | undefined {
  if (field.kind === 'flag')
    return new Map([
      [text('registers.yes'), 'yes'],
      [text('registers.no'), 'no'],
    ]);
  if (field.kind === 'entry') return names.entries[name] ?? new Map();
  if (field.kind !== 'code' && field.kind !== 'codes') return undefined;
  return new Map(
    choicesOf(library, one, field.table).flatMap((choice) => [
      [choice.name, choice.code],
      [choice.code, choice.code],
    ]),
  );
}

/** What makes two entries of a register the same, as one text. */
export function identityKey(one: Register, place: string, values: Values): string {
  return canonical({
    place: place.slice(0, 12),
    values: one.identity.filter((name) => name !== 'place').map((name) => values[name] ?? null),
  });
}

/** An entry read from a row, with the row's number. */
export interface SheetEntry extends NewEntry {
  readonly row: number;
  readonly source: string;
}

/** Reads a sheet of entries. Throws IMPORT_COLUMNS_MISSING, IMPORT_COLUMNS_TWICE. What stands in the register already is told by `markKnown`. */
export async function checkEntries(
  sheet: Sheet,
  one: Register,
  columns: readonly ImportColumn[],
  rules: EntryRules,
  askPeople: AskPeople,
): Promise<CheckedImport<SheetEntry>> {
  const { rows, errors, unread, missing } = await checkSheet(sheet, columns);
  const people = await peopleOf(one, rows, rules, askPeople);
  const titles = new Map(columns.map((column) => [column.key, column.title]));
  const found: CellError[] = [...errors];
  const inputs: SheetEntry[] = [];
  const first = new Map<string, number>();
  for (const [at, row] of rows.entries()) {
    await pause(at);
    const { values, faults } = readRow(one, row, columns, rules, people);
    const place = String(row.place);
    const key = identityKey(one, place, values);
    const before = first.get(key);
    const twice: Faults =
      before === undefined || Object.keys(faults).length > 0 ? {} : { [one.title]: { code: 'ENTRY_TWICE', values: { row: before } } };
    first.set(key, before ?? row.row);
    const all = { ...faults, ...twice };
    for (const [name, fault] of Object.entries(all))
      found.push({ row: row.row, column: titles.get(name) ?? name, value: String(row[name] ?? ''), ...fault });
    if (Object.keys(all).length === 0) inputs.push({ row: row.row, place, values, source: String(row.source ?? '') });
  }
  return { inputs, errors: found.sort((left, right) => left.row - right.row), unread, missing };
}

/** Who the rows name, by the number as it is written. */
type SheetPeople = ReadonlyMap<string, KnownPerson | Fault>;
type Fault = Faults[string];

async function peopleOf(one: Register, rows: readonly ImportRow[], rules: EntryRules, askPeople: AskPeople): Promise<SheetPeople> {
  const fields = entered(one).filter(([, field]) => isPerson(field));
  const written = new Set(fields.flatMap(([name]) => rows.map((row) => cellText(row[numberOf(name)]))).filter((number) => number !== ''));
  const read = [...written].map((number) => [number, readNumberCell(number, rules)] as const);
  const numbers = read.flatMap(([, number]) => (typeof number === 'string' ? [number] : []));
  const known = numbers.length === 0 ? new Map<string, KnownPerson>() : await askPeople([...new Set(numbers)]);
  return new Map(
    read.map(([said, number]) => [said, typeof number === 'string' ? (known.get(number) ?? { code: 'ENTRY_PERSON_NOBODY' }) : number]),
  );
}

function cellText(value: CellValue | undefined): string {
  return String(value ?? '').trim();
}

function readNumberCell(written: string, { areas, today }: EntryRules): string | Fault {
  try {
    return requireCitizenNumber(written, areas, today).number;
  } catch (error) {
    if (error instanceof LinliError) return { code: error.code };
    throw error;
  }
}

/** Who a row means: a number that is somebody's, and the name of that one. */
function readPerson(name: string, row: ImportRow, people: SheetPeople): { id: string; faults: Faults } {
  const [said, number] = [cellText(row[name]), cellText(row[numberOf(name)])];
  const wrong = (cell: string, fault: Fault) => ({ id: '', faults: { [cell]: fault } });
  if (number === '') return said === '' ? { id: '', faults: {} } : wrong(numberOf(name), { code: 'ENTRY_PERSON_NUMBER_NEEDED' });
  const found = people.get(number)!;
  if ('code' in found) return wrong(numberOf(name), found);
  return bareText(found.name) === bareText(said) ? { id: found.id, faults: {} } : wrong(name, { code: 'ENTRY_PERSON_NAME' });
}

function readRow(
  one: Register,
  row: ImportRow,
  columns: readonly ImportColumn[],
  rules: EntryRules,
  people: SheetPeople,
): { values: Values; faults: Faults } {
  const given: Record<string, unknown> = {};
  const unknown: Record<string, Fault> = {};
  for (const [name, field] of entered(one)) {
    const value = row[name] ?? null;
    if (isPerson(field)) {
      const { id, faults } = readPerson(name, row, people);
      given[name] = id;
      Object.assign(unknown, faults);
    } else {
      const column = columns.find((each) => each.key === name);
      given[name] = field.kind === 'codes' ? codesOf(value, column) : value;
    }
  }
  const read = readEntry(one, given, rules);
  const faults: Record<string, Fault> = { ...read.faults, ...unknown };
  // A number that is wrong leaves the name empty; only the cell that is wrong is told.
  for (const cell of Object.keys(unknown)) if (cell.endsWith(numberOf(''))) delete faults[cell.slice(0, -numberOf('').length)];
  return Object.keys(faults).length > 0
    ? { values: read.values, faults }
    : { values: read.values, faults: wholeFaults(one, read.values, rules) };
}

/** Names or codes between commas; what is no choice stays as it was written, and is told. */
function codesOf(value: CellValue, column: ImportColumn | undefined): string[] {
  const parts = String(value ?? '')
    .split(/[,，、;；]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.map((part) => column?.choices?.get(part) ?? part);
}

/** Moves entries that stand in the register already from the inputs to the errors. */
export function markKnown(
  one: Register,
  checked: CheckedImport<SheetEntry>,
  known: ReadonlySet<string>,
  title: string,
): CheckedImport<SheetEntry> {
  const isKnown = (input: SheetEntry): boolean => known.has(identityKey(one, input.place, input.values));
  const errors = checked.inputs.filter(isKnown).map((input): CellError => {
    const value = String(input.values[one.title] ?? '');
    return { row: input.row, column: title, value, code: 'ENTRY_EXISTS', values: { title: value } };
  });
  const all = [...checked.errors, ...errors].sort((left, right) => left.row - right.row);
  return { ...checked, inputs: checked.inputs.filter((input) => !isKnown(input)), errors: all };
}

/** What an export shows: residents by their masked names, without numbers. */
export function exportColumns(columns: readonly ImportColumn[]): ImportColumn[] {
  return columns.filter(({ key }) => !key.endsWith(numberOf('')));
}

/** One row of an export, sealed numbers by their mask. */
export function exportRow(
  one: Register,
  entry: Entry,
  columns: readonly ImportColumn[],
  placeSaid: (code: string) => string,
): WorkbookCell[] {
  const row = entry as unknown as Values;
  return columns.map((column): WorkbookCell => {
    if (column.key === 'place') return placeSaid(placeCode(entry));
    if (column.key === 'source') return entry.source;
    const field = one.fields[column.key]!;
    if (field.kind === 'sealed') return maskOf(row[`${column.key}_last4`]);
    if (isMasked(field)) return maskAddress(String(row[column.key]));
    if (field.kind === 'entry') return shownTitle(field.of, row[`${column.key}__title`]);
    return cellOf(row[column.key], field, column);
  });
}

function cellOf(value: unknown, field: Field, column: ImportColumn): WorkbookCell {
  if (field.kind === 'flag') return text(value === true ? 'registers.yes' : 'registers.no');
  if (value === null || value === undefined) return '';
  if (field.kind === 'codes') return (value as string[]).map((one) => labelled(column, one)).join(text('documents.comma'));
  if (field.kind === 'code') return labelled(column, String(value));
  return typeof value === 'number' ? value : String(value);
}

function labelled(column: ImportColumn, code: string): string {
  return choiceLabelsByCode(column.choices ?? new Map()).get(code) ?? code;
}

/** A sealed number as it is shown: its last four characters. */
export function maskOf(last4: unknown): string {
  return typeof last4 === 'string' && last4 !== '' ? `****${last4}` : '';
}
