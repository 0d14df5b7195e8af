import { headingKey as keyOf } from '../imports/heading.ts';
import type { Cell, Grid } from './book.ts';
import { columnLetters } from './book.ts';
import type { SheetField, SheetShape, SheetWords } from './shape.ts';

/** A cell with its address: of merged cells the one that holds the value. */
export interface Placed {
  readonly cell: Cell;
  readonly address: string;
}

const keys = new Map<string, string>();

/** The key of a heading, kept: a sheet is asked for every shape. Texts too long for a heading have none. */
export function headingKey(heading: string): string {
  if (heading.length > 60) return '';
  const found = keys.get(heading) ?? keyOf(heading);
  if (keys.size > 5_000) keys.clear();
  keys.set(heading, found);
  return found;
}

/** The fields of a shape by every heading they are known by, in the order of the shape. */
export type Known = ReadonlyMap<string, readonly SheetField[]>;

const shapesKnown = new WeakMap<SheetShape, Known>();

export function knownOf(shape: SheetShape): Known {
  const found = shapesKnown.get(shape);
  if (found) return found;
  const known = new Map<string, SheetField[]>();
  for (const field of shape.fields)
    for (const heading of new Set([field.title, ...(field.headings ?? [])].map(headingKey)))
      known.set(heading, [...(known.get(heading) ?? []), field]);
  shapesKnown.set(shape, known);
  return known;
}

/** Sees merged cells as filled with the value of their first. */
export class Sheet {
  readonly height: number;
  readonly width: number;
  private readonly heads = new Map<number, readonly [row: number, column: number]>();

  constructor(
    readonly grid: Grid,
    readonly words: SheetWords,
  ) {
    this.height = grid.rows.length;
    this.width = Math.max(1, ...grid.rows.map((row) => row.length));
    for (const { top, left, bottom, right } of grid.merges)
      for (let row = top; row <= Math.min(bottom, this.height - 1); row += 1)
        for (let column = left; column <= Math.min(right, this.width - 1); column += 1)
          this.heads.set(row * this.width + column, [top, left]);
  }

  at(row: number, column: number): Placed {
    const [top, left] = this.heads.get(row * this.width + column) ?? [row, column];
    return { cell: this.grid.rows[top]?.[left] ?? EMPTY, address: `${columnLetters(left)}${top + 1}` };
  }

  /** The filled cells of a row, each merged one once. */
  filled(row: number): (Placed & { readonly column: number })[] {
    const seen = new Set<string>();
    const found: (Placed & { column: number })[] = [];
    for (let column = 0; column < this.width; column += 1) {
      const placed = this.at(row, column);
      if (placed.cell.kind === 'empty' || seen.has(placed.address)) continue;
      seen.add(placed.address);
      found.push({ ...placed, column });
    }
    return found;
  }
}

export const EMPTY: Cell = { kind: 'empty' };
export const textOf = (cell: Cell): string => (cell.kind === 'empty' ? '' : cell.text);

export interface Headed {
  readonly depth: number;
  readonly columns: ReadonlyMap<number, SheetField>;
  readonly headings: ReadonlyMap<number, string>;
  readonly unread: readonly string[];
}

const DEEPEST = 3;
/** Fewer known headings than this are words that happen to stand there. */
export const FEWEST = 4;

/** The headings that begin in a row: not those that began above, nor a line before them. */
export function headingsAt(sheet: Sheet, top: number, known: Known): Headed | undefined {
  const found = begunAt(sheet, top, known);
  if (!found || top + 1 >= sheet.height) return found;
  const next = begunAt(sheet, top + 1, known);
  return next && next.columns.size >= found.columns.size ? undefined : found;
}

/** What the rows from `top` on say as headings, one to three rows deep; nothing where cells of the first reach down from above. */
function begunAt(sheet: Sheet, top: number, known: Known): Headed | undefined {
  if (sheet.filled(top).some(({ address }) => Number(address.replace(/\D+/, '')) <= top)) return undefined;
  let best: Headed | undefined;
  for (let depth = 1; depth <= Math.min(DEEPEST, sheet.height - top); depth += 1) {
    const found = readHeadings(sheet, top, depth, known);
    if (found.columns.size > (best?.columns.size ?? 0)) best = found;
  }
  const named = (best?.columns.size ?? 0) + (best?.unread.length ?? 0);
  return best && best.columns.size >= FEWEST && best.columns.size * 2 > named ? best : undefined;
}

function readHeadings(sheet: Sheet, top: number, depth: number, known: Known): Headed {
  const columns = new Map<number, SheetField>();
  const headings = new Map<number, string>();
  const unread: string[] = [];
  const taken = new Set<SheetField>();
  const group = groupKey(sheet.words);
  const said = (row: number, column: number): string => textOf(sheet.at(row, column).cell);
  for (let column = 0; column < sheet.width; column += 1) {
    const path: string[] = [];
    for (let row = top; row < top + depth; row += 1) {
      // Without merged cells a group is named above its first column alone.
      let text = said(row, column);
      for (let left = column - 1; text === '' && row < top + depth - 1 && left >= 0 && said(top + depth - 1, column) !== ''; left -= 1)
        text = said(row, left);
      if (text !== '' && text !== path.at(-1)) path.push(text);
    }
    if (path.length === 0) continue;
    headings.set(column, path.join(' / '));
    const keys = [path.map(group).join(''), path.slice(-2).map(group).join(''), path.at(-1)!].map(headingKey);
    const field = keys.flatMap((key) => known.get(key) ?? []).find((one) => !taken.has(one));
    if (!field) unread.push(path.join(' / '));
    else {
      taken.add(field);
      columns.set(column, field);
    }
  }
  return { depth, columns, headings, unread };
}

/** A heading above others without the word that only says that several follow. */
const groupKey =
  ({ group_words: endings }: SheetWords) =>
  (heading: string, at: number, path: readonly string[]): string => {
    if (at === path.length - 1) return heading;
    const key = headingKey(heading);
    const ending = endings.find((word) => key.endsWith(word));
    return ending === undefined ? key : key.slice(0, -ending.length);
  };

/** The ledger whose headings a sheet knows most of; undefined where no table stands. */
export function recognise(grid: Grid, shapes: readonly SheetShape[], words: SheetWords): SheetShape | undefined {
  const sheet = new Sheet(grid, words);
  const known = shapes.map(knownOf);
  const rows = tops(sheet, known);
  let best: { shape: SheetShape; count: number } | undefined;
  for (const [at, shape] of shapes.entries())
    for (const row of rows) {
      const count = headingsAt(sheet, row, known[at]!)?.columns.size ?? 0;
      if (count > (best?.count ?? 0)) best = { shape, count };
    }
  return best?.shape;
}

/** Rows in which headings may begin: some row close below has several words that any ledger knows. */
function tops(sheet: Sheet, known: readonly Known[]): number[] {
  const heights = Math.min(sheet.height, HIGHEST);
  const worded = Array.from({ length: heights }, (_, row) => {
    const said = sheet.filled(row).filter(({ cell }) => cell.kind === 'text' && known.some((one) => one.has(headingKey(cell.text))));
    return said.length >= FEWEST;
  });
  return [...worded.keys()].filter((row) => worded.slice(row, row + DEEPEST).some(Boolean));
}

/** Above this row the first headings stand. */
export const HIGHEST = 30;
