import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { describeErrors } from '../src/channels/http/error-page.ts';
import { declaredErrors } from '../src/kernel/kernel.ts';
import { textsFile } from '../src/main/asked.ts';
import { describeSchema } from '../src/main/schema.store.ts';
import { allTexts } from '../src/registers/registers.ts';
import { testDatabase } from './support/database.ts';
import { readSources } from './support/house.ts';
import { openTestServer } from './support/server.ts';
import { askedTexts, listTexts } from './support/texts-asked.ts';
import '../src/channels/http/app.ts';
import '../src/main/backup.ts';
import '../src/main/founding.ts';

const root = resolve(import.meta.dirname, '..');

test('docs/errors.md lists exactly the declared errors, each with sentence and next step', () => {
  for (const code of declaredErrors().keys())
    for (const part of ['sentence', 'next']) assert.ok(allTexts().has(`errors.${code}.${part}`), `errors.yaml lacks ${code}.${part}`);
  assert.equal(readFileSync(join(root, 'docs/errors.md'), 'utf8'), describeErrors(), 'run: npm run linli -- errors');
});

test('docs/texts.csv lists exactly the texts the sources say, each with the placeholders they fill', () => {
  const places = askedTexts(root);
  const { content, missing, unasked, unfilled } = listTexts(places, allTexts());
  assert.deepEqual({ missing, unasked, unfilled }, { missing: [], unasked: [], unfilled: [] });
  assert.equal(readFileSync(textsFile, 'utf8'), content, 'run: npm run texts');
  const changed = new Map([...allTexts(), ['start.pack.well', '{cuont}'], ['hall.nobody', '']]);
  changed.delete('start.ready');
  const other = listTexts(places, changed);
  assert.deepEqual(
    [other.missing, other.unasked, other.unfilled],
    [['start.ready (src/main/speech.ts)'], ['hall.nobody'], ['start.pack.well {cuont}']],
  );
});

test('a next step that names a button, a page or a field names one that is there', () => {
  const shown = new Set(
    [...allTexts()].filter(([key]) => /^(workbench|hall|web|populations|regions)\./.test(key)).flatMap(([, written]) => written.split('|')),
  );
  const named = [...allTexts()]
    .filter(([key]) => /^errors\..*\.next$/.test(key))
    .flatMap(([key, written]) => [...written.matchAll(/“([^”—]{2,})”/g)].map((found) => ({ key, label: found[1]! })));
  assert.ok(named.length > 5);
  assert.deepEqual(
    named.filter(({ label }) => !shown.has(label)),
    [],
  );
});

test('every error code of the catalogue is declared', () => {
  const codes = new Set([...allTexts().keys()].filter((key) => key.startsWith('errors.')).map((key) => key.split('.')[1]!));
  assert.deepEqual(
    [...codes].filter((code) => !declaredErrors().has(code)),
    [],
  );
});

test('every error code that is thrown is declared', () => {
  const thrown = [...readSources(root).values()].flatMap((text) =>
    [...text.matchAll(/new LinliError\('([A-Z_]+)'/g)].map((found) => found[1]!),
  );
  assert.ok(thrown.length > 50);
  assert.deepEqual(
    [...new Set(thrown)].filter((code) => !declaredErrors().has(code)),
    [],
  );
});

test('every operation of the API says what it does and shows what it answers', async () => {
  const server = await openTestServer();
  interface Described {
    readonly summary?: string;
    readonly operationId?: string;
    readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly example?: unknown }>> }>>;
  }
  const { paths, servers, info } = (
    await server.nobody.get<{
      paths: Record<string, Record<string, Described>>;
      servers: { url: string }[];
      info: { license: { identifier: string } };
    }>('/api/openapi.json')
  ).body;
  const page = (await server.nobody.get('/api/docs')).raw.toString();
  await server.close();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      operation,
    })),
  );
  // What derives from a declared register says so itself; its shape is its declaration.
  const derived = (name: string): boolean => /^[A-Z]+ \/api\/registers\/(?!counts$)/.test(name);
  const told = [...allTexts().keys()]
    .filter((key) => key.startsWith('api.operations.'))
    .map((key) => key.slice('api.operations.'.length))
    .sort();
  assert.deepEqual(
    operations
      .map((one) => one.name)
      .filter((name) => !derived(name))
      .sort(),
    told,
  );
  const files = /(export|template|receipt|result|page|(report|export)\.:format|\.xlsx|attachments\/:county\/:id|photos\/:photo)$|\/geo\//;
  const silent = operations.filter(
    ({ name, operation }) =>
      !derived(name) &&
      !(name.startsWith('GET') && files.test(name)) &&
      operation.responses['200']?.content?.['application/json']?.example === undefined,
  );
  assert.deepEqual(
    silent.map((one) => one.name),
    [],
    'run: npm run examples',
  );
  // Generated clients take the names of their methods from here.
  const ids = operations.map(({ operation }) => operation.operationId ?? '');
  assert.ok(
    ids.every((id) => /^[a-z][A-Za-z0-9]+$/.test(id)),
    ids.join(' '),
  );
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.includes('getCasesByCountyId') && ids.includes('postPeopleTransfersCheck'));
  assert.deepEqual([servers.map((one) => one.url), info.license.identifier], [[server.linli.publicUrl], 'Apache-2.0']);
  assert.match(page, /x-linli-client: program/);
  assert.ok(operations.every(({ operation }) => page.includes(operation.summary!)));
});

test('db/schema.sql is what the migrations add up to', async () => {
  const store = await testDatabase('linli_empty');
  const described = await describeSchema(store.owner);
  await store.close();
  assert.equal(readFileSync(join(root, 'db/schema.sql'), 'utf8'), described, 'run: npm run linli -- schema');
});

test('every requirement that a test proves is done on a page there is', () => {
  const told = spawnSync(process.execPath, [join(root, 'scripts/requirements.mjs')], { encoding: 'utf8' });
  assert.equal(told.status, 0, told.stderr);
  const sources = [...readSources(root)];
  const there = (page: string): boolean => {
    const path = page.replace(/^\/workbench/, '') || '/';
    const room = page === path ? 'src/channels/hall/' : 'src/channels/workbench/app/';
    return sources.some(([file, content]) => file.startsWith(room) && content.includes(`'${path}'`));
  };
  const rows = readFileSync(join(root, 'docs/requirement-pages.csv'), 'utf8').trim().split('\n').slice(1);
  const gone = rows.filter((row) => !there(row.split(',')[1]!));
  assert.deepEqual(gone, []);
});
