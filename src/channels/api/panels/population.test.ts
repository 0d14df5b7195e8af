import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import type { Panel } from '../../../registers/registers.ts';

let server: TestServer;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());

test('RES-07 RES-08 people and households by the records stand on any day beside what was counted, with which of the two counts', async () => {
  const [clerk, county] = await Promise.all([server.as('chuangkou'), server.as('minzheng')]);
  const read = async (who: typeof clerk, on: string) => (await who.get<Panel>(`/api/registers/household/population?on=${on}`)).body;
  const now = (await read(clerk, '2026-11-27')).rows;
  assert.deepEqual(
    now.map((row) => row.name),
    ['杨柳社区'],
  );
  const { values, why } = now[0]!;
  assert.equal(Number(values.registered) + Number(values.resident) + Number(values.floating), values.people);
  assert.deepEqual([values.counted_people, values.counted_households], [6860, 2450]);
  assert.ok(why.some((line) => line.includes('指标用清点数')));
  const earlier = (await read(clerk, '2026-08-31')).rows[0]!.values;
  assert.equal(Number(values.people) - Number(earlier.people), 5, 'three came in September and two in October');
  const bare = (await read(county, '2026-11-27')).rows.find((row) => row.values.counted_people === null)!;
  assert.ok(bare.why.some((line) => line.includes('没有清点过')));
});
