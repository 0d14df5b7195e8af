import { dayOf, systemClock } from '../../kernel/kernel.ts';
import type { CsvRow, PackDocument } from '../packs/document.ts';
import type { Fault } from '../packs/fault.ts';
import { faultAt } from '../packs/fault.ts';
import type { FileKind, Shelf } from '../packs/shelf.ts';
import { codesIn, onceFor, recordsOf, shelfPack } from '../packs/shelf.ts';
import type { CellCheck } from '../packs/table.ts';
import { aDay, among, checkTable, filled, inTable, orEmpty, readBy, repeatedRows } from '../packs/table.ts';
import { communityCell } from '../regions/community-cell.ts';
import { normaliseBankAccount, normaliseName, normalisePhone, requireCitizenNumber, residences } from './person.ts';

/** The invented people of a demonstration. What is wrong with their numbers is told without the number: somebody may try a real list. */
export const peopleFile: FileKind = { path: /^people\.csv$/, home: 'demonstration', needed: ['people.csv'], check: checkPeople };

function checkPeople(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const areas = areasOf(shelf);
  const today = dayOf(systemClock.now());
  const number: CellCheck = (value, row) =>
    areas.size === 0 ? undefined : readBy((text) => requireCitizenNumber(text, areas, today))(value, row);
  const faults = checkTable(document, {
    name: hidden(readBy(normaliseName)),
    id_number: hidden(number),
    phone: hidden(orEmpty(readBy(normalisePhone))),
    community: communityCell(shelf, ['community', 'grid'], document.pack),
    address: filled,
    residence: among(residences),
    ethnic_group: inTable(codesIn(shelf, 'ethnic_group'), 'ethnic_group'),
    bank_account: hidden(orEmpty(readBy(normaliseBankAccount))),
    household: filled,
    relation: filled,
    education: orEmpty(inTable(codesIn(shelf, 'education_level'), 'education_level')),
    political_status: orEmpty(inTable(codesIn(shelf, 'political_status'), 'political_status')),
    occupation: orEmpty(inTable(codesIn(shelf, 'employment_status'), 'employment_status')),
    came_on: orEmpty(aDay),
  });
  return [...faults, ...repeatedRows(document, ['id_number'], 'repeated-private'), ...splitHouseholds(document)];
}

function hidden(check: CellCheck): CellCheck {
  return (value, row) => {
    const fault = check(value, row);
    return fault?.key === 'coded' ? { ...fault, key: 'coded-private' } : fault;
  };
}

/** Every county code there ever was, by the general pack's table. */
function areasOf(shelf: Shelf): ReadonlySet<string> {
  return onceFor(shelf, 'areas', () => new Set(recordsOf(shelfPack(shelf, 'base'), 'codes/gb2260_history').map((row) => String(row.code))));
}

/** The members of one household live at one address. */
function splitHouseholds(document: PackDocument): Fault[] {
  const homes = new Map<string, { at: string; index: number }>();
  return (document.data as CsvRow[]).flatMap((row, index) => {
    const at = `${row.community} ${row.address}`;
    const first = homes.get(row.household ?? '');
    if (!first) homes.set(row.household ?? '', { at, index });
    return first && first.at !== at && row.household
      ? [faultAt(document, [index], 'household-split', { household: row.household, line: document.lineOf([first.index]) })]
      : [];
  });
}
