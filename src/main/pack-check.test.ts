import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { planted } from '../../tests/support/planted-faults.ts';
import type { ReadBefore } from '../registers/registers.ts';
import { text } from '../registers/registers.ts';
import { checkPackFolder, packFiles } from './pack-check.ts';

const root = resolve(import.meta.dirname, '../../packs');
const folder = mkdtempSync(join(tmpdir(), 'linli-check-'));
cpSync(root, folder, { recursive: true });
after(() => rmSync(folder, { recursive: true, force: true }));

const before: ReadBefore = new Map();

type Told = readonly [file: string, line: number, message: string];

/** What the check says while some files of the packs are other than they were. */
function faultsWithAll(contents: ReadonlyMap<string, string | Buffer>): Told[] {
  for (const [file, content] of contents) writeFileSync(join(folder, file), content);
  try {
    return checkPackFolder(folder, before).faults.map((fault) => [fault.file, fault.line, fault.message] as const);
  } finally {
    for (const file of contents.keys()) cpSync(join(root, file), join(folder, file));
  }
}

const faultsWith = (file: string, content: string | Buffer): Told[] => faultsWithAll(new Map([[file, content]]));

const original = (file: string): string => readFileSync(join(root, file), 'utf8');
const lineOf = (file: string, wanted: string): number =>
  original(file)
    .split('\n')
    .findIndex((line) => line.includes(wanted)) + 1;

