import type { WorkbookCell } from '../../../registers/registers.ts';

/** A file for other programs: UTF-8 with the mark by which Excel knows it. A text that a spreadsheet would take for a formula stays text. */
export function csvOf(rows: readonly (readonly WorkbookCell[])[]): Uint8Array {
  const lines = rows.map((cells) => cells.map(cellOf).join(','));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

/** What begins a formula, also in the full width that Chinese input methods write. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

function cellOf(cell: WorkbookCell): string {
  if (cell === null || cell === undefined) return '';
  const said = typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(said) ? `"${said.replaceAll('"', '""')}"` : said;
}
