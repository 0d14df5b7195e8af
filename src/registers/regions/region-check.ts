import type { CsvRow, PackDocument } from '../packs/document.ts';
import type { Fault } from '../packs/fault.ts';
import type { FileKind, Shelf } from '../packs/shelf.ts';
import { codesIn } from '../packs/shelf.ts';
import type { CellCheck, Columns } from '../packs/table.ts';
import { among, anything, cellFault, checkTable, filled, inTable, orEmpty, repeatedRows } from '../packs/table.ts';
import { communityTypes, isRegionCode, levelOfCode, parentOfCode, regionLevels } from './region.ts';

/** The divisions of a demonstration's invented county. */
export const inventedRegionFile: FileKind = { path: /^regions\.csv$/, home: 'demonstration', needed: ['regions.csv'], check: checkRegions };
/** The real lists that ship with the program. */
export const regionLists: FileKind = { path: /^regions\/(?!changes_)[a-z0-9_]+\.csv$/, home: 'base', needed: [], check: checkRegions };
/** What changed between two published lists. */
export const regionChanges: FileKind = { path: /^regions\/changes_[a-z0-9_]+\.csv$/, home: 'base', needed: [], check: checkChanges };

const units = [
  'province',
  'prefecture',
  'county',
  'subdistrict',
  'town',
  'township',
  'town_like',
  'community',
  'village',
  'community_like',
  'village_like',
  'grid',
];
const aCode: CellCheck = (value) => (isRegionCode(value) ? undefined : { key: 'region-code' });

function checkRegions(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const codes = new Set((document.data as CsvRow[]).map((row) => row.code));
  const level: CellCheck = (value, row) => {
    if (!(regionLevels as readonly string[]).includes(value)) return { key: 'among', values: { words: regionLevels.join(' / ') } };
    return isRegionCode(row.code ?? '') && levelOfCode(row.code!) !== value
      ? { key: 'level', values: { code: row.code!, expected: levelOfCode(row.code!) } }
      : undefined;
  };
  const parent: CellCheck = (value, row) => {
    if (!isRegionCode(row.code ?? '')) return undefined;
    const expected = parentOfCode(row.code!) ?? '';
    if (value !== expected) return { key: 'parent', values: { code: row.code!, expected: expected === '' ? '-' : expected } };
    return value === '' || codes.has(value) ? undefined : { key: 'parent-missing', values: { code: row.code! } };
  };
  const columns: Columns = {
    code: aCode,
    name: (value) => (value === '' ? { key: 'empty' } : [...value].length > 100 ? { key: 'long', values: { most: 100 } } : undefined),
    level,
    parent,
    unit: among(units),
  };
  const type: CellCheck = (value, row) =>
    levelOfCode(row.code ?? '') === 'community' ? among(communityTypes)(value, row) : { key: 'type-place' };
  const optional: Columns = {
    type: orEmpty(type),
    urban_rural_class: orEmpty(inTable(codesIn(shelf, 'urban_rural_class'), 'urban_rural_class')),
    bureau: anything,
    kind: orEmpty(among(['division', 'zone'])),
    name_mongolian: anything,
  };
  return [...checkTable(document, columns, optional), ...repeatedRows(document, ['code'])];
}

function checkChanges(document: PackDocument): readonly Fault[] {
  const faults = checkTable(document, {
    code: aCode,
    op: among(['add', 'remove', 'rename']),
    old_name: anything,
    new_name: anything,
    level: among(regionLevels),
    moved_from: orEmpty(aCode),
  });
  for (const [index, row] of (document.data as CsvRow[]).entries()) {
    const needed =
      row.op === 'rename' ? ['old_name', 'new_name'] : row.op === 'add' ? ['new_name'] : row.op === 'remove' ? ['old_name'] : [];
    for (const column of needed) {
      const fault = filled(row[column] ?? '', row);
      if (fault) faults.push(cellFault(document, index, column, '', fault));
    }
  }
  return [...faults, ...repeatedRows(document, ['op', 'code'])];
}
