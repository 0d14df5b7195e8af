import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { TSchema } from 'typebox';
import type { PackDocument, Path } from './document.ts';
import { hasText, text } from './texts.ts';
import type { TextValues } from './texts.ts';

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

const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
const validators = new WeakMap<TSchema, ValidateFunction>();

/** Every departure of the document from the schema, with the line to mend; empty when it fits. */
export function checkSection(document: PackDocument, schema: TSchema): Fault[] {
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
  if (validate(document.data)) return [];
  return (validate.errors ?? []).filter(worthTelling).map((error) => schemaFault(document, error));
}

/** An `anyOf` repeats its branches' errors in one line; the branches say more. */
function worthTelling(error: ErrorObject, _index: number, all: ErrorObject[]): boolean {
  return error.keyword !== 'anyOf' || !all.some((other) => other !== error && other.instancePath.startsWith(error.instancePath));
}

function schemaFault(document: PackDocument, error: ErrorObject): Fault {
  const path = error.instancePath.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const parameters = error.params as Record<string, unknown>;
  const values: TextValues = { at: path.join('.') || '·', value: shown(error.data) };
  for (const [name, value] of Object.entries(parameters)) values[name] = Array.isArray(value) ? value.join(' / ') : String(value);
  const extra = typeof parameters.additionalProperty === 'string' ? [...path, parameters.additionalProperty] : path;
  const key = hasText(`packs.faults.schema.${error.keyword}`) ? error.keyword : 'other';
  return faultAt(document, extra, `schema.${key}`, { ...values, detail: error.message ?? '' });
}

function shown(value: unknown): string {
  const written = JSON.stringify(value) ?? '';
  return written.length > 60 ? `${written.slice(0, 60)}…` : written;
}
