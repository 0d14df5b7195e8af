// Part of the reader's process (see table.ts), which loads plain JavaScript only.
import { unzipSync, zipSync } from 'fflate';

/** Twenty thousand rows of thirty columns unfold to half of this. */
const MOST_BYTES_UNFOLDED = 64 * 1024 * 1024;
/** Excel lets nobody put more than 32,767 characters into a cell; the longest of them takes six bytes. */
const MOST_BYTES_OF_TEXT = 200_000;
const MOST_ROW = 100_000;
const MOST_COLUMN = 300;
/** Every row is filled up to the widest, so it is the area that costs memory. */
const MOST_AREA = 2_000_000;
/** Characters of all cells together, each cell counted: twenty thousand rows of thirty columns of twenty characters. */
export const mostText = 12_000_000;

/** A cell that holds something. Whole columns are often formatted down to the last row: empty cells there do no harm. */
const FILLED = /<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"(?:[^>]*[^/>])?>/g;

/** What is wrong with a workbook, as an error code and its values. */
export class Unbounded extends Error {
  constructor(code, values = {}) {
    super(code);
    this.refused = { code, values };
  }
}

/**
 * The workbook packed anew, with only the parts that are read, when those stay within bounds; throws `Unbounded` otherwise. Packed anew, because the
 * sizes a zip states twice need not agree: what was measured here is what is read.
 */
export function boundedWorkbook(bytes) {
  let unfolded = 0;
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!/\.xml(\.rels)?$/.test(name)) return false;
      unfolded += originalSize;
      if (unfolded > MOST_BYTES_UNFOLDED) throw new Unbounded('IMPORT_FILE_LARGE', { most: MOST_BYTES_UNFOLDED / 2 ** 20 });
      return true;
    },
  });
  for (const part of Object.values(parts)) {
    refuseLongText(part);
    refuseFarCells(Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1'));
  }
  return zipSync(parts, { level: 0 });
}

function refuseLongText(part) {
  let since = 0;
  for (let at = 0; at < part.length; at += 1) {
    since = part[at] === 0x3c ? 0 : since + 1;
    if (since > MOST_BYTES_OF_TEXT) throw new Unbounded('IMPORT_CELL_LONG');
  }
}

function refuseFarCells(xml) {
  const reach = reached();
  for (const [, letters, row] of xml.matchAll(FILLED)) reach(columnNumber(letters), Number(row), () => `${letters}${row}`);
}

/** Takes note of filled cells; throws `Unbounded` when they lie too far apart. */
function reached() {
  let [widest, lowest] = [1, 1];
  return (column, row, name) => {
    widest = Math.max(widest, column);
    lowest = Math.max(lowest, row);
    if (lowest > MOST_ROW || widest > MOST_COLUMN || lowest * widest > MOST_AREA) throw new Unbounded('IMPORT_CELL_FAR', { cell: name() });
  };
}

const [QUOTE, COMMA, LINE_END] = [0x22, 0x2c, 0x0a];

/** A CSV text whose rows and columns stay within bounds, counted before a row is kept; throws `Unbounded` otherwise. */
export function boundedText(text) {
  const reach = reached();
  let [quoted, row, column, since] = [false, 1, 1, 0];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    since += 1;
    if (since > MOST_BYTES_OF_TEXT) throw new Unbounded('IMPORT_CELL_LONG');
    if (sign === QUOTE) quoted = !quoted;
    if (quoted || (sign !== COMMA && sign !== LINE_END)) continue;
    since = 0;
    if (sign === COMMA) column += 1;
    else [row, column] = [row + 1, 1];
    reach(column, row, () => `${columnName(column)}${row}`);
  }
  return text;
}

function columnName(number) {
  return number > 26 ? columnName(Math.floor((number - 1) / 26)) + columnName(((number - 1) % 26) + 1) : String.fromCharCode(64 + number);
}

function columnNumber(letters) {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
