import type { ErrorValues } from '../../kernel/kernel.ts';
import { apart, defineErrors, LinliError, plainText } from '../../kernel/kernel.ts';
import { importErrors, refuseForeign } from '../imports/sheet.ts';

export const bookErrors = defineErrors({ WORKBOOK_NO_LEDGER: 400, WORKBOOK_NO_NOTES: 400 });

/** What a cell holds: words as typed, a number, a day, yes or no, or what a formula failed with. */
export type Cell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly number: number }
  | { readonly kind: 'day'; readonly text: string }
  | { readonly kind: 'flag'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string };

/** One sheet of a workbook as it stands; rows and columns count from 0. */
export interface Grid {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly (readonly Cell[])[];
  readonly merges: readonly Merge[];
  /** Ground colour → rows that have it, counted as a person sees them. */
  readonly colours: Readonly<Record<string, readonly number[]>>;
}

/** A range of merged cells, both corners included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

interface Told {
  readonly sheets?: readonly {
    readonly name: string;
    readonly hidden: boolean;
    readonly rows: readonly (readonly string[])[];
    readonly merged: readonly string[];
    readonly colours: Readonly<Record<string, readonly number[]>>;
  }[];
  readonly file?: Uint8Array;
  readonly refused?: { readonly code: string; readonly values: ErrorValues };
  readonly fault?: string;
}

const read = apart<Uint8Array, Told>(new URL('./book-reader.mjs', import.meta.url), {
  milliseconds: 30_000,
  megabytes: 512,
  resident: 768,
});

/** What to say at which cells of which sheet: sheet → address → words. */
export type Notes = Readonly<Record<string, Readonly<Record<string, string>>>>;

async function ask(order: { notes?: Notes; author?: string }, bytes: Uint8Array, filename: string): Promise<Told> {
  if (bytes.length === 0) throw new LinliError(importErrors.IMPORT_FILE_EMPTY);
  refuseForeign(bytes, filename);
  const said = Buffer.from(JSON.stringify(order));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(said.length);
  const told = await read(Buffer.concat([length, said, bytes])).catch((): Told => ({}));
  if (told.refused) throw new LinliError(told.refused.code, told.refused.values);
  return told;
}

/** The same Excel file with a note at each of the cells. Throws as `readBook` does, and WORKBOOK_NO_NOTES for a CSV, which holds none. */
export async function noteBook(bytes: Uint8Array, filename: string, notes: Notes, author: string): Promise<Uint8Array> {
  if (bytes[0] !== 0x50) throw new LinliError(bookErrors.WORKBOOK_NO_NOTES);
  const { file } = await ask({ notes, author }, bytes, filename);
  if (!file) throw new LinliError(importErrors.IMPORT_FILE_DAMAGED);
  return file;
}

/** All sheets of an Excel file with their merged cells. Throws IMPORT_FILE_…, IMPORT_CELL_…, IMPORT_TEXT_LARGE. */
export async function readBook(bytes: Uint8Array, filename: string): Promise<Grid[]> {
  const { sheets } = await ask({}, bytes, filename);
  if (!sheets) throw new LinliError(importErrors.IMPORT_FILE_DAMAGED);
  return sheets.map(({ name, hidden, rows, merged, colours }) => ({
    name,
    hidden,
    rows: rows.map((row) => row.map(cellOf)),
    merges: merged.map(mergeOf),
    colours,
  }));
}

const EMPTY: Cell = { kind: 'empty' };

function cellOf(marked: string): Cell {
  const text = marked.slice(1);
  switch (marked[0]) {
    case undefined:
      return EMPTY;
    case 'n':
      return { kind: 'number', text, number: Number(text) };
    case 'd':
      return { kind: 'day', text };
    case 'b':
      return { kind: 'flag', text };
    case 'e':
      return { kind: 'error', text };
    default:
      return { kind: 'text', text: plainText(text).trim() };
  }
}

function mergeOf(range: string): Merge {
  const [from = 'A1', to = from] = range.split(':');
  const [[left, top], [right, bottom]] = [placeOf(from), placeOf(to)];
  return { top, left, bottom, right };
}

function placeOf(address: string): [column: number, row: number] {
  const letters = address.replace(/\d+/, '');
  return [
    [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1,
    Number(address.slice(letters.length)) - 1,
  ];
}

/** `A`, `B` … `AA`: the letters of a column counted from 0. */
export function columnLetters(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : columnLetters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));
}
