import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { describeErrors } from '../src/channels/http/error-page.ts';
import { declaredErrors } from '../src/kernel/kernel.ts';
import { describeSchema } from '../src/main/schema.store.ts';
import { allTexts } from '../src/registers/registers.ts';
import { testDatabase } from './support/database.ts';
import { readSources } from './support/house.ts';
import '../src/channels/http/app.ts';
import '../src/main/backup.ts';
import '../src/main/founding.ts';

const root = resolve(import.meta.dirname, '..');

test('docs/errors.md lists exactly the declared errors, each with sentence and next step', () => {
  for (const code of declaredErrors().keys()) for (const part of ['sentence', 'next']) assert.ok(allTexts().has(`errors.${code}.${part}`), `errors.yaml lacks ${code}.${part}`);
  assert.equal(readFileSync(join(root, 'docs/errors.md'), 'utf8'), describeErrors(), 'run: npm run linli -- errors');
});

test('every error code of the catalogue is declared', () => {
  const codes = new Set([...allTexts().keys()].filter((key) => key.startsWith('errors.')).map((key) => key.split('.')[1]!));
  assert.deepEqual([...codes].filter((code) => !declaredErrors().has(code)), []);
});

test('every error code that is thrown is declared', () => {
  const thrown = [...readSources(root).values()].flatMap((text) => [...text.matchAll(/new LinliError\('([A-Z_]+)'/g)].map((found) => found[1]!));
  assert.ok(thrown.length > 50);
  assert.deepEqual([...new Set(thrown)].filter((code) => !declaredErrors().has(code)), []);
});

test('db/schema.sql is what the migrations add up to', async () => {
  const store = await testDatabase('linli_empty');
  const described = await describeSchema(store.owner);
  await store.close();
  assert.equal(readFileSync(join(root, 'db/schema.sql'), 'utf8'), described, 'run: npm run linli -- schema');
});
