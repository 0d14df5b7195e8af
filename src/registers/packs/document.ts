import { readFileSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { LineCounter, isMap, isNode, isPair, isSeq, parseDocument } from 'yaml';
import type { Document } from 'yaml';

export type Path = readonly (string | number)[];

/** One file of a pack, with a way back from a place in its data to the line a person has to mend. */
export interface PackDocument {
  readonly pack: string;
  /** Relative to the folder of packs, with forward slashes. */
  readonly file: string;
  readonly data: unknown;
  /** The line (from 1) of the nearest node on the path that exists in the file. */
  lineOf(path: Path): number;
}

/** A file that cannot be read as YAML or CSV at all. */
export class UnreadableDocument extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** A row of a CSV file: every value is text. */
export type CsvRow = Record<string, string>;

/** Reads a YAML file. Throws UnreadableDocument with the line of the first syntax error. */
export function readYaml(pack: string, file: string, absolute: string): PackDocument {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(absolute, 'utf8'), { lineCounter: lines, uniqueKeys: true });
  const [error] = document.errors;
  if (error) throw new UnreadableDocument(lines.linePos(error.pos[0]).line, error.message.split('\n')[0] ?? '');
  return { pack, file, data: document.toJS(), lineOf: (path) => lineOfNode(document, lines, path) };
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

/** Reads a CSV file with a header row into records. Throws UnreadableDocument when rows and header do not fit. */
export function readCsv(pack: string, file: string, absolute: string): PackDocument {
  const { records, lines } = parseCsvText(readFileSync(absolute, 'utf8'));
  return { pack, file, data: records, lineOf: ([row]) => (typeof row === 'number' ? (lines[row] ?? 1) : 1) };
}

/** The records of a CSV text and the line on which each one ends. */
export function parseCsvText(content: string): { records: CsvRow[]; lines: number[] } {
  try {
    const parsed = parseCsv(content, { columns: true, bom: true, skip_empty_lines: true, trim: true, info: true }) as unknown as { record: CsvRow; info: { lines: number } }[];
    return { records: parsed.map((one) => one.record), lines: parsed.map((one) => one.info.lines) };
  } catch (error) {
    throw new UnreadableDocument(Number((error as { lines?: number }).lines ?? 1), (error as Error).message);
  }
}

/** The cells of a CSV text row by row, without a header. Throws UnreadableDocument. */
export function parseCsvRows(content: string): string[][] {
  try {
    return parseCsv(content, { bom: true, trim: true, relax_column_count: true }) as string[][];
  } catch (error) {
    throw new UnreadableDocument(Number((error as { lines?: number }).lines ?? 1), (error as Error).message);
  }
}
