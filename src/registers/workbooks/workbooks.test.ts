import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { bareText } from '../../kernel/kernel.ts';
import { readPacks } from '../packs/packs.ts';
import { noteBook, readBook } from './book.ts';
import type { SheetReading } from './read.ts';
import { readSheets } from './read.ts';
import { sheetShapes, sheetWords } from './shape.ts';
import type { World } from './values.ts';

const root = resolve(import.meta.dirname, '../../..');
const ledgers = join(root, 'tests/ledgers');

/** What stands beside a workbook: its true values, and the faults planted in it. */
interface Truth {
  readonly sheets: readonly {
    readonly name: string;
    readonly headings: readonly number[];
    readonly columns: Readonly<Record<string, string>>;
    readonly forms: readonly (readonly [first: number, last: number])[];
    readonly faults: readonly (readonly [row: number, column: string, field: string, kind: string])[];
    readonly records: readonly (readonly [row: number, values: Readonly<Record<string, unknown>>])[];
  }[];
}

const library = readPacks(join(root, 'packs'));
const shapes = sheetShapes(library);
const places = { town: new Map<string, string>(), community: new Map<string, string>() };
const regions = readFileSync(join(root, 'packs/liuwan/regions.csv'), 'utf8')
  .split('\n')
  .map((line) => line.split(','));
const regionNames = new Map(regions.map(([code, name]) => [code!, name!]));
for (const [, name = '', level = '', parent = ''] of regions)
  if (level === 'town' || level === 'community')
    for (const said of [name, name.replace(/(?:社区|村|嘎查)$/, ''), `${regionNames.get(parent)}${name}`])
      places[level].set(bareText(said), name);
const world: World = {
  today: '2026-11-27',
  areas: new Set([...library.codeTable('gb2260_history').map(({ code }) => code!), '990101']),
  places,
  words: sheetWords(library),
};

async function readFile(name: string): Promise<{ readings: SheetReading[]; truth: Truth }> {
  const grids = await readBook(readFileSync(join(ledgers, name)), name);
  const truth = JSON.parse(readFileSync(join(ledgers, name.replace('.xlsx', '.json')), 'utf8')) as Truth;
  return { readings: await readSheets(grids, shapes, world), truth };
}

const files = readdirSync(ledgers).filter((name) => name.endsWith('.xlsx'));
const all = await Promise.all(files.map(async (name) => ({ name, ...(await readFile(name)) })));

/** Facts of a record that stand in no cell: what the grid's code or the whole address is, and that a house is empty. */
const DERIVED = new Set(['grid_code', 'vacant']);

test('the headings, the columns and the rows of every ledger are found, whatever stands around them', () => {
  for (const { name, readings, truth } of all)
    for (const sheet of truth.sheets) {
      const reading = readings.find(({ layout }) => layout.sheet === sheet.name);
      assert.ok(reading, `${name} ${sheet.name}`);
      assert.deepEqual(reading.layout.headings, sheet.headings, `${name} ${sheet.name}`);
      const fields = Object.fromEntries(reading.layout.columns.map(({ letters, field }) => [letters, field]));
      assert.deepEqual(fields, sheet.columns, `${name} ${sheet.name}`);
      assert.deepEqual(
        reading.entries.map(({ row }) => row),
        sheet.records.map(([row]) => row),
        `${name} ${sheet.name}`,
      );
      assert.deepEqual([...reading.layout.unread, ...reading.layout.missing.map(({ field }) => field)], [], `${name} ${sheet.name}`);
    }
  const read = all.flatMap(({ readings }) => readings.map(({ layout }) => layout.sheet));
  assert.equal(read.length, 13, 'instructions, covers, lists of codes and hidden sheets are no ledgers');
});

