import { defineErrors, LinliError } from '../../kernel/kernel.ts';
import { readTable } from './table.ts';

export const importErrors = defineErrors({
  IMPORT_FILE_KIND: 400,
  IMPORT_FILE_DAMAGED: 400,
  IMPORT_FILE_EMPTY: 400,
  IMPORT_TOO_MANY_ROWS: 413,
  IMPORT_FILE_LARGE: 413,
  IMPORT_TEXT_LARGE: 413,
  IMPORT_CELL_FAR: 400,
  IMPORT_CELL_LONG: 400,
  IMPORT_FILE_LOCKED: 400,
  IMPORT_FILE_OLD: 400,
  IMPORT_COLUMNS_MISSING: 400,
  IMPORT_COLUMNS_TWICE: 400,
  IMPORT_COLUMNS_UNSEEN: 422,
  IMPORT_HAS_ERRORS: 422,
});

/** The cells of the first sheet as text, header first. `numbers[i]` is the row number a person sees in Excel. */
export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly numbers: readonly number[];
}

export const MOST_ROWS = 20_000;

/** Old Excel files, and new ones behind a password, are such a container. */
const CONTAINER = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const LOCKED = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * Reads an Excel (.xlsx) or CSV (UTF-8, UTF-16, GB 18030) file. Throws IMPORT_FILE_… when it cannot be read, what `readTable` throws, and
 * IMPORT_TOO_MANY_ROWS above 20,000 rows.
 */
export async function readSheet(bytes: Uint8Array, filename: string): Promise<Sheet> {
  if (bytes.length === 0) throw new LinliError(importErrors.IMPORT_FILE_EMPTY);
  refuseForeign(bytes, filename);
  const { rows: filled, numbers } = await readTable(bytes).catch((error: unknown) => {
    throw error instanceof LinliError ? error : new LinliError(importErrors.IMPORT_FILE_DAMAGED);
  });
  const [header, ...rows] = filled;
  if (!header || rows.length === 0) throw new LinliError(importErrors.IMPORT_FILE_EMPTY);
  if (rows.length > MOST_ROWS) throw new LinliError(importErrors.IMPORT_TOO_MANY_ROWS, { rows: rows.length, most: MOST_ROWS });
  return { header, rows, numbers: numbers.slice(1) };
}

/** Says of a file that is neither a workbook nor a CSV what it is, where that is known. */
export function refuseForeign(bytes: Uint8Array, filename: string): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.subarray(0, 4).equals(CONTAINER))
    throw new LinliError(file.includes(LOCKED) ? importErrors.IMPORT_FILE_LOCKED : importErrors.IMPORT_FILE_OLD);
  if (file.subarray(0, 2).toString('latin1') === 'PK' || /\.(csv|txt)$/i.test(filename)) return;
  throw new LinliError(/\.xlsx$/i.test(filename) ? importErrors.IMPORT_FILE_DAMAGED : importErrors.IMPORT_FILE_KIND);
}
