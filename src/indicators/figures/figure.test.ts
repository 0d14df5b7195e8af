import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPacks } from '../../registers/registers.ts';
import type { FacilitySums, Figure, Subject, Target } from '../indicators.ts';
import { compileTarget, computeFigure, measuresOf } from '../indicators.ts';

const library = readPacks(resolve(import.meta.dirname, '../../../packs'));
const measures = measuresOf(library);
const targets = new Map(
  library.packs.flatMap((pack) => ((pack.sections.get('targets')?.data ?? []) as Target[]).map((target) => [target.id, target])),
);

const sums = (fields: Partial<FacilitySums> = {}): FacilitySums => ({
  build_case: 'existing',
  facility_count: 1,
  comprehensive_count: 1,
  area_service: 0,
  area_activity: 0,
  area_office: 0,
  area_commercial: 0,
  area_station: 0,
  ...fields,
});
let number = 0;
const community = (
  type: string,
  households: number | undefined,
  facilities: readonly FacilitySums[] | undefined,
  extra: Partial<Subject> = {},
): Subject => ({
  code: `9901010010${String((number += 1)).padStart(2, '0')}`,
  name: `C${number}`,
  level: 'community',
  type,
  cases: {},
  reported: {},
  facilities,
  population:
    households === undefined
      ? undefined
      : { as_of: '2025-12-31', households, residents: households * 3, source: 's', confidence: 'counted' },
  ...extra,
});
const figure = (id: string, subjects: readonly Subject[], baseline?: number): Figure =>
  computeFigure(compileTarget(targets.get(id)!, measures), subjects, measures, { baseline, years: 2 });
const area = (total: number, fields: Partial<FacilitySums> = {}): FacilitySums => sums({ area_service: total, ...fields });

test('FAC-06 the standard with two conditions passes only when the ratio and the floor both hold', () => {
  const enough = community('urban', 2000, [area(400)]);
  const smallRatio = community('urban', 2001, [area(400)]);
  const smallFloor = community('urban', 1000, [area(399)]);
  assert.deepEqual(
    figure('T24', [enough, smallRatio, smallFloor]).rows.map((row) => row.passes),
    [true, false, false],
  );
});

test('FAC-02 new estates and contiguous renewal are held against 50 square metres a hundred households and 500 in total', () => {
  const result = figure('T04', [
    community('urban', 1000, [area(500, { build_case: 'new_estate' }), area(900)]),
    community('urban', 1000, [area(499, { build_case: 'renewal' })]),
    community('urban', 1200, [area(599, { build_case: 'renewal' })]),
    community('urban', 100, [area(5000)]),
  ]);
  assert.deepEqual(
    result.rows.map((row) => row.passes),
    [true, false, false],
  );
  assert.equal(result.counted, 3, 'a community without such a facility is not asked');
});

test('FAC-03 each rural type has its own floor area', () => {
  const at = (type: string, total: number): Subject => community(type, 100, [area(total)]);
  assert.deepEqual(
    figure('T51', [at('market_town', 300), at('urban_village', 299.9), at('pastoral', 1)]).rows.map((row) => row.passes),
    [true, false],
  );
  assert.deepEqual(
    figure('T52', [at('central_village', 150), at('traditional_village', 149), at('pastoral', 150), at('urban', 1)]).rows.map(
      (row) => row.passes,
    ),
    [true, false, true],
  );
});

test('FAC-04 offices may take up at most three tenths of the area, and a house without area does not pass', () => {
  const at = (area_office: number, area_service: number): Subject => community('pastoral', 100, [sums({ area_office, area_service })]);
  const result = figure('T53', [at(30, 70), at(31, 69), at(0, 0)]);
  assert.deepEqual(
    result.rows.map((row) => row.passes),
    [true, false, false],
  );
  assert.equal(result.rows[2]?.value, null);
});

test('FAC-05 the share of commerce counts for new communities only, and the station has its own floor', () => {
  const estate = community('urban', 1000, [area(200, { build_case: 'new_estate', area_commercial: 100, area_station: 200 })]);
  assert.equal(figure('T31', [estate]).rows[0]?.value, 30);
  assert.equal(figure('T31', [estate]).state, 'met');
  assert.equal(figure('T29', [estate]).rows[0]?.value, 20);
  assert.equal(figure('T32', [estate]).state, 'unmet');
});

test('FAC-07 a share of nine tenths is enough where the plan says so, and pastoral areas are not named', () => {
  const nine = Array.from({ length: 9 }, () => community('central_village', 100, [area(150)]));
  const one = community('traditional_village', 100, [area(10)]);
  const pastoral = community('pastoral', 100, [area(10)]);
  assert.deepEqual([figure('T62', [...nine, one, pastoral]).value, figure('T62', [...nine, one, pastoral]).state], [90, 'met']);
  assert.equal(figure('T62', [...nine.slice(1), one]).state, 'unmet');
  assert.equal(figure('T06', [...nine, one]).state, 'unmet');
});

