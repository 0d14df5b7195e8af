import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import type { Document } from 'yaml';
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { jsonFault } from './json-fault.ts';

export type Path = readonly (string | number)[];

/** One file of a pack, with a way back from a place in its data to the line a person has to mend. */
export interface PackDocument {
  readonly pack: string;
  /** Relative to the folder of packs, with forward slashes. */
  readonly file: string;
  readonly data: unknown;
  /** The column names of a CSV file, as its first row gives them. */
  readonly header?: readonly string[];
  /** The line (from 1) of the nearest node on the path that exists in the file. */
  lineOf(path: Path): number;
}

/** Why a file cannot be read: a key under `packs.faults.unread`, and what the sentence needs. */
export interface Problem {
  readonly line: number;
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A file that cannot be read as YAML, CSV or JSON at all. */
export class UnreadableDocument extends Error {
  /** Line of the first problem. */
  readonly line: number;
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((one) => one.key).join(', '));
    this.line = problems[0]?.line ?? 1;
    this.problems = problems;
  }
}

/** Whoever mends a table in another program may leave both kinds behind. */
const LINE_ENDS = ['\r\n', '\n', '\r'];

/** A row of a CSV file: every value is text. */
export type CsvRow = Record<string, string>;

/** Files that were read before, by path: one whose text is still the same need not be understood again. */
export type ReadBefore = Map<string, { readonly content: string; readonly document: PackDocument }>;

/** Reads a file of a pack by its ending (yaml, csv, geojson). Throws UnreadableDocument. */
export function readDocument(pack: string, file: string, absolute: string, before?: ReadBefore): PackDocument {
  const content = readText(absolute);
  const known = before?.get(absolute);
  if (known?.content === content) return known.document;
  const document = understand(pack, file, content);
  before?.set(absolute, { content, document });
  return document;
}

function understand(pack: string, file: string, content: string): PackDocument {
  if (content.trim() === '') throw unread(1, 'empty');
  if (file.endsWith('.csv')) return readCsv(pack, file, content);
  return file.endsWith('.geojson') ? readJson(pack, file, content) : readYaml(pack, file, content, slipsOfHand);
}

function unread(line: number, key: string, values: Problem['values'] = {}): UnreadableDocument {
  return new UnreadableDocument([{ line, key, values }]);
}

/** The text of a file in UTF-8, with or without a byte order mark. */
function readText(absolute: string): string {
  let bytes: Buffer;
  try {
    // A pipe or a device would keep the reader waiting for ever.
    if (!statSync(absolute).isFile()) throw unread(1, 'no-file');
    bytes = readFileSync(absolute);
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    throw unread(1, 'closed', { detail: (error as { code?: string }).code ?? '' });
  }
  try {
    const content = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!content.includes('\0')) return content;
    throw unread(content.slice(0, content.indexOf('\0')).split('\n').length, 'binary');
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    throw unread(lineOfBadByte(bytes), 'encoding');
  }
}

/** The first line whose bytes are no UTF-8. */
function lineOfBadByte(bytes: Buffer): number {
  const lines = bytes.toString('latin1').split('\n');
  return lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1'))) + 1 || 1;
}

/** Reads a YAML text. Throws UnreadableDocument with every syntax error, and with what `also` finds in a text without one. */
function readYaml(
  pack: string,
  file: string,
  content: string,
  also: (document: Document, lines: LineCounter) => Problem[] = () => [],
): PackDocument {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, uniqueKeys: true });
  // What is missing at the end is missed after the last line.
  const last = content.trimEnd().split('\n').length;
  const problems = [...document.errors, ...document.warnings].map(
    (error): Problem => ({
      line: Math.min(lines.linePos(error.pos[0]).line || 1, last),
      key: `yaml.${error.code}`,
      values: { detail: error.message.split('\n')[0] ?? '' },
    }),
  );
  if (problems.length > 0) throw new UnreadableDocument([...openQuote(content, problems[0]!.line), ...problems]);
  if (document.contents === null) throw unread(1, 'empty');
  const slips = also(document, lines);
  if (slips.length > 0) throw new UnreadableDocument(slips);
  try {
    return { pack, file, data: document.toJS(), lineOf: (path) => lineOfNode(document, lines, path) };
  } catch (error) {
    // An alias without its anchor, or many that multiply, are found only when the values are made.
    if (/^Excessive alias/.test((error as Error).message)) throw unread(1, 'yaml.alias-many');
    const [, name = ''] = /alias[^:]*: ?(\S+)/i.exec((error as Error).message) ?? [];
    const at = content.indexOf(`*${name}`);
    throw unread(name && at >= 0 ? lines.linePos(at).line : 1, 'yaml.BAD_ALIAS', { detail: (error as Error).message.split('\n')[0] ?? '' });
  }
}

