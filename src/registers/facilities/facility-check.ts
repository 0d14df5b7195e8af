import type { CsvRow, PackDocument } from '../packs/document.ts';
import type { Fault } from '../packs/fault.ts';
import type { FileKind, Shelf } from '../packs/shelf.ts';
import { codesIn } from '../packs/shelf.ts';
import { aDay, among, aNumber, anything, cellFault, checkTable, filled, inTable, orEmpty, repeatedRows } from '../packs/table.ts';
import { communityCell } from '../regions/community-cell.ts';
import { buildCases } from './facility.ts';

/** The facilities of a demonstration. */
export const facilityFile: FileKind = {
  path: /^facilities\.csv$/,
  home: 'demonstration',
  needed: ['facilities.csv'],
  check: checkFacilityFile,
};

function checkFacilityFile(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const faults = checkTable(document, {
    community: communityCell(shelf, ['community'], document.pack),
    name: (value) => (value === '' ? { key: 'empty' } : [...value].length > 100 ? { key: 'long', values: { most: 100 } } : undefined),
    kind: inTable(codesIn(shelf, 'facility_kind'), 'facility_kind'),
    build_case: among(buildCases),
    area_service: aNumber,
    area_activity: aNumber,
    area_office: aNumber,
    area_commercial: aNumber,
    shared: among(['yes', 'no']),
    address: anything,
    property_right: anything,
    built_on: orEmpty(aDay),
    valid_from: aDay,
    source: filled,
  });
  for (const [index, row] of (document.data as CsvRow[]).entries()) {
    if ((row.valid_from ?? '') < (row.built_on ?? ''))
      faults.push(
        cellFault(document, index, 'valid_from', row.valid_from ?? '', {
          key: 'before',
          values: { other: 'built_on', day: row.built_on ?? '' },
        }),
      );
  }
  return [...faults, ...repeatedRows(document, ['community', 'name'])];
}