test('the same community is held against the standard of each place, never a common one', () => {
  const subjects = [community('urban', 1000, [area(310)]), community('urban', 2000, [area(680)])];
  const values = ['T02', 'T29', 'T49', 'T24'].map((id) => [figure(id, subjects).value, figure(id, subjects).state]);
  assert.deepEqual(values, [
    [33, 'met'],
    [33, 'unmet'],
    [100, 'met'],
    [50, 'unmet'],
  ]);
});

test('the average of communities and the pooled ratio are two figures, and a second condition can spoil the first', () => {
  const subjects = [community('urban', 100, [area(100)]), community('urban', 900, [area(90)]), community('urban', 100, [])];
  assert.equal(figure('T02', subjects.slice(0, 2)).value, 19);
  assert.equal(figure('T03', subjects.slice(0, 2)).value, 55);
  assert.equal(figure('T03', subjects.slice(0, 2)).state, 'met');
  const spoilt = figure('T03', subjects);
  assert.equal(spoilt.value! > 33, true);
  assert.deepEqual([spoilt.state, spoilt.also[0]?.state], ['unmet', 'unmet']);
});

test('no data is told as no data, never as 0, and a subject that lacks a measure is in no sum', () => {
  assert.deepEqual([figure('T02', []).value, figure('T02', []).state], [null, 'no-data']);
  const unkept = figure('T01', [community('urban', 100, undefined)]);
  assert.deepEqual([unkept.value, unkept.state, unkept.rows[0]?.missing], [null, 'no-data', ['comprehensive_count']]);
  const mixed = figure('T02', [community('urban', 100, [area(40)]), community('urban', undefined, [area(1000)])]);
  assert.deepEqual([mixed.value, mixed.complete, mixed.rows[1]?.missing], [40, false, ['households']]);
  const closed = community('urban', 100, [], { cases: {} });
  assert.equal(figure('L11', [closed]).state, 'no-data');
  assert.equal(figure('L11', [community('urban', 1, [], { cases: { cases_closed: 4, cases_closed_on_time: 4 } })]).value, 100);
});

test('a register that is kept and holds nothing for a community counts as 0', () => {
  const result = figure('T01', [community('urban', 100, [area(1)]), community('urban', 100, [])]);
  assert.deepEqual([result.value, result.state, result.gap], [50, 'unmet', -50]);
});

test('a rising figure is held against the baseline the document states, or against nothing', () => {
  const subjects = [community('urban', 100, [area(1)])];
  assert.equal(figure('T56', subjects).state, 'measured');
  assert.equal(figure('T56', subjects, 95).state, 'met');
  assert.equal(figure('T56', [...subjects, community('urban', 1, [])], 95).state, 'unmet');
});

test('a figure of the whole follows from its rows: sums add up however the subjects are ordered or split', () => {
  const subject = fc.record({ households: fc.integer({ min: 1, max: 5000 }), total: fc.integer({ min: 0, max: 3000 }) });
  fc.assert(
    fc.property(fc.array(subject, { minLength: 2, maxLength: 30 }), fc.nat(), (facts, cut) => {
      const subjects = facts.map(({ households, total }) => community('urban', households, [area(total)]));
      const whole = figure('T49', subjects);
      const at = 1 + (cut % (subjects.length - 1));
      const parts = [figure('T49', subjects.slice(0, at)), figure('T49', subjects.slice(at))];
      assert.equal(whole.passing, parts[0]!.passing! + parts[1]!.passing!);
      assert.equal(whole.sums.area_facility!.total, parts[0]!.sums.area_facility!.total! + parts[1]!.sums.area_facility!.total!);
      assert.equal(figure('T49', [...subjects].reverse()).value, whole.value);
      assert.ok(whole.value! >= 0 && whole.value! <= 100);
    }),
    { numRuns: 50 },
  );
});

test('a community whose type is not recorded is told as missing, neither counted nor passed over in silence', () => {
  const result = figure('T05', [
    community('urban_village', 100, [area(300)]),
    community('', 100, [area(10)]),
    community('urban', 100, [area(10)]),
  ]);
  assert.deepEqual(
    [result.value, result.counted, result.complete, result.rows.map((row) => row.missing)],
    [100, 1, false, [[], ['community_type']]],
  );
});

const untyped = (total: number): Subject => community('', 100, [area(total)]);
const rural = (total: number): Subject => community('central_village', 100, [area(total)]);
const unkept = (): Subject => community('central_village', 100, undefined);