/** Nothing a person cannot act on: no stack, no placeholder left open, Chinese throughout. */
function assertClear([file, line, message]: Told): void {
  assert.ok(line >= 1, `${file} ${message}`);
  assert.match(message, /\p{Script=Han}/u);
  assert.doesNotMatch(message, /\{\w+\}|undefined|\bat .*\.ts|程序自己出了差错|\[object/, `${file}:${line}`);
}

test('the packs of the repository pass the whole check', () => {
  const { packs, faults } = checkPackFolder(root);
  assert.deepEqual(faults, []);
  assert.equal(packs, 7);
});

test('every file of the packs has exactly one kind that answers for it', () => {
  const paths = [
    'pack.yaml',
    'parameters.yaml',
    'calendar.csv',
    'holidays.csv',
    'codes/sex.csv',
    'texts/zh-CN/hall.yaml',
    'roles.yaml',
    'units.yaml',
    'staff.yaml',
    'regions.csv',
    'regions/alxa_1529.csv',
    'regions/changes_2022_2023.csv',
    'geo/152900000000.geojson',
    'registers/worker.yaml',
    'registers/worker.csv',
    'people.csv',
    'population.csv',
    'procedures.yaml',
    'items.yaml',
    'cases.yaml',
    'records.yaml',
    'proposals.yaml',
    'ledgers.yaml',
    'visits.yaml',
    'sheets/choices.yaml',
    'sheets/dibao.yaml',
    'measures.yaml',
    'targets.yaml',
    'baselines.yaml',
  ];
  for (const path of paths) assert.equal(packFiles.filter((kind) => kind.path.test(path)).length, 1, path);
  assert.ok(packFiles.every((kind) => paths.some((path) => kind.path.test(path))));
});

for (const [what, file, from, to, at, words] of planted) {
  test(`the check explains ${what} with file and line`, () => {
    const before = original(file);
    const changed = before.replace(from, to);
    assert.notEqual(changed, before, 'the fault was planted');
    const faults = faultsWith(file, changed);
    for (const fault of faults) assertClear(fault);
    // Line 0: wherever the fault is told (a file may be told of in another one that leans on it).
    const line = typeof at === 'number' ? at : lineOf(file, at);
    assert.ok(
      faults.some(
        (fault) =>
          words.test(fault[2]) &&
          (line === 0 ||
            (fault[0] === file && Math.abs(fault[1] - line) <= (before.split('\n').length === changed.split('\n').length ? 0 : 1))),
      ),
      `${line} ${JSON.stringify(faults.slice(0, 8))}`,
    );
  });
}

const everyFile = [
  'base/calendar.csv',
  'base/codes/sex.csv',
  'base/codes/gb2260_history.csv',
  'base/codes/contradiction.csv',
  'base/items.yaml',
  'base/measures.yaml',
  'base/pack.yaml',
  'base/parameters.yaml',
  'base/procedures.yaml',
  'base/regions/alxa_1529.csv',
  'base/regions/changes_2022_2023.csv',
  'base/roles.yaml',
  'base/texts/zh-CN/errors.yaml',
  'base/texts/zh-CN/hall.yaml',
  'base/texts/zh-CN/packs.yaml',
  'liuwan/baselines.yaml',
  'liuwan/cases.yaml',
  'liuwan/registers/facility-census.csv',
  'liuwan/geo/990101000000.geojson',
  'liuwan/items.yaml',
  'liuwan/pack.yaml',
  'liuwan/parameters.yaml',
  'liuwan/people.csv',
  'liuwan/population.csv',
  'liuwan/regions.csv',
  'liuwan/staff.yaml',
  'liuwan/targets.yaml',
  'liuwan/units.yaml',
];
const isTable = (file: string): boolean => file.endsWith('.csv');

/** Whole-file damage, with the line of it where it is known. */
const damage: readonly (readonly [what: string, make: (text: string, file: string) => string | Buffer | undefined, line?: number])[] = [
  ['an empty file', () => '', 1],
  ['a file of blanks', () => ' \n\n', 1],
  [
    'a file in GBK',
    (text) =>
      Buffer.concat([
        Buffer.from(
          text
            .split('\n')
            .slice(0, 1)
            .join('\n')
            .replace(/\P{ASCII}/gu, ''),
        ),
        Buffer.from('\n'),
        Buffer.from([0xc1, 0xf8, 0xcd, 0xe5]),
        Buffer.from('\n'),
      ]),
    2,
  ],
  ['a file in UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le'), 1],
  ['a file of another kind', () => Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 1],
  [
    'a half file',
    (text, file) =>
      file.endsWith('.yaml')
        ? `${text.slice(0, text.lastIndexOf('\n', text.length / 2))}\n["`
        : text.slice(0, text.length / 2).replace(/[,\r\n]+\S*$/, '') + (isTable(file) ? '\nx' : ''),
  ],
  ['a bare word', (_, file) => (isTable(file) ? undefined : 'hello\n'), 1],
  ['a number', (_, file) => (isTable(file) ? undefined : '42\n'), 1],
  ['null', (_, file) => (isTable(file) ? undefined : 'null\n'), 1],
  ['a list of nulls', (_, file) => (isTable(file) ? undefined : '[null, null]\n'), 1],
  ['a list of lists', (_, file) => (isTable(file) ? undefined : '[[1], [2]]\n'), 1],
  ['a map of nonsense', (_, file) => (isTable(file) ? undefined : '{"__proto__": 1, "constructor": {"a": []}}\n'), 1],
  ['a tab as indent', (text, file) => (file.endsWith('.yaml') ? `${text}\na:\n\tb: 1\n` : undefined)],
  ['two documents', (text, file) => (file.endsWith('.yaml') ? `${text}\n---\na: 1\n` : undefined)],
  ['an alias to nothing', (_, file) => (file.endsWith('.yaml') ? 'a: 1\nb: *nothing\n' : undefined), 2],
  ['a key written twice', (_, file) => (file.endsWith('.yaml') ? 'name: 1\nname: 2\n' : undefined), 2],
  [
    'an unknown column',
    (text, file) =>
      isTable(file)
        ? text
            .split(/\r?\n/)
            .map((line, at) => (line === '' ? line : `${line},${at === 0 ? 'extra' : ''}`))
            .join('\n')
        : undefined,
    1,
  ],
  ['only a header', (text, file) => (isTable(file) ? `${text.split(/\r?\n/)[0]!}\n` : undefined), 1],
  ['semicolons for commas', (text, file) => (isTable(file) ? text.replaceAll(',', ';') : undefined), 1],
  ['a column written twice', (text, file) => (isTable(file) ? text.replace(/^\uFEFF?(\w+),(\w+)/, '$1,$1') : undefined), 1],
];

for (const [what, make, line] of damage) {
  test(`${what} is told of every kind of file, with a line and without a stack`, () => {
    const damaged = everyFile.flatMap((file) => {
      const content = make(original(file), file);
      return content === undefined ? [] : [[file, content] as const];
    });
    const all = faultsWithAll(new Map(damaged));
    for (const fault of all) assertClear(fault);
    for (const [file] of damaged) {
      const own = all.filter((fault) => fault[0] === file);
      assert.ok(
        own.length > 0 && (line === undefined || own.some((fault) => fault[1] === line)),
        `${file}: ${JSON.stringify(own.slice(0, 5))}`,
      );
    }
  });
}

