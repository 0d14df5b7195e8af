import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { foldSettled, library, planDatabase } from '../../../tests/support/plan-fixture.ts';
import type { Handle } from '../../kernel/kernel.ts';
import { jobScope, newId, publicScope } from '../../kernel/kernel.ts';
import { changeEntry, changeRegions, facility, listEntries } from '../../registers/registers.ts';
import {
  choosePlan,
  compareYears,
  freezeReport,
  getPublishedReport,
  isIntact,
  listPublishedReports,
  listReports,
  measuresOf,
  moveReport,
  plansFor,
  readMap,
  readPlan,
  readReceipt,
  reportValues,
} from '../indicators.ts';

const COUNTY = '990101000000';
const by = { actor: 'account:li', hat: 'county-officer', channel: 'workbench', at: new Date('2026-11-20T02:00:00Z') };
const query = { region: COUNTY, asOf: '2026-11-20', today: '2026-11-20' };

let db: TestDatabase;
let county: Handle;
before(async () => {
  db = await planDatabase();
  county = db.database.within({ level: 'county', code: COUNTY, county: COUNTY });
});
after(() => db.close());

const delta = {
  name: 'test-plan-delta',
  text: `insert into procedures.fact_delta (county, id, province, city, town, community, measure, item, day, amount)
    values ('990101000000', $1, '990000000000', '990100000000', $2, $3, $4, 'x', $5, $6)`,
};

test('IND-14 the plan of the invented county is computed from what was entered once: value, target, gap and state of each figure', async () => {
  const reading = await readPlan(county, library, query);
  const figures = new Map(reading.figures.map((figure) => [figure.id, figure]));
  assert.deepEqual([reading.plan, reading.demonstration, reading.ended], ['liuwan', true, false]);
  assert.deepEqual([figures.get('L01')?.value, figures.get('L01')?.state], [100, 'met']);
  // (890 + 630 + 1020 + 460) m² over (2450 + 2980 + 1860 + 1310) households
  assert.equal(Math.round(figures.get('L02')!.value! * 100) / 100, 34.88);
  assert.equal(figures.get('L02')?.state, 'unmet');
  assert.deepEqual([figures.get('L05')?.passing, figures.get('L05')?.counted], [2, 3]);
  assert.deepEqual([figures.get('L06')?.passing, figures.get('L06')?.counted], [3, 5]);
  assert.equal(figures.get('L14')?.state, 'no-data');
  assert.equal(figures.get('L14')?.value, null);
  assert.ok(reading.figures.every((figure) => figure.promise.source.document === 'L'));
});

test('a figure opens its receipt: formula, pack, limits, the rows behind it with pass and reason, and what is missing', async () => {
  const receipt = await readReceipt(county, library, query, 'L04');
  assert.match(receipt.formula.test ?? '', /limit\.per_100_households/);
  assert.deepEqual(receipt.formula.limits, { per_100_households: 50, total_area: 500 });
  assert.equal(receipt.plan.hash, library.packOf('liuwan').hash);
  assert.deepEqual(
    receipt.figure.rows.map((row) => [row.code, row.passes]),
    [
      ['990101001003', true],
      ['990101100002', false],
    ],
  );
  assert.ok(receipt.measures.some((measure) => measure.name === 'area_facility' && measure.kept === 'facilities'));
  const share = await readReceipt(county, library, query, 'L10');
  assert.deepEqual(share.missing, []);
  const density = await readReceipt(county, library, { ...query, asOf: '2026-01-31' }, 'L07');
  assert.equal(
    density.figure.rows.find((row) => row.code === '990101001003')?.values.households,
    1540,
    'the count that was the youngest on that day',
  );
});

test('a change of a fact changes the figure at once, and the figure of the day before stays askable', async () => {
  const desk = { handle: county, vault: db.vault, by };
  const change = async (area_service: number) => {
    const [room] = (await listEntries(county, db.vault, facility, { place: '990101100001' })).rows;
    await changeEntry(desk, facility, room!, { area_service }, { kind: 'inspection', id: '1' }, { today: '2026-06-30' });
  };
  await change(290);
  assert.equal((await readReceipt(county, library, query, 'L05')).figure.rows.find((row) => row.code === '990101100001')?.value, 490);
  await change(260);
});

