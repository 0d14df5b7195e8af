import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';

const COUNTY = '990101000000';
const HERDERS = '990101201001';
interface Listed {
  censuses: {
    county: string;
    id: string;
    region: string;
    region_name: string;
    as_of: string;
    source: string;
    withdrawn_at: string | null;
    withdrawn_why: string | null;
  }[];
  next?: string;
}

let server: TestServer;
let officer: Client;
let director: Client;
let reader: Client;
before(async () => {
  server = await openTestServer();
  [officer, director, reader] = await Promise.all([server.as('minzheng'), server.as('zhuren'), server.as('juzhang')]);
});
after(() => server.close());

const unknown = async (): Promise<number> => (await officer.get<{ unknown: number }>('/api/facilities/overview')).body.unknown;
const bare = async (): Promise<string> => {
  const { rows } = await server.owner.query<{ code: string }>(
    "select code from registers.region r where county = $1 and level = 'community' and valid_to is null and not exists (select from registers.facility f where f.community = r.code) limit 1",
    [COUNTY],
  );
  return rows[0]?.code ?? HERDERS;
};

test('a community without a listed facility has none while a count holds, and is unknown once it is withdrawn', async () => {
  const community = await bare();
  await server.owner.query('delete from registers.facility where county = $1 and community = $2', [COUNTY, community]);
  const { body } = await officer.get<Listed>('/api/facilities/censuses');
  assert.deepEqual(
    body.censuses.map((one) => [one.region, one.region_name, one.withdrawn_at]),
    [[COUNTY, '柳湾县', null]],
  );
  assert.equal(await unknown(), 0);
  const [whole] = body.censuses;
  const path = `/api/facilities/censuses/${whole!.county}/${whole!.id}/withdrawal`;
  assert.equal((await reader.post(path, { why: 'x' })).status, 403);
  assert.equal((await director.post(path, { why: 'x' })).status, 404, "a count of the county is out of a community's sight");
  assert.equal((await officer.post(path, { why: '   ' })).status, 400);
  assert.equal((await officer.post(path, { why: '漏登了两处' })).status, 200);
  assert.deepEqual((await officer.post<{ code: string }>(path, { why: '漏登了两处' })).body.code, 'FACILITY_CENSUS_NOT_FOUND');
  assert.equal(await unknown(), 1);
  const made = await officer.post<{ id: string }>('/api/facilities/censuses', {
    region: community,
    as_of: '2026-02-01',
    source: '实地核查',
  });
  assert.equal(made.status, 201);
  assert.equal(await unknown(), 0);
  assert.deepEqual(
    (await officer.get<Listed>('/api/facilities/censuses')).body.censuses.map((one) => [one.region, one.withdrawn_why]),
    [
      [community, null],
      [COUNTY, '漏登了两处'],
    ],
  );
});

test('faulty counts are told field by field, and nobody counts elsewhere', async () => {
  const faulty = await officer.post<{ code: string; fields: object }>('/api/facilities/censuses', {
    region: '990100000000',
    as_of: '2999-01-01',
    source: ' ',
  });
  assert.deepEqual(
    [faulty.status, faulty.body.code, Object.keys(faulty.body.fields).sort()],
    [400, 'FACILITY_CENSUS_INVALID', ['as_of', 'region', 'source']],
  );
  assert.equal((await director.post('/api/facilities/censuses', { region: COUNTY, as_of: '2026-01-01', source: 's' })).status, 403);
  assert.equal((await director.post('/api/facilities/censuses', { region: '990101001002', as_of: '2026-01-01', source: 's' })).status, 403);
  assert.equal((await reader.post('/api/facilities/censuses', { region: COUNTY, as_of: '2026-01-01', source: 's' })).status, 403);
  assert.equal((await director.post('/api/facilities/censuses', { region: '990101001001', as_of: '2026-01-01', source: 's' })).status, 201);
  assert.equal(
    (await director.post<{ code: string }>('/api/facilities/censuses', { region: '990101001001', as_of: '2026-01-01', source: 's' })).body
      .code,
    'FACILITY_CENSUS_EXISTS',
  );
  assert.deepEqual(
    (await director.get<Listed>('/api/facilities/censuses')).body.censuses.map((one) => one.region),
    ['990101001001'],
  );
});

test('a count and its withdrawal stand in the audit with their reasons', async () => {
  const { rows } = await server.owner.query<{ action: string; reason: string }>(
    "select action, reason from kernel.audit where county = $1 and action like 'facility-census.%' order by id",
    [COUNTY],
  );
  assert.ok(rows.some((row) => row.action === 'facility-census.withdraw' && row.reason === '漏登了两处'));
  assert.ok(rows.some((row) => row.action === 'facility-census.add' && row.reason === '实地核查'));
});
