import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { library, packsFolder } from '../../../tests/support/plan-fixture.ts';
import { jobScope } from '../../kernel/kernel.ts';
import { listSnapshots, loadSnapshots, parseCsvText, putSnapshots, registerBounds, snapshotFrom } from '../registers.ts';

const bounds = registerBounds(library, '2026-07-02');
const by = { actor: 'test:clerk', hat: 'community:990101001001', channel: 'workbench', at: new Date('2026-03-02T02:00:00Z') };
const basis = { kind: 'document', id: 'D-1' };
const county = { level: 'county', code: '990101000000', county: '990101000000' } as const;
const rows = parseCsvText(readFileSync(resolve(packsFolder, 'liuwan/population.csv'), 'utf8')).records;

let db: TestDatabase;
before(async () => {
  db = await testDatabase('linli_empty');
  await loadSnapshots(db.database.within(jobScope), db.vault, rows, by);
});
after(() => db.close());

test('the demonstration counts load once, and a second time changes nothing', async () => {
  assert.equal(await loadSnapshots(db.database.within(jobScope), db.vault, rows, by), 0);
});

test('a household snapshot typed in again for the same day replaces the number and keeps the old one in the history', async () => {
  const handle = db.database.within(county);
  const snapshot = {
    community: '990101100200',
    as_of: '2026-06-30',
    households: 650,
    residents: 2000,
    source: 'village',
    note: '',
    confidence: 'reported',
  } as const;
  await putSnapshots(handle, db.vault, [snapshotFrom(snapshot, by.actor, bounds)], basis, by);
  await putSnapshots(handle, db.vault, [snapshotFrom({ ...snapshot, households: 655 }, by.actor, bounds)], basis, by);
  const found = (await listSnapshots(handle, '990101100200')).rows.map((row) => [row.as_of, row.households]);
  assert.deepEqual(found, [
    ['2026-06-30', 655],
    ['2025-12-31', 640],
  ]);
  const { rows } = await handle
    .query<{ before: { households?: number } }>({
      name: 'test-snapshot-history',
      text: "select before from registers.entry_change where register = 'population_snapshot' and community = '990101100200' order by at",
    })
    .then((rows) => ({ rows }));
  assert.deepEqual(
    rows.map((row) => row.before.households),
    [undefined, undefined, 650],
  );
});