test('cases, online share and satisfaction follow the deltas of the acts and know their period', async () => {
  const job = db.database.within(jobScope);
  const add = (community: string, measure: string, day: string, amount: number) =>
    [delta, [newId(), `${community.slice(0, 9)}000`, community, measure, day, amount]] as const;
  await job.batch([
    add('990101001001', 'cases_closed', '2026-03-01', 8),
    add('990101001001', 'cases_closed_on_time', '2026-03-01', 6),
    add('990101100001', 'cases_closed', '2026-04-01', 2),
    add('990101100001', 'cases_closed_on_time', '2026-04-01', 2),
    add('990101001001', 'cases_closed', '2025-12-31', 100),
    add('990101001001', 'ratings', '2026-03-02', 4),
    add('990101001001', 'ratings_satisfied', '2026-03-02', 3),
  ]);
  await foldSettled(job);
  const value = async (region: string, id: string): Promise<number | null | undefined> =>
    (await readPlan(county, library, { ...query, region })).figures.find((figure) => figure.id === id)?.value;
  assert.deepEqual(
    [
      await value(COUNTY, 'L11'),
      await value('990101001000', 'L11'),
      await value('990101100001', 'L11'),
      await value('990101200200', 'L11'),
    ],
    [80, 75, 100, null],
  );
  assert.equal(await value(COUNTY, 'L13'), 75);
});

test('a value typed in with its source feeds the figures that no register keeps yet', async () => {
  const measures = measuresOf(library);
  const value = { region: '990101001001', measure: 'community_workers', as_of: '2026-06-30', value: 14, source: 'list', note: '' };
  await reportValues(county, db.vault, [value], measures, by);
  const receipt = await readReceipt(county, library, query, 'L14');
  assert.equal(receipt.figure.counted, 1);
  assert.equal(receipt.figure.state, 'undecided', 'a number of one of four is provisional');
  assert.equal(Math.round(receipt.figure.value! * 10) / 10, 20.4);
  assert.equal(receipt.missing.length, 3);
  await assert.rejects(reportValues(county, db.vault, [{ ...value, measure: 'households' }], measures, by), { code: 'MEASURE_UNKNOWN' });
  await assert.rejects(reportValues(county, db.vault, [{ ...value, source: ' ' }], measures, by), { code: 'INPUT_INVALID' });
});

test("a region outside the caller's scope is refused, and a town sees its own part", async () => {
  const town = db.database.within({ level: 'town', code: '990101100000', county: COUNTY });
  await assert.rejects(readPlan(town, library, query), { code: 'FORBIDDEN' });
  const reading = await readPlan(town, library, { ...query, region: '990101100000' });
  assert.equal(reading.figures.find((figure) => figure.id === 'L05')?.counted, 3);
});

test('each real place is computed by its own pack, also after its period, and a place without a plan is told', () => {
  const name = (region: string, day: string, plan?: string): string => choosePlan(library, region, day, plan).pack.name;
  assert.equal(name('152921000000', '2024-01-01'), 'alxa-2021');
  assert.equal(name('152921000000', '2018-01-01'), 'inner-mongolia-2016');
  assert.equal(name('150102000000', '2026-11-20'), 'xincheng-2021');
  assert.equal(name('530100000000', '2023-05-05'), 'yunnan-2021');
  assert.equal(name('321081000000', '2026-11-20'), 'yizheng-2016');
  assert.deepEqual(
    plansFor(library, '150102001001').map((plan) => plan.pack.name),
    ['xincheng-2021', 'inner-mongolia-2016'],
  );
  assert.throws(() => name('440100000000', '2026-01-01'), { code: 'PLAN_NOT_FOUND' });
});

test('the map colours each town by its own gap, and says where no community of the kind lies', async () => {
  const places = await readMap(county, library, query, 'L06', ['990101001000', '990101100000', '990101200000', '990101201000']);
  assert.deepEqual(
    places.map((place) => [place.value, place.state]),
    [
      [null, 'not-applicable'],
      [100, 'met'],
      [50, 'unmet'],
      [50, 'unmet'],
    ],
  );
});

