import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { foldSettled, library, planDatabase } from '../../../tests/support/plan-fixture.ts';
import type { Handle } from '../../kernel/kernel.ts';
import { jobScope, newId } from '../../kernel/kernel.ts';
import type { RegionRow } from '../../registers/registers.ts';
import {
  addEntries,
  ancestryOfCode,
  entryRules,
  facility,
  facilityCensus,
  getEntry,
  listEntries,
  loadRegions,
  loadSnapshots,
  requireEntry,
  withdrawEntry,
} from '../../registers/registers.ts';
import type { PlanFigure } from '../indicators.ts';
import { measuresOf, readMap, readPlan, readReceipt, reportValues } from '../indicators.ts';

/** Communities of a county as they are written down by hand: type, households, and facilities as [kind, case, service, activity, office, commercial]. */
type House = readonly [kind: string, build_case: string, service: number, activity: number, office: number, commercial: number];
interface Written {
  readonly type: string;
  readonly households: number | null;
  readonly houses: readonly House[];
}

const eight: readonly Written[] = [
  {
    type: 'urban',
    households: 1200,
    houses: [
      ['service_centre', 'existing', 300, 120, 60, 50],
      ['elder_activity', 'existing', 0, 90, 0, 0],
    ],
  }, // 480 m², 40 a hundred
  { type: 'urban', households: 900, houses: [['service_centre', 'new_estate', 350, 150, 50, 100]] }, // 550 m², 61.1 a hundred, 72.2 with commerce
  { type: 'market_town', households: 400, houses: [['service_centre', 'existing', 150, 80, 40, 0]] }, // 270 m², 67.5
  { type: 'urban_village', households: 300, houses: [['service_centre', 'existing', 200, 100, 20, 0]] }, // 320 m²
  { type: 'suburban_village', households: 250, houses: [['party_mass_centre', 'renewal', 120, 60, 30, 0]] }, // 210 m², 84
  { type: 'central_village', households: 180, houses: [['service_centre', 'existing', 90, 50, 20, 0]] }, // 160 m², office 12.5 %
  { type: 'traditional_village', households: 120, houses: [['service_centre', 'existing', 60, 40, 50, 0]] }, // 150 m², office 33.3 %
  { type: 'pastoral', households: 90, houses: [] },
];
const without: Written = { type: 'urban', households: 500, houses: [] };
const untyped: Written = { type: '', households: 700, houses: [] };

const by = { actor: 'account:li', hat: 'county-officer', channel: 'workbench', at: new Date('2024-06-01T02:00:00Z') };
const day = '2024-06-01';
const rules = entryRules(library, facility, day);
const places = { alxa: '152921000000', yizheng: '321081000000', xincheng: '150102000000', yunnan: '530102000000' };

let db: TestDatabase;
before(async () => {
  db = await planDatabase();
  await write(places.alxa, eight, '2015-12-31');
  await write(places.yizheng, eight, '2015-12-31');
  await write(places.xincheng, [...eight, without, untyped], '2015-12-31');
  await write(places.yunnan, [...eight, { ...without, type: 'urban' }]);
  await foldSettled(db.database.within(jobScope));
});
after(() => db.close());

const community = (county: string, at: number): string => `${county.slice(0, 6)}001${String(at + 1).padStart(3, '0')}`;

const census = async (handle: Handle, place: string, as_of: string): Promise<{ county: string; id: string }> => {
  const entries = [{ place, values: { document: 'inspection', as_of } }];
  const [made] = await addEntries({ handle, vault: db.vault, by }, facilityCensus, entries, { kind: 'document', id: 'inspection' }, day);
  return made!;
};