test('nonsense in one file leaves the check of all others standing', () => {
  for (const file of everyFile.filter((one) => !isTable(one))) {
    for (const nonsense of [
      'hello\n',
      'null\n',
      '[null, null]\n',
      '[[1], [2]]\n',
      '{"a": [{"b": null}]}\n',
      '[{"item": {}, "role": [], "phone": null, "for": 1, "acts": "x", "pages": [null]}]\n',
      '{"staff": [null, 3], "extends": 4, "features": [7], "document": null, "period": []}\n',
    ]) {
      const faults = faultsWith(file, nonsense);
      for (const fault of faults) assertClear(fault);
      assert.ok(
        faults.some((fault) => fault[0] === file),
        `${file} ${nonsense}`,
      );
    }
  }
});

test('a byte order mark and Windows line ends are no fault', () => {
  assert.deepEqual(faultsWithAll(new Map(everyFile.map((file) => [file, `\ufeff${original(file)}`]))), []);
  assert.deepEqual(faultsWithAll(new Map(everyFile.map((file) => [file, original(file).replaceAll(/\r?\n/g, '\r\n')]))), []);
});

test('a file nobody reads, one that is missing and one in the wrong pack are faults', () => {
  const moved = (from: string, to: string): Told[] => {
    mkdirSync(join(folder, to, '..'), { recursive: true });
    renameSync(join(folder, from), join(folder, to));
    try {
      return checkPackFolder(folder, before).faults.map((fault) => [fault.file, fault.line, fault.message] as const);
    } finally {
      renameSync(join(folder, to), join(folder, from));
    }
  };
  const says = (faults: Told[], file: string, key: string): boolean =>
    faults.some((fault) => fault[0] === file && fault[1] === 1 && fault[2] === text(`packs.faults.${key}`));
  const misspelt = moved('liuwan/people.csv', 'liuwan/peoples.csv');
  assert.ok(says(misspelt, 'liuwan/peoples.csv', 'unowned') && says(misspelt, 'liuwan/people.csv', 'file-missing'));
  const table = moved('base/codes/sex.csv', 'base/codes/sexes.csv');
  assert.ok(says(table, 'base/codes/sexes.csv', 'unowned') && says(table, 'base/codes/sex.csv', 'file-missing'));
  assert.ok(says(moved('base/texts/zh-CN/hall.yaml', 'base/texts/zh-CN/hal.yaml'), 'base/texts/zh-CN/hal.yaml', 'unowned'));
  assert.ok(says(moved('base/measures.yaml', 'yunnan-2021/measures.yaml'), 'yunnan-2021/measures.yaml', 'homeless.base'));
  assert.ok(says(moved('liuwan/people.csv', 'yunnan-2021/people.csv'), 'yunnan-2021/people.csv', 'homeless.demonstration'));
  assert.ok(says(moved('yunnan-2021/pack.yaml', 'yunnan-2021/pack.yml'), 'yunnan-2021/pack.yaml', 'no-manifest'));
  assert.ok(says(moved('yunnan-2021/targets.yaml', 'targets.yaml'), 'targets.yaml', 'file-outside'));
  for (const fault of [...misspelt, ...table]) assertClear(fault);
});

test('a procedure may bring notices of its own, in which the same values are filled', () => {
  const procedures = original('base/procedures.yaml').replace('template: received', 'template: received-here');
  const notices = (sentence: string): string => `${original('base/texts/zh-CN/notices.yaml')}received-here: ${sentence}\n`;
  const check = (sentence: string): Told[] =>
    faultsWithAll(
      new Map([
        ['base/procedures.yaml', procedures],
        ['base/texts/zh-CN/notices.yaml', notices(sentence)],
      ]),
    );
  assert.deepEqual(check("'{title} 收到了，受理号 {number}。'"), []);
  assert.match(String(check("'{titel} 收到了。'")), /titel.*title/);
});

test('all faults are told at once, in the order of files and lines', () => {
  const changed = original('liuwan/parameters.yaml').replaceAll('2026-01-01', '2026-02-30').replace('unit: 元', 'unti: 元');
  const faults = faultsWith('liuwan/parameters.yaml', changed).filter((fault) => fault[0] === 'liuwan/parameters.yaml');
  assert.deepEqual(
    faults.map((fault) => fault[1]),
    [1, 1, 2, 3, 4, 5, 6],
  );
});

