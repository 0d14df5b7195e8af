import type { Fault, FileKind, PackDocument, PackLibrary, Path, Shelf, Variables } from '../../registers/registers.ts';
import {
  apartFaults,
  checkRows,
  checkShelf,
  codesIn,
  compileExpression,
  declaredRegisters,
  ExpressionFault,
  faultAt,
  inOrder,
  isKnownRegion,
  namesIn,
  periodOf,
  readPacks,
  recordsOf,
  registerFiles,
  shelfOf,
  shelfPack,
} from '../../registers/registers.ts';
import { rowVariables, totalVariables } from './compile.ts';
import { Baseline, Measure, Target } from './target.ts';

/** The files of a pack that the indicators answer for. */
export const indicatorFiles: readonly FileKind[] = [
  { path: /^measures\.yaml$/, home: 'base', needed: ['measures.yaml'], check: checkMeasures },
  { path: /^targets\.yaml$/, home: 'any', needed: [], check: checkTargets },
  { path: /^baselines\.yaml$/, home: 'any', needed: [], check: checkBaselines },
];

/** Every fault of the registers' and indicators' sections of the packs in a folder, with file and line; empty when all is well. */
export function checkPacks(folder: string): Fault[] {
  return checkLibrary(readPacks(folder));
}

/** The same over packs already read. */
export function checkLibrary(library: PackLibrary): Fault[] {
  return inOrder([...library.faults, ...checkShelf(shelfOf(library), [...registerFiles, ...indicatorFiles])]);
}

/** All measures of the base pack; empty when the section is faulty. */
export function measuresOf(library: PackLibrary): readonly Measure[] {
  const document = library.packs.find((pack) => pack.name === 'base')?.sections.get('measures');
  const { faults, rows } = document ? checkRows<Measure>(document, Measure) : { faults: [], rows: [] };
  return faults.length === 0 ? rows.map(([, measure]) => measure) : [];
}

/** Names that formulas use for other things than measures. */
const RESERVED = ['rows', 'passing', 'mean', 'limit', 'community_type'];

function checkMeasures(document: PackDocument): readonly Fault[] {
  const { faults, rows } = checkRows<Measure>(document, Measure);
  for (const [index, { name, kept, register }] of rows) {
    if (RESERVED.includes(name)) faults.push(faultAt(document, [index, 'name'], 'measure-reserved', { name }));
    const known = declaredRegisters.find((one) => one.register === register)?.measures;
    if (kept === 'registers' && !(known && name in known))
      faults.push(faultAt(document, [index, 'register'], 'measure-register', { name, register: register ?? '' }));
  }
  return [
    ...faults,
    ...repeated(
      document,
      rows.map(([index, measure]) => [index, measure.name]),
      'name',
    ),
  ];
}

function repeated(document: PackDocument, names: readonly (readonly [index: number, name: string])[], field: string): Fault[] {
  return names.flatMap(([index, name], at) =>
    names.findIndex(([, other]) => other === name) < at
      ? [faultAt(document, [index, field], 'repeated', { name, pack: document.pack })]
      : [],
  );
}

/** Ids that a pack before this one uses already. */
function repeatedElsewhere(
  document: PackDocument,
  rows: readonly (readonly [index: number, row: { readonly id: string }])[],
  section: string,
  shelf: Shelf,
): Fault[] {
  const elsewhere = new Map(
    shelf.packs
      .filter((pack) => pack.name < document.pack)
      .flatMap((pack) => recordsOf(pack, section).map((row) => [String(row.id), pack.name] as const)),
  );
  return rows.flatMap(([index, { id }]) =>
    elsewhere.has(id) ? [faultAt(document, [index, 'id'], 'repeated', { name: id, pack: elsewhere.get(id)! })] : [],
  );
}

/** The measures formulas may name; undefined where their file cannot be read, which is told once. */
function namedMeasures(shelf: Shelf): readonly Measure[] | undefined {
  const base = shelfPack(shelf, 'base');
  const document = base?.sections.get('measures');
  return document ? checkRows<Measure>(document, Measure).rows.map(([, measure]) => measure) : undefined;
}

function checkTargets(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const { faults, rows } = checkRows<Target>(document, Target);
  faults.push(
    ...repeated(
      document,
      rows.map(([index, target]) => [index, target.id]),
      'id',
    ),
    ...repeatedElsewhere(document, rows, 'targets', shelf),
  );
  const measures = namedMeasures(shelf);
  for (const [index, target] of rows) {
    faults.push(...checkTarget(document, index, target, shelf), ...(measures ? checkFormulas(document, index, target, measures) : []));
  }
  return faults;
}

