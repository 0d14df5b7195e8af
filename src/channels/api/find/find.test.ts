import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';

let server: TestServer;
let director: Client;
let neighbour: Client;
before(async () => {
  server = await openTestServer();
  [director, neighbour] = await Promise.all([server.as('zhuren'), server.as('zhuren01')]);
});
after(() => server.close());

interface Found {
  people: { id: string; name: string; id_number: string; place_name: string }[];
  cases: { number: string; applicant: string }[];
  wait: number;
}
const find = async (client: Client, q: string): Promise<Found> => (await client.post<Found>('/api/find', { q })).body;

test('the finder finds residents of the own scope by part of the name, letters, initials and number, masked', async () => {
  const { rows } = await server.owner.query<{ id: string; name: string; pinyin: string; initials: string; id_sealed: Buffer }>(
    "select id, name, pinyin, initials, id_sealed from registers.person where community = '990101001001' and name like '王%' and ended_on is null order by id limit 1",
  );
  const one = rows[0]!;
  const number = server.linli.vault.open(one.id_sealed);
  for (const typed of [one.name, one.name.slice(0, 2), one.pinyin, one.initials, number]) {
    const { people } = await find(director, typed);
    const hit = people.find((person) => person.id === one.id);
    assert.ok(hit, typed === number ? 'number' : typed);
    assert.notEqual(hit.name, one.name);
    assert.ok(!JSON.stringify(people).includes(number));
    assert.ok(!(await find(neighbour, typed)).people.some((person) => person.id === one.id));
  }
  const audit = await server.owner.query("select count(*)::int as n from kernel.audit where action = 'person.search' and subject = $1", [
    `person:${one.id}`,
  ]);
  assert.equal(audit.rows[0].n, 1);
});

test('the finder finds a case by its number and by its applicant', async () => {
  const { cases } = (await director.get<{ cases: { number: string }[] }>('/api/cases?view=all')).body;
  const wanted = cases[0]!.number;
  assert.deepEqual(
    (await find(director, wanted)).cases.map((one) => one.number),
    [wanted],
  );
  const applicant = await server.owner.query<{ name: string }>(
    'select p.name from procedures.cases c join registers.person p on p.county = c.county and p.id = c.applicant where c.number = $1',
    [wanted],
  );
  assert.ok((await find(director, applicant.rows[0]!.name)).cases.length > 0);
  assert.deepEqual((await find(neighbour, wanted)).cases, []);
});

test('looking for residents is counted as in the search of residents; what else there is stays to be found', async () => {
  const clerk = await server.as('chuangkou');
  const most = server.linli.setting('people.searches_per_hour');
  for (let asked = 0; asked < most; asked += 1) await clerk.post('/api/people/search', { typed: '王某某' });
  const found = await find(clerk, '王秀');
  assert.deepEqual(found.people, []);
  assert.ok(found.wait > 0);
});

test('who may not read residents finds none', async () => {
  const auditor = await server.as('shenji');
  assert.deepEqual((await find(auditor, '王秀')).people, []);
});
