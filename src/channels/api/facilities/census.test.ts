import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import type { Panel } from '../../../registers/registers.ts';
import type { EntryView } from '../registers/view.ts';

const COUNTY = '990101000000';
const HERDERS = '990101201001';
const path = '/api/registers/facility-census';
const basis = { kind: 'document', id: '实地核查' };

let server: TestServer;
let officer: Client;
let director: Client;
let reader: Client;
before(async () => {
  server = await openTestServer();
  [officer, director, reader] = await Promise.all([server.as('minzheng'), server.as('zhuren'), server.as('juzhang')]);
});
after(() => server.close());

const unknown = async (): Promise<number> => {
  const { rows } = (await officer.get<Panel>('/api/registers/facility/bands')).body;
  return Number(rows.find((row) => row.key === 'unknown')?.values.communities ?? 0);
};
const listed = async (who: Client, state = 'lasting'): Promise<EntryView[]> =>
  (await who.get<{ entries: EntryView[] }>(`${path}?state=${state}`)).body.entries;
const count = (who: Client, place: string, values: object = { document: '实地核查', as_of: '2026-02-01' }) =>
  who.post<{ county: string; id: string; code: string; fields: Record<string, { code: string }> }>(path, { place, values, basis });
const withdraw = (who: Client, { county, id }: { county: string; id: string }, reason: string) =>
  who.post<{ code: string }>(`${path}/${county}/${id}/withdrawal`, { version: 1, reason });
const bare = async (): Promise<string> => {
  const { rows } = await server.owner.query<{ code: string }>(
    "select code from registers.region r where county = $1 and level = 'community' and valid_to is null and not exists (select from registers.facility f where f.community = r.code) limit 1",
    [COUNTY],
  );
  return rows[0]?.code ?? HERDERS;
};

test('FAC-01 a community without a listed facility has none while a count holds, and is unknown once it is withdrawn', async () => {
  const community = await bare();
  await server.owner.query('delete from registers.facility where county = $1 and community = $2', [COUNTY, community]);
  const [whole] = await listed(officer);
  assert.deepEqual([whole!.place, whole!.values.as_of], [COUNTY, '2025-12-31']);
  assert.equal(await unknown(), 0);
  assert.equal((await withdraw(reader, whole!, '漏登了两处')).status, 403);
  assert.equal((await withdraw(director, whole!, '漏登了两处')).status, 404, "a count of the county is out of a community's sight");
  assert.equal((await withdraw(officer, whole!, '')).status, 400);
  assert.equal((await withdraw(officer, whole!, '漏登了两处')).status, 200);
  assert.equal(await unknown(), 1);
  assert.equal((await count(officer, community)).status, 201);
  assert.equal(await unknown(), 0);
  assert.deepEqual(
    (await listed(officer)).map((one) => one.place),
    [community],
  );
  const history = (await officer.get<{ history: { what: string }[] }>(`${path}/${whole!.county}/${whole!.id}`)).body.history;
  assert.deepEqual(
    history.map((one) => one.what),
    ['entered', 'withdrawn'],
  );
});

test('a count of one grid says nothing about its community', async () => {
  const [own] = (await listed(officer)).filter((one) => one.place !== COUNTY);
  assert.equal((await withdraw(officer, own!, '登记错了地方')).status, 200);
  assert.equal(await unknown(), 1);
  assert.equal((await count(officer, `${own!.place}001`)).status, 201);
  assert.equal(await unknown(), 1);
});

test('faulty counts are told field by field, and nobody counts elsewhere or without the power', async () => {
  const faulty = await count(officer, COUNTY, { document: ' ', as_of: '2999-01-01' });
  assert.deepEqual([faulty.status, faulty.body.code], [400, 'ENTRY_INVALID']);
  assert.deepEqual(Object.keys(faulty.body.fields), ['document']);
  assert.equal((await count(officer, COUNTY, { document: '核查', as_of: '2999-01-01' })).body.fields.as_of!.code, 'FIELD_DATE_RANGE');
  assert.equal((await count(officer, '990100000000')).status, 400);
  for (const [who, place] of [
    [director, COUNTY],
    [director, '990101001002'],
    [reader, COUNTY],
    [await server.as('chuangkou'), '990101001001'],
  ] as const)
    assert.equal((await count(who, place)).status, 403, place);
  assert.equal((await count(director, '990101001001')).status, 201);
  assert.equal((await count(director, '990101001001')).body.code, 'ENTRY_EXISTS');
  assert.deepEqual(
    (await listed(director)).map((one) => one.place),
    ['990101001001'],
  );
});

test('a count belongs to the code it was given for: a community that goes on under another one is asked again', async () => {
  const community = await bare();
  assert.equal((await count(officer, community, { document: '移交前核查', as_of: '2026-03-01' })).status, 201);
  assert.equal(await unknown(), 0);
  const administrator = await server.as('guanli');
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const change = { kind: 'move', code: community, to: '990101200301', effective: today, reason: '划转', source: '县政府公告' };
  assert.equal((await administrator.post('/api/regions/changes', change)).status, 200);
  const moved = (await listed(officer)).find((one) => one.title === '移交前核查')!;
  assert.equal(moved.place, '990101200301');
  assert.equal(await unknown(), 1);
});
