import { Worker } from 'node:worker_threads';
import { unzip } from 'fflate';

/** A workbook of 20 thousand rows needs a third of this; one made to fill the memory fills no more. */
const MOST_MEGABYTES = 512;
/** The same workbook is read in three seconds; one made to keep a processor busy keeps it no longer. */
const MOST_MS = 15_000;

/** An Excel file is a zip; one that unfolds beyond this is refused before it is read. */
const MOST_BYTES_UNFOLDED = 100 * 1024 * 1024;

let last: Promise<unknown> = Promise.resolve();

/**
 * The cells of the first sheet as text. A file of a few hundred bytes can name cells a million rows apart, and the matrix between them would take the
 * whole process along: so it is read in a thread with a limit of memory and time, one file after the other. Rejects when it cannot be read within them.
 */
export function readFirstSheet(bytes: Uint8Array): Promise<string[][]> {
  const turn = last.then(() => refuseBomb(bytes)).then(() => readInThread(bytes));
  last = turn.catch(() => undefined);
  return turn;
}

function readInThread(bytes: Uint8Array): Promise<string[][]> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./excel-reader.mjs', import.meta.url), { workerData: bytes, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } });
    const late = setTimeout(() => void worker.terminate(), MOST_MS);
    worker.once('message', (cells: string[][]) => done(cells));
    worker.once('error', fail);
    worker.once('exit', () => {
      clearTimeout(late);
      fail(new Error('the workbook could not be read in time'));
    });
  });
}

function refuseBomb(bytes: Uint8Array): Promise<void> {
  let unfolded = 0;
  return new Promise((done, fail) => {
    unzip(bytes, { filter: (file) => { unfolded += file.originalSize; return false; } }, (error) => {
      if (error || unfolded > MOST_BYTES_UNFOLDED) fail(error ?? new Error('the workbook unfolds without end'));
      else done();
    });
  });
}
