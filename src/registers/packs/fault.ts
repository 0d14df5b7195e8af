import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import type { TSchema } from 'typebox';
import { Type } from 'typebox';
import { isPlausibleDay } from './day.ts';
import type { PackDocument, Path, UnreadableDocument } from './document.ts';
import type { TextValues } from './texts.ts';
import { hasText, text } from './texts.ts';

/** Something wrong in a pack, told to the person who writes it. */
export interface Fault {
  readonly pack: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** A fault at a path of a document; the message stands in the catalogue under `packs.faults`. */
export function faultAt(document: PackDocument, path: Path, key: string, values: TextValues = {}): Fault {
  return { pack: document.pack, file: document.file, line: document.lineOf(path), message: text(`packs.faults.${key}`, values) };
}

/** Faults for everything that keeps a file from being read. */
export function unreadableFaults(pack: string, file: string, error: UnreadableDocument): Fault[] {
  return error.problems.map(({ line, key, values }) => {
    const known = hasText(`packs.faults.unread.${key}`) ? key : 'other';
    return { pack, file, line, message: text(`packs.faults.unread.${known}`, { detail: key, ...values }) };
  });
}

/** Each fault once, in the order of files and lines. */
export function inOrder(faults: readonly Fault[]): Fault[] {
  const told = new Map(faults.map((fault) => [`${fault.file} ${fault.line} ${fault.message}`, fault]));
  return [...told.values()].sort((left, right) => left.file.localeCompare(right.file) || left.line - right.line);
}

const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
ajv.addFormat('day', isPlausibleDay);
// How exactly a document says when it was issued: to the day, the month or the year.
ajv.addFormat('roughly-day', (written: string) => /^\d{4}(-\d{2}){0,2}$/.test(written) && isPlausibleDay(`${written}-01-01`.slice(0, 10)));
// Free words, or a day, month or year that exists.
ajv.addFormat(
  'words-or-day',
  (written: string) =>
    !/^[-\d./]+$/.test(written) || (/^\d{4}(-\d{2}){0,2}$/.test(written) && isPlausibleDay(`${written}-01-01`.slice(0, 10))),
);

const validators = new WeakMap<TSchema, ValidateFunction>();

/** Every departure of the document from the schema, with the line to mend; empty when it fits. */
export function checkSection(document: PackDocument, schema: TSchema): Fault[] {
  if (fits(document.data, schema)) return [];
  return (validators.get(schema)?.errors ?? []).filter(worthTelling).map((error) => schemaFault(document, error));
}

/** Whether a value fits a schema. */
export function fits(data: unknown, schema: TSchema): boolean {
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
  return validate(data) === true;
}

const lists = new WeakMap<TSchema, TSchema>();

/** A list checked row by row: the faults, and the rows that fit with their place in the file, so that one bad row hides no other. */
export function checkRows<T>(
  document: PackDocument,
  row: TSchema,
): { readonly faults: Fault[]; readonly rows: readonly (readonly [index: number, row: T])[] } {
  const list = lists.get(row) ?? Type.Array(row);
  lists.set(row, list);
  const faults = checkSection(document, list);
  const bad = new Set((validators.get(list)?.errors ?? []).map((error) => error.instancePath.split('/')[1]));
  const rows = Array.isArray(document.data) ? (document.data as T[]).map((one, index) => [index, one] as const) : [];
  return { faults, rows: faults.length === 0 ? rows : rows.filter(([index]) => !bad.has(String(index))) };
}

/** Of alternatives that all fail, the branches' own errors say no more than "this or that": the whole is told once. */
function worthTelling(error: ErrorObject, _index: number, all: ErrorObject[]): boolean {
  return !all.some(
    (other) =>
      other !== error &&
      other.keyword === 'anyOf' &&
      other.instancePath === error.instancePath &&
      error.schemaPath.startsWith(`${other.schemaPath}/`),
  );
}

/** What the validator says about a departure; the sentences of the catalogue fill these in. */
interface SchemaParameters {
  readonly type?: string | readonly string[];
  readonly missingProperty?: string;
  readonly additionalProperty?: string;
  readonly allowedValue?: unknown;
  readonly allowedValues?: readonly unknown[];
  readonly limit?: number;
  readonly pattern?: string;
}

function schemaFault(document: PackDocument, error: ErrorObject): Fault {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const parameters = error.params as SchemaParameters & Record<string, unknown>;
  const values: Record<string, string | number> = { at: sayPath(path), value: shown(error.data) };
  for (const [name, value] of Object.entries(parameters)) values[name] = Array.isArray(value) ? value.join(' / ') : String(value);
  if (error.keyword === 'type')
    values.type = [parameters.type]
      .flat()
      .map((type) => text(`packs.types.${String(type)}`))
      .join(' / ');
  const extra = typeof parameters.additionalProperty === 'string' ? [...path, parameters.additionalProperty] : path;
  return faultAt(document, extra, `schema.${keyOf(error)}`, { ...values, form: formOf(error), detail: error.message ?? '' });
}

/** `format` and `pattern` have sentences of their own where the schema says what is meant. */
function keyOf(error: ErrorObject): string {
  if (formOf(error) !== '') return 'form';
  return hasText(`packs.faults.schema.${error.keyword}`) ? error.keyword : 'other';
}

/** What should stand there, in words: the annotation `form` of the schema, or its format. */
function formOf(error: ErrorObject): string {
  const { form, format } = (error.parentSchema ?? {}) as { form?: string; format?: string };
  const key = `packs.forms.${form ?? format}`;
  return ['pattern', 'format', 'anyOf'].includes(error.keyword) && hasText(key) ? text(key) : '';
}

/** Where in the file, for a person: rows count from one. */
export function sayPath(path: Path): string {
  if (path.length === 0) return text('packs.whole');
  return path.map((step) => (/^\d+$/.test(String(step)) ? text('packs.row', { number: Number(step) + 1 }) : String(step))).join(' ');
}

function shown(value: unknown): string {
  const written = JSON.stringify(value) ?? '';
  return written.length > 60 ? `${written.slice(0, 60)}…` : written;
}