async function write(county: string, communities: readonly Written[], counted_on?: string): Promise<void> {
  const job = db.database.within(jobScope);
  const { province, city } = ancestryOfCode(county);
  const town = `${county.slice(0, 6)}001000`;
  const region = (code: string, level: string, parent: string | null, unit: string, type = ''): RegionRow =>
    ({ code, name: code, level, parent, unit, ...(type ? { type } : {}) }) as unknown as RegionRow;
  await loadRegions(
    job,
    [
      region(province, 'province', null, 'province'),
      region(city!, 'city', province, 'prefecture'),
      region(county, 'county', city!, 'county'),
      region(town, 'town', county, 'town'),
      ...communities.map((one, at) => region(community(county, at), 'community', town, 'community', one.type)),
    ],
    { validFrom: '2015-01-01', source: 'test' },
  );
  const houses = communities.flatMap((one, at) =>
    one.houses.map(([kind, build_case, service, activity, office, commercial], number) => ({
      place: community(county, at),
      values: requireEntry(
        facility,
        {
          name: `H${number}`,
          kind,
          build_case,
          area_service: service,
          area_activity: activity,
          area_office: office,
          area_commercial: commercial,
          valid_from: '2015-01-01',
        },
        rules,
      ),
      source: 'by hand',
    })),
  );
  await addEntries({ handle: job, vault: db.vault, by }, facility, houses, { kind: 'document', id: 'by hand' }, day);
  if (counted_on) await census(job, county, counted_on);
  const counted = communities.flatMap((one, at) =>
    one.households === null
      ? []
      : [
          {
            community: community(county, at),
            as_of: '2015-12-31',
            households: String(one.households),
            residents: String(one.households * 3),
            source: 'by hand',
            note: '',
            confidence: 'counted',
          },
        ],
  );
  await loadSnapshots(job, db.vault, counted, by);
  const happened = {
    cases_opened: 20,
    cases_opened_online: 5,
    cases_closed: 10,
    cases_closed_on_time: 9,
    ratings: 8,
    ratings_satisfied: 6,
  };
  await job.batch(
    Object.entries(happened).map(
      ([measure, amount]) =>
        [
          {
            name: 'test-by-hand-delta',
            text: `insert into procedures.fact_delta (county, id, province, city, town, community, measure, item, day, amount) values ($1, $2, $3, $4, $5, $6, $7, 'x', '2024-03-01', $8)`,
          },
          [county, newId(), province, city, town, community(county, 0), measure, amount],
        ] as const,
    ),
  );
}

async function figuresOf(county: string, plan: string, asOf = day): Promise<Map<string, PlanFigure>> {
  const handle = db.database.within({ level: 'county', code: county, county });
  const reading = await readPlan(handle, library, { region: county, asOf, today: day, plan });
  assert.equal(reading.plan, plan);
  return new Map(reading.figures.map((figure) => [figure.id, figure]));
}

/** Value to two decimals, passing of counted, state. */
const told = (figure: PlanFigure | undefined): (string | number | null | undefined)[] => [
  figure?.value === null ? null : Math.round(figure!.value * 100) / 100,
  figure!.passing === null ? '-' : `${figure!.passing}/${figure!.counted}`,
  figure!.state,
];

async function compare(
  county: string,
  plan: string,
  expected: Record<string, readonly [number | null, string, string]>,
  asOf?: string,
): Promise<void> {
  const figures = await figuresOf(county, plan, asOf);
  for (const [id, by_hand] of Object.entries(expected)) assert.deepEqual(told(figures.get(id)), by_hand, `${plan} ${id}`);
}

test("FAC-01 FAC-02 FAC-03 the league's figures agree with a reckoning by hand", () =>
  compare(places.alxa, 'alxa-2021', {
    T01: [100, '3/3', 'met'],
    T02: [52, '-', 'met'], // (480 + 550 + 270) ÷ 2,500 × 100
    T03: [56.2, '-', 'met'], // (40 + 61.11 + 67.5) ÷ 3
    T04: [50, '1/2', 'unmet'], // the renewed one has 84 a hundred and only 210 m²
    T05: [33.33, '1/3', 'unmet'], // 270, 320, 210
    T06: [66.67, '2/3', 'unmet'], // 160, 150, none
  }));

test("FAC-04 the region's figures agree with a reckoning by hand", () =>
  compare(
    places.alxa,
    'inner-mongolia-2016',
    {
      T49: [37.5, '3/8', 'unmet'],
      T50: [50, '1/2', 'unmet'],
      T51: [33.33, '1/3', 'unmet'],
      T52: [66.67, '2/3', 'unmet'],
      T53: [33.33, '1/3', 'unmet'],
    },
    '2018-12-31',
  ));

