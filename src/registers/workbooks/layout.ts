import { bareText } from '../../kernel/kernel.ts';
import { pause } from '../imports/column.ts';
import type { Cell, Grid } from './book.ts';
import { columnLetters } from './book.ts';
import type { Headed, Known, Placed } from './headings.ts';
import { EMPTY, FEWEST, HIGHEST, headingKey, headingsAt, knownOf, Sheet, textOf } from './headings.ts';
import type { SheetField, SheetShape, SheetWords } from './shape.ts';

/** Why a row holds no entry. */
export type Skipped = 'blank' | 'heading' | 'numbers' | 'total' | 'section' | 'note' | 'spare' | 'form';

/** One row of a table with everything that counts for it: its own cells, those of its form, the section it stands in. */
export interface TableRow {
  /** As a person counts. */
  readonly row: number;
  readonly cells: Readonly<Record<string, Placed>>;
  /** Rows of one form belong together. */
  readonly form: number;
}

/** Where in a sheet the entries of a ledger stand. */
export interface Layout {
  readonly sheet: string;
  readonly shape: SheetShape;
  /** Rows of headings, as a person counts. */
  readonly headings: readonly number[];
  readonly columns: readonly { readonly letters: string; readonly heading: string; readonly field: string }[];
  /** Headings nobody reads, with what stands below left out. */
  readonly unread: readonly string[];
  readonly missing: readonly SheetField[];
  readonly rows: readonly TableRow[];
  readonly skipped: readonly { readonly row: number; readonly why: Skipped }[];
  /** Everything written above the first table. */
  readonly above: readonly Cell[];
}

/** Finds the table or the forms of a ledger in a sheet, and for every row what it is. Others get their turn now and then. */
export async function layOut(grid: Grid, shape: SheetShape, words: SheetWords, isPlace: (text: string) => boolean): Promise<Layout> {
  const walk = new Walk(new Sheet(grid, words), shape, isPlace);
  for (let row = 0; row < walk.sheet.height; row = walk.step(row)) await pause(row);
  return walk.layout();
}

/** Goes down a sheet row by row and remembers under which headings, in which form and section it is. */
class Walk {
  private readonly known: Known;
  private readonly inTable: ReadonlySet<SheetField>;
  private readonly above: Cell[] = [];
  private readonly rows: TableRow[] = [];
  private readonly skipped: { row: number; why: Skipped }[] = [];
  private readonly headings: number[] = [];
  private headed: Headed | undefined;
  private first: Headed | undefined;
  /** The words of the headings, by which they are known when they come again. */
  private repeated = '';
  private form: Record<string, Placed> = {};
  private forms = 0;
  private closed = true;
  private section: Record<string, Placed> = {};

  constructor(
    readonly sheet: Sheet,
    private readonly shape: SheetShape,
    private readonly isPlace: (text: string) => boolean,
  ) {
    this.known = knownOf(shape);
    this.inTable = tableFields(sheet, this.known);
  }

  /** Takes a row; answers which comes next. */
  step(row: number): number {
    const filled = this.sheet.filled(row);
    const found = this.headingsIn(row, filled);
    if (found) return this.begin(row, found, filled);
    const labels = labelled(filled, this.known, this.inTable);
    if (labels) this.fillForm(row, labels);
    else if (!this.headed) this.above.push(...filled.map(({ cell }) => cell));
    else this.take(row, filled, this.headed);
    return row + 1;
  }

  private headingsIn(row: number, filled: readonly Filled[]): Headed | undefined {
    if (!this.headed) return headingsAt(this.sheet, row, this.known);
    if (filled.length >= FEWEST && saidBy(filled) === this.repeated) return this.headed;
    // Rows of entries have figures in them; headings that come again in other words have none.
    const wordy = filled.length >= FEWEST && filled.every(({ cell }) => cell.kind === 'text' && !/\d{2}/.test(cell.text));
    return wordy ? headingsAt(this.sheet, row, this.known) : undefined;
  }

  private begin(row: number, found: Headed, filled: readonly Filled[]): number {
    for (let at = row; at < row + found.depth; at += 1) {
      if (this.first) this.skip(at, 'heading');
      else this.headings.push(at + 1);
    }
    [this.headed, this.first, this.repeated, this.closed] = [found, this.first ?? found, saidBy(filled), false];
    return row + found.depth;
  }

  private fillForm(row: number, labels: readonly [string, Placed][]): void {
    // The first line with labels behind a table begins the next form, unless it only ends the one before.
    if (!this.closed && labels.length > 1) [this.form, this.forms, this.closed] = [{}, this.forms + 1, true];
    for (const [field, placed] of labels) this.form[field] = placed;
    if (this.first) this.skip(row, 'form');
  }

  private take(row: number, filled: readonly Filled[], headed: Headed): void {
    const why = whatElse(filled, headed, this.sheet.words, this.rows.length === 0 || this.skipped.at(-1)?.row === row);
    const alone = why === 'note' && filled.length === 1 ? filled[0]! : undefined;
    if (alone && this.beginSection(alone)) {
      this.skip(row, 'section');
      return;
    }
    if (alone && (this.closed || this.forms > 0)) this.above.push(alone.cell);
    if (why) {
      this.skip(row, why);
      return;
    }
    const own = Object.fromEntries([...headed.columns].map(([column, field]) => [field.field, this.sheet.at(row, column)]));
    this.rows.push({ row: row + 1, cells: { ...this.section, ...this.form, ...own }, form: this.forms });
  }

