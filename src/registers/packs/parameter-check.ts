import { gramsOf } from '../../kernel/kernel.ts';
import type { PackDocument, Path } from './document.ts';
import type { Fault } from './fault.ts';
import { checkRows, faultAt } from './fault.ts';
import { Parameter } from './manifest.ts';
import type { FileKind, Outside, Shelf } from './shelf.ts';
import { codesIn, periodOf, recordsOf, shelfPack } from './shelf.ts';

export const parameterFile: FileKind = { path: /^parameters\.yaml$/, home: 'any', needed: ['parameters.yaml'], check: checkParameters };

/** Two rows of one name may follow each other, never overlap; a local value is of the kind the general one has. */
function checkParameters(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const { faults, rows } = checkRows<Parameter>(document, Parameter);
  const general = recordsOf(shelfPack(shelf, 'base'), 'parameters');
  const period = periodOf(shelf, document.pack);
  const elsewhere = shelf.packs
    .filter((pack) => pack.name !== document.pack)
    .flatMap((pack) => recordsOf(pack, 'parameters').map((one) => ({ ...one, name: String(one.name), value: one.value, pack: pack.name })));
  const read = new Set([...elsewhere.map((one) => one.name), ...readByConditions(shelf)]);
  for (const [at, [index, row]] of rows.entries()) {
    if (row.valid_to && row.valid_to <= row.valid_from)
      faults.push(faultAt(document, [index, 'valid_to'], 'backwards', { from: row.valid_from, to: row.valid_to }));
    if (period?.to && row.valid_from > period.to)
      faults.push(faultAt(document, [index, 'valid_from'], 'outside-period', { day: row.valid_from, from: period.from, to: period.to }));
    if (rows.slice(0, at).some(([, other]) => overlaps(other, row)))
      faults.push(faultAt(document, [index], 'parameter-overlap', { name: row.name }));
    const like = general.find((one) => one.name === row.name);
    const meant = like || read.has(row.name) ? undefined : [...read].find((name) => alike(name, row.name));
    if (meant) faults.push(faultAt(document, [index, 'name'], 'parameter-meant', { name: row.name, meant }));
    if (like && kindOf(like.value) !== kindOf(row.value))
      faults.push(
        faultAt(document, [index, 'value'], 'parameter-kind', {
          name: row.name,
          value: JSON.stringify(row.value),
          like: JSON.stringify(like.value),
        }),
      );
    const other = like ? undefined : elsewhere.find((one) => one.name === row.name);
    if (other && kindOf(other.value) !== kindOf(row.value))
      faults.push(
        faultAt(document, [index, 'value'], 'parameter-kind-elsewhere', {
          name: row.name,
          value: JSON.stringify(row.value),
          like: JSON.stringify(other.value) ?? '',
          pack: other.pack,
        }),
      );
    const parts = row.unit?.split('/') ?? [];
    if (Array.isArray(row.value) && parts.length > 1 && parts.length !== row.value.length)
      faults.push(
        faultAt(document, [index, 'value'], 'parameter-parts', {
          name: row.name,
          unit: row.unit!,
          parts: parts.length,
          found: row.value.length,
        }),
      );
    faults.push(...sourceFaults(document, [index, 'source'], row.source, shelf));
    if (like && like.unit !== row.unit)
      faults.push(
        faultAt(document, [index, row.unit === undefined ? 'name' : 'unit'], 'parameter-unit', {
          name: row.name,
          unit: row.unit ?? '-',
          like: String(like.unit ?? '-'),
        }),
      );
    faults.push(...apartFaults(document, [index, 'kept_apart'], row.kept_apart, shelf));
  }
  return document.pack === 'base' && shelf.outside
    ? [
        ...faults,
        ...lostSettings(
          document,
          rows.map(([, row]) => row),
          shelf.outside.parameters,
        ),
      ]
    : faults;
}

const LIKENESS = 0.6;

/** Whether two names share so many neighbouring letters that one is probably the other misspelt: a value under it would lie unread. */
function alike(left: string, right: string): boolean {
  const [one, other] = [gramsOf(left.slice(left.indexOf('.'))), gramsOf(right.slice(right.indexOf('.')))];
  return isSlip(left, right) || one.filter((gram) => other.includes(gram)).length / Math.max(one.length, other.length) > LIKENESS;
}

/** One letter too many, too few or another one, or two neighbours changed over. Names that differ in a figure are meant to. */
function isSlip(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  const at = [...short].findIndex((letter, index) => letter !== long[index]);
  if (at < 0) return long.length === short.length + 1 && !/\d$/.test(long);
  if (/\d/.test(`${short[at]}${long[at]}`)) return false;
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1);
  return (
    short.slice(at + 1) === long.slice(at + 1) ||
    (short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2))
  );
}

/** Documents and requirements that a source names by their key and id. */
function sourceFaults(document: PackDocument, path: Path, source: string, shelf: Shelf): Fault[] {
  if (!shelf.outside) return [];
  const { requirements } = shelf.outside;
  const strange = [...source.matchAll(/\b[A-Z]{3}-\d+/g)].map(([id]) => id).filter((id) => !requirements.has(id));
  return strange.map((id) => faultAt(document, path, 'requirement-unknown', { id, count: requirements.size }));
}

/** Parameters that a condition or suggestion of any pack reads as `limit.…`. */
function readByConditions(shelf: Shelf): ReadonlySet<string> {
  const written = shelf.packs.flatMap((pack) =>
    ['procedures', 'items'].map((section) => JSON.stringify(pack.sections.get(section)?.data ?? '')),
  );
  return new Set(written.flatMap((one) => [...one.matchAll(/\blimit\.(\w+)/g)].map((found) => `service.${found[1]}`)));
}

/** What the program asks the general pack for stands there, without an end. */
function lostSettings(document: PackDocument, rows: readonly Parameter[], { numbers, others }: Outside['parameters']): Fault[] {
  const standing = new Map(rows.filter((row) => !row.valid_to).map((row) => [row.name, row.value]));
  const lost = [...numbers, ...others]
    .filter((name) => !standing.has(name))
    .map((name) => faultAt(document, [], 'parameter-missing', { name }));
  const odd = rows.flatMap((row, index) =>
    numbers.has(row.name) && typeof row.value !== 'number'
      ? [faultAt(document, [index, 'value'], 'parameter-number', { name: row.name, value: JSON.stringify(row.value) })]
      : [],
  );
  return [...lost, ...odd];
}

function overlaps(left: Parameter, right: Parameter): boolean {
  return left.name === right.name && left.valid_from < (right.valid_to ?? '9999') && right.valid_from < (left.valid_to ?? '9999');
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? `list of ${[...new Set(value.map((one) => typeof one))].sort().join(' ')}` : typeof value;
}

/** Contradictions that no table names. */
export function apartFaults(
  document: PackDocument,
  path: readonly (string | number)[],
  ids: readonly string[] | undefined,
  shelf: Shelf,
): Fault[] {
  const known = codesIn(shelf, 'contradiction');
  return (ids ?? []).flatMap((id, at) => (known.has(id) ? [] : [faultAt(document, [...path, at], 'apart-unknown', { id })]));
}