test("FAC-06 the city's figure agrees with a reckoning by hand", () =>
  compare(places.yizheng, 'yizheng-2016', { T24: [25, '2/8', 'unmet'] }));

test("FAC-01 the province's figures agree with a reckoning by hand, and a community without a listed facility counts as having none only once somebody has counted", async () => {
  const handle = db.database.within({ level: 'county', code: places.yunnan, county: places.yunnan });
  const unknown = {
    T29: [49.05, '-', 'undecided'], // 1,030 ÷ 2,100 × 100, without the ninth
    T30: [100, '4/4', 'undecided'], // nobody knows what the herders have
    T31: [100, '1/1', 'undecided'], // (550 + 100) ÷ 900 × 100 = 72.2; the ninth may be a new estate
  } as const;
  await compare(places.yunnan, 'yunnan-2021', unknown);
  const lacking = (await figuresOf(places.yunnan, 'yunnan-2021')).get('T29');
  assert.deepEqual([lacking?.missing, lacking?.of], [1, 3]);
  const none = await census(handle, community(places.yunnan, 8), '2024-01-31');
  const counted = {
    T29: [39.62, '-', 'met'], // 1,030 ÷ 2,600 × 100
    T30: [80, '4/5', 'unmet'], // the herders have none
    T31: [100, '1/1', 'met'], // the ninth and the herders have no facility: no estate brought one
  } as const;
  await compare(places.yunnan, 'yunnan-2021', { T29: counted.T29, T30: unknown.T30, T31: unknown.T31 });
  await compare(places.yunnan, 'yunnan-2021', unknown, '2024-01-30');
  const withdraw = async (): Promise<void> =>
    withdrawEntry(
      { handle, vault: db.vault, by },
      facilityCensus,
      await getEntry(handle, facilityCensus, none.county, none.id),
      'another street',
      day,
    );
  await withdraw();
  await compare(places.yunnan, 'yunnan-2021', unknown);
  const town = `${places.yunnan.slice(0, 6)}001000`;
  await census(handle, town, '2024-01-31');
  await assert.rejects(census(handle, town, '2024-01-31'), { code: 'ENTRY_EXISTS' });
  await compare(places.yunnan, 'yunnan-2021', counted);
  const listed = (await listEntries(handle, db.vault, facilityCensus, { state: 'all' })).rows;
  assert.deepEqual(
    listed.map((one) => one.town).filter((one) => one !== null).length,
    1,
    'what was withdrawn is not counted among those that are',
  );
});

test("FAC-07 the district's figures count the community that has no facility, and one of unknown type keeps a light from being given", async () => {
  await compare(places.xincheng, 'xincheng-2021', {
    T60: [50, '1/2', 'unmet'], // 480 m² holds; the community without any room does not; the new estate is not asked
    T61: [33.33, '1/3', 'unmet'], // the unknown one could make it 50 at most
    T62: [100, '2/2', 'undecided'], // the unknown one could make it 66.67
  });
  const figures = await figuresOf(places.xincheng, 'xincheng-2021');
  assert.deepEqual(
    ['T60', 'T61', 'T62'].map((id) => [figures.get(id)?.missing, figures.get(id)?.of, figures.get(id)?.complete]),
    [
      [1, 3, false],
      [1, 4, false],
      [1, 3, false],
    ],
  );
  assert.deepEqual([Math.round(figures.get('T62')!.range!.from * 100) / 100, figures.get('T62')!.range!.to], [66.67, 100]);
  const town = await readMap(
    db.database.within({ level: 'county', code: places.xincheng, county: places.xincheng }),
    library,
    { region: places.xincheng, asOf: day, today: day, plan: 'xincheng-2021' },
    'T62',
    ['150102001000'],
  );
  assert.deepEqual([town[0]?.state, town[0]?.missing, town[0]?.of], ['undecided', 1, 3]);
});

