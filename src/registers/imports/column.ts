import { setImmediate } from 'node:timers/promises';
import type { ErrorValues, FieldFault } from '../../kernel/kernel.ts';
import { bareText, LinliError } from '../../kernel/kernel.ts';
import { outOfRange } from '../packs/range.ts';
import { text } from '../packs/texts.ts';
import { readDay } from './day.ts';
import type { Headings } from './heading.ts';
import { matchHeadings } from './heading.ts';
import type { Sheet } from './sheet.ts';
import { importErrors } from './sheet.ts';

/** One column of an import: what its cells may hold. */
export interface ImportColumn<K extends string = string> {
  readonly key: K;
  /** The heading people see in the template. */
  readonly title: string;
  /** Other headings people use for it. */
  readonly synonyms?: readonly string[];
  readonly kind: 'text' | 'number' | 'day' | 'choice';
  readonly required: boolean;
  readonly hint?: string;
  /** For `choice`: what a cell may say (name or code) → the code kept. */
  readonly choices?: ReadonlyMap<string, string>;
}

/** What is wrong with one cell. The text of the code stands in the catalogue under `errors`. */
export interface CellError {
  /** The row number a person sees in Excel. */
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: string;
  /** What the cell might have said, nearest first; for `FIELD_NOT_CHOICE`. */
  readonly offered?: readonly string[];
  /** What is wrong, where the sentence of the code needs more than the code. */
  readonly sentence?: string;
  /** What the sentence of the code tells: the limits, say. */
  readonly values?: ErrorValues;
}

export type CellValue = string | number | null;
export type ImportRow<K extends string = string> = Record<K, CellValue> & { readonly row: number };

/** The rows that can be read, every cell that cannot, and what the headings left out. */
export interface CheckedSheet<K extends string = string> {
  readonly rows: readonly ImportRow<K>[];
  readonly errors: readonly CellError[];
  readonly unread: readonly string[];
  readonly missing: readonly string[];
}

/** What a dry run says: the inputs ready to enter, and every cell to mend. */
export interface CheckedImport<T> {
  readonly inputs: readonly T[];
  readonly errors: readonly CellError[];
  /** Headings of the file that are not read, and columns it lacks. */
  readonly unread: readonly string[];
  readonly missing: readonly string[];
}

/** Reads a sheet's cells by its columns, in whatever order they stand. Throws IMPORT_COLUMNS_MISSING, IMPORT_COLUMNS_TWICE. */
export async function checkSheet<K extends string>(sheet: Sheet, columns: readonly ImportColumn<K>[]): Promise<CheckedSheet<K>> {
  const { places, unread, missing } = requireHeadings(sheet.header, columns);
  const choices = columns.map((column) => new Map([...(column.choices ?? [])].map(([said, code]) => [bareText(said), code])));
  const rows: ImportRow<K>[] = [];
  const errors: CellError[] = [];
  for (const [index, cells] of sheet.rows.entries()) {
    await pause(index);
    const number = sheet.numbers[index]!;
    const row = { row: number } as Record<string, CellValue>;
    let faulty = false;
    for (const [at, column] of columns.entries()) {
      const value = places[at] === -1 ? '' : (cells[places[at]!] ?? '');
      const read = readCell(column, value, choices[at]!);
      if ('code' in read) {
        errors.push({
          row: number,
          column: column.title,
          value,
          code: read.code,
          ...(read.values ? { values: read.values } : {}),
          ...(column.choices && value !== '' && errors.length < MOST_EXPLAINED ? { offered: nearestChoices(column.choices, value) } : {}),
        });
        faulty = true;
      } else row[column.key] = read.value;
    }
    if (!faulty) rows.push(row as ImportRow<K>);
  }
  return { rows, errors, unread, missing };
}

/** So many rows are checked at once, some milliseconds; then other requests have their turn. */
const AT_ONCE = 250;

/** Lets others go first now and then in a loop over the rows of a sheet. */
export async function pause(row: number): Promise<void> {
  if (row % AT_ONCE === 0) await setImmediate();
}

/** The places of the columns in a header. Throws IMPORT_COLUMNS_MISSING with what was not understood, IMPORT_COLUMNS_TWICE. */
function requireHeadings(header: readonly string[], columns: readonly ImportColumn[]): Headings {
  const comma = text('documents.comma');
  const headings = matchHeadings(header, columns);
  const [twice] = headings.twice;
  if (twice) throw new LinliError(importErrors.IMPORT_COLUMNS_TWICE, { column: twice.title, headings: twice.headings.join(comma) });
  const lacking = columns.filter((column, at) => column.required && headings.places[at] === -1).map((column) => column.title);
  if (lacking.length === 0) return headings;
  const unread = headings.unread.length > 0 ? text('imports.unread', { headings: headings.unread.join(comma) }) : '';
  throw new LinliError(importErrors.IMPORT_COLUMNS_MISSING, { columns: lacking.join(comma), unread });
}

/** Each code with the word people write for it: its name, or the code when no name is its own. */
export function choiceLabelsByCode(choices: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const [said, code] of choices) if (!labels.has(code) || labels.get(code) === code) labels.set(code, said);
  return labels;
}

/** Each choice under the word people write for it. */
export function choiceLabels(choices: ReadonlyMap<string, string>): string[] {
  return [...choiceLabelsByCode(choices).values()];
}

const MOST_OFFERED = 8;
/** Whoever gets more wrong than this chose the wrong column; comparing every cell would hold up the others. */
const MOST_EXPLAINED = 500;

/** A few choices that share the most characters with what was written; none when none is near. */
function nearestChoices(choices: ReadonlyMap<string, string>, value: string): string[] {
  const written = new Set(value);
  const likeness = (label: string): number => [...new Set(label)].filter((character) => written.has(character)).length;
  return choiceLabels(choices)
    .filter((label) => likeness(label) > 0)
    .toSorted((a, b) => likeness(b) - likeness(a))
    .slice(0, MOST_OFFERED);
}

function readCell(column: ImportColumn, value: string, choices: ReadonlyMap<string, string>): { value: CellValue } | FieldFault {
  if (value === '') return column.required ? { code: 'FIELD_REQUIRED' } : { value: null };
  switch (column.kind) {
    case 'text':
      return [...value].length > 500 ? { code: 'FIELD_TOO_LONG' } : { value };
    case 'number':
      return numberCell(value);
    case 'day':
      return dayCell(value);
    case 'choice': {
      const code = choices.get(bareText(value));
      return code === undefined ? { code: 'FIELD_NOT_CHOICE' } : { value: code };
    }
  }
}

/** Beyond this a number is a slip of the finger; no column of a register holds more. */
const MOST = 999_999_999_999;

/** Full-width digits and thousands separators are how people write; units and words are not numbers. */
function numberCell(value: string): { value: number } | FieldFault {
  const plain = bareText(value).replace(/(?<=\d),(?=\d{3})/g, '');
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return { code: 'FIELD_NOT_NUMBER' };
  return Math.abs(Number(plain)) > MOST ? outOfRange(-MOST, MOST) : { value: Number(plain) };
}

function dayCell(value: string): { value: string } | FieldFault {
  const read = readDay(value);
  return 'day' in read ? { value: read.day } : read;
}
