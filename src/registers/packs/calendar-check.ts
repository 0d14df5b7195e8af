import { isDay } from '../../kernel/kernel.ts';
import type { CsvRow, PackDocument } from './document.ts';
import type { Fault } from './fault.ts';
import type { FileKind } from './shelf.ts';
import { reckonings } from './statutory.ts';
import type { CellCheck } from './table.ts';
import { aDay, among, aWholeNumber, cellFault, checkTable, filled, orEmpty, repeatedRows } from './table.ts';

export const calendarFile: FileKind = { path: /^calendar\.csv$/, home: 'base', needed: ['calendar.csv'], check: checkCalendar };

function checkCalendar(document: PackDocument): readonly Fault[] {
  const faults = checkTable(document, { date: aDay, kind: among(['holiday', 'make-up']), name: filled, source: filled });
  for (const [index, row] of (document.data as CsvRow[]).entries()) faults.push(...oddities(document, index, row));
  return [...faults, ...repeatedRows(document, ['date'])];
}

/** Make-up days are weekend days; a notice settles the days of its own year and of its rim. */
function oddities(document: PackDocument, index: number, row: CsvRow): Fault[] {
  const { date = '', source = '' } = row;
  if (!isDay(date)) return [];
  const faults: Fault[] = [];
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (row.kind === 'make-up' && weekday !== 0 && weekday !== 6) faults.push(cellFault(document, index, 'date', date, { key: 'make-up' }));
  const [, year] = /(\d{4})/.exec(source) ?? [];
  if (year && Math.abs(Number(year) - Number(date.slice(0, 4))) > 1)
    faults.push(cellFault(document, index, 'date', date, { key: 'other-year', values: { year } }));
  return faults;
}

export const holidayFile: FileKind = { path: /^holidays\.csv$/, home: 'base', needed: ['holidays.csv'], check: checkHolidays };

const anOffset: CellCheck = (value) => (/^-?\d$/.test(value) ? undefined : { key: 'whole-number' });

function checkHolidays(document: PackDocument): readonly Fault[] {
  return checkTable(document, {
    name: filled,
    reckoning: among(reckonings),
    month: aWholeNumber,
    day: filled,
    offset: anOffset,
    days: aWholeNumber,
    valid_from: aDay,
    valid_to: orEmpty(aDay),
    source: filled,
  });
}