test('cases on time, online share and satisfaction stand beside every plan, and a plan with numbers of its own shows only those', async () => {
  for (const [county, plan] of [
    [places.alxa, 'alxa-2021'],
    [places.yizheng, 'yizheng-2016'],
    [places.xincheng, 'xincheng-2021'],
    [places.yunnan, 'yunnan-2021'],
  ] as const) {
    await compare(county, plan, { N01: [90, '-', 'measured'], N02: [25, '-', 'measured'], N03: [75, '-', 'measured'] });
  }
  const demonstration = await figuresOf('990101000000', 'liuwan');
  assert.deepEqual(
    [...demonstration.keys()].filter((id) => id.startsWith('N')),
    [],
  );
  assert.deepEqual(
    ['L11', 'L12', 'L13'].map((id) => told(demonstration.get(id))),
    [
      [null, '-', 'no-data'],
      [null, '-', 'no-data'],
      [null, '-', 'no-data'],
    ],
  );
  const { figure, measures } = await readReceipt(
    db.database.within({ level: 'county', code: '990101000000', county: '990101000000' }),
    library,
    { region: '990101000000', asOf: day, today: day },
    'L11',
  );
  assert.deepEqual(
    measures.map((one) => [one.total, one.known]),
    [
      [null, 0],
      [null, 0],
    ],
    'nothing happened is no 0 of anything',
  );
  assert.ok(figure.rows.every((row) => Object.values(row.values).every((value) => value === null)));
});

test("the invented county's figures agree with a reckoning by hand", () =>
  compare(
    '990101000000',
    'liuwan',
    {
      L01: [100, '4/4', 'met'],
      L02: [36.41, '-', 'met'], // 3,000 ÷ 8,240 × 100
      L03: [39.81, '-', 'met'], // (36.63 + 21.28 + 66.23 + 35.11) ÷ 4
      L04: [50, '1/2', 'unmet'],
      L05: [66.67, '2/3', 'unmet'],
      L06: [60, '3/5', 'unmet'],
      L07: [66.67, '2/3', 'unmet'],
      L08: [87.5, '7/8', 'unmet'],
      L09: [100, '1/1', 'met'],
      L10: [83.33, '10/12', 'unmet'],
    },
    '2026-01-31',
  ));

test('a fresh place shows no number anywhere, and its receipts no total', async () => {
  const fresh = '152922000000';
  const job = db.database.within(jobScope);
  await loadRegions(
    job,
    [
      { code: fresh, name: 'fresh', level: 'county', parent: '152900000000', unit: 'county' },
      { code: '152922001000', name: 'town', level: 'town', parent: fresh, unit: 'town' },
      { code: '152922001001', name: 'one', level: 'community', parent: '152922001000', unit: 'community', type: 'urban' },
    ] as unknown as RegionRow[],
    { validFrom: '2015-01-01', source: 'test' },
  );
  const handle = db.database.within({ level: 'county', code: fresh, county: fresh });
  const query = { region: fresh, asOf: day, today: day };
  for (const figure of (await readPlan(handle, library, query)).figures)
    assert.ok(figure.value === null && ['no-data', 'not-applicable'].includes(figure.state), figure.id);
  const { measures, missing } = await readReceipt(handle, library, query, 'T02');
  assert.deepEqual(
    measures.map((one) => [one.total, one.counted, one.known]),
    [
      [null, 0, 0],
      [null, 0, 0],
    ],
  );
  assert.equal(missing.length, 1);
  const figures = await figuresOf(fresh, 'alxa-2021');
  assert.deepEqual(
    ['T05', 'T06', 'T04', 'T15'].map((id) => figures.get(id)?.state),
    ['not-applicable', 'not-applicable', 'no-data', 'not-applicable'],
    'all types are known; whether an estate is new is not, while no register is kept',
  );
});

test('a partial total says over how many it was made, and the light waits', async () => {
  const handle = db.database.within({ level: 'county', code: places.alxa, county: places.alxa });
  const value = (at: number, number: number, measure = 'community_workers', as_of = '2024-01-31') => ({
    region: community(places.alxa, at),
    measure,
    as_of,
    value: number,
    source: 'list',
    note: '',
  });
  await reportValues(handle, db.vault, [value(0, 9), value(1, 4)], measuresOf(library), by);
  const query = { region: places.alxa, asOf: day, today: day };
  const { figure, measures } = await readReceipt(handle, library, query, 'T07');
  assert.deepEqual([Math.round(figure.value! * 100) / 100, figure.state, figure.range], [20.63, 'undecided', null]); // 13 ÷ 6,300 × 10,000
  assert.deepEqual(
    measures.map((one) => [one.name, one.total, one.counted, one.known]),
    [
      ['residents', 6300, 2, 3],
      ['community_workers', 13, 2, 2],
    ],
  );
  await reportValues(handle, db.vault, [value(2, 2)], measuresOf(library), by);
  assert.equal((await readReceipt(handle, library, query, 'T07')).figure.state, 'met'); // 15 ÷ 7,500 × 10,000 = 20
});

