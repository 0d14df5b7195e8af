import { text } from '../packs/packs.ts';
import type { CellError, ImportColumn } from './column.ts';
import { choiceLabels } from './column.ts';
import type { Sheet } from './sheet.ts';
import type { WorkbookCell } from './workbook.ts';
import { workbookBytes } from './workbook.ts';

/** An Excel file with the columns' headings, lists to choose from, given rows already filled in, and a sheet that says how each column is filled. */
export function importTemplate(
  name: string,
  columns: readonly ImportColumn[],
  rows: readonly (readonly WorkbookCell[])[] = [],
): Promise<Uint8Array> {
  const lists = columns.filter((column) => column.choices).map((column) => ({ column, labels: choiceLabels(column.choices!) }));
  const longest = Math.max(0, ...lists.map(({ labels }) => labels.length));
  const offered = {
    name: text('imports.choices_sheet'),
    columns: lists.map(({ column }) => ({ title: column.title, width: 28 })),
    rows: Array.from({ length: longest }, (_, at) => lists.map(({ labels }) => labels[at])),
  };
  const listOf = (column: ImportColumn): { list?: { sheet: string; column: number; last: number } } => {
    const at = lists.findIndex((one) => one.column === column);
    return at < 0 ? {} : { list: { sheet: offered.name, column: at, last: lists[at]!.labels.length + 1 } };
  };
  const guide = {
    name: text('imports.guide_sheet'),
    columns: [
      { title: text('imports.guide.column'), width: 28 },
      { title: text('imports.guide.required'), width: 10 },
      { title: text('imports.guide.how'), width: 60 },
    ],
    rows: columns.map((column) => [
      column.title,
      text(column.required ? 'imports.guide.yes' : 'imports.guide.no'),
      column.hint ?? text(`imports.kinds.${column.kind}`),
    ]),
  };
  return workbookBytes({
    name,
    columns: columns.map((column) => ({ title: column.title, width: column.kind === 'text' ? 24 : 16, ...listOf(column) })),
    rows,
    behind: lists.length > 0 ? [guide, offered] : [guide],
  });
}

/** What is wrong with a cell, in a sentence. */
export function cellSentence(error: CellError): string {
  if (error.sentence) return error.sentence;
  if (!error.offered) return text(`errors.${error.code}.sentence`, error.values);
  return error.offered.length > 0
    ? text('imports.not_choice', { choices: error.offered.join(text('documents.comma')) })
    : text('imports.no_choice');
}

/** The whole sheet as it came, with what to mend beside each faulty row: people correct this file and hand it in again. */
export function errorWorkbook(sheet: Sheet, errors: readonly CellError[]): Promise<Uint8Array> {
  const byRow = new Map<number, CellError[]>();
  for (const error of errors) byRow.set(error.row, [...(byRow.get(error.row) ?? []), error]);
  const title = text('imports.error_column');
  const places = [...sheet.header.keys()].filter((place) => sheet.header[place] !== title);
  const rows = sheet.numbers.map((number, index) => {
    const faults = (byRow.get(number) ?? []).map((error) =>
      text('imports.cell_error', { column: error.column, sentence: cellSentence(error) }),
    );
    return [faults.join('\n'), ...places.map((place) => sheet.rows[index]![place] ?? '')];
  });
  return workbookBytes({
    name: text('imports.error_sheet'),
    columns: [{ title, width: 60 }, ...places.map((place) => ({ title: sheet.header[place]! }))],
    rows,
  });
}
