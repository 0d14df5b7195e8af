import { setImmediate } from 'node:timers/promises';
import type { ErrorValues } from '../../kernel/kernel.ts';
import { apart, LinliError, plainText } from '../../kernel/kernel.ts';

/** Each text once (`ends` says where in `text`), the texts' numbers of all filled rows one after the other, and where each row starts. */
interface Packed {
  readonly text: string;
  readonly ends: Uint32Array;
  readonly cells: Uint32Array;
  readonly starts: Uint32Array;
  readonly numbers: Uint32Array;
}

interface Told {
  readonly table?: Packed;
  readonly refused?: { readonly code: string; readonly values: ErrorValues };
  readonly fault?: string;
}

/** Filled rows as text, and the number a person sees before each. */
export interface Table {
  readonly rows: readonly (readonly string[])[];
  readonly numbers: readonly number[];
}

/** A workbook of 20 thousand rows is read in three seconds and a third of this memory; one made to fill it fills no more. */
const read = apart<Uint8Array, Told>(new URL('./table-reader.mjs', import.meta.url), {
  milliseconds: 15_000,
  megabytes: 512,
  resident: 768,
});

/** So many texts or rows are unpacked at once, some milliseconds; then other requests have their turn. */
const AT_ONCE = 2_000;

/**
 * The rows of a CSV text, or of a workbook's first sheet. A file of a few hundred bytes can name cells a million rows apart, or put one long text into
 * every cell: so it is measured while it is read, elsewhere, one file after the other. Throws `IMPORT_CELL_FAR`, `IMPORT_CELL_LONG`,
 * `IMPORT_TEXT_LARGE`, `IMPORT_FILE_LARGE`, `IMPORT_FILE_DAMAGED`; rejects with another error when the file is no workbook.
 */
export async function readTable(bytes: Uint8Array): Promise<Table> {
  const { table, refused, fault } = await read(bytes);
  if (refused) throw new LinliError(refused.code, refused.values);
  if (!table) throw new Error(fault);
  return unpacked(table);
}

async function unpacked({ text, ends, cells, starts, numbers }: Packed): Promise<Table> {
  const texts: string[] = [];
  for (const [at, end] of ends.entries()) {
    texts.push(plainText(text.slice(at === 0 ? 0 : ends[at - 1], end)).trim());
    if (at % AT_ONCE === 0) await setImmediate();
  }
  const rows: string[][] = [];
  for (let at = 0; at < numbers.length; at += 1) {
    rows.push(Array.from(cells.subarray(starts[at], starts[at + 1]), (place) => texts[place]!));
    if (at % AT_ONCE === 0) await setImmediate();
  }
  const filled = [...rows.keys()].filter((at) => rows[at]!.some((cell) => cell !== ''));
  return { rows: filled.map((at) => rows[at]!), numbers: filled.map((at) => numbers[at]!) };
}
