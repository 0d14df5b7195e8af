import { LinliError, defineErrors, plainText } from '../../kernel/kernel.ts';
import { UnreadableDocument, parseCsvRows } from '../packs/packs.ts';
import { readFirstSheet } from './excel.ts';

export const importErrors = defineErrors({
  IMPORT_FILE_KIND: 400,
  IMPORT_FILE_DAMAGED: 400,
  IMPORT_FILE_EMPTY: 400,
  IMPORT_TOO_MANY_ROWS: 413,
  IMPORT_FILE_LARGE: 413, IMPORT_CELL_FAR: 400, IMPORT_CELL_LONG: 400,
  IMPORT_COLUMNS_MISSING: 400,
  IMPORT_HAS_ERRORS: 422,
});

/** The cells of the first sheet as text, header first. `numbers[i]` is the row number a person sees in Excel. */
export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly numbers: readonly number[];
}

export const MOST_ROWS = 20_000;

/** Reads an Excel (.xlsx) or CSV (UTF-8, GB 18030) file. Throws IMPORT_FILE_… when it cannot be read, IMPORT_TOO_MANY_ROWS above 20,000 rows. */
export async function readSheet(bytes: Uint8Array, filename: string): Promise<Sheet> {
  if (bytes.length === 0) throw new LinliError(importErrors.IMPORT_FILE_EMPTY);
  const excel = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!excel && !/\.(csv|txt)$/i.test(filename)) throw new LinliError(/\.xlsx$/i.test(filename) ? importErrors.IMPORT_FILE_DAMAGED : importErrors.IMPORT_FILE_KIND);
  const table = excel ? await readXlsx(bytes) : readText(bytes);
  const filled = table.map((cells, index) => ({ cells: cells.map((cell) => plainText(cell).trim()), number: index + 1 })).filter((row) => row.cells.some((cell) => cell !== ''));
  const [head, ...rows] = filled;
  if (!head || rows.length === 0) throw new LinliError(importErrors.IMPORT_FILE_EMPTY);
  if (rows.length > MOST_ROWS) throw new LinliError(importErrors.IMPORT_TOO_MANY_ROWS, { rows: rows.length, most: MOST_ROWS });
  return { header: head.cells, rows: rows.map((row) => row.cells), numbers: rows.map((row) => row.number) };
}

async function readXlsx(bytes: Uint8Array): Promise<string[][]> {
  try {
    return await readFirstSheet(bytes);
  } catch (error) {
    throw error instanceof LinliError ? error : new LinliError(importErrors.IMPORT_FILE_DAMAGED);
  }
}

/** Excel in China saves CSV as GB 18030; text that is not valid UTF-8 is read as that. */
function readText(bytes: Uint8Array): string[][] {
  try {
    return parseCsvRows(decoded(bytes));
  } catch (error) {
    if (error instanceof UnreadableDocument) throw new LinliError(importErrors.IMPORT_FILE_DAMAGED, { line: error.line });
    throw error;
  }
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
