import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { Parameter } from '../../registers/registers.ts';
import { readPacks } from '../../registers/registers.ts';
import type { Baseline, Target } from '../indicators.ts';
import { checkPacks, compileTarget, measuresOf, sayExpression } from '../indicators.ts';

const root = resolve(import.meta.dirname, '../../../packs');
const library = readPacks(root);

function all<T>(section: string): { pack: string; row: T }[] {
  return library.packs.flatMap((pack) => ((pack.sections.get(section)?.data ?? []) as T[]).map((row) => ({ pack: pack.name, row })));
}

/** The messages after one change to one file of the packs. */
function faultsAfter(file: string, from: string | RegExp, to: string): [string, number, string][] {
  const folder = mkdtempSync(join(tmpdir(), 'linli-check-'));
  try {
    for (const name of ['base', 'alxa-2021', 'yizheng-2016', 'liuwan']) {
      cpSync(join(root, name), join(folder, name), { recursive: true, filter: (path) => !/regions|geo$/.test(path) });
    }
    const path = join(folder, file);
    const before = readFileSync(path, 'utf8');
    assert.notEqual(before.replace(from, to), before, 'the fault was planted');
    writeFileSync(path, before.replace(from, to));
    return checkPacks(folder).map((fault) => [fault.file, fault.line, fault.message]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lineOf(file: string, wanted: string): number {
  return (
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(wanted)) + 1
  );
}

test('the packs of the repository pass the check', () => {
  assert.deepEqual(checkPacks(root), []);
});

test('IND-14 all 68 targets of the five documents are there once, each with value or wording, unit, strength and source', () => {
  const targets = all<Target>('targets').filter(({ row }) => row.id.startsWith('T'));
  assert.deepEqual(
    targets.map(({ row }) => row.id).sort(),
    Array.from({ length: 68 }, (_, index) => `T${String(index + 1).padStart(2, '0')}`),
  );
  for (const { row } of targets) {
    assert.ok(row.value !== null || row.wording, row.id);
    assert.ok(row.source.line && row.source.section && row.source.requirement, row.id);
  }
});

test('IND-14 all 22 baselines are there once; a lost value is null with the words of the text, not 0', () => {
  const baselines = all<Baseline>('baselines').filter(({ row }) => row.id.startsWith('B'));
  assert.deepEqual(
    baselines.map(({ row }) => row.id).sort(),
    Array.from({ length: 22 }, (_, index) => `B${String(index + 1).padStart(2, '0')}`),
  );
  const age = baselines.find(({ row }) => row.id === 'B13')?.row;
  assert.equal(age?.values[0]?.value, null);
  assert.equal(age?.confidence, 'damaged');
});

test('values that contradict each other stand in their own packs and are never merged', () => {
  const rows = [...all<Target>('targets'), ...all<Baseline>('baselines'), ...all<Parameter>('parameters')];
  for (let number = 1; number <= 17; number += 1) {
    const id = `X${String(number).padStart(2, '0')}`;
    assert.ok(
      rows.some(({ row }) => row.kept_apart?.includes(id)),
      id,
    );
  }
  const perHundred = new Map(
    all<Target>('targets').map(({ pack, row }) => [row.id, { pack, value: row.limits?.per_100_households ?? row.value }]),
  );
  assert.deepEqual(
    ['T02', 'T29', 'T49', 'T60', 'T24', 'T04'].map((id) => perHundred.get(id)?.value),
    [33, 35, 30, 30, 20, 50],
  );
  assert.equal(new Set(['T02', 'T29', 'T49', 'T60', 'T24'].map((id) => perHundred.get(id)?.pack)).size, 5);
});

test('every target of every pack compiles over the named measures', () => {
  const measures = measuresOf(library);
  for (const { row } of all<Target>('targets'))
    assert.ok(compileTarget(row, measures).figure.needs.length > 0 || row.subjects.level === 'community', row.id);
});

const alxa = 'alxa-2021/targets.yaml';
const planted: readonly (readonly [what: string, file: string, from: string | RegExp, to: string, at: string, words: RegExp])[] = [
  ['a misspelt field', alxa, '  title: ', '  titel: ', '- id: T01', /title/],
  ['a missing source', alxa, / {2}source: \{.*\n/, '', '- id: T01', /source/],
  ['a direction that does not exist', alxa, 'direction: at-least', 'direction: upwards', 'direction: at-least', /at-least/],
  [
    'an unknown measure',
    alxa,
    'row: 100 * area_facility / households',
    'row: 100 * area_facilty / households',
    'row: 100 * area_facility / households',
    /area_facilty/,
  ],
  [
    'bad syntax',
    alxa,
    'test: comprehensive_count > 0',
    'test: comprehensive_count >',
    'test: comprehensive_count > 0',
    /comprehensive_count >/,
  ],
  [
    'a test that is no condition',
    alxa,
    'test: comprehensive_count > 0',
    'test: comprehensive_count + 1',
    'test: comprehensive_count > 0',
    /comprehensive_count \+ 1/,
  ],
  [
    'a limit that is not given',
    alxa,
    'limits: { total_area: 300 }',
    'limits: { total: 300 }',
    'test: area_facility >= limit.total_area',
    /total_area/,
  ],
  ['a share without a test', alxa, '  test: comprehensive_count > 0\n', '', 'formula: 100 * passing / rows', /passing/],
  [
    'an unknown community type',
    alxa,
    '[urban, market_town]',
    '[urban, harbour]',
    'subjects: { level: community, types: [urban, market_town] }',
    /harbour/,
  ],
  ['a source from another document', alxa, 'source: { document: S0', 'source: { document: S3', 'source: { document: S0', /S3/],
  ['a number without value or wording', 'yizheng-2016/targets.yaml', / {2}wording: .*\n/, '', 'value: null', /T28/],
  ['a target written twice', 'yizheng-2016/targets.yaml', 'id: T18', 'id: T01', 'id: T18', /T01/],
  ['a baseline for an unknown target', 'alxa-2021/baselines.yaml', 'for: [T09]', 'for: [T99]', 'id: B05', /T99/],
  ['a measure written twice', 'base/measures.yaml', 'name: residents', 'name: households', 'name: residents', /households/],
  ['a day that does not exist', 'base/calendar.csv', '2026-05-05,holiday', '2026-05-32,holiday', '2026-05-05', /2026-05-32/],
];

for (const [what, file, from, to, at, words] of planted) {
  test(`the check explains ${what} with file and line`, () => {
    const line = lineOf(file, at) - (what === 'a share without a test' ? 1 : 0);
    const found = faultsAfter(file, from, to).find((fault) => fault[0] === file && fault[1] === line && words.test(fault[2]));
    assert.ok(found, JSON.stringify(faultsAfter(file, from, to)));
  });
}

test('two values of one parameter that hold at the same time are told', () => {
  const file = 'alxa-2021/parameters.yaml';
  const faults = faultsAfter(file, /^/, '- { name: population.word, value: x, valid_from: 2022-01-01, source: S0 }\n');
  assert.equal(faults.length, 1);
  assert.match(faults[0]![2], /population\.word/);
});

test('a formula is said with titles, numbers and signs, never with the names that programs use', () => {
  const measures = measuresOf(library);
  for (const { row } of all<Target>('targets')) {
    for (const source of [row.formula, row.row, row.test, ...(row.also ?? []).flatMap((part) => [part.test, part.formula])]) {
      if (source !== undefined) assert.doesNotMatch(sayExpression(source, row, measures), /[a-z]{2,}|limit|&&|>=/, row.id);
    }
  }
});

test('a share of places that comply is called a rate, not what it is a share of', () => {
  const shares = library.packs
    .flatMap((pack) => (pack.sections.get('targets')?.data ?? []) as { id: string; title: string; formula?: string; unit?: string }[])
    .filter((one) => /passing \/ rows/.test(one.formula ?? '') && one.unit === '%');
  assert.ok(shares.length > 30);
  assert.deepEqual(
    shares.filter((one) => !/(率|比例)(（[^）]+）)?$/.test(one.title)).map((one) => `${one.id} ${one.title}`),
    [],
  );
});