test('a light is given only when the missing subjects could not change it, and the number tells between what it will lie', () => {
  const open = figure('T62', [rural(150), rural(200), unkept()]);
  assert.deepEqual(
    [open.value, open.state, open.complete, open.range && [Math.round(open.range.from), open.range.to]],
    [100, 'undecided', false, [67, 100]],
  );
  const lost = figure('T06', [rural(150), rural(10), unkept(), untyped(200)]);
  assert.deepEqual([lost.value, lost.state, lost.complete], [50, 'unmet', false], 'one that fails settles a promise for all');
  const kept = figure('T30', [...Array.from({ length: 30 }, () => rural(150)), untyped(10), unkept()]);
  assert.deepEqual([kept.value, kept.state], [100, 'met'], '30 of 32 are enough for nine tenths');
  assert.equal(
    figure('T02', [community('urban', 100, [area(40)]), community('urban', undefined, [area(1000)])]).state,
    'undecided',
    'a sum has no bounds',
  );
});

test('a promise about a kind of community does not apply where all types are known and none is of it', () => {
  assert.equal(figure('T06', [community('urban', 100, [area(1)])]).state, 'not-applicable');
  assert.equal(figure('T06', [community('urban', 100, [area(1)]), untyped(10)]).state, 'no-data');
  assert.equal(figure('T06', []).state, 'no-data', 'nobody is registered at all');
  assert.equal(figure('T04', [community('urban', 100, [area(1)])]).state, 'not-applicable');
  assert.equal(figure('T04', [community('urban', 100, undefined)]).state, 'no-data');
  assert.equal(figure('T04', [community('urban', 100, [])]).state, 'no-data', 'nobody has said whether its estate is new');
});

test('a community without any facility is asked where old districts are, and never where estates are new', () => {
  const bare = community('urban', 500, []);
  assert.deepEqual(
    figure('T60', [community('urban', 1000, [area(300)]), bare]).rows.map((row) => [row.passes, row.unlisted]),
    [
      [true, false],
      [false, true],
    ],
  );
  assert.deepEqual([figure('T04', [bare]).rows.length, figure('T04', [bare]).passed_over, figure('T60', [bare]).passed_over], [0, 1, 0]);
  assert.equal(figure('T60', [community('urban', 1000, [area(500, { build_case: 'new_estate' })])]).state, 'not-applicable');
});

test('a measure that nobody has has no total, and a total tells over how many it was made', () => {
  const { sums } = figure('T02', [community('urban', 100, [area(40)]), community('urban', 300, undefined)]);
  assert.deepEqual(sums, { area_facility: { total: 40, counted: 1, known: 1 }, households: { total: 100, counted: 1, known: 2 } });
  assert.deepEqual(figure('T02', [community('urban', 300, undefined)]).sums, {
    area_facility: { total: null, counted: 0, known: 0 },
    households: { total: null, counted: 0, known: 1 },
  });
});

test('a second condition that is open leaves the whole open, one that fails settles it', () => {
  const county = (reported: Record<string, number>): Subject => ({
    ...community('', undefined, undefined),
    code: '152923000000',
    level: 'county',
    reported: Object.fromEntries(Object.entries(reported).map(([name, value]) => [name, { value, as_of: '2025-01-01', source: 's' }])),
  });
  const all = { new_centres_done: 1, new_centre_area: 2196, upgrades_done: 6 };
  assert.equal(figure('T15', [county(all)]).state, 'met');
  assert.equal(figure('T15', [county({ ...all, new_centre_area: 2000 })]).state, 'unmet');
  const { upgrades_done: _, ...open } = all;
  const whole = figure('T15', [county(open)]);
  assert.deepEqual([whole.state, whole.complete, whole.lacking[0]?.measures], ['undecided', false, ['upgrades_done']]);
  assert.deepEqual(
    [figure('T16', [county({ annual_reports: 2 })]).value, figure('T16', [county({ annual_reports: 1 })]).value],
    [1, 0.5],
    'reports by years, not by counties',
  );
});

test('a light that was given stays the same whatever the missing subjects turn out to be', () => {
  const fact = fc.record({
    total: fc.constantFrom(0, 149, 150, 400),
    type: fc.constantFrom('central_village', 'urban'),
    told: fc.constantFrom('all', 'no type', 'no register'),
  });
  fc.assert(
    fc.property(fc.constantFrom('T62', 'T06', 'T30'), fc.array(fact, { minLength: 1, maxLength: 12 }), (id, facts) => {
      const shown = figure(
        id,
        facts.map(({ total, type, told }) =>
          community(told === 'no type' ? '' : type, 100, told === 'no register' ? undefined : [area(total)]),
        ),
      );
      const truth = figure(
        id,
        facts.map(({ total, type }) => community(type, 100, [area(total)])),
      );
      if (shown.state === 'met' || shown.state === 'unmet') assert.equal(truth.state, shown.state);
      if (shown.state === 'not-applicable') assert.equal(truth.state, 'not-applicable');
      if (shown.range && truth.value !== null) assert.ok(truth.value >= shown.range.from - 1e-9 && truth.value <= shown.range.to + 1e-9);
    }),
    { numRuns: 300 },
  );
});