test('the yearly report of the plan is reckoned over the years that are over, banner by banner', async () => {
  const handle = db.database.within({ level: 'county', code: places.alxa, county: places.alxa });
  const reported = (number: number) =>
    reportValues(
      handle,
      db.vault,
      [{ region: places.alxa, measure: 'annual_reports', as_of: '2024-02-01', value: number, source: 'list', note: '' }],
      measuresOf(library),
      by,
    );
  const read = async () => (await figuresOf(places.alxa, 'alxa-2021')).get('T16');
  await reported(2);
  assert.deepEqual(told(await read()), [0.67, '-', 'unmet'], 'two reports for 2021, 2022 and 2023');
  await reported(3);
  assert.deepEqual([...told(await read()), (await read())?.also[0]?.value], [1, '-', 'met', 100]);
});

test('a number of one year says nothing about the next', async () => {
  const handle = db.database.within({ level: 'county', code: places.yizheng, county: places.yizheng });
  const paid = eight.map((_, at) => ({
    region: community(places.yizheng, at),
    measure: 'twinning_least_paid',
    as_of: '2023-12-31',
    value: at === 0 ? 18_000 : 20_000,
    source: 'list',
    note: '',
  }));
  await reportValues(handle, db.vault, paid, measuresOf(library), by);
  assert.deepEqual(told((await figuresOf(places.yizheng, 'yizheng-2016', '2023-12-31')).get('T26')), [87.5, '7/8', 'unmet']);
  assert.deepEqual(told((await figuresOf(places.yizheng, 'yizheng-2016')).get('T26')), [null, '0/0', 'no-data']);
});

test('a reader above a plan reads it for its own place only, finds a figure by its id, and sees on the map which counties the plan does not reach', async () => {
  const city = db.database.within({ level: 'city', code: '150100000000', county: '150100000000' });
  await loadRegions(
    db.database.within(jobScope),
    [
      { code: '150103000000', name: 'other', level: 'county', parent: '150100000000', unit: 'county' },
      { code: '150103001000', name: 'town', level: 'town', parent: '150103000000', unit: 'town' },
      { code: '150103001001', name: 'one', level: 'community', parent: '150103001000', unit: 'community', type: 'central_village' },
    ] as unknown as RegionRow[],
    { validFrom: '2015-01-01', source: 'test' },
  );
  const query = { region: '150100000000', asOf: day, today: day, plan: 'xincheng-2021' };
  const receipt = await readReceipt(city, library, query, 'T62');
  assert.deepEqual([receipt.only, receipt.figure.passing, receipt.figure.rows.length], ['150102000000', 2, 3]);
  const map = await readMap(city, library, query, 'T62', ['150102000000', '150103000000']);
  assert.deepEqual(
    map.map((place) => [place.plan, place.state]),
    [
      ['xincheng-2021', 'undecided'],
      [null, 'not-applicable'],
    ],
  );
  const invented = db.database.within({ level: 'city', code: '990100000000', county: '990100000000' });
  const asked = { region: '990100000000', asOf: '2026-11-20', today: '2026-11-20' };
  assert.equal((await readReceipt(invented, library, asked, 'L02')).plan.plan, 'liuwan');
  await assert.rejects(readPlan(invented, library, asked), { code: 'PLAN_NOT_FOUND' });
  await assert.rejects(readReceipt(invented, library, { ...query }, 'T62'), { code: 'FORBIDDEN' });
  assert.deepEqual(await readMap(invented, library, asked, 'L11', ['990101000000']).then((all) => all.map((one) => one.state)), [
    'no-data',
  ]);
});