/** A quote without its partner swallows the lines after it: a person has to mend the line where it opens. */
function openQuote(content: string, before: number): Problem[] {
  const at = content
    .split('\n')
    .slice(0, before)
    .findIndex((line) => ["'", '"'].some((quote) => line.replace(/(^|\s)#.*$/, '').split(quote).length % 2 === 0));
  return at < 0 ? [] : [{ line: at + 1, key: 'yaml.quote-open', values: {} }];
}

/** What YAML takes and nobody means: a name that is missing before its colon, a quote that stands on one side only. */
function slipsOfHand(document: Document, lines: LineCounter): Problem[] {
  const found: Problem[] = [];
  visit(document, {
    Pair: (_, { key, value }) => {
      const empty = key === null || (isScalar(key) && (key.value === null || key.value === ''));
      if (empty)
        found.push({
          line: lines.linePos((isNode(key) ? key : isNode(value) ? value : undefined)?.range?.[0] ?? 0).line,
          key: 'yaml.key-empty',
          values: {},
        });
    },
    Scalar: (_, node) => {
      const { type, source = '', range } = node;
      if (type === 'PLAIN' && ["'", '"'].some((quote) => source.split(quote).length % 2 === 0))
        found.push({ line: lines.linePos(range?.[0] ?? 0).line, key: 'yaml.quote-lone', values: { value: source } });
    },
  });
  return found;
}

/** Reads a JSON text; the lines come from reading it as the YAML that JSON is. Throws UnreadableDocument. */
function readJson(pack: string, file: string, content: string): PackDocument {
  const wrong = jsonFault(content);
  if (wrong !== undefined) {
    const before = content.slice(0, wrong).split('\n');
    throw unread(before.length, 'json', { column: (before.at(-1)?.length ?? 0) + 1 });
  }
  return readYaml(pack, file, content);
}

function lineOfNode(document: Document, lines: LineCounter, path: Path): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of path) {
    const next = childOf(node, step);
    if (!next) break;
    offset = next.offset;
    node = next.value;
  }
  return lines.linePos(offset).line;
}

function childOf(node: unknown, step: string | number): { offset: number; value: unknown } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? { offset: item.range?.[0] ?? 0, value: item } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((one) => isPair(one) && String(one.key) === String(step));
  if (!pair || !isNode(pair.key)) return undefined;
  return { offset: pair.key.range?.[0] ?? 0, value: pair.value };
}

/** Reads a CSV text with a header row into records. Throws UnreadableDocument when rows and header do not fit. */
function readCsv(pack: string, file: string, content: string): PackDocument {
  const rows = parsed(content);
  const [head, ...body] = rows;
  const header = head?.record ?? [];
  const twice = header.filter((name, at) => header.indexOf(name) !== at);
  const problems: Problem[] = twice.map((name) => ({ line: head?.info.lines ?? 1, key: 'csv.column-twice', values: { name } }));
  for (const row of body)
    if (row.record.length !== header.length)
      problems.push({ line: row.info.lines, key: 'csv.width', values: { found: row.record.length, expected: header.length } });
  if (problems.length > 0) throw new UnreadableDocument(problems);
  const data = body.map((row) => Object.fromEntries(row.record.map((cell, at) => [header[at], cell])));
  return { pack, file, data, header, lineOf: ([row]) => (typeof row === 'number' ? (body[row]?.info.lines ?? 1) : 1) };
}

function parsed(content: string): { record: string[]; info: { lines: number } }[] {
  try {
    return parseCsv(content, {
      bom: true,
      skip_empty_lines: true,
      trim: true,
      record_delimiter: LINE_ENDS,
      info: true,
      relax_column_count: true,
    }) as never;
  } catch (error) {
    throw csvFault(error, content);
  }
}

function csvFault(error: unknown, content: string): UnreadableDocument {
  const { lines, code, message } = error as { lines?: number; code?: string; message: string };
  // The parser names the end of the file; a person has to mend the line where the quote opens.
  const opening = code === 'CSV_QUOTE_NOT_CLOSED' ? content.split('\n').findIndex((line) => line.split('"').length % 2 === 0) + 1 : 0;
  return unread(opening || Number(lines ?? 1), `csv.${code ?? 'other'}`, { detail: message });
}

/** The records of a CSV text and the line on which each one ends. */
export function parseCsvText(content: string): { records: CsvRow[]; lines: number[] } {
  try {
    const records = parseCsv(content, {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      trim: true,
      record_delimiter: LINE_ENDS,
      info: true,
    }) as unknown as { record: CsvRow; info: { lines: number } }[];
    return { records: records.map((one) => one.record), lines: records.map((one) => one.info.lines) };
  } catch (error) {
    throw csvFault(error, content);
  }
}
