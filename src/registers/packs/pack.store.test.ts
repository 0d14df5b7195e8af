import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { jobScope, publicScope } from '../../kernel/kernel.ts';
import { findPackContent, readPacks, storePacks } from './packs.ts';

const library = readPacks(resolve(import.meta.dirname, '../../../packs'));
let db: TestDatabase;
before(async () => {
  db = await testDatabase('linli_empty');
});
after(() => db.close());

test('each content of a pack is kept once and can be found by its hash as long as a case may rest on it', async () => {
  const job = db.database.within(jobScope);
  assert.deepEqual((await storePacks(job, library)).sort(), library.packs.map((pack) => pack.name).sort());
  assert.deepEqual(await storePacks(job, library), []);
  const pack = library.packOf('alxa-2021');
  const content = await findPackContent(db.database.within(publicScope), pack.name, pack.hash);
  assert.deepEqual(content?.targets, pack.sections.get('targets')?.data);
  assert.equal(await findPackContent(job, pack.name, 'f'.repeat(64)), undefined);
});
