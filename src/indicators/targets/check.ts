import { isDay } from '../../kernel/kernel.ts';
import { ExpressionFault, checkSection, compileExpression, faultAt, readPacks } from '../../registers/registers.ts';
import type { CsvRow, Fault, Pack, PackDocument, PackLibrary, Parameter, Path, Variables } from '../../registers/registers.ts';
import { rowVariables, totalVariables } from './compile.ts';
import { Baselines, Measures, Targets } from './target.ts';
import type { Baseline, Measure, Target } from './target.ts';

/** Every fault of the registers' and indicators' sections of the packs in a folder, with file and line; empty when all is well. */
export function checkPacks(folder: string): Fault[] {
  return checkLibrary(readPacks(folder));
}

/** The same over packs already read. */
export function checkLibrary(library: PackLibrary): Fault[] {
  const measures = measuresOf(library);
  const ids = targetIds(library);
  const seen = new Map<string, string>();
  const faults = [...library.faults];
  for (const pack of library.packs) {
    faults.push(...checkMeasures(pack), ...checkTargets(pack, library, measures, seen), ...checkBaselines(pack, ids), ...checkParameters(pack), ...checkCalendar(pack));
  }
  return faults;
}

/** All measures of the base pack; empty when the section is faulty. */
export function measuresOf(library: PackLibrary): readonly Measure[] {
  const document = library.packs.find((pack) => pack.name === 'base')?.sections.get('measures');
  return document && checkSection(document, Measures).length === 0 ? (document.data as Measure[]) : [];
}

function targetIds(library: PackLibrary): Set<string> {
  return new Set(library.packs.flatMap((pack) => rowsOf<Target>(pack, 'targets').map((target) => target.id)));
}

function rowsOf<T>(pack: Pack, section: string): readonly T[] {
  const data = pack.sections.get(section)?.data;
  return Array.isArray(data) ? (data as T[]) : [];
}

function checkMeasures(pack: Pack): Fault[] {
  const document = pack.sections.get('measures');
  if (!document) return [];
  const faults = checkSection(document, Measures);
  return faults.length > 0 ? faults : repeated(document, (document.data as Measure[]).map((measure) => measure.name), 'name');
}

function repeated(document: PackDocument, names: readonly string[], field: string): Fault[] {
  const faults: Fault[] = [];
  for (const [index, name] of names.entries()) if (names.indexOf(name) < index) faults.push(faultAt(document, [index, field], 'repeated', { name, pack: document.pack }));
  return faults;
}

function checkTargets(pack: Pack, library: PackLibrary, measures: readonly Measure[], seen: Map<string, string>): Fault[] {
  const document = pack.sections.get('targets');
  if (!document) return [];
  const faults = checkSection(document, Targets);
  if (faults.length > 0) return faults;
  for (const [index, target] of (document.data as Target[]).entries()) {
    const known = seen.get(target.id);
    if (known !== undefined) faults.push(faultAt(document, [index, 'id'], 'repeated', { name: target.id, pack: known }));
    seen.set(target.id, pack.name);
    faults.push(...checkTarget(document, index, target, pack, library, measures));
  }
  return faults;
}

function checkTarget(document: PackDocument, index: number, target: Target, pack: Pack, library: PackLibrary, measures: readonly Measure[]): Fault[] {
  const faults: Fault[] = [];
  const say = (path: Path, key: string, values: Record<string, string | number> = {}): number => faults.push(faultAt(document, [index, ...path], key, values));
  if (target.value === null && !target.wording) say(['value'], 'value-without-wording', { id: target.id });
  if (target.source.document !== pack.manifest.document?.key) say(['source', 'document'], 'other-document', { found: target.source.document, expected: pack.manifest.document?.key ?? '' });
  for (const [at, type] of (target.subjects.types ?? []).entries()) if (!inTable(library, 'community_type', type)) say(['subjects', 'types', at], 'unknown-code', { code: type, table: 'community_type' });
  for (const [at, kind] of (target.subjects.cases ?? []).entries()) if (!inTable(library, 'facility_case', kind)) say(['subjects', 'cases', at], 'unknown-code', { code: kind, table: 'facility_case' });
  const parts: [Path, Pick<Target, 'test' | 'formula'> & { row?: string }][] = [[[], target], ...(target.also ?? []).map((part, at): [Path, typeof part] => [['also', at], part])];
  for (const [path, part] of parts) faults.push(...checkExpressions(document, [index, ...path], part, target, measures));
  return faults;
}

