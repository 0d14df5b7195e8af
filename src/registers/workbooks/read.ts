import type { Day, ErrorValues } from '../../kernel/kernel.ts';
import { bareText, LinliError } from '../../kernel/kernel.ts';
import { pause } from '../imports/column.ts';
import { readDay } from '../imports/day.ts';
import type { Cell, Grid } from './book.ts';
import { bookErrors } from './book.ts';
import { EMPTY, recognise } from './headings.ts';
import type { Layout, TableRow } from './layout.ts';
import { layOut } from './layout.ts';
import type { Draft, RuleFault } from './rules.ts';
import { applyRules } from './rules.ts';
import type { SheetField, SheetShape } from './shape.ts';
import type { Value, World } from './values.ts';
import { readValue } from './values.ts';

/** What is wrong, at which cells of which row. */
export interface CellFault {
  /** As a person counts. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly title: string;
  readonly written: string;
  readonly code: string;
  readonly values?: ErrorValues;
}

/** A sheet as read: where the ledger stands in it, its entries, and every cell to mend. */
export interface SheetReading {
  readonly layout: Layout;
  /** The day the sheet speaks of. */
  readonly on: Day;
  readonly entries: readonly Draft[];
  readonly faults: readonly CellFault[];
  /** Questions nobody but the sender can answer: what a ground colour means. */
  readonly colours: readonly { readonly colour: string; readonly rows: number }[];
}

/**
 * Reads every sheet of a workbook that holds a ledger; sheets that hold none are named by the caller. Others get their turn now and then. Throws
 * WORKBOOK_NO_LEDGER.
 */
export async function readSheets(grids: readonly Grid[], shapes: readonly SheetShape[], world: World): Promise<SheetReading[]> {
  const laid: { grid: Grid; layout: Layout }[] = [];
  for (const grid of grids.filter((one) => !one.hidden && one.rows.length > 1)) {
    const shape = recognise(grid, shapes, world.words);
    if (shape) laid.push({ grid, layout: await layOut(grid, shape, world.words, (text) => world.places.community.has(text)) });
  }
  if (laid.length === 0) throw new LinliError(bookErrors.WORKBOOK_NO_LEDGER);
  const days = laid.map(({ layout }) => dayOf(layout.above));
  const spoken = days.find((day) => day !== undefined) ?? world.today;
  const read: (Omit<SheetReading, 'colours'> & { grid: Grid })[] = [];
  for (const [at, { grid, layout }] of laid.entries())
    read.push({ grid, layout, on: days[at] ?? spoken, ...(await readRows(layout, world)) });
  return read.map(({ grid, layout, on, entries, faults }) => {
    // What must be one's own is so in all sheets of one ledger.
    const others = read.filter((other) => other.layout.shape === layout.shape && other.layout !== layout).flatMap((other) => other.entries);
    const found = [...applyRules(entries, layout.shape.rules ?? [], on), ...elsewhere(entries, others, layout.shape)];
    const told = tellRules(found, faults, entries, layout.shape);
    return {
      layout,
      on,
      entries,
      faults: [...faults, ...told].sort((a, b) => a.row - b.row),
      colours: coloursOf(grid, new Set(entries.map(({ row }) => row))),
    };
  });
}

/** What the rules found, at the cells it is about; a merged cell is told once and not for each of its rows. */
function tellRules(found: readonly RuleFault[], before: readonly CellFault[], entries: readonly Draft[], shape: SheetShape): CellFault[] {
  const byRow = new Map(entries.map((entry) => [entry.row, entry]));
  const seen = new Set(before.map(({ cells, code }) => `${cells.join()} ${code}`));
  return found.flatMap(({ row, fields, code, values }): CellFault[] => {
    const entry = byRow.get(row)!;
    const [field, other] = fields.map((name) => fieldOf(shape, name));
    const cells = fields.flatMap((name) => entry.at[name] ?? intoAt(shape, name, entry) ?? []);
    const key = `${cells.join()} ${code}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const written = String(entry.values[fields[0]!] ?? '');
    const said = { ...values, one: field!.title, ...(other ? { other: other.title } : {}) };
    return [{ row, cells, title: field!.title, written, code, values: said }];
  });
}

function coloursOf(grid: Grid, rows: ReadonlySet<number>): SheetReading['colours'] {
  return Object.entries(grid.colours).flatMap(([colour, coloured]) => {
    const count = coloured.filter((row) => rows.has(row)).length;
    return count === 0 ? [] : [{ colour, rows: count }];
  });
}

const fieldOf = (shape: SheetShape, name: string): SheetField =>
  shape.fields.find(({ field, into }) => field === name || into?.includes(name))!;

/** The cell of a field that another fills. */
const intoAt = (shape: SheetShape, name: string, entry: Draft): string | undefined => entry.at[fieldOf(shape, name).field];

/** Entries whose own value stands in another sheet as well. */
function elsewhere(entries: readonly Draft[], others: readonly Draft[], { rules = [] }: SheetShape): RuleFault[] {
  return rules.flatMap((rule) => {
    if (rule.rule !== 'unique') return [];
    const rows = new Map(others.map(({ values, row }) => [values[rule.field], row]));
    return entries.flatMap(({ values, row }) => {
      const other = typeof values[rule.field] === 'string' ? rows.get(values[rule.field]) : undefined;
      return other === undefined ? [] : [{ row, fields: [rule.field], code: 'twice_sheets', values: { row: other } }];
    });
  });
}

async function readRows({ shape, rows }: Layout, world: World): Promise<{ entries: Draft[]; faults: CellFault[] }> {
  const entries: Draft[] = [];
  const faults: CellFault[] = [];
  const told = new Set<string>();
  for (const [at, row] of rows.entries()) {
    await pause(at);
    const { draft, found } = readRow(row, shape, world);
    entries.push(draft);
    // A merged cell, or one of a form, is told once and not for each of its rows.
    for (const fault of found) {
      const key = `${fault.cells.join()} ${fault.code}`;
      if (!told.has(key)) faults.push(fault);
      told.add(key);
    }
  }
  return { entries, faults };
}

function readRow(row: TableRow, shape: SheetShape, world: World): { draft: Draft; found: CellFault[] } {
  const values: Record<string, Value> = {};
  const at: Record<string, string> = {};
  const found: CellFault[] = [];
  const faulty = new Set<string>();
  const tell = (field: SheetField, cells: string[], written: string, code: string, more?: ErrorValues): void => {
    faulty.add(field.field);
    found.push({ row: row.row, cells, title: field.title, written, code, ...(more ? { values: more } : {}) });
  };
  for (const field of shape.fields) {
    const placed = row.cells[field.field];
    if (!placed || shape.ticks?.of.includes(field.field)) continue;
    at[field.field] = placed.address;
    const { cell } = placed;
    if (cell.kind === 'empty') {
      if (field.blank === 'no') values[field.field] = false;
      else if (values[field.field] === undefined && field.required && !leftOut(row, field, shape))
        tell(field, [placed.address], '', 'required');
      continue;
    }
    const read = readValue(cell, field, world);
    if ('code' in read) tell(field, [placed.address], cell.text, read.code, read.values);
    else Object.assign(values, read.values);
  }
  if (shape.ticks) readTicks(row, shape, world.words.no, values, tell);
  return { draft: { row: row.row, form: row.form, values, at, faulty }, found };
}

/** Whether the row leaves the whole part of a field empty: an empty house has no tenant. */
function leftOut(row: TableRow, { part }: SheetField, { fields }: SheetShape): boolean {
  return part !== undefined && fields.every((one) => one.part !== part || (row.cells[one.field]?.cell ?? EMPTY).kind === 'empty');
}

/** One of several columns is ticked. */
function readTicks(
  row: TableRow,
  { ticks, fields }: SheetShape,
  no: readonly string[],
  values: Record<string, Value>,
  tell: (field: SheetField, cells: string[], written: string, code: string, more?: ErrorValues) => void,
): void {
  const columns = fields.filter(({ field }) => ticks!.of.includes(field) && row.cells[field]);
  if (columns.length === 0) return;
  const ticked = columns.filter(({ field }) => isTicked(row.cells[field]!.cell, no));
  const addresses = (some: readonly SheetField[]): string[] => some.map(({ field }) => row.cells[field]!.address);
  if (ticked.length === 1) values[ticks!.field] = ticked[0]!.title;
  else if (ticked.length === 0) tell(columns[0]!, addresses(columns), '', 'tick_none');
  else tell(ticked[0]!, addresses(ticked), '', 'tick_several', { titles: ticked.map(({ title }) => title).join('\u3001') });
}

const isTicked = (cell: Cell, no: readonly string[]): boolean => cell.kind !== 'empty' && !no.includes(bareText(cell.text));

const DAY = /(\d{4})[-/.\u5e74](\d{1,2})[-/.\u6708](\d{1,2})/u;

/** The day that stands above a table: when it was filled in, or up to when it counts. */
function dayOf(above: readonly Cell[]): Day | undefined {
  for (const cell of above) {
    if (cell.kind === 'day') return cell.text;
    const [written] = cell.kind === 'text' ? (DAY.exec(bareText(cell.text)) ?? []) : [];
    const read = written === undefined ? undefined : readDay(written);
    if (read && 'day' in read) return read.day;
  }
  return undefined;
}
