import { setImmediate } from 'node:timers/promises';
import { strToU8, Zip, ZipDeflate } from 'fflate';

export type WorkbookCell = string | number | boolean | null | undefined;

/** One sheet to write; rows may come from a stream. */
export interface WorkbookSheet {
  readonly name: string;
  readonly columns: readonly WorkbookColumn[];
  readonly rows: Iterable<readonly WorkbookCell[]> | AsyncIterable<readonly WorkbookCell[]>;
  /** Printed above every page of the first sheet: who took it out, when and what for. */
  readonly mark?: string;
  /** Small sheets behind the first. */
  readonly behind?: readonly SmallSheet[];
}

export interface WorkbookColumn {
  readonly title: string;
  readonly width?: number;
  /** The cells offer what stands in this column of a sheet behind, rows 2 to `last`. */
  readonly list?: { readonly sheet: string; readonly column: number; readonly last: number };
}

interface SmallSheet {
  readonly name: string;
  readonly columns: readonly WorkbookColumn[];
  readonly rows: readonly (readonly WorkbookCell[])[];
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Rows joined before they go to the compressor: large enough that calls no longer count, small enough for memory. */
const ROWS_AT_ONCE = 500;

/**
 * Writes an Excel file as it goes, so that 20 thousand rows never stand in memory. Text cells are inline strings: a value that
 * begins with `=` stays text and is never a formula; a long number typed as text keeps its digits.
 */
export async function* writeWorkbook(sheet: WorkbookSheet): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  for (const [name, content] of staticParts([sheet.name, ...(sheet.behind ?? []).map((one) => one.name)])) addWhole(zip, name, content);
  for (const [index, small] of (sheet.behind ?? []).entries()) addWhole(zip, `xl/worksheets/sheet${index + 2}.xml`, smallSheet(small));
  const file = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 3 });
  zip.add(file);
  file.push(strToU8(HEAD + sheetHead(sheet)));
  let lines: string[] = [];
  let number = 1;
  for await (const cells of sheet.rows) {
    lines.push(rowXml((number += 1), cells));
    if (lines.length < ROWS_AT_ONCE) continue;
    file.push(strToU8(lines.join('')));
    lines = [];
    yield* ready.splice(0);
    // Rows that are there already leave no pause of their own: other requests get one.
    await setImmediate();
  }
  file.push(strToU8(`${lines.join('')}</sheetData>${validations(sheet.columns)}${printed(sheet.mark)}</worksheet>`), true);
  zip.end();
  yield* ready.splice(0);
}

/** The whole file at once, for small sheets such as templates. */
export async function workbookBytes(sheet: WorkbookSheet): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeWorkbook(sheet)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function addWhole(zip: Zip, name: string, content: string): void {
  const file = new ZipDeflate(name, { level: 3 });
  zip.add(file);
  file.push(strToU8(HEAD + content), true);
}

function smallSheet(sheet: SmallSheet): string {
  return `${sheetHead(sheet)}${sheet.rows.map((cells, index) => rowXml(index + 2, cells)).join('')}</sheetData></worksheet>`;
}

function staticParts(names: readonly string[]): [string, string][] {
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${names.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names.map((name, index) => `<sheet name="${escaped(sheetName(name))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${names.map((_, index) => relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)).join('')}${relation(`rId${names.length + 1}`, 'styles', 'styles.xml')}</Relationships>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ],
  ];
}

/** Excel reads `&` as the beginning of an order, and takes 255 characters. */
function printed(mark: string | undefined): string {
  if (!mark) return '';
  return `<headerFooter><oddHeader>&amp;C${escaped(mark.replaceAll('&', '＆').slice(0, 200))}</oddHeader></headerFooter>`;
}

/** Excel refuses these characters and more than 31 of them. */
function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31) || 'Sheet1';
}

/** The last row that offers a list: the most rows an import takes. */
const LAST_ROW = 20_001;

/** Lists to choose from; what is typed by hand may differ, because a code is as good as a name. */
function validations(columns: readonly WorkbookColumn[]): string {
  const lists = columns.flatMap(({ list }, index) => {
    if (!list) return [];
    const from = `'${escaped(sheetName(list.sheet))}'!$${columnName(list.column)}$2:$${columnName(list.column)}$${list.last}`;
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${columnName(index)}2:${columnName(index)}${LAST_ROW}"><formula1>${from}</formula1></dataValidation>`,
    ];
  });
  return lists.length > 0 ? `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>` : '';
}

function sheetHead(sheet: Pick<WorkbookSheet, 'columns'>): string {
  const columns = sheet.columns
    .map((column, index) => `<col min="${index + 1}" max="${index + 1}" width="${column.width ?? 16}" customWidth="1"/>`)
    .join('');
  const head = sheet.columns
    .map(
      (column, index) =>
        `<c r="${columnName(index)}1" t="inlineStr" s="1"><is><t xml:space="preserve">${escaped(column.title)}</t></is></c>`,
    )
    .join('');
  return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData><row r="1">${head}</row>`;
}

function rowXml(number: number, cells: readonly WorkbookCell[]): string {
  return `<row r="${number}">${cells.map((cell, index) => cellXml(`${columnName(index)}${number}`, cell)).join('')}</row>`;
}

function cellXml(at: string, cell: WorkbookCell): string {
  if (cell === null || cell === undefined || cell === '') return '';
  if (typeof cell === 'number' && Number.isFinite(cell)) return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${at}" t="inlineStr" s="2"><is><t xml:space="preserve">${escaped(String(cell))}</t></is></c>`;
}

const names: string[] = [];

/** `A`, `B` … `Z`, `AA` …: readers other than Excel need the place of each cell. */
function columnName(index: number): string {
  return (names[index] ??= index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26));
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 forbids most control characters; they are dropped. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character]!).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