  private beginSection({ cell, address }: Filled): boolean {
    const field = this.shape.fields.find((one) => one.section);
    const place = sectionName(textOf(cell));
    if (!field || !this.isPlace(place)) return false;
    this.section = { [field.field]: { cell: { kind: 'text', text: place }, address } };
    return true;
  }

  private skip(row: number, why: Skipped): void {
    this.skipped.push({ row: row + 1, why });
  }

  layout(): Layout {
    const { shape, first } = this;
    const present = new Set([...(first?.columns.values() ?? [])].map(({ field }) => field));
    for (const field of Object.keys(this.rows[0]?.cells ?? {})) present.add(field);
    return {
      sheet: this.sheet.grid.name,
      shape,
      headings: this.headings,
      columns: [...(first?.columns ?? [])].map(([column, { field }]) => ({
        letters: columnLetters(column),
        heading: first!.headings.get(column)!,
        field,
      })),
      unread: first?.unread ?? [],
      missing: shape.fields.filter((field) => field.required && !present.has(field.field)),
      rows: filledDown(this.rows, shape, this.sheet.words),
      skipped: this.skipped,
      above: this.above,
    };
  }
}

type Filled = Placed & { readonly column: number };

const saidBy = (filled: readonly Filled[]): string => filled.map(({ cell, column }) => `${column} ${textOf(cell)}`).join('\n');

/** The fields that stand in the table, so that a form's label of the same words means another. */
function tableFields(sheet: Sheet, known: Known): ReadonlySet<SheetField> {
  for (let row = 0; row < Math.min(sheet.height, HIGHEST); row += 1) {
    const found = headingsAt(sheet, row, known);
    if (found) return new Set(found.columns.values());
  }
  return new Set();
}

/** Label and value side by side: what a line of a form says, when its first word is a label; undefined otherwise. */
function labelled(filled: readonly Filled[], known: Known, inTable: ReadonlySet<SheetField>): [string, Placed][] | undefined {
  const fieldOf = ({ cell }: Placed): SheetField | undefined =>
    cell.kind === 'text' && !/^\d/.test(cell.text) ? known.get(headingKey(cell.text))?.find((field) => !inTable.has(field)) : undefined;
  if (filled.length === 0 || !fieldOf(filled[0]!) || filled.length > 12) return undefined;
  const found: [string, Placed][] = [];
  for (let at = 0; at < filled.length; at += 1) {
    const field = fieldOf(filled[at]!);
    const value = filled[at + 1];
    if (!field || !value || fieldOf(value)) continue;
    found.push([field.field, value]);
    at += 1;
  }
  return found.length > 0 && (found.length * 2 >= filled.length - 1 || filled.length <= 2) ? found : undefined;
}

/** What a row is that holds no entry; undefined for one that does. */
function whatElse(filled: readonly Filled[], { columns }: Headed, words: SheetWords, behindHeadings: boolean): Skipped | undefined {
  const own = filled.filter(({ column }) => columns.has(column));
  if (filled.length === 0) return 'blank';
  const begin = bareText(textOf(filled[0]!.cell));
  if (words.totals.some((word) => begin.startsWith(word) || begin.endsWith(word)) && !/^\d/.test(begin)) return 'total';
  if (behindHeadings && own.length > 3 && own.every(({ cell }) => isColumnNumber(textOf(cell), words))) return 'numbers';
  if (own.every(({ column, cell }) => columns.get(column)!.kind === 'serial' && /^\d*$/.test(textOf(cell)))) return 'spare';
  if (filled.length === 1) return 'note';
  return undefined;
}

const isColumnNumber = (text: string, { column_marks: marks }: SheetWords): boolean =>
  marks.includes(bareText(text)) || /^\d{1,2}$/.test(bareText(text));

/** `一、东关社区（38人）` names 东关社区. */
const sectionName = (text: string): string =>
  bareText(text)
    .replace(/^[^\u3001]{1,3}\u3001/u, '')
    .replace(/\(.*$/u, '');

/** Cells that say "as above", and the empty cells of a part that is written once for several rows. */
function filledDown(rows: readonly TableRow[], shape: SheetShape, words: SheetWords): TableRow[] {
  const carried = shape.fields.filter((field) => shape.carries !== undefined && field.part === shape.carries).map(({ field }) => field);
  const following = shape.fields
    .filter((field) => shape.carries !== undefined && field.follows === shape.carries)
    .map(({ field }) => field);
  const filled: TableRow[] = [];
  for (const row of rows) {
    const before = filled.at(-1);
    const cells = { ...row.cells };
    if (before) {
      for (const [field, { cell }] of Object.entries(cells))
        if (cell.kind === 'text' && words.same_signs.includes(cell.text.trim()))
          cells[field] = before.cells[field] ?? { cell: EMPTY, address: '' };
      if (
        carried.length > 0 &&
        carried.every((field) => isCarried(row.cells[field], words) || isSame(row.cells[field], before.cells[field]))
      )
        for (const field of [...carried, ...following.filter((one) => isCarried(row.cells[one], words))])
          cells[field] = before.cells[field] ?? cells[field]!;
    }
    filled.push({ ...row, cells });
  }
  return filled;
}

/** Whether two cells are one merged cell. */
const isSame = (one: Placed | undefined, other: Placed | undefined): boolean => one !== undefined && one.address === other?.address;

const isCarried = (placed: Placed | undefined, words: SheetWords): boolean =>
  placed === undefined || placed.cell.kind === 'empty' || words.same_signs.includes(textOf(placed.cell).trim());