function inTable(library: PackLibrary, table: string, code: string): boolean {
  const rows = library.packOf('base').sections.get(`codes/${table}`)?.data as CsvRow[] | undefined;
  return rows?.some((row) => row.code === code) ?? false;
}

function checkExpressions(document: PackDocument, path: Path, part: { test?: string; row?: string; formula: string }, target: Target, measures: readonly Measure[]): Fault[] {
  const ofRow = rowVariables(measures, target);
  const faults = [
    ...(part.test === undefined ? [] : checkExpression(document, [...path, 'test'], part.test, ofRow, 'bool', target)),
    ...(part.row === undefined ? [] : checkExpression(document, [...path, 'row'], part.row, ofRow, 'double', target)),
    ...checkExpression(document, [...path, 'formula'], part.formula, totalVariables(measures, target), 'double', target),
  ];
  if (/\bpassing\b/.test(part.formula) && part.test === undefined) faults.push(faultAt(document, [...path, 'formula'], 'passing-without-test', { id: target.id }));
  if (/\bmean\b/.test(part.formula) && part.row === undefined) faults.push(faultAt(document, [...path, 'formula'], 'mean-without-row', { id: target.id }));
  return faults;
}

function checkExpression(document: PackDocument, path: Path, source: string, variables: Variables, expected: 'bool' | 'double', target: Target): Fault[] {
  try {
    const { type } = compileExpression(source, variables);
    const faults = [...source.matchAll(/\blimit\.(\w+)/g)].filter(([, name]) => !(name! in (target.limits ?? {}))).map(([, name]) => faultAt(document, path, 'limit-unknown', { name: name!, id: target.id }));
    if (type !== expected && type !== 'dyn') faults.push(faultAt(document, path, `expression.${expected === 'bool' ? 'not-bool' : 'not-number'}`, { source, type }));
    return faults;
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    return [faultAt(document, path, `expression.${error.kind}`, { source, detail: error.detail })];
  }
}

function checkBaselines(pack: Pack, ids: ReadonlySet<string>): Fault[] {
  const document = pack.sections.get('baselines');
  if (!document) return [];
  const faults = checkSection(document, Baselines);
  if (faults.length > 0) return faults;
  const rows = document.data as Baseline[];
  for (const [index, row] of rows.entries()) {
    for (const [at, id] of row.for.entries()) if (!ids.has(id)) faults.push(faultAt(document, [index, 'for', at], 'target-unknown', { id }));
    for (const [at, one] of row.values.entries()) if (one.value === null && !one.as_written) faults.push(faultAt(document, [index, 'values', at], 'value-without-wording', { id: row.id }));
  }
  return [...faults, ...repeated(document, rows.map((row) => row.id), 'id')];
}

/** Two rows of one name may follow each other, never overlap. */
function checkParameters(pack: Pack): Fault[] {
  const document = pack.sections.get('parameters');
  const rows = rowsOf<Parameter>(pack, 'parameters');
  if (!document) return [];
  const overlaps = (left: Parameter, right: Parameter): boolean =>
    left.name === right.name && left.valid_from < (right.valid_to ?? '9999') && right.valid_from < (left.valid_to ?? '9999');
  return rows.flatMap((row, index) => (rows.slice(0, index).some((other) => overlaps(other, row)) ? [faultAt(document, [index], 'parameter-overlap', { name: row.name })] : []));
}

function checkCalendar(pack: Pack): Fault[] {
  const document = pack.sections.get('calendar');
  if (!document) return [];
  return rowsOf<CsvRow>(pack, 'calendar').flatMap((row, index) =>
    (isDay(row.date ?? '') && (row.kind === 'holiday' || row.kind === 'make-up') && row.source ? [] : [faultAt(document, [index], 'calendar-row', { row: Object.values(row).join(',') })]));
}
