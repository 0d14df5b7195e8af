import { readFileSync } from 'node:fs';
import type { ErrorValues } from '../../kernel/kernel.ts';
import { LinliError } from '../../kernel/kernel.ts';
import type { Headed } from '../imports/heading.ts';
import { matchHeadings, synonymsOf } from '../imports/heading.ts';
import { refuseForeign } from '../imports/sheet.ts';
import { readTable } from '../imports/table.ts';
import { text } from '../packs/texts.ts';
import type { CommunityType, RegionKind, RegionRow } from './region.ts';
import { communityTypes, isRegionCode, levelOfCode, padCode, parentOfCode } from './region.ts';

/** Something wrong in a customer's list, told by the row and column as their program shows them. */
export interface RegionFault {
  readonly row: number;
  readonly column: string;
  readonly code: string;
  readonly value: string;
  /** What the sentence of the code tells besides the value. */
  readonly values?: ErrorValues;
}

export interface RegionFile {
  readonly rows: readonly (RegionRow & { readonly line: number })[];
  readonly faults: readonly RegionFault[];
  /** Headings that are not read, and columns the list lacks. */
  readonly unread: readonly string[];
  readonly missing: readonly string[];
}

const COLUMNS = ['code', 'name', 'nameMongolian', 'parent', 'kind', 'unit', 'type', 'urbanRuralClass', 'bureau'] as const;
type Column = (typeof COLUMNS)[number];
type Cells = Partial<Record<Column, string>>;

const NATURAL = /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12}|\d{15})$/;

/**
 * Reads a list of divisions from CSV (UTF-8, UTF-16 or GB 18030) or Excel. Columns are found by their headings, in any order.
 * Throws REGION_FILE_DAMAGED, REGION_FILE_HEADER, REGION_FILE_EMPTY or what `readTable` throws; faults of single cells come back in the result.
 */
export async function readRegionFile(data: Buffer): Promise<RegionFile> {
  refuseForeign(data, 'list.csv');
  const {
    rows: [header = [], ...rows],
    numbers,
  } = await readTable(data).catch((error: unknown) => {
    throw error instanceof LinliError && error.code !== 'IMPORT_FILE_DAMAGED' ? error : new LinliError('REGION_FILE_DAMAGED');
  });
  const {
    places,
    unread,
    missing,
    twice: [twice],
  } = matchHeadings(header, COLUMNS.map(headed));
  if (places[0] === -1 || places[1] === -1) throw new LinliError('REGION_FILE_HEADER', { found: header.join(', ').slice(0, 100) });
  if (twice) throw new LinliError('IMPORT_COLUMNS_TWICE', { column: twice.title, headings: twice.headings.join(text('documents.comma')) });
  if (rows.length === 0) throw new LinliError('REGION_FILE_EMPTY');
  const cellsOf = (cells: readonly string[]): Cells => Object.fromEntries(COLUMNS.map((column, at) => [column, cells[places[at]!] ?? '']));
  return { ...checkRows(rows.map((cells, at) => ({ line: numbers[at + 1]!, cells: cellsOf(cells) }))), unread, missing };
}

/** Every word of the catalogue for a column, and the name a program uses. */
function headed(column: Column): Headed {
  const [title = column, ...synonyms] = synonymsOf(`regions.columns.${column}`);
  return { title, synonyms: [...synonyms, column, column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] };
}

/** The rows of a list that ships with the program; throws when it holds a fault. */
export async function readShippedRegions(path: string): Promise<RegionRow[]> {
  const { rows, faults } = await readRegionFile(readFileSync(path));
  if (faults.length > 0) throw new LinliError('REGION_IMPORT_FAULTY', { count: faults.length });
  return rows.map(({ line: _line, ...row }) => row);
}

function checkRows(rows: readonly { line: number; cells: Cells }[]): Pick<RegionFile, 'rows' | 'faults'> {
  const faults: RegionFault[] = [];
  const first = new Map<string, number>();
  const good = rows.map(({ line, cells }) => {
    const row = rowFrom(cells);
    const found: RegionFault[] = faultsOf(row, cells).map((fault) => ({
      ...fault,
      row: line,
      column: text(`regions.columns.${fault.column}`).split('|')[0]!,
    }));
    const before = first.get(row.code);
    if (before !== undefined)
      found.push({ row: line, column: headed('code').title, code: 'REGION_CODE_TWICE', value: row.code, values: { row: before } });
    first.set(row.code, before ?? line);
    faults.push(...found);
    return { ...row, line };
  });
  return { rows: good, faults };
}

function rowFrom(cells: Cells): RegionRow {
  const code = NATURAL.test(cells.code ?? '') ? padCode(cells.code!) : (cells.code ?? '');
  const optional = {
    nameMongolian: cells.nameMongolian,
    unit: cells.unit,
    urbanRuralClass: cells.urbanRuralClass,
    bureau: cells.bureau,
    kind: kindOf(cells.kind),
    type: typeOf(cells.type),
  };
  return { code, name: cells.name ?? '', ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value)) };
}

function faultsOf(row: RegionRow, cells: Cells): { column: Column; code: string; value: string }[] {
  const faults: { column: Column; code: string; value: string }[] = [];
  const parent = cells.parent ? padCode(cells.parent) : undefined;
  if (!isRegionCode(row.code)) faults.push({ column: 'code', code: 'REGION_CODE_INVALID', value: row.code });
  if (row.name === '' || [...row.name].length > 100)
    faults.push({ column: 'name', code: 'REGION_NAME_MISSING', value: row.name.slice(0, 20) });
  if (parent && isRegionCode(row.code) && parent !== parentOfCode(row.code))
    faults.push({ column: 'parent', code: 'REGION_PARENT_MISMATCH', value: cells.parent ?? '' });
  if (cells.type && (!row.type || levelOfCode(row.code) !== 'community'))
    faults.push({ column: 'type', code: 'REGION_TYPE_UNKNOWN', value: cells.type });
  return faults;
}

function typeOf(value = ''): CommunityType | undefined {
  return communityTypes.find((type) => value === type || synonymsOf(`regions.type.${type}`).includes(value));
}

function kindOf(value = ''): RegionKind | undefined {
  return (['division', 'zone'] as const).find((kind) => value === kind || text(`regions.kind.${kind}`) === value);
}
