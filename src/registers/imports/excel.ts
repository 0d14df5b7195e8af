import { Worker } from 'node:worker_threads';
import { LinliError } from '../../kernel/kernel.ts';
import type { ErrorValues } from '../../kernel/kernel.ts';

/** A workbook of 20 thousand rows needs a third of this; one made to fill the memory fills no more. */
const MOST_MEGABYTES = 512;
/** The same workbook is read in three seconds; one made to keep a processor busy keeps it no longer. */
const MOST_MS = 15_000;

let last: Promise<unknown> = Promise.resolve();

/**
 * The cells of the first sheet as text. A file of a few hundred bytes can name cells a million rows apart, and the matrix between them would take the
 * whole process along: so it is measured first, and read in a thread with a limit of memory and time, one file after the other. Throws
 * `IMPORT_CELL_FAR`, `IMPORT_CELL_LONG`, `IMPORT_FILE_LARGE`; rejects with another error when the file is no workbook.
 */
export function readFirstSheet(bytes: Uint8Array): Promise<string[][]> {
  const turn = last.then(() => readInThread(bytes));
  last = turn.catch(() => undefined);
  return turn;
}

interface Told {
  readonly cells?: string[][];
  readonly refused?: { readonly code: string; readonly values: ErrorValues };
}

function readInThread(bytes: Uint8Array): Promise<string[][]> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./excel-reader.mjs', import.meta.url), { workerData: bytes, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } });
    const late = setTimeout(() => void worker.terminate(), MOST_MS);
    worker.once('message', ({ cells, refused }: Told) => {
      if (refused) fail(new LinliError(refused.code, refused.values));
      else done(cells!);
    });
    worker.once('error', fail);
    worker.once('exit', () => {
      clearTimeout(late);
      fail(new Error('the workbook could not be read in time'));
    });
  });
}
