import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestServer } from '../../../../tests/support/server.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';

let server: TestServer;
let clerk: Client;
before(async () => {
  server = await openTestServer();
  clerk = await server.as('chuangkou');
});
after(() => server.close());

test('to look for a number is to look behind the mask: each search leaves a row, in the list of cases too', async () => {
  const found = await clerk.post<{ people: { id: string }[] }>('/api/people/search', { idNumber: '152421194203080263' });
  assert.equal(found.body.people.length, 1);
  await clerk.get('/api/cases?view=all&query=152421194203080263');
  await clerk.post('/api/people/search', { phone: '19900009999' });
  const { rows } = await server.owner.query<{ subject: string; by: string; found: number; sought: string }>("select subject, detail ->> 'by' as by, (detail ->> 'found')::int as found, detail ->> 'sought' as sought from kernel.audit where action = 'person.search' order by at");
  assert.deepEqual(rows.map((row) => [row.subject, row.by, row.found]), [[`person:${found.body.people[0]!.id}`, 'idNumber', 1], [`person:${found.body.people[0]!.id}`, 'idNumber', 1], ['person', 'phone', 0]]);
  // The same number can be told again, the number itself cannot be read.
  assert.equal(rows[0]!.sought, rows[1]!.sought);
  assert.ok(!JSON.stringify(rows).includes('152421194203080263'));
});

test('nobody tries out numbers: the searches of an account have an hourly limit', async () => {
  const other = await server.as('shequ01');
  const limit = server.linli.setting('people.searches_per_hour');
  let refused = 0;
  for (let n = 0; n < limit + 5; n += 1) {
    const answer = await other.post<{ code?: string }>('/api/people/search', { phone: `1391234${String(n).padStart(4, '0')}` });
    if (answer.body.code === 'TOO_MANY_REQUESTS') refused += 1;
  }
  assert.equal(refused, 5);
  assert.equal((await clerk.post('/api/people/search', { name: '王秀英' })).status, 200);
});

test('a number copied with what nobody sees finds its owner, in one box with names and in the list of cases, and one that is none is told', async () => {
  for (const typed of ['1524211942030802\u200b63', '\u202a１５２４２１ 19420308 0263\u202c', '013800\u200b000001']) {
    const answer = await clerk.post<{ people: { id: string }[] }>('/api/people/search', { typed });
    assert.deepEqual([answer.status, answer.body.people.length], [200, typed.startsWith('013') ? 0 : 1], typed);
  }
  assert.equal((await clerk.post<{ people: object[] }>('/api/people/search', { typed: '+86 199-0000-0001' })).body.people.length, 1);
  assert.equal((await clerk.post<{ people: object[] }>('/api/people/search', { typed: '王 秀\u2060英' })).body.people.length, 1);
  assert.equal((await clerk.post<{ code: string }>('/api/people/search', { typed: '15242119420308026' })).body.code, 'ID_NUMBER_LENGTH');
  assert.equal((await clerk.post<{ code: string }>('/api/people/search', { typed: '1990000000' })).body.code, 'PHONE_INVALID');
});
