import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../tests/support/server.ts';
import { openTestServer } from '../../../tests/support/server.ts';
import { dayOf } from '../../kernel/kernel.ts';
import { readSubjects } from './subject.store.ts';

const HOME = '990101001001';
const COUNTY = '990101000000';
const basis = { kind: 'document', id: '河街发〔2026〕8号' };
let server: TestServer;
let director: Client;
before(async () => {
  server = await openTestServer();
  director = await server.as('zhuren');
});
after(() => server.close());

const workers = async (asOf: string): Promise<number | undefined> => {
  const handle = server.linli.database.within({ level: 'county', code: COUNTY, county: COUNTY });
  const today = dayOf(server.linli.clock.now());
  const { subjects } = await readSubjects(handle, server.linli.library, {
    region: COUNTY,
    asOf,
    from: asOf,
    boundaries: 'then',
    today,
    flows: false,
  });
  return subjects.find((one) => one.code === HOME)!.reported.community_workers?.value;
};

test('WRK-01 the number of community workers follows from their register, on any day, and nobody types it', async () => {
  const today = dayOf(server.linli.clock.now());
  const before_ = (await workers(today))!;
  assert.ok(before_ >= 2);
  const made = await director.post<{ county: string; id: string }>('/api/registers/worker', {
    place: HOME,
    values: { name: '高静', category: 'full_time', post: 'social_worker', hired_on: '2026-03-01' },
    basis,
  });
  assert.equal(await workers(today), before_ + 1);
  assert.equal(await workers('2026-02-28'), before_);
  await director.post(`/api/registers/worker/${made.body.county}/${made.body.id}/end`, { version: 1, on: '2026-10-01', reason: '辞职' });
  assert.equal(await workers(today), before_);
  assert.equal(await workers('2026-09-30'), before_ + 1);
  const typed = await (await server.as('minzheng')).post<{ code: string }>('/api/reported-values', {
    values: [{ region: HOME, measure: 'community_workers', as_of: today, value: 99, source: '抄来的', note: '' }],
  });
  assert.equal(typed.body.code, 'MEASURE_UNKNOWN', JSON.stringify(typed.body));
});
