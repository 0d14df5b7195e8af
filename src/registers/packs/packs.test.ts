import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { isWorkingDay } from '../../kernel/kernel.ts';
import { readPacks, text } from './packs.ts';

const root = resolve(import.meta.dirname, '../../../packs');

function withPacks<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'linli-packs-'));
  try {
    cpSync(join(root, 'base'), join(folder, 'base'), { recursive: true });
    cpSync(join(root, 'liuwan/pack.yaml'), join(folder, 'liuwan/pack.yaml'));
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function change(folder: string, file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  assert.notEqual(after, before);
  writeFileSync(path, after);
}

test('the packs of the repository are read without a fault', () => {
  assert.deepEqual(readPacks(root).faults, []);
});

test('the most specific pack goes first, the nation last, and a pack out of its period is not asked', () => {
  const library = readPacks(root);
  const names = (day: string): string[] => library.packsFor(['990101000000', '990101100000'], day).map((pack) => pack.name);
  assert.deepEqual(names('2026-05-01'), ['liuwan', 'base']);
  assert.deepEqual(names('2030-12-31'), ['liuwan', 'base']);
  assert.deepEqual(names('2031-01-01'), ['base']);
});

test('a hash follows the content of the pack and of what it extends, and not its layout', () => {
  withPacks((folder) => {
    const before = readPacks(folder);
    change(folder, 'liuwan/pack.yaml', '# An invented county.', '# Another remark.');
    assert.equal(readPacks(folder).packOf('liuwan').hash, before.packOf('liuwan').hash);
    change(folder, 'base/calendar.csv', '2026-01-02,holiday', '2026-01-02,make-up');
    assert.notEqual(readPacks(folder).packOf('liuwan').hash, before.packOf('liuwan').hash);
  });
});

test('each kind of fault in a manifest is told with file and line', () => {
  const faultsAfter = (from: string | RegExp, to: string, file = 'liuwan/pack.yaml') =>
    withPacks((folder) => {
      change(folder, file, from, to);
      return readPacks(folder).faults.map(({ file: where, line, message }) => [where, line, message]);
    });
  assert.deepEqual(faultsAfter('level: county', 'level: village')[0]?.slice(0, 2), ['liuwan/pack.yaml', 7]);
  assert.deepEqual(
    faultsAfter('title: ', 'titel: ')
      .map((fault) => fault[1])
      .sort(),
    [2, 3],
  );
  assert.deepEqual(faultsAfter('extends: [base]', 'extends: [basis]'), [
    ['liuwan/pack.yaml', 5, text('packs.faults.extends-unknown', { name: 'basis' })],
  ]);
  assert.deepEqual(
    faultsAfter('extends: []', 'extends: [liuwan]', 'base/pack.yaml').map((fault) => fault[0]),
    ['base/pack.yaml', 'liuwan/pack.yaml'],
  );
  assert.deepEqual(faultsAfter('name: liuwan', 'name: liwan')[0]?.[1], 2);
  assert.equal(faultsAfter('level: county', 'level: [county')[0]?.[0], 'liuwan/pack.yaml');
});

test('a parameter comes from the most specific pack and from the row that holds on the day', () => {
  withPacks((folder) => {
    writeFileSync(
      join(folder, 'base/parameters.yaml'),
      [
        '- { name: review.days, value: 7, unit: day, valid_from: 2020-01-01, valid_to: 2026-07-01, source: A }',
        '- { name: review.days, value: 5, unit: day, valid_from: 2026-07-01, source: B, verify: true }',
      ].join('\n'),
    );
    writeFileSync(
      join(folder, 'liuwan/parameters.yaml'),
      '- { name: review.days, value: 3, unit: day, valid_from: 2027-01-01, source: C }',
    );
    const library = readPacks(folder);
    const value = (day: string): unknown => library.parameter(library.packsFor(['990101000000'], day), 'review.days', day).value;
    assert.deepEqual(['2026-06-30', '2026-07-01', '2027-01-01'].map(value), [7, 5, 3]);
    assert.throws(() => value('2019-12-31'), { code: 'PARAMETER_UNKNOWN' });
  });
});

test('the calendar table says what the chinese-days package says, for every day of every published year', async () => {
  const { default: chineseDays } = await import('chinese-days');
  const calendar = readPacks(root).calendar();
  assert.ok(calendar.years.has(2026) && !calendar.years.has(2028));
  for (const year of calendar.years) {
    for (let time = Date.UTC(year, 0, 1); new Date(time).getUTCFullYear() === year; time += 86_400_000) {
      const day = new Date(time).toISOString().slice(0, 10);
      assert.equal(isWorkingDay(calendar, day), chineseDays.isWorkday(day), day);
    }
  }
});

test('code tables are read by name', () => {
  const library = readPacks(root);
  assert.deepEqual(
    library.codeTable('sex').map((row) => row.code),
    ['0', '1', '2', '9'],
  );
  assert.throws(() => library.codeTable('nothing'), { code: 'CODE_TABLE_UNKNOWN' });
});
