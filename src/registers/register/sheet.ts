import { canonical } from '../../kernel/kernel.ts';
import type { CellError, CellValue, CheckedImport, ImportColumn, ImportRow } from '../imports/column.ts';
import { checkSheet, choiceLabelsByCode, pause } from '../imports/column.ts';
import type { Sheet } from '../imports/sheet.ts';
import type { WorkbookCell } from '../imports/workbook.ts';
import type { PackLibrary } from '../packs/packs.ts';
import { text } from '../packs/texts.ts';
import { maskAddress, maskName } from '../people/masking.ts';
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
}

/** The columns of a register's template and import: the place, its fields, the source. */
export function sheetColumns(library: PackLibrary, one: Register, names: SheetNames): ImportColumn[] {
  const words = wordsOf(library, one);
  const fields = entered(one).map(([name, field]): ImportColumn => {
    const { title, hint, headings = [] } = fieldWords(words, name);
    const choices = choicesIn(library, one, name, field, names);
    return {
      key: name,
      title: 'unit' in field ? text('registers.with_unit', { title, unit: text(`registers.units.${field.unit}`) }) : title,
      synonyms: [title, name, ...headings],
      required: field.required === true,
      kind: choices && field.kind !== 'codes' ? 'choice' : kindOf(field),
      ...(hint === undefined ? {} : { hint }),
      ...(choices ? { choices } : {}),
    };
  });
  const place: ImportColumn = {
    key: 'place',
    title: text('registers.place'),
    synonyms: text('registers.place_headings').split('|'),
    required: true,
    kind: 'choice',
    choices: names.places,
  };
  return [place, ...fields, { key: 'source', title: text('registers.source'), required: false, kind: 'text' }];
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
): Promise<CheckedImport<SheetEntry>> {
  const { rows, errors, unread, missing } = await checkSheet(sheet, columns);
  const titles = new Map(columns.map((column) => [column.key, column.title]));
  const found: CellError[] = [...errors];
  const inputs: SheetEntry[] = [];
  const first = new Map<string, number>();
  for (const [at, row] of rows.entries()) {
    await pause(at);
    const { values, faults } = readRow(one, row, columns, rules);
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

function readRow(one: Register, row: ImportRow, columns: readonly ImportColumn[], rules: EntryRules): { values: Values; faults: Faults } {
  const given = Object.fromEntries(
    entered(one).map(([name, field]): [string, CellValue | readonly string[]] => {
      const value = row[name] ?? null;
      return [
        name,
        field.kind === 'codes'
          ? codesOf(
              value,
              columns.find((column) => column.key === name),
            )
          : value,
      ];
    }),
  );
  const read = readEntry(one, given, rules);
  return Object.keys(read.faults).length > 0 ? read : { values: read.values, faults: wholeFaults(one, read.values, rules) };
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

/** The headings of an export: what the import takes back, then what people read beside it. */
export function exportColumns(columns: readonly ImportColumn[]): { title: string }[] {
  return columns.map(({ title }) => ({ title }));
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
    if (field.kind === 'entry')
      return field.of.register === 'person'
        ? maskName(String(row[`${column.key}__title`] ?? ''))
        : String(row[`${column.key}__title`] ?? '');
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