test('every planted fault is told at its cell, and good rows are left alone', () => {
  const missed: string[] = [];
  let [planted, good] = [0, 0];
  const alarms = new Set<string>();
  for (const { name, readings, truth } of all)
    for (const { name: sheet, faults, forms, records } of truth.sheets) {
      const reading = readings.find(({ layout }) => layout.sheet === sheet)!;
      const formOf = (row: number): number => forms.findIndex(([first, last]) => row >= first && row <= last);
      // What is wrong in the head of a form is written down with its first member's row.
      const told = (row: number, column: string): boolean =>
        reading.faults.some(
          (fault) =>
            fault.cells.includes(`${column}${row}`) ||
            (forms.length > 0 && formOf(fault.row) === formOf(row) && fault.cells.some((cell) => cell.startsWith(column))),
        );
      planted += faults.length;
      for (const [row, column, field, kind] of faults)
        if (!told(row, column)) missed.push(`${name} ${sheet} ${column}${row} ${field} ${kind}`);
      const bad = new Set(faults.map(([row]) => row));
      const badForms = new Set(forms.length > 0 ? faults.map(([row]) => formOf(row)) : []);
      good += records.length - bad.size;
      for (const { row } of reading.faults) if (!bad.has(row) && !badForms.has(formOf(row))) alarms.add(`${name} ${sheet} ${row}`);
    }
  assert.equal(planted, 199);
  assert.deepEqual(missed, []);
  // Where two rows say the same, both are told, and only one of them is called planted.
  assert.ok(alarms.size / good < 0.01, `${alarms.size} of ${good} good rows: ${[...alarms].join('; ')}`);
});

test('no good value is changed by reading it, however it is written', () => {
  const changed: string[] = [];
  let compared = 0;
  for (const { name, readings, truth } of all)
    for (const { name: sheet, faults, records } of truth.sheets) {
      const reading = readings.find(({ layout }) => layout.sheet === sheet)!;
      const bad = new Set(faults.map(([row]) => row));
      const badCells = new Set(faults.map(([row, column]) => `${column}${row}`));
      const values = new Map(records);
      for (const entry of reading.entries) {
        if (bad.has(entry.row)) continue;
        for (const [field, right] of Object.entries(values.get(entry.row)!)) {
          const read = entry.values[field] ?? null;
          const isNone = read === null || (Array.isArray(read) && read.length === 0);
          const absent = isNone && (!right || (Array.isArray(right) && right.length === 0));
          if (DERIVED.has(field) || absent || isOfFault(entry.at[field], badCells, reading)) continue;
          compared += 1;
          if (!isSame(field, read, right)) changed.push(`${name} ${sheet} ${entry.at[field]} ${field}: ${JSON.stringify([read, right])}`);
        }
      }
    }
  assert.ok(compared > 25_000, String(compared));
  assert.deepEqual(changed.slice(0, 20), []);
});

/** A merged cell that is planted in one row is faulty for all of them. */
function isOfFault(address: string | undefined, badCells: ReadonlySet<string>, reading: SheetReading): boolean {
  return address !== undefined && (badCells.has(address) || reading.faults.some(({ cells }) => cells.includes(address)));
}

/** An age may be one more by the calendar year; an address may stand without the names of county and town. */
function isSame(field: string, read: unknown, right: unknown): boolean {
  if (field === 'age') return read === null || Math.abs(Number(read) - Number(right)) <= 1;
  if (field === 'address') return String(right).endsWith(String(read));
  return JSON.stringify(read) === JSON.stringify(right);
}

test('what a ground colour means is asked, never guessed', () => {
  const disabled = all.find(({ name }) => name.startsWith('02'))!.readings[0]!;
  assert.deepEqual(
    disabled.colours.map(({ colour, rows }) => [colour.slice(-6), rows]),
    [
      ['FFFF00', 13],
      ['FF9999', 10],
    ],
  );
});

test('the same file comes back with a note at each cell, notes of others kept, and reads as before', async () => {
  const name = files.find((one) => one.startsWith('02'))!;
  const bytes = readFileSync(join(ledgers, name));
  const before = await readBook(bytes, name);
  const noted = await noteBook(bytes, name, { [before[0]!.name]: { J23: '一句话', Z400: '角落里的 <一句> & 另一句' } }, '邻里');
  assert.deepEqual(await readBook(noted, name), before);
  const plain = files.find((one) => one.startsWith('10'))!;
  const fresh = readFileSync(join(ledgers, plain));
  const [grid] = await readBook(fresh, plain);
  assert.deepEqual(await readBook(await noteBook(fresh, plain, { [grid!.name]: { K14: '勾了两个' } }, '邻里'), plain), [grid]);
});