test('IND-01 a yearly report freezes value, target, gap and source, with progress and evidence, is checked by another hand, locked, published, never changes, and stands beside the years before', async () => {
  const freeze = () =>
    freezeReport(
      county,
      db.vault,
      library,
      {
        region: COUNTY,
        regionName: 'L',
        year: 2026,
        today: '2026-11-20',
        progress: [{ target: 'L05', text: 'A room was bought', evidence: 'D-7' }],
      },
      by,
    );
  const first = await freeze();
  assert.equal(isIntact(first), true);
  assert.equal(first.facts.as_of, '2026-11-20');
  const l02 = first.facts.receipts.find((receipt) => receipt.figure.id === 'L02')!;
  assert.ok(l02.figure.value! < 35 && l02.figure.gap! < 0 && l02.promise.source.section);
  await assert.rejects(moveReport(county, db.vault, { county: COUNTY, id: first.id }, { act: 'lock', note: '' }, by), {
    code: 'REPORT_WRONG_STATE',
  });
  await assert.rejects(moveReport(county, db.vault, { county: COUNTY, id: first.id }, { act: 'check', note: '' }, by), {
    code: 'REPORT_SAME_HAND',
  });
  await moveReport(
    county,
    db.vault,
    { county: COUNTY, id: first.id },
    { act: 'return', note: 'look again' },
    { ...by, actor: 'account:wang' },
  );
  const second = await freeze();
  assert.equal(second.version, 2);
  await moveReport(county, db.vault, { county: COUNTY, id: second.id }, { act: 'check', note: '' }, { ...by, actor: 'account:wang' });
  const locked = await moveReport(
    county,
    db.vault,
    { county: COUNTY, id: second.id },
    { act: 'lock', note: '' },
    { ...by, actor: 'account:zhao' },
  );
  assert.deepEqual(
    [locked.state, locked.checked_by, locked.locked_by, locked.hash],
    ['locked', 'account:wang', 'account:zhao', second.hash],
  );
  await assert.rejects(freeze(), { code: 'REPORT_LOCKED' });
  await assert.rejects(moveReport(county, db.vault, { county: COUNTY, id: second.id }, { act: 'return', note: '' }, by), {
    code: 'REPORT_LOCKED',
  });
  const visitors = db.database.within(publicScope);
  assert.equal((await listPublishedReports(visitors)).rows.length, 0);
  await assert.rejects(getPublishedReport(visitors, COUNTY, second.id), { code: 'REPORT_NOT_FOUND' });
  const published = await moveReport(county, db.vault, { county: COUNTY, id: second.id }, { act: 'publish', note: '' }, by);
  assert.deepEqual(
    [published.state, isIntact(await getPublishedReport(visitors, COUNTY, second.id)), published.facts.progress[0]?.evidence],
    ['published', true, 'D-7'],
  );
  await assert.rejects(freeze(), { code: 'REPORT_LOCKED' });
  const job = db.database.within(jobScope);
  const earlier = JSON.parse(JSON.stringify(second.facts)) as typeof second.facts;
  const l05 = earlier.receipts.find((receipt) => receipt.figure.id === 'L05')!;
  Object.assign(l05.figure, { value: 40 });
  await job.query(
    {
      name: 'test-earlier',
      text: `insert into indicators.report (county, id, region, province, city, plan, plan_hash, year, version, state, facts, hash, submitted_by, submitted_at)
    values ($1, $2, $1, '990000000000', '990100000000', 'liuwan', 'h', 2025, 1, 'locked', $3, 'h', 't', now())`,
    },
    [COUNTY, newId(), JSON.stringify(earlier)],
  );
  const years = (await compareYears(county, COUNTY, 'liuwan')).find((figure) => figure.id === 'L05')?.years;
  assert.deepEqual(
    years?.map((one) => [one.year, Math.round(one.value ?? 0), one.change === null ? null : Math.round(one.change)]),
    [
      [2025, 40, null],
      [2026, 67, 27],
    ],
  );
  assert.equal(isIntact({ facts: earlier, hash: second.hash }), false, 'a changed number is noticed');
  await assert.rejects(county.query({ name: 'test-tamper', text: `update indicators.report set facts = '{}'` }), { code: 'FORBIDDEN' });
  assert.equal((await listReports(county)).rows.length, 3);
  await assert.rejects(freezeReport(county, db.vault, library, { region: COUNTY, regionName: 'L', year: 2027, today: '2026-11-20' }, by), {
    code: 'REPORT_YEAR_OUTSIDE',
  });
});

test('after a merger the old figure is given by the boundaries of its day, or by those of today', async () => {
  const job = db.database.within(jobScope);
  await changeRegions(
    job,
    db.vault,
    [
      {
        kind: 'merge',
        codes: ['990101200200', '990101200201'],
        into: { code: '990101200210', name: 'Merged', type: 'traditional_village' },
        effective: '2026-11-01',
        reason: 'test',
        source: 'test',
      } as never,
    ],
    by,
  );
  const rows = async (asOf: string, boundaries: 'then' | 'now') =>
    (await readReceipt(county, library, { ...query, asOf, boundaries }, 'L06')).figure.rows
      .filter((row) => row.code.startsWith('9901012002'))
      .map((row) => [row.code, row.value]);
  assert.deepEqual(await rows('2026-10-31', 'then'), [
    ['990101200200', 150],
    ['990101200201', 0],
  ]);
  assert.deepEqual(await rows('2026-10-31', 'now'), [['990101200210', 150]]);
  assert.deepEqual(await rows('2026-11-20', 'then'), [['990101200210', 150]]);
  const receipt = await readReceipt(county, library, { ...query, boundaries: 'now' }, 'L02');
  assert.deepEqual(receipt.boundaries.unassigned, []);
});
