import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { newId } from '../../kernel/kernel.ts';
import type { FacilityInput } from '../registers.ts';
import {
  addFacilities,
  changeFacility,
  facilityFrom,
  facilityHistory,
  facilityRules,
  findFacility,
  getFacility,
  listFacilities,
  listSnapshots,
  loadFacilities,
  loadSnapshots,
  parseCsvText,
  putSnapshots,
  readPacks,
  snapshotFrom,
} from '../registers.ts';

const packs = resolve(import.meta.dirname, '../../../packs');
const library = readPacks(packs);
const rules = facilityRules(library, '2026-07-02');
const by = { actor: 'test:clerk', hat: 'community:990101001001', channel: 'workbench', at: new Date('2026-03-02T02:00:00Z') };
const basis = { kind: 'document', id: 'D-1' };
const county = { level: 'county', code: '990101000000', county: '990101000000' } as const;
const rowsOf = (name: string) => parseCsvText(readFileSync(resolve(packs, 'liuwan', name), 'utf8')).records;

const input = (fields: Partial<FacilityInput> = {}): FacilityInput => ({
  community: '990101001001',
  name: 'A',
  kind: 'service_centre',
  build_case: 'existing',
  area_service: 100,
  area_activity: 50,
  area_office: 20,
  area_commercial: 5,
  shared: false,
  address: '',
  property_right: '',
  built_on: null,
  valid_from: '2026-01-01',
  valid_to: null,
  source: 'survey',
  ...fields,
});

let db: TestDatabase;
before(async () => {
  db = await testDatabase('linli_empty');
  await loadFacilities(db.database.within({ level: 'job', code: '', county: '' }), db.vault, rowsOf('facilities.csv'), by);
  await loadSnapshots(db.database.within({ level: 'job', code: '', county: '' }), db.vault, rowsOf('population.csv'), by);
});
after(() => db.close());

test('the demonstration facilities load once, and a second time changes nothing', async () => {
  const job = db.database.within({ level: 'job', code: '', county: '' });
  assert.equal(await loadFacilities(job, db.vault, rowsOf('facilities.csv'), by), 0);
  assert.equal(await loadSnapshots(job, db.vault, rowsOf('population.csv'), by), 0);
  assert.equal((await listFacilities(db.database.within(county), {}, undefined, 100)).rows.length, 13);
});

test('a facility keeps areas, property right, case, year and source, and its comprehensive area leaves commerce out', async () => {
  const handle = db.database.within(county);
  const [found] = (await listFacilities(handle, { community: '990101001003' })).rows;
  assert.equal(found?.area, 1020);
  assert.equal(found?.area_commercial, 300);
  assert.deepEqual([found?.build_case, found?.built_on, found?.kind], ['new_estate', '2024-08-01', 'service_centre']);
  assert.ok(found?.property_right && found.source);
});

test('a change keeps what was and on whose word, and the later of two editors is told', async () => {
  const handle = db.database.within(county);
  const facility = facilityFrom(input({ name: 'History' }), by.actor, rules);
  await addFacilities(handle, db.vault, [facility], basis, by);
  const first = await getFacility(handle, facility.county, facility.id);
  const changed = await changeFacility(handle, db.vault, first, { area_office: 10, area_activity: 60 }, basis, by, rules);
  assert.deepEqual([changed.area_office, changed.area_activity, changed.version], [10, 60, 2]);
  await assert.rejects(changeFacility(handle, db.vault, first, { area_office: 15 }, basis, by, rules), { code: 'FACILITY_MOVED_ON' });
  const history = await facilityHistory(handle, facility.county, facility.id);
  assert.equal(history.length, 2);
  assert.deepEqual(
    [history[1]?.before, history[1]?.after],
    [
      { area_office: 20, area_activity: 50 },
      { area_office: 10, area_activity: 60 },
    ],
  );
  assert.deepEqual([history[1]?.basis_kind, history[1]?.basis_id], ['document', 'D-1']);
  const job = db.database.within({ level: 'job', code: '', county: '' });
  const audited = await job.query({ name: 'test-audited', text: 'select action from kernel.audit where subject = $1 order by action' }, [
    `facility:${facility.id}`,
  ]);
  assert.deepEqual(
    audited.map((row) => row.action),
    ['facility.add', 'facility.change'],
  );
});

test('a community sees its own facilities only', async () => {
  const handle = db.database.within({ level: 'community', code: '990101001002', county: '990101000000' });
  const { rows } = await listFacilities(handle, {});
  assert.equal(rows.length, 2);
  assert.ok(rows.every((row) => row.community === '990101001002'));
  await assert.rejects(addFacilities(handle, db.vault, [facilityFrom(input({ name: 'Elsewhere' }), by.actor, rules)], basis, by), {
    code: 'FORBIDDEN',
  });
  assert.equal(await findFacility(handle, '990101000000', newId()), undefined);
});

test('pages follow each other without gaps or repeats under every sort and in both directions', async () => {
  const handle = db.database.within(county);
  for (const sort of ['name', 'community', 'area', 'built_on'] as const) {
    for (const descending of [false, true]) {
      const whole = (await listFacilities(handle, { sort, descending }, undefined, 1000)).rows.map((row) => row.id);
      const paged: string[] = [];
      let next: string | undefined;
      do {
        const page = await listFacilities(handle, { sort, descending }, next, 3);
        paged.push(...page.rows.map((row) => row.id));
        next = page.next;
      } while (next);
      assert.deepEqual(paged, whole, `${sort} ${descending}`);
    }
  }
});

test('a faulty facility is refused with its fields, a second of the same name in one community with its name', async () => {
  assert.throws(
    () => facilityFrom(input({ area_office: -1, kind: 'castle', built_on: '2026-02-30' }), by.actor, rules),
    (error: { code: string; fields: object }) => {
      assert.deepEqual(error.fields, { kind: 'FIELD_NOT_CHOICE', area_office: 'FIELD_OUT_OF_RANGE', built_on: 'FIELD_NOT_DATE' });
      return error.code === 'FACILITY_INVALID';
    },
  );
  const handle = db.database.within(county);
  await addFacilities(handle, db.vault, [facilityFrom(input({ name: 'Twice' }), by.actor, rules)], basis, by);
  await assert.rejects(
    addFacilities(
      handle,
      db.vault,
      [facilityFrom(input({ name: 'Other' }), by.actor, rules), facilityFrom(input({ name: 'Twice' }), by.actor, rules)],
      basis,
      by,
    ),
    { code: 'FACILITY_EXISTS' },
  );
  assert.equal((await listFacilities(handle, { name: 'Other' })).rows.length, 0, 'nothing half-written');
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
  await putSnapshots(handle, db.vault, [snapshotFrom(snapshot, by.actor, rules.bounds)], basis, by);
  await putSnapshots(handle, db.vault, [snapshotFrom({ ...snapshot, households: 655 }, by.actor, rules.bounds)], basis, by);
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
