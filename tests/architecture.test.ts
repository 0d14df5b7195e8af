import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { actKinds } from '../src/procedures/procedures.ts';
import { parseCsvText, readPacks } from '../src/registers/registers.ts';
import type { Files } from './support/house.ts';
import {
  faceFaults,
  importFaults,
  kernelFaults,
  lawFaults,
  packWordFaults,
  readSources,
  sqlFaults,
  textFaults,
  writeFaults,
  zoneFaults,
} from './support/house.ts';

const root = resolve(import.meta.dirname, '..');
const files = readSources(root);
/** The house with one more file in it. */
const planted = (path: string, text: string): Files => new Map([...files, [path, text]]);

function placeNames(): string[] {
  const folder = join(root, 'packs/base/regions');
  const lists = readdirSync(folder).filter((name) => name.endsWith('.csv') && !name.startsWith('changes'));
  const named = lists.flatMap((name) =>
    parseCsvText(readFileSync(join(folder, name), 'utf8'))
      .records.filter((row) => row.code!.length <= 6 && row.name!.length > 2)
      .map((row) => row.name!),
  );
  const packs = readPacks(join(root, 'packs'))
    .packs.map((pack) => pack.name)
    .filter((name) => name !== 'base');
  return [...named, ...packs, ...packs.map((name) => name.replace(/-\d{4}$/, ''))];
}

test('imports run one way through the doors, without loops', () => {
  assert.deepEqual(importFaults(files), []);
});
test('a planted import from the right, through a window and in a loop is found', () => {
  assert.match(importFaults(planted('src/kernel/x.ts', "import { a } from '../registers/registers.ts';"))[0]!, /from the right/);
  assert.match(importFaults(planted('src/procedures/x.ts', "import { a } from '../registers/people/person.ts';"))[0]!, /window/);
  const looped = new Map([...files, ['src/registers/a.ts', "import './b.ts';"], ['src/registers/b.ts', "import './a.ts';"]]);
  assert.match(importFaults(looped)[0]!, /loop/);
});

test('API, hall and workbench do not look into each other', () => {
  assert.deepEqual(faceFaults(files), []);
  assert.match(faceFaults(planted('src/channels/hall/x.ts', "import { a } from '../api/cases/routes.ts';"))[0]!, /another face/);
});

test('the kernel is a closed list', () => {
  assert.deepEqual(kernelFaults(files), []);
  assert.deepEqual(kernelFaults(planted('src/kernel/person.ts', '')), ['src/kernel/person.ts']);
});

test('SQL and the query builder stay in their homes', () => {
  assert.deepEqual(sqlFaults(files), []);
  assert.deepEqual(sqlFaults(planted('src/channels/x.ts', 'const t = `select a, b from procedures.cases where id = $1`;')), [
    'src/channels/x.ts holds SQL',
  ]);
  assert.deepEqual(sqlFaults(planted('src/channels/x.ts', "import { Kysely } from 'kysely';")), [
    'src/channels/x.ts imports the query builder',
  ]);
});

test('rows are written as values, as a table distributed by county takes them', () => {
  assert.deepEqual(writeFaults(files), []);
  const forbidden = `const t = { text: \`insert into registers.room (county, id) select county, id from jsonb_populate_recordset(null::registers.room, $1::jsonb)\` };`;
  assert.deepEqual(writeFaults(planted('src/registers/x.store.ts', forbidden)), [
    'src/registers/x.store.ts writes rows from JSON: insert into registers.room',
  ]);
  const behind =
    'const t = { text: `with given as (select * from jsonb_array_elements($1::jsonb)) insert into registers.room (id) select id from given` };';
  assert.equal(writeFaults(planted('src/registers/x.store.ts', behind)).length, 1);
  const asValues = "const t = { text: 'insert into registers.room (county, id) values ($1, $2)' };";
  assert.deepEqual(writeFaults(planted('src/registers/x.store.ts', asValues)), []);
});

test('no place name, region code or number of the law stands in code', () => {
  const names = placeNames();
  assert.ok(names.length > 10);
  assert.deepEqual(lawFaults(files, names), []);
  assert.match(lawFaults(planted('src/registers/x.ts', `const place = '${names[0]}';`), names)[0]!, /names a place/);
  assert.match(lawFaults(planted('src/registers/x.ts', "const code = '152921000000';"), names)[0]!, /region code/);
  assert.match(lawFaults(planted('src/procedures/x.ts', 'const ACCEPTANCE_DAYS = 5;'), names)[0]!, /number of the law/);
});

test('the time zone is said once', () => {
  assert.deepEqual(zoneFaults(files), []);
  assert.equal(zoneFaults(planted('src/registers/x.ts', "export const at = (day: string) => day + 'T00:00:00+08:00';")).length, 1);
});

test('every text a person reads stands in the catalogue', () => {
  assert.deepEqual(textFaults(files), []);
  assert.match(textFaults(planted('src/channels/x.tsx', 'export const A = () => <p>您好</p>;'))[0]!, /x\.tsx/);
});

interface PackRow {
  readonly item?: string;
  readonly procedure?: string;
  readonly states?: readonly { readonly state: string }[];
  readonly acts?: readonly { readonly act: string }[];
  readonly name?: string;
  readonly kept?: string;
}

/** What packs call their own: items, procedures, states, acts and the measures that are only ever typed in. */
function packWords(): ReadonlySet<string> {
  const { packs } = readPacks(join(root, 'packs'));
  const rows = (section: string): readonly PackRow[] => packs.flatMap((pack) => (pack.sections.get(section)?.data ?? []) as PackRow[]);
  return new Set([
    ...rows('items').map((row) => row.item!),
    ...rows('procedures').flatMap((row) => [row.procedure!, ...row.states!.map((one) => one.state), ...row.acts!.map((one) => one.act)]),
    ...rows('measures').flatMap((row) => (row.kept === 'reported' ? [row.name!] : [])),
  ]);
}

test('no item, procedure, state, act or measure of a pack is named in code', () => {
  const words = packWords();
  for (const word of ['old-age-allowance', 'confirming', 'close-unanswered', 'workers_in_term']) assert.ok(words.has(word), word);
  assert.deepEqual(packWordFaults(files, words, actKinds), []);
  for (const [word, code] of [
    ['rectification', "export const isSecond = (item: string) => item === 'rectification';"],
    ['confirming', "const t = `where holder = 'applicant' and state = 'confirming'`;"],
    ['informatised', "export const measure = 'informatised';"],
  ] as const)
    assert.match(packWordFaults(planted('src/procedures/x.ts', code), words, actKinds)[0]!, new RegExp(`x\\.ts .*${word}`));
});

test('every source is formatted and free of what the linter finds', () => {
  const biome = (...asked: string[]) => {
    const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/biome'), asked, {
      cwd: root,
      encoding: 'utf8',
      input: LONG,
    });
    return { status, said: `${stdout}${stderr}` };
  };
  const found = biome('check', '--error-on-warnings', '--colors=off', '--max-diagnostics=20');
  assert.equal(found.status, 0, `run: npx biome check --write\n${found.said}`);
  assert.notEqual(biome('check', '--stdin-file-path=src/long.ts').said, LONG);
});

const LONG = `export const line = [${Array.from({ length: 40 }, (_, at) => at).join(', ')}];\n`;
