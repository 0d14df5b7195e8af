import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { LinliError, plainText } from '../../kernel/kernel.ts';
import { readFirstSheet } from '../imports/excel.ts';
import { text } from '../packs/texts.ts';
import { communityTypes, isRegionCode, levelOfCode, padCode, parentOfCode } from './region.ts';
import type { CommunityType, RegionKind, RegionRow } from './region.ts';

/** Something wrong in a customer's list, told by the row and column as their program shows them. */
export interface RegionFault {
  readonly row: number;
  readonly column: string;
  readonly code: string;
  readonly value: string;
}

export interface RegionFile {
  readonly rows: readonly (RegionRow & { readonly line: number })[];
  readonly faults: readonly RegionFault[];
}

const COLUMNS = ['code', 'name', 'nameMongolian', 'parent', 'kind', 'unit', 'type', 'urbanRuralClass', 'bureau'] as const;
type Column = (typeof COLUMNS)[number];
type Cells = Partial<Record<Column, string>>;

const NATURAL = /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12}|\d{15})$/;
const ZIP_MARK = 'PK';
/** GB 18030 is what spreadsheet programs in China save a CSV as. */
const encodings = ['utf-8', 'gb18030'] as const;

/**
 * Reads a list of divisions from CSV (UTF-8 or GB 18030) or Excel. Columns are found by their headings, in any order.
 * Throws REGION_FILE_DAMAGED, REGION_FILE_HEADER, REGION_FILE_EMPTY or what `readFirstSheet` throws; faults of single cells come back in the result.
 */
export async function readRegionFile(data: Buffer): Promise<RegionFile> {
  const table = data.subarray(0, 2).toString('latin1') === ZIP_MARK ? await readExcel(data) : readCsv(data);
  const [heading, ...body] = table;
  const columns = (heading ?? []).map(columnOf);
  if (!columns.includes('code') || !columns.includes('name')) throw new LinliError('REGION_FILE_HEADER', { found: (heading ?? []).join(', ').slice(0, 100) });
  const filled = body.map((cells, index) => ({ cells: cells.map((cell) => plainText(cell).trim()), line: index + 2 })).filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (filled.length === 0) throw new LinliError('REGION_FILE_EMPTY');
  return checkRows(filled.map(({ cells, line }) => ({ line, cells: Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])) as Cells })));
}

/** The rows of a list that ships with the program; throws when it holds a fault. */
export async function readShippedRegions(path: string): Promise<RegionRow[]> {
  const { rows, faults } = await readRegionFile(readFileSync(path));
  if (faults.length > 0) throw new LinliError('REGION_IMPORT_FAULTY', { count: faults.length });
  return rows.map(({ line: _line, ...row }) => row);
}

async function readExcel(data: Buffer): Promise<string[][]> {
  try {
    return await readFirstSheet(data);
  } catch (error) {
    throw error instanceof LinliError ? error : new LinliError('REGION_FILE_DAMAGED');
  }
}

function readCsv(data: Buffer): string[][] {
  const decoded = encodings.map((encoding) => decode(data, encoding)).find((one) => one !== undefined);
  if (decoded === undefined || decoded.includes('\0')) throw new LinliError('REGION_FILE_DAMAGED');
  try {
    return parse(decoded, { bom: true, relax_column_count: true, trim: true }) as string[][];
  } catch {
    throw new LinliError('REGION_FILE_DAMAGED');
  }
}

function decode(data: Buffer, encoding: (typeof encodings)[number]): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(data);
  } catch {
    return undefined;
  }
}

function columnOf(heading: string): Column | undefined {
  const wanted = heading.toLowerCase().replace(/[\s_]/g, '');
  return COLUMNS.find((column) => wanted === column.toLowerCase() || text(`regions.columns.${column}`).split('|').includes(wanted));
}

function checkRows(rows: readonly { line: number; cells: Cells }[]): RegionFile {
  const faults: RegionFault[] = [];
  const first = new Map<string, number>();
  const good = rows.map(({ line, cells }) => {
    const row = rowFrom(cells);
    const found = faultsOf(row, cells).map((fault) => ({ ...fault, row: line, column: text(`regions.columns.${fault.column}`).split('|')[0]! }));
    if (first.has(row.code)) found.push({ row: line, column: text('regions.columns.code').split('|')[0]!, code: 'REGION_CODE_TAKEN', value: row.code });
    first.set(row.code, line);
    faults.push(...found);
    return { ...row, line };
  });
  return { rows: good, faults };
}

function rowFrom(cells: Cells): RegionRow {
  const code = NATURAL.test(cells.code ?? '') ? padCode(cells.code!) : (cells.code ?? '');
  const optional = {
    nameMongolian: cells.nameMongolian, unit: cells.unit, urbanRuralClass: cells.urbanRuralClass, bureau: cells.bureau,
    kind: kindOf(cells.kind), type: typeOf(cells.type),
  };
  return { code, name: cells.name ?? '', ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value)) };
}

function faultsOf(row: RegionRow, cells: Cells): { column: Column; code: string; value: string }[] {
  const faults: { column: Column; code: string; value: string }[] = [];
  const parent = cells.parent ? padCode(cells.parent) : undefined;
  if (!isRegionCode(row.code)) faults.push({ column: 'code', code: 'REGION_CODE_INVALID', value: row.code });
  if (row.name === '' || [...row.name].length > 100) faults.push({ column: 'name', code: 'REGION_NAME_MISSING', value: row.name.slice(0, 20) });
  if (parent && isRegionCode(row.code) && parent !== parentOfCode(row.code)) faults.push({ column: 'parent', code: 'REGION_PARENT_MISMATCH', value: cells.parent ?? '' });
  if (cells.type && (!row.type || levelOfCode(row.code) !== 'community')) faults.push({ column: 'type', code: 'REGION_TYPE_UNKNOWN', value: cells.type });
  return faults;
}

function typeOf(value = ''): CommunityType | undefined {
  return communityTypes.find((type) => value === type || text(`regions.type.${type}`) === value);
}

function kindOf(value = ''): RegionKind | undefined {
  return (['division', 'zone'] as const).find((kind) => value === kind || text(`regions.kind.${kind}`) === value);
}
