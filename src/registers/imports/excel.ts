import { LinliError, apart } from '../../kernel/kernel.ts';
import type { ErrorValues } from '../../kernel/kernel.ts';

interface Told {
  readonly cells?: string[][];
  readonly refused?: { readonly code: string; readonly values: ErrorValues };
  readonly fault?: string;
}

/** A workbook of 20 thousand rows is read in three seconds and a third of this memory; one made to fill it fills no more. */
const read = apart<Uint8Array, Told>(new URL('./excel-reader.mjs', import.meta.url), { milliseconds: 15_000, megabytes: 512 });

/**
 * The cells of the first sheet as text. A file of a few hundred bytes can name cells a million rows apart, and the matrix between them would take the
 * whole process along: so it is measured first and read elsewhere, one file after the other. Throws `IMPORT_CELL_FAR`, `IMPORT_CELL_LONG`,
 * `IMPORT_FILE_LARGE`; rejects with another error when the file is no workbook.
 */
export async function readFirstSheet(bytes: Uint8Array): Promise<string[][]> {
  const { cells, refused, fault } = await read(bytes);
  if (refused) throw new LinliError(refused.code, refused.values);
  if (!cells) throw new Error(fault);
  return cells;
}
