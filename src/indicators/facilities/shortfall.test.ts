import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { library } from '../../../tests/support/plan-fixture.ts';
import type { Subject } from '../indicators.ts';
import { areaBands, measuresOf, planOf, rankShortfalls, standardsOf } from '../indicators.ts';

const measures = measuresOf(library);
const plan = (name: string) => planOf(library, library.packOf(name))!;
let number = 0;
const community = (type: string, households: number, total: number, build_case = 'existing', area_commercial = 0): Subject => ({
  code: String(990101001000 + (number += 1)),
  name: `C${number}`,
  level: 'community',
  type,
  cases: {},
  reported: {},
  population: { as_of: '2025-12-31', households, residents: households, source: 's', confidence: 'counted' },
  facilities: [
    {
      build_case,
      facility_count: 1,
      comprehensive_count: 1,
      area_service: total,
      area_activity: 0,
      area_office: 0,
      area_commercial,
      area_station: total,
    },
  ],
});

test('the standard is looked up by place, type and build case, and the larger of ratio and floor is what is asked', () => {
  const asked = (name: string, subject: Subject): [string, number][] =>
    standardsOf(plan(name), subject, measures).map((one) => [one.id, one.required]);
  assert.deepEqual(asked('yizheng-2016', community('urban', 3000, 0)), [['T24', 600]]);
  assert.deepEqual(asked('yizheng-2016', community('urban', 1000, 0)), [['T24', 400]]);
  assert.deepEqual(asked('alxa-2021', community('urban', 2000, 0, 'renewal')), [['T04', 1000]]);
  assert.deepEqual(asked('alxa-2021', community('pastoral', 2000, 0)), [['T06', 150]]);
  assert.deepEqual(asked('xincheng-2021', community('pastoral', 2000, 0)), []);
  assert.deepEqual(asked('inner-mongolia-2016', community('urban_village', 400, 0)), [
    ['T49', 300],
    ['T51', 300],
  ]);
});

test('commercial area counts where the plan says so', () => {
  const [estate, station] = standardsOf(plan('yunnan-2021'), community('urban', 1000, 250, 'new_estate', 60), measures);
  assert.deepEqual([estate?.id, estate?.has, estate?.missing, station?.id, station?.missing], ['T31', 310, 0, 'T32', 50]);
});

test('communities are ranked by what they lack, and those that lack nothing are not named', () => {
  const ranked = rankShortfalls(
    plan('yizheng-2016'),
    [community('urban', 2000, 380), community('urban', 2000, 100), community('urban', 2000, 400)],
    measures,
  );
  assert.deepEqual(
    ranked.map((one) => one.missing),
    [300, 20],
  );
});

test('FAC-14 communities are counted by bands of area; the bands cover everybody once and an unknown area is told apart', () => {
  const subjects = [0, 299, 300, 499, 500, 999, 1000, 2196].map((total) => community('urban', 1000, total));
  const { bands, unknown } = areaBands([...subjects, { ...subjects[0]!, facilities: undefined }], [300, 500, 1000]);
  assert.deepEqual([bands.map((band) => band.communities), unknown], [[2, 2, 2, 2], 1]);
  fc.assert(
    fc.property(fc.array(fc.nat(3000), { maxLength: 40 }), (areas) => {
      const counted = areaBands(
        areas.map((total) => community('urban', 1, total)),
        [300, 500, 1000],
      ).bands;
      assert.equal(
        counted.reduce((sum, band) => sum + band.communities, 0),
        areas.length,
      );
    }),
    { numRuns: 40 },
  );
});
