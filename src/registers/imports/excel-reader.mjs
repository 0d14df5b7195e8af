// Runs in a thread of its own (see excel.ts), which loads plain JavaScript only.
import { parentPort, workerData } from 'node:worker_threads';
import readExcel from 'read-excel-file/node';

/** A cell as a person reads it; a date cell becomes `YYYY-MM-DD`. */
function cellText(cell) {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

const sheets = await readExcel(Buffer.from(workerData));
parentPort.postMessage(sheets[0]?.data.map((row) => row.map(cellText)) ?? []);
