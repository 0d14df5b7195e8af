import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { library, packsFolder } from '../../../tests/support/plan-fixture.ts';
import type { Handle } from '../../kernel/kernel.ts';
import { jobScope } from '../../kernel/kernel.ts';
import type { Facility, RegisterDesk } from '../registers.ts';
import {
  addEntries,
  changeEntry,
  entryHistory,
  entryRules,
  facility,
  getEntry,
  listEntries,
  loadEntries,
  loadRegions,
  parseCsvText,
  readShippedRegions,
  requireChange,
  requireEntry,
} from '../registers.ts';

const rules = entryRules(library, facility, '2026-07-02');
const by = { actor: 'test:clerk', hat: 'community:990101001001', channel: 'workbench', at: new Date('2026-03-02T02:00:00Z') };
const basis = { kind: 'document', id: 'D-1' };
const today = '2026-07-02';
const rows = parseCsvText(readFileSync(resolve(packsFolder, 'liuwan/registers/facility.csv'), 'utf8')).records;

let db: TestDatabase;
let county: Handle;
before(async () => {
  db = await testDatabase('linli_empty');
  const regions = await readShippedRegions(resolve(packsFolder, 'liuwan/regions.csv'));
  await loadRegions(db.database.within(jobScope), regions, { validFrom: '2020-01-01', source: 'test' });
  await load();
  county = db.database.within({ level: 'county', code: '990101000000', county: '990101000000' });
});
after(() => db.close());

const load = (): Promise<number> =>
  loadEntries({ handle: db.database.within(jobScope), vault: db.vault, by }, library, facility, rows, new Set());
const desk = (handle: Handle = county): RegisterDesk => ({ handle, vault: db.vault, by });
const given = { name: 'A', kind: 'service_centre', area_service: 100, area_activity: 50, area_office: 20, valid_from: '2026-01-01' };
const wanted = (more: object = {}) => ({
  place: '990101001001',
  values: requireEntry(facility, { ...given, ...more }, rules, 'survey'),
  source: 'survey',
});
const listed = async (query: object): Promise<Facility[]> => (await listEntries(county, db.vault, facility, query)).rows as Facility[];

test('the demonstration facilities load once, and a second time changes nothing', async () => {
  assert.equal(await load(), 0);
  assert.equal((await listEntries(county, db.vault, facility, {}, undefined, 100)).rows.length, 13);
});

test('FAC-01 a facility keeps areas, property right, case, year and source, and its comprehensive area leaves commerce out', async () => {
  const [found] = await listed({ place: '990101001003' });
  assert.deepEqual([found?.area, found?.area_commercial], [1020, 300]);
  assert.deepEqual([found?.build_case, found?.built_on, found?.kind], ['new_estate', '2024-08-01', 'service_centre']);
  assert.ok(found?.property_right && found.source);
});

test('a change keeps what was and on whose word, also of the source, and the later of two editors is told', async () => {
  const [key] = await addEntries(desk(), facility, [wanted({ name: 'History' })], basis, today);
  const { id } = key!;
  const first = (await getEntry(county, facility, key!.county, id)) as Facility;
  const change = (values: Record<string, unknown>, source?: string) =>
    changeEntry(desk(), facility, first, requireChange(facility, first, values, rules, source), basis, { today, source });
  await change({ area_office: 10, area_activity: '60' }, 'measured');
  await assert.rejects(change({ area_office: 15 }), { code: 'ENTRY_MOVED_ON' });
  const changed = (await getEntry(county, facility, key!.county, id)) as Facility;
  assert.deepEqual(
    [changed.area_office, changed.area_activity, changed.area, changed.version, changed.source],
    [10, 60, 170, 2, 'measured'],
  );
  const history = await entryHistory(county, facility, key!.county, id);
  assert.deepEqual(history.map((one) => [one.what, one.before, one.after, one.basis_kind, one.basis_id]).slice(1), [
    [
      'changed',
      { area_activity: 50, area_office: 20, source: 'survey' },
      { area_activity: 60, area_office: 10, source: 'measured' },
      'document',
      'D-1',
    ],
  ]);
  const audited = await db.database
    .within(jobScope)
    .query({ name: 'test-audited', text: 'select action from kernel.audit where subject = $1 order by action' }, [`facility:${id}`]);
  assert.deepEqual(
    audited.map((row) => row.action),
    ['entry.add', 'entry.change'],
  );
});

test('a community sees its own facilities only', async () => {
  const own = db.database.within({ level: 'community', code: '990101001002', county: '990101000000' });
  const { rows: seen } = await listEntries(own, db.vault, facility, {});
  assert.equal(seen.length, 2);
  assert.ok(seen.every((row) => row.community === '990101001002'));
  await assert.rejects(addEntries(desk(own), facility, [wanted({ name: 'Elsewhere' })], basis, today), { code: 'FORBIDDEN' });
});

test('pages follow each other without gaps or repeats under every sort and in both directions', async () => {
  for (const sort of ['name', 'area', 'built_on', 'valid_from', 'entered_at']) {
    for (const descending of [false, true]) {
      const whole = (await listEntries(county, db.vault, facility, { sort, descending }, undefined, 1000)).rows.map((row) => row.id);
      const paged: string[] = [];
      let next: string | undefined;
      do {
        const page = await listEntries(county, db.vault, facility, { sort, descending }, next, 3);
        paged.push(...page.rows.map((row) => row.id));
        next = page.next;
      } while (next);
      assert.deepEqual(paged, whole, `${sort} ${descending}`);
    }
  }
});

test('a faulty facility is refused with its fields, a second of the same name in one community with its name', async () => {
  const faults = (more: object, source = 'survey') => {
    try {
      requireEntry(facility, { ...given, ...more }, rules, source);
    } catch (error) {
      return Object.entries((error as { fields: Record<string, string> }).fields);
    }
    return [];
  };
  assert.deepEqual(faults({ area_office: -1, kind: 'castle', built_on: '2026-02-30' }), [
    ['kind', 'FIELD_NOT_CHOICE'],
    ['area_office', 'FIELD_OUT_OF_RANGE'],
    ['built_on', 'FIELD_NOT_DATE'],
  ]);
  assert.deepEqual(faults({ built_on: '2026-02-01' }), [['valid_from', 'FACILITY_USED_BEFORE_BUILT']]);
  assert.deepEqual(faults({ built_on: '2035-01-01' })[0], ['built_on', 'FIELD_DATE_RANGE']);
  assert.deepEqual(faults({ valid_to: '2025-01-01' }), [['valid_to', 'FIELD_DATE_ORDER']]);
  assert.deepEqual(faults({}, ' '), [['source', 'FIELD_REQUIRED']]);
  await addEntries(desk(), facility, [wanted({ name: 'Twice' })], basis, today);
  const two = [wanted({ name: 'Other' }), wanted({ name: 'Twice' })];
  await assert.rejects(addEntries(desk(), facility, two, basis, today), { code: 'ENTRY_EXISTS' });
  assert.equal((await listed({ q: 'Other' })).length, 0, 'nothing half-written');
});

test('what nobody says is meant: existing, no area, in use since it was built or since today', () => {
  const { build_case, area_commercial, valid_from } = requireEntry(facility, { ...given, valid_from: '', built_on: '2020-01-01' }, rules);
  assert.deepEqual([build_case, area_commercial, valid_from], ['existing', 0, '2020-01-01']);
  assert.equal(requireEntry(facility, { ...given, valid_from: '' }, rules).valid_from, today);
});
