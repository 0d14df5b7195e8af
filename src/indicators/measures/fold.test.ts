import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { foldSettled } from '../../../tests/support/plan-fixture.ts';
import type { Handle } from '../../kernel/kernel.ts';
import { jobScope, newId } from '../../kernel/kernel.ts';
import { foldDeltas, rebuildMeasures, verifyMeasures } from '../indicators.ts';

let db: TestDatabase;
let job: Handle;
before(async () => {
  db = await testDatabase('linli_empty');
  job = db.database.within(jobScope);
});
after(() => db.close());

interface Delta {
  readonly community: string;
  readonly measure: string;
  readonly item: string;
  readonly day: string;
  readonly amount: number;
}

const insert = {
  name: 'test-delta',
  text: `insert into procedures.fact_delta (county, id, province, city, town, community, measure, item, day, amount)
    values ('990101000000', $1, '990000000000', '990100000000', $2, $3, $4, $5, $6, $7)`,
};
const write = (deltas: readonly Delta[]): Promise<unknown> =>
  job.batch(
    deltas.map(
      (one) => [insert, [newId(), `${one.community.slice(0, 9)}000`, one.community, one.measure, one.item, one.day, one.amount]] as const,
    ),
  );
const rollups = (): Promise<object[]> =>
  job.query({
    name: 'test-rollups',
    text: 'select county, region, province, city, town, community, measure, item, day, amount from indicators.rollup order by county, region, measure, item, day',
  });
const clear = (): Promise<unknown> =>
  job.batch([
    [{ name: 'test-clear-1', text: 'delete from procedures.fact_delta' }, []],
    [{ name: 'test-clear-2', text: 'delete from indicators.rollup' }, []],
    [{ name: 'test-clear-3', text: 'delete from indicators.watermark' }, []],
  ]);

const delta: fc.Arbitrary<Delta> = fc.record({
  community: fc.constantFrom('990101001001', '990101001002', '990101100001', '990101201200'),
  measure: fc.constantFrom('cases_opened', 'cases_closed', 'ratings'),
  item: fc.constantFrom('old-age', 'relief'),
  day: fc.constantFrom('2026-01-01', '2026-01-02', '2026-02-01'),
  amount: fc.constantFrom(1, 1, 5, -1),
});

test('folding in batches, in any portions, gives what a rebuild from the deltas gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(delta, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 7 }),
      async (portions, batch) => {
        await clear();
        let folded = 0;
        for (const portion of portions) {
          await write(portion);
          if (portion.length % 2 === 0) folded += await foldDeltas(job, batch);
        }
        folded += await foldSettled(job, batch);
        assert.equal(folded, portions.flat().length);
        const before = await rollups();
        assert.equal(await rebuildMeasures(job), portions.flat().length);
        assert.deepEqual(await rollups(), before);
      },
    ),
    { numRuns: 15 },
  );
});

test('every region above a community holds the sum of what lies below it', async () => {
  await clear();
  await write([
    { community: '990101001001', measure: 'cases_opened', item: 'x', day: '2026-01-01', amount: 2 },
    { community: '990101001002', measure: 'cases_opened', item: 'x', day: '2026-01-01', amount: 3 },
    { community: '990101100001', measure: 'cases_opened', item: 'x', day: '2026-01-01', amount: 4 },
  ]);
  await foldSettled(job);
  const sums = new Map(((await rollups()) as { region: string; amount: number }[]).map((row) => [row.region, row.amount]));
  assert.deepEqual(
    ['990101001001', '990101001000', '990101000000', '990100000000', '990000000000'].map((region) => sums.get(region)),
    [2, 5, 9, 9, 9],
  );
});

test('a transaction still running is left for the next fold, and nothing is folded twice', async () => {
  await clear();
  const slow = new pg.Client(db.connection);
  await slow.connect();
  await slow.query('begin');
  await slow.query("set local role linli_job; set local linli.scope = ''; set local linli.county = ''");
  await slow.query(insert.text, [newId(), '990101001000', '990101001001', 'cases_opened', 'x', '2026-01-01', 1]);
  await write([{ community: '990101001001', measure: 'cases_opened', item: 'x', day: '2026-01-01', amount: 10 }]);
  const early = await foldDeltas(job);
  await slow.query('commit');
  await slow.end();
  const late = await foldSettled(job);
  assert.equal(early + late, 2);
  assert.equal(await foldDeltas(job), 0);
  const [community] = ((await rollups()) as { region: string; amount: number }[]).filter((row) => row.region === '990101001001');
  assert.equal(community?.amount, 11);
});

test("a county reads its own rollups and nobody else's", async () => {
  await clear();
  await write([{ community: '990101001001', measure: 'cases_opened', item: 'x', day: '2026-01-01', amount: 1 }]);
  await foldSettled(job);
  const count = async (code: string): Promise<unknown> =>
    (
      await db.database
        .within({ level: 'county', code, county: code })
        .query<{ n: number }>({ name: 'test-count', text: 'select count(*) as n from indicators.rollup' })
    )[0]?.n;
  assert.equal(await count('990101000000'), 5);
  assert.equal(await count('152921000000'), 0);
});

test('rollups that do not agree with the cases themselves are named', async () => {
  await clear();
  assert.deepEqual(await verifyMeasures(job), []);
  await write([{ community: '990101001001', measure: 'cases_closed', item: 'x', day: '2026-01-01', amount: 1 }]);
  await foldSettled(job);
  assert.deepEqual(await verifyMeasures(job), [{ community: '990101001001', measure: 'cases_closed', facts: 0, kept: 1 }]);
});
