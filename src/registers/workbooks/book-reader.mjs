// Runs in a process of its own (see book.ts), which loads plain JavaScript only.
import { strFromU8, unzipSync } from 'fflate';
import readExcel from 'read-excel-file/node';
import { boundedWorkbook, mostText, Unbounded } from '../imports/table-bounds.mjs';
import { lines } from '../imports/table-text.mjs';
import { withNotes } from './book-notes.mjs';

/** A cell with its kind before it: what a number is, is lost in words. */
function marked(cell) {
  if (cell === null || cell === undefined || cell === '') return '';
  if (cell instanceof Date) return `d${cell.toISOString().slice(0, 10)}`;
  if (typeof cell === 'number') return `n${cell}`;
  if (typeof cell === 'boolean') return `b${cell ? 1 : 0}`;
  const text = String(cell).trim();
  return text === '' ? '' : `t${text}`;
}

const attribute = (tag, name) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

const plain = (text) => text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name]);

/** Name, visibility and part of each sheet, in the order of the tabs. */
function sheetParts(parts) {
  const relations = new Map(
    [...strFromU8(parts['xl/_rels/workbook.xml.rels']).matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target').replace(/^\/?(?:xl\/)?/, 'xl/'),
    ]),
  );
  return [...strFromU8(parts['xl/workbook.xml']).matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].map(([tag]) => ({
    name: plain(attribute(tag, 'name')),
    hidden: /hidden/i.test(attribute(tag, 'state')),
    part: relations.get(attribute(tag, '\\w+:id')),
  }));
}

/** Ranges of merged cells, as in `A5:A7`. */
function merged(xml) {
  return [...xml.matchAll(/<(?:\w+:)?mergeCell\s[^>]*>/g)].map(([tag]) => attribute(tag, 'ref'));
}

/** What formulas failed with, by row and column from 0: the library leaves such cells empty. */
function failed(xml) {
  return [...xml.matchAll(/<c\s[^>]*?\br="([A-Z]+)(\d+)"[^>]*?\bt="e"[^>]*>.*?<v>([^<]*)<\/v>/gs)].map(([, letters, row, said]) => [
    Number(row) - 1,
    [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1,
    said,
  ]);
}

/** Numbers of the rows whose first cells have a ground colour, by colour. */
function coloured(xml, styles) {
  const fills = [...(/<fills\b.*?<\/fills>/s.exec(styles)?.[0] ?? '').matchAll(/<fill>.*?<\/fill>|<fill\/>/gs)].map(
    ([fill]) => /patternType="solid"/.test(fill) && (/<fgColor[^>]*rgb="(\w+)"/.exec(fill)?.[1] ?? ''),
  );
  const formats = [...(/<cellXfs\b.*?<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf\b[^>]*>/g)].map(
    ([tag]) => fills[Number(attribute(tag, 'fillId') || 0)] || '',
  );
  const rows = {};
  for (const [, number, cells] of xml.matchAll(/<row\s[^>]*?\br="(\d+)"[^>]*>(.*?)<\/row>/gs)) {
    const own = [...cells.matchAll(/<c\s[^>]*?\bs="(\d+)"/g)].slice(0, 6).map(([, style]) => formats[Number(style)] ?? '');
    const colour = own.length > 2 && own.every((one) => one === own[0]) ? own[0] : '';
    if (colour !== '' && !/^F*$/i.test(colour)) (rows[colour] ??= []).push(Number(number));
  }
  return rows;
}

async function book(bytes) {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    return [{ name: 'CSV', hidden: false, rows: lines(bytes).map((row) => row.map(marked)), merged: [], colours: {} }];
  const bounded = boundedWorkbook(bytes);
  const parts = unzipSync(bounded);
  const read = await readExcel(Buffer.from(bounded));
  const styles = parts['xl/styles.xml'] ? strFromU8(parts['xl/styles.xml']) : '';
  let length = 0;
  return sheetParts(parts).map(({ name, hidden, part }, at) => {
    const xml = part && parts[part] ? strFromU8(parts[part]) : '';
    const rows = (read[at]?.data ?? []).map((row) => row.map(marked));
    for (const [row, column, said] of failed(xml)) if (rows[row]) rows[row][column] = `e${said}`;
    for (const row of rows) for (const cell of row) length += cell.length;
    if (length > mostText) throw new Unbounded('IMPORT_TEXT_LARGE', { most: mostText / 10_000 });
    return { name, hidden, rows, merged: merged(xml), colours: coloured(xml, styles) };
  });
}

/** The order stands before the file: its length in four bytes, then `{}` to read, or what to note at which cells of which sheet. */
async function told(bytes) {
  try {
    const length = Buffer.from(bytes.buffer, bytes.byteOffset, 4).readUInt32LE();
    const { notes, author } = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset + 4, length).toString());
    const file = bytes.subarray(4 + length);
    if (!notes) return { sheets: await book(file) };
    const sheets = sheetParts(unzipSync(boundedWorkbook(file)));
    const byPart = Object.entries(notes).map(([name, said]) => [sheets.find((one) => one.name === name).part, said]);
    return { file: withNotes(file, Object.fromEntries(byPart), author) };
  } catch (error) {
    return error instanceof Unbounded ? { refused: error.refused } : { fault: String(error) };
  }
}

process.on('message', async (bytes) => process.send(await told(bytes)));
// An interrupt at the terminal reaches the whole group; who reads is let go when the web process is done.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
