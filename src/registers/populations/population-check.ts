import type { PackDocument } from '../packs/document.ts';
import type { Fault } from '../packs/fault.ts';
import type { FileKind, Shelf } from '../packs/shelf.ts';
import { aDay, among, anything, aWholeNumber, checkTable, filled, repeatedRows } from '../packs/table.ts';
import { communityCell } from '../regions/community-cell.ts';
import { confidences } from './population.ts';

/** Households and residents of a demonstration's communities. */
export const populationFile: FileKind = {
  path: /^population\.csv$/,
  home: 'demonstration',
  needed: ['population.csv'],
  check: checkPopulation,
};

function checkPopulation(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const faults = checkTable(document, {
    community: communityCell(shelf, ['community'], document.pack),
    as_of: aDay,
    households: aWholeNumber,
    residents: aWholeNumber,
    source: filled,
    note: anything,
    confidence: among(confidences),
  });
  return [...faults, ...repeatedRows(document, ['community', 'as_of'])];
}
