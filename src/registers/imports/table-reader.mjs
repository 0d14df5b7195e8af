// Runs in a process of its own (see table.ts), which loads plain JavaScript only.
import readExcel from 'read-excel-file/node';
import { boundedWorkbook, mostText, Unbounded } from './table-bounds.mjs';
import { lines } from './table-text.mjs';

/** A cell as a person reads it; a date cell becomes `YYYY-MM-DD`. */
function cellText(cell) {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

async function workbook(bytes) {
  const sheets = await readExcel(Buffer.from(boundedWorkbook(bytes)));
  return sheets[0]?.data ?? [];
}

/**
 * Each text once, and for every filled row the numbers of its cells' texts: a text that stands in a million cells is neither sent nor kept a million
 * times. Throws `Unbounded` as soon as the texts of all cells together are too long for one sheet.
 */
function packed(rows) {
  const places = new Map([['', 0]]);
  const texts = [''];
  const cells = [];
  const starts = [0];
  const numbers = [];
  let length = 0;
  for (const [index, row] of rows.entries()) {
    const own = row.map(cellText);
    const width = own.findLastIndex((text) => text !== '') + 1;
    if (width === 0) continue;
    for (const text of own.slice(0, width)) {
      length += text.length;
      if (length > mostText) throw new Unbounded('IMPORT_TEXT_LARGE', { most: mostText / 10_000 });
      let place = places.get(text);
      if (place === undefined) places.set(text, (place = texts.push(text) - 1));
      cells.push(place);
    }
    starts.push(cells.length);
    numbers.push(index + 1);
  }
  let end = 0;
  return {
    text: texts.join(''),
    ends: Uint32Array.from(texts, (text) => (end += text.length)),
    cells: Uint32Array.from(cells),
    starts: Uint32Array.from(starts),
    numbers: Uint32Array.from(numbers),
  };
}

async function told(bytes) {
  try {
    const excel = bytes[0] === 0x50 && bytes[1] === 0x4b;
    return { table: packed(excel ? await workbook(bytes) : lines(bytes)) };
  } catch (error) {
    return error instanceof Unbounded ? { refused: error.refused } : { fault: String(error) };
  }
}

process.on('message', async (bytes) => process.send(await told(bytes)));
// An interrupt at the terminal reaches the whole group; who reads is let go when the web process is done.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