test('one bad row hides no fault of another', () => {
  const changed = original('liuwan/targets.yaml').replace('  title: ', '  titel: ').replace('requirement: FAC-01', 'requirement: XYZ-99');
  const faults = faultsWith('liuwan/targets.yaml', changed);
  assert.ok(faults.some((fault) => /titel/.test(fault[2])) && faults.some((fault) => /XYZ-99/.test(fault[2])));
});

test("a folder of one's own packs is checked against the general pack that ships, and one pack among its neighbours", () => {
  const own = mkdtempSync(join(tmpdir(), 'linli-own-'));
  try {
    cpSync(join(root, 'yunnan-2021'), join(own, 'yunnan-2021'), { recursive: true });
    assert.deepEqual(checkPackFolder(own), { packs: 1, faults: [] });
    assert.deepEqual(checkPackFolder(join(own, 'yunnan-2021')), { packs: 1, faults: [] });
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
});

test('a folder that is not there, is a file or holds no pack is refused in words', () => {
  assert.throws(() => checkPackFolder('/nonexist'), { code: 'PACK_FOLDER_MISSING', values: { folder: '/nonexist' } });
  assert.throws(() => checkPackFolder(join(root, 'liuwan/pack.yaml')), { code: 'PACK_FOLDER_MISSING' });
  const empty = mkdtempSync(join(tmpdir(), 'linli-empty-'));
  assert.throws(() => checkPackFolder(empty), { code: 'PACK_FOLDER_EMPTY' });
  rmSync(empty, { recursive: true });
});

test('an empty folder named like a file of a pack is told', () => {
  mkdirSync(join(folder, 'yunnan-2021/items.yaml'));
  try {
    const faults = checkPackFolder(folder).faults.map((fault): Told => [fault.file, fault.line, fault.message]);
    assert.deepEqual(
      faults.map(([file]) => file),
      ['yunnan-2021/items.yaml/'],
    );
    faults.forEach(assertClear);
  } finally {
    rmSync(join(folder, 'yunnan-2021/items.yaml'), { recursive: true });
  }
});

test('a link that leads back to its own folder and a pipe are told, and nobody waits for them', () => {
  const own = mkdtempSync(join(tmpdir(), 'linli-links-'));
  try {
    cpSync(join(root, 'yunnan-2021'), join(own, 'yunnan-2021'), { recursive: true });
    symlinkSync('..', join(own, 'yunnan-2021/codes'));
    symlinkSync('.', join(own, 'yunnan-2021/geo'));
    symlinkSync('nowhere', join(own, 'yunnan-2021/items.yaml'));
    spawnSync('mkfifo', [join(own, 'yunnan-2021/procedures.yaml')]);
    const faults = checkPackFolder(own).faults.map((fault): Told => [fault.file, fault.line, fault.message]);
    assert.deepEqual(
      faults.map(([file]) => file),
      ['codes/', 'geo/', 'items.yaml', 'procedures.yaml'].map((name) => `yunnan-2021/${name}`),
    );
    faults.forEach(assertClear);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
});

test('the command lists the faults, ends with 1 and shows no stack', () => {
  const linli = (asked: string): { status: number | null; said: string } => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'linli.ts'), 'pack', 'check', asked],
      { cwd: resolve(root, '..'), encoding: 'utf8' },
    );
    assert.doesNotMatch(stdout + stderr, /\n\s+at |Error/);
    return { status, said: stdout + stderr };
  };
  const own = mkdtempSync(join(tmpdir(), 'linli-own-'));
  try {
    cpSync(join(root, 'yunnan-2021'), join(own, 'yunnan-2021'), { recursive: true });
    assert.equal(linli(own).status, 0);
    writeFileSync(join(own, 'yunnan-2021/baselines.yaml'), '');
    writeFileSync(join(own, 'yunnan-2021/parameters.yaml'), '- {name: a\n');
    const faulty = linli(own);
    assert.equal(faulty.status, 1);
    assert.match(faulty.said, /^yunnan-2021\/baselines\.yaml:1 {2}.+\nyunnan-2021\/parameters\.yaml:1 {2}.+/u);
    const missing = linli(join(own, 'nowhere'));
    assert.equal(missing.status, 1);
    assert.match(missing.said, /nowhere/);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
});