function checkTarget(document: PackDocument, index: number, target: Target, shelf: Shelf): Fault[] {
  const faults: Fault[] = [];
  const say = (path: Path, key: string, values: Record<string, string | number> = {}): number =>
    faults.push(faultAt(document, [index, ...path], key, values));
  const { types, cases, within } = target.subjects;
  const period = periodOf(shelf, document.pack);
  if (period?.to && /^\d/.test(target.deadline) && (target.deadline < period.from || target.deadline > period.to))
    say(['deadline'], 'outside-period', { day: target.deadline, from: period.from, to: period.to });
  if (target.value === null && !target.wording) say(['value'], 'value-without-wording', { id: target.id });
  for (const [at, type] of (types ?? []).entries())
    if (!codesIn(shelf, 'community_type').has(type))
      say(['subjects', 'types', at], 'unknown-code', { code: type, table: 'community_type' });
  for (const [at, kind] of (cases ?? []).entries())
    if (!codesIn(shelf, 'facility_case').has(kind)) say(['subjects', 'cases', at], 'unknown-code', { code: kind, table: 'facility_case' });
  for (const [at, code] of (within ?? []).entries())
    if (!isKnownRegion(shelf, code)) say(['subjects', 'within', at], 'region-unknown', { code });
  if (shelf.outside)
    for (const [at, id] of (target.like ?? []).entries())
      if (!namesIn(shelf, 'targets', 'id').has(id)) say(['like', at], 'target-unknown', { id });
  return [...faults, ...checkSource(document, index, target, shelf)];
}

/** What a target or baseline rests on: the pack's own document, a requirement that exists, contradictions that are written down. */
function checkSource(
  document: PackDocument,
  index: number,
  { source, kept_apart }: Pick<Target, 'source' | 'kept_apart'>,
  shelf: Shelf,
): Fault[] {
  const faults = apartFaults(document, [index, 'kept_apart'], kept_apart, shelf);
  const manifest = shelfPack(shelf, document.pack)?.sections.get('pack')?.data as { document?: { key?: unknown } } | null | undefined;
  const expected = String(manifest?.document?.key ?? '');
  if (manifest && source.document !== expected)
    faults.push(faultAt(document, [index, 'source', 'document'], 'other-document', { found: source.document, expected }));
  const { requirement } = source;
  if (requirement !== undefined && shelf.outside && !shelf.outside.requirements.has(requirement))
    faults.push(
      faultAt(document, [index, 'source', 'requirement'], 'requirement-unknown', {
        id: requirement,
        count: shelf.outside.requirements.size,
      }),
    );
  return faults;
}

function checkFormulas(document: PackDocument, index: number, target: Target, measures: readonly Measure[]): Fault[] {
  const parts: [Path, Pick<Target, 'test' | 'formula'> & { row?: string }][] = [
    [[], target],
    ...(target.also ?? []).map((part, at): [Path, typeof part] => [['also', at], part]),
  ];
  return parts.flatMap(([path, part]) => checkExpressions(document, [index, ...path], part, target, measures));
}

function checkExpressions(
  document: PackDocument,
  path: Path,
  part: { test?: string; row?: string; formula: string },
  target: Target,
  measures: readonly Measure[],
): Fault[] {
  const ofRow = rowVariables(measures, target);
  const faults = [
    ...(part.test === undefined ? [] : checkExpression(document, [...path, 'test'], part.test, ofRow, 'bool', target)),
    ...(part.row === undefined ? [] : checkExpression(document, [...path, 'row'], part.row, ofRow, 'double', target)),
    ...checkExpression(document, [...path, 'formula'], part.formula, totalVariables(measures, target), 'double', target),
  ];
  if (/\bpassing\b/.test(part.formula) && part.test === undefined)
    faults.push(faultAt(document, [...path, 'formula'], 'passing-without-test', { id: target.id }));
  if (/\bmean\b/.test(part.formula) && part.row === undefined)
    faults.push(faultAt(document, [...path, 'formula'], 'mean-without-row', { id: target.id }));
  return faults;
}

function checkExpression(
  document: PackDocument,
  path: Path,
  source: string,
  variables: Variables,
  expected: 'bool' | 'double',
  target: Target,
): Fault[] {
  try {
    const { type } = compileExpression(source, variables);
    const faults = [...source.matchAll(/\blimit\.(\w+)/g)]
      .filter(([, name]) => !(name! in (target.limits ?? {})))
      .map(([, name]) => faultAt(document, path, 'limit-unknown', { name: name!, id: target.id }));
    if (type !== expected && type !== 'dyn')
      faults.push(faultAt(document, path, `expression.${expected === 'bool' ? 'not-bool' : 'not-number'}`, { source, type }));
    return faults;
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    return [faultAt(document, path, `expression.${error.kind}`, { source, detail: error.detail })];
  }
}

function checkBaselines(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const { faults, rows } = checkRows<Baseline>(document, Baseline);
  const ids = namesIn(shelf, 'targets', 'id');
  for (const [index, row] of rows) {
    for (const [at, id] of row.for.entries())
      if (!ids.has(id)) faults.push(faultAt(document, [index, 'for', at], 'target-unknown', { id }));
    for (const [at, one] of row.values.entries())
      if (one.value === null && !one.as_written)
        faults.push(faultAt(document, [index, 'values', at], 'value-without-wording', { id: row.id }));
    if (row.jurisdiction !== undefined && !isKnownRegion(shelf, row.jurisdiction))
      faults.push(faultAt(document, [index, 'jurisdiction'], 'region-unknown', { code: row.jurisdiction }));
    faults.push(...checkSource(document, index, row, shelf));
  }
  return [
    ...faults,
    ...repeated(
      document,
      rows.map(([index, row]) => [index, row.id]),
      'id',
    ),
    ...repeatedElsewhere(document, rows, 'baselines', shelf),
  ];
}
