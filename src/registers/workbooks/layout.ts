import { bareText } from '../../kernel/kernel.ts';
import type { Cell, Grid } from './book.ts';
import { columnLetters } from './book.ts';
import type { Headed, Known, Placed } from './headings.ts';
import { EMPTY, HIGHEST, headingKey, headingsAt, knownOf, Sheet, textOf } from './headings.ts';
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

/** Finds the table or the forms of a ledger in a sheet, and for every row what it is. */
export function layOut(grid: Grid, shape: SheetShape, words: SheetWords, isPlace: (text: string) => boolean): Layout {
  const sheet = new Sheet(grid, words);
  const known = knownOf(shape);
  const inTable = tableFields(sheet, known);
  const above: Cell[] = [];
  const rows: TableRow[] = [];
  const skipped: { row: number; why: Skipped }[] = [];
  const headingRows: number[] = [];
  let headed: Headed | undefined;
  let first: Headed | undefined;
  let form: Record<string, Placed> = {};
  let formNumber = 0;
  let closed = true;
  let section: Record<string, Placed> = {};
  const skip = (row: number, why: Skipped): void => void skipped.push({ row: row + 1, why });
  for (let row = 0; row < sheet.height; row += 1) {
    const found = headingsAt(sheet, row, known);
    if (found) {
      headed = found;
      for (let at = row; at < row + found.depth; at += 1) first ? skip(at, 'heading') : headingRows.push(at + 1);
      first ??= found;
      closed = false;
      row += found.depth - 1;
      continue;
    }
    const filled = sheet.filled(row);
    const labels = labelled(filled, known, inTable);
    if (labels) {
      // The first line with labels behind a table begins the next form, unless it only ends the one before.
      if (!closed && labels.length > 1) [form, formNumber, closed] = [{}, formNumber + 1, true];
      for (const [field, placed] of labels) form[field] = placed;
      if (first) skip(row, 'form');
      continue;
    }
    if (!headed) {
      above.push(...filled.map(({ cell }) => cell));
      continue;
    }
    const why = whatElse(filled, headed, words, rows.length === 0 || skipped.at(-1)?.row === row);
    if (why === 'note' && filled.length === 1) {
      const field = shape.fields.find((one) => one.section);
      const place = textOf(filled[0]!.cell);
      if (field && isPlace(sectionName(place))) {
        section = { [field.field]: { cell: { kind: 'text', text: sectionName(place) }, address: filled[0]!.address } };
        skip(row, 'section');
        continue;
      }
      if (closed || formNumber > 0) above.push(filled[0]!.cell);
    }
    if (why) {
      skip(row, why);
      continue;
    }
    const own = Object.fromEntries([...headed.columns].map(([column, field]) => [field.field, sheet.at(row, column)]));
    rows.push({ row: row + 1, cells: { ...section, ...form, ...own }, form: formNumber });
  }
  const present = new Set([...(first?.columns.values() ?? [])].map(({ field }) => field));
  for (const row of rows.slice(0, 1)) for (const field of Object.keys(row.cells)) present.add(field);
  return {
    sheet: grid.name,
    shape,
    headings: headingRows,
    columns: [...(first?.columns ?? [])].map(([column, { field }]) => ({
      letters: columnLetters(column),
      heading: first!.headings.get(column)!,
      field,
    })),
    unread: first?.unread ?? [],
    missing: shape.fields.filter((field) => field.required && !present.has(field.field)),
    rows: filledDown(rows, shape, words),
    skipped,
    above,
  };
}

/** The fields that stand in the table, so that a form's label of the same words means another. */
function tableFields(sheet: Sheet, known: Known): ReadonlySet<SheetField> {
  for (let row = 0; row < Math.min(sheet.height, HIGHEST); row += 1) {
    const found = headingsAt(sheet, row, known);
    if (found) return new Set(found.columns.values());
  }
  return new Set();
}

/** Label and value side by side: what a line of a form says, when its first word is a label; undefined otherwise. */
function labelled(
  filled: readonly (Placed & { readonly column: number })[],
  known: Known,
  inTable: ReadonlySet<SheetField>,
): [string, Placed][] | undefined {
  const fieldOf = ({ cell }: Placed): SheetField | undefined =>
    cell.kind === 'text' ? known.get(headingKey(cell.text))?.find((field) => !inTable.has(field)) : undefined;
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
function whatElse(
  filled: readonly (Placed & { readonly column: number })[],
  { columns }: Headed,
  words: SheetWords,
  behindHeadings: boolean,
): Skipped | undefined {
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
