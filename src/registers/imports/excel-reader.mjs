// Runs in a process of its own (see excel.ts), which loads plain JavaScript only.
import readExcel from 'read-excel-file/node';
import { Unbounded, bounded } from './excel-bounds.mjs';

/** A cell as a person reads it; a date cell becomes `YYYY-MM-DD`. */
function cellText(cell) {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

async function told(bytes) {
  try {
    const sheets = await readExcel(Buffer.from(bounded(bytes)));
    return { cells: sheets[0]?.data.map((row) => row.map(cellText)) ?? [] };
  } catch (error) {
    return error instanceof Unbounded ? { refused: error.refused } : { fault: String(error) };
  }
}

process.on('message', async (bytes) => process.send(await told(bytes)));
// An interrupt at the terminal reaches the whole group; who reads is let go when the web process is done.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
