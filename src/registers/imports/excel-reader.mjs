// Runs in a thread of its own (see excel.ts), which loads plain JavaScript only.
import { parentPort, workerData } from 'node:worker_threads';
import readExcel from 'read-excel-file/node';
import { Unbounded, bounded } from './excel-bounds.mjs';

/** A cell as a person reads it; a date cell becomes `YYYY-MM-DD`. */
function cellText(cell) {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

try {
  const sheets = await readExcel(Buffer.from(bounded(workerData)));
  parentPort.postMessage({ cells: sheets[0]?.data.map((row) => row.map(cellText)) ?? [] });
} catch (error) {
  if (!(error instanceof Unbounded)) throw error;
  parentPort.postMessage({ refused: error.refused });
}
