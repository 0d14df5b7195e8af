import { text } from '../packs/packs.ts';
import type { CellError, ImportColumn } from './column.ts';
import type { Sheet } from './sheet.ts';
import { workbookBytes } from './workbook.ts';
import type { WorkbookCell } from './workbook.ts';

/** An empty Excel file with the columns' headings and, when given, example rows. */
export function importTemplate(name: string, columns: readonly ImportColumn[], examples: readonly (readonly WorkbookCell[])[] = []): Promise<Uint8Array> {
  return workbookBytes({ name, columns: columns.map((column) => ({ title: column.title, width: column.kind === 'text' ? 24 : 16 })), rows: examples });
}

/** The faulty rows as they came, each with what to mend: people correct this file and hand it in again. */
export function errorWorkbook(sheet: Sheet, errors: readonly CellError[]): Promise<Uint8Array> {
  const byRow = new Map<number, CellError[]>();
  for (const error of errors) byRow.set(error.row, [...(byRow.get(error.row) ?? []), error]);
  const title = text('imports.error_column');
  const header = sheet.header.filter((name) => name !== title);
  const rows = sheet.numbers.flatMap((number, index) => {
    const found = byRow.get(number);
    if (!found) return [];
    const cells = header.map((name) => sheet.rows[index]![sheet.header.indexOf(name)] ?? '');
    return [[...cells, found.map((error) => text('imports.cell_error', { column: error.column, sentence: error.sentence ?? text(`errors.${error.code}.sentence`) })).join('\n')]];
  });
  return workbookBytes({ name: text('imports.error_sheet'), columns: [...header.map((one) => ({ title: one })), { title, width: 60 }], rows });
}
