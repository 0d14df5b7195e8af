import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { readSheet } from '../../../registers/registers.ts';

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
  const { rows } = await server.owner.query<{ subject: string; by: string; found: number; sought: string }>(
    "select subject, detail ->> 'by' as by, (detail ->> 'found')::int as found, detail ->> 'sought' as sought from kernel.audit where action = 'person.search' order by at",
  );
  assert.deepEqual(
    rows.map((row) => [row.subject, row.by, row.found]),
    [
      [`person:${found.body.people[0]!.id}`, 'idNumber', 1],
      [`person:${found.body.people[0]!.id}`, 'idNumber', 1],
      ['person', 'phone', 0],
    ],
  );
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

test('registering outside one\'s place is refused alike for a known and an unknown number, and inside it "known" is counted and recorded', async () => {
  const person = { name: '张问路', phone: '', address: '', residence: 'resident' };
  const known = '152421194203080263';
  const outside = await Promise.all(
    [known, '110101196001012819'].map((idNumber) =>
      clerk.post<{ code: string }>('/api/people', { ...person, idNumber, community: '990101100001' }),
    ),
  );
  assert.deepEqual(
    outside.map(({ status, body }) => [status, body]),
    [outside[0], outside[0]].map((one) => [403, one!.body]),
  );
  const looks = async () =>
    (
      await server.owner.query<{ found: number; sought: string }>(
        "select (detail ->> 'found')::int as found, detail ->> 'sought' as sought from kernel.audit where action = 'person.search' and detail ->> 'by' = 'registration'",
      )
    ).rows;
  assert.deepEqual(await looks(), []);
  const {
    rows: [home],
  } = await server.owner.query<{ community: string }>(
    "select p.region as community from registers.appointment p join registers.account a on a.id = p.account_id where a.login = 'chuangkou'",
  );
  const inside = await clerk.post<{ code: string }>('/api/people', { ...person, idNumber: known, community: home!.community });
  assert.equal(inside.body.code, 'PERSON_EXISTS');
  assert.deepEqual(
    (await looks()).map((row) => row.found),
    [1],
  );
  // The tries count with the searches.
  const other = await server.as('shequ02');
  const {
    rows: [place],
  } = await server.owner.query<{ community: string }>(
    "select p.region as community from registers.appointment p join registers.account a on a.id = p.account_id where a.login = 'shequ02'",
  );
  const codes: string[] = [];
  for (let n = 0; n <= server.linli.setting('people.searches_per_hour'); n += 1)
    codes.push((await other.post<{ code: string }>('/api/people', { ...person, idNumber: known, community: place!.community })).body.code);
  assert.equal(codes.at(-1), 'TOO_MANY_REQUESTS');
});

test('that a login is taken somewhere leaves a row', async () => {
  const administrator = await server.as('guanli');
  const answer = await administrator.post<{ code: string }>('/api/accounts', {
    login: 'minzheng',
    name: '试名',
    phone: '',
    role: 'county-officer',
    region: '990101000000',
    validFrom: '2026-01-01',
  });
  assert.equal(answer.body.code, 'LOGIN_TAKEN');
  const { rows } = await server.owner.query(
    "select 1 from kernel.audit where action = 'account.login-taken' and subject = 'login:minzheng'",
  );
  assert.equal(rows.length, 1);
});

test('a list that is cut says so: people of one name, their cases, the export of these', async () => {
  const wearer = clerk;
  await server.owner.query(`insert into registers.person (county, id, province, city, town, community, name, name_grams, pinyin, initials, id_last4, sex, residence, relation, address, source)
    select county, gen_random_uuid(), province, city, town, community, '慕容云', array_to_tsvector(array['慕', '容', '云', '慕容', '容云']), 'murongyun', 'mry', '', '2', residence, '', address, 'test'
      from registers.person cross join generate_series(1, 1001) where id = (select id from registers.person where community = '990101001001' order by id limit 1)`);
  const found = await wearer.post<{ people: object[]; more: boolean }>('/api/people/search', { typed: '慕容' });
  assert.deepEqual([found.body.people.length, found.body.more], [20, true]);
  const one = await wearer.post<{ people: object[]; more: boolean }>('/api/people/search', { typed: '19900000001' });
  assert.deepEqual([one.body.people.length, one.body.more], [1, false]);
  const list = await wearer.get<{ count: { more: boolean }; namesakes?: number }>('/api/cases?view=all&query=慕容云');
  assert.deepEqual([list.body.namesakes, list.body.count.more], [1_000, true]);
  const sheet = await readSheet((await wearer.get('/api/cases/export?view=all&query=慕容云')).raw, 'cases.xlsx');
  assert.match(sheet.rows.at(-1)![0]!, /1000/);
});
