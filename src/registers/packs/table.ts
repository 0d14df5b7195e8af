import type { FieldFault } from '../../kernel/kernel.ts';
import { LinliError } from '../../kernel/kernel.ts';
import { isPlausibleDay } from './day.ts';
import type { CsvRow, PackDocument } from './document.ts';
import type { Fault } from './fault.ts';
import { faultAt } from './fault.ts';
import type { Names } from './shelf.ts';
import type { TextValues } from './texts.ts';
import { text } from './texts.ts';

/** What is wrong with a cell: a key under `packs.faults.cell`, and what its sentence needs besides column and value. */
export interface CellFault {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number | undefined>> | undefined;
}

/** Looks at one cell; undefined when all is well. */
export type CellCheck = (value: string, row: CsvRow) => CellFault | undefined;

/** The columns of a table, each with what its cells may hold. */
export type Columns = Readonly<Record<string, CellCheck>>;

/** Every column that is missing or unknown, and every cell that does not fit. */
export function checkTable(document: PackDocument, columns: Columns, optional: Columns = {}): Fault[] {
  const header = document.header ?? [];
  const all = { ...columns, ...optional };
  const faults = Object.keys(columns)
    .filter((name) => !header.includes(name))
    .map((name) => faultAt(document, [], 'column-missing', { name }));
  for (const name of header)
    if (!(name in all))
      faults.push(faultAt(document, [], 'column-unknown', { name: name === '' ? '-' : name, known: Object.keys(all).join(', ') }));
  const rows = document.data as CsvRow[];
  if (rows.length === 0) faults.push(faultAt(document, [], 'no-rows'));
  const checked = Object.entries(all).filter(([name]) => header.includes(name));
  for (const [index, row] of rows.entries()) {
    if (header.every((name) => row[name] === name)) faults.push(faultAt(document, [index], 'header-twice'));
    for (const [column, check] of checked) {
      const fault = check(row[column] ?? '', row);
      if (fault) faults.push(cellFault(document, index, column, row[column] ?? '', fault));
    }
  }
  return faults;
}

/** A fault of one cell. */
export function cellFault(document: PackDocument, index: number, column: string, value: string, fault: CellFault): Fault {
  return faultAt(document, [index], `cell.${fault.key}`, { column, value, ...(fault.values as TextValues | undefined) });
}

/** A cell fault in the words of a declared error code. */
export function codedFault({ code, values }: FieldFault): CellFault {
  return { key: 'coded', values: { sentence: text(`errors.${code}.sentence`, values as TextValues | undefined) } };
}

/** Rows whose cells in the columns say the same thing twice, told at the later one and its last column. */
export function repeatedRows(
  document: PackDocument,
  columns: readonly string[],
  key = 'repeated',
  skipped: (row: CsvRow) => boolean = () => false,
): Fault[] {
  const first = new Map<string, number>();
  const column = columns.at(-1)!;
  return (document.data as CsvRow[]).flatMap((row, index) => {
    const name = columns.map((one) => row[one]).join('\n');
    if (skipped(row) || !columns.every((one) => row[one])) return [];
    const before = first.get(name);
    if (before === undefined) first.set(name, index);
    return before === undefined
      ? []
      : [cellFault(document, index, column, row[column]!, { key, values: { line: document.lineOf([before]) } })];
  });
}

export const anything: CellCheck = () => undefined;
export const filled: CellCheck = (value) => (value === '' ? { key: 'empty' } : undefined);
export const aDay: CellCheck = (value) => (isPlausibleDay(value) ? undefined : { key: 'day' });
export const aNumber: CellCheck = (value) => (/^\d+(\.\d+)?$/.test(value) ? undefined : { key: 'number' });
export const aWholeNumber: CellCheck = (value) => (/^\d+$/.test(value) ? undefined : { key: 'whole-number' });

/** The same, where a cell may stay empty. */
export function orEmpty(check: CellCheck): CellCheck {
  return (value, row) => (value === '' ? undefined : check(value, row));
}

/** One of a few words. */
export function among(words: readonly string[]): CellCheck {
  return (value) => (words.includes(value) ? undefined : { key: 'among', values: { words: words.join(' / ') } });
}

/** A code of a national code table. */
export function inTable(codes: Names, table: string): CellCheck {
  return (value) => (codes.has(value) ? undefined : { key: 'code', values: { table } });
}

/** What a reader of the domain accepts; it throws an error whose sentence explains the cell. */
export function readBy(read: (value: string) => unknown): CellCheck {
  return (value) => {
    try {
      read(value);
      return undefined;
    } catch (error) {
      if (error instanceof LinliError) return codedFault({ code: error.code, values: error.values });
      throw error;
    }
  };
}
