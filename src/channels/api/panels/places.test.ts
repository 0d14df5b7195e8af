import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import type { Panel } from '../../../registers/registers.ts';
import type { EntryView } from '../registers/view.ts';

const HOME = '990101001001';
const GRID = '990101001001001';
const COUNTY = '990101000000';
const basis = { kind: 'document', id: '河街发〔2026〕20号' };
let server: TestServer;
let director: Client;
let officer: Client;
before(async () => {
  server = await openTestServer();
  [director, officer] = await Promise.all([server.as('zhuren'), server.as('minzheng')]);
});
after(() => server.close());

interface One {
  county: string;
  id: string;
}
const add = async (who: Client, register: string, place: string, values: object): Promise<One> => {
  const { status, body } = await who.post<One>(`/api/registers/${register}`, { place, values, basis });
  assert.equal(status, 201, `${register} ${JSON.stringify(body)}`);
  return body;
};
const list = async (who: Client, register: string, query = ''): Promise<EntryView[]> =>
  (await who.get<{ entries: EntryView[] }>(`/api/registers/${register}?limit=200&${query}`)).body.entries;
const panel = async (who: Client, path: string): Promise<Panel> => (await who.get<Panel>(`/api/registers/${path}`)).body;

test('ORG-05 ORG-06 ORG-07 a grid off its size, without one head, short of assistants or unposted is told with the reason', async () => {
  const grid = await add(director, 'grid', GRID, { name: '试划网格', kind: 'residential', households: 690, valid_from: '2026-01-01' });
  const read = async () => (await panel(director, 'grid/staffing')).rows.find((row) => row.key === grid.id)!;
  const alone = await read();
  assert.equal(alone.met, false);
  assert.equal(alone.why.length, 4, alone.why.join());
  await director.send('PATCH', `/api/registers/grid/${grid.county}/${grid.id}`, {
    version: 1,
    values: { households: 520, posted: true, posted_on: '2026-03-01', posted_at: '楼道口' },
    basis,
  });
  await add(director, 'grid-post', GRID, { name: '马春生', serves: grid.id, post: 'head', came_from: 'worker', from_day: '2026-02-01' });
  const assistant = await add(director, 'grid-post', GRID, {
    name: '郑立新',
    serves: grid.id,
    post: 'assistant',
    came_from: 'volunteer',
    from_day: '2026-02-01',
  });
  assert.deepEqual([(await read()).met, (await read()).values], [true, { size: 520, heads: 1, assistants: 1, full_time: 0 }]);
  await director.post(`/api/registers/grid-post/${assistant.county}/${assistant.id}/end`, { version: 1, on: '2026-06-01', reason: '搬走' });
  assert.equal((await read()).met, false);
  const then = await panel(director, 'grid/staffing?on=2026-05-01');
  assert.equal(then.rows.find((row) => row.key === grid.id)!.values.assistants, 1);
});

test('ORG-03 urban communities outside the band of households come first, with their population, area, resources and review', async () => {
  const read = async (on = '') => panel(officer, `community-profile/layout${on}`);
  const then = await read('?on=2026-05-01');
  const small = then.rows.find((row) => row.name === '滨河新区社区')!;
  assert.equal(small.met, false);
  assert.deepEqual([small.values.households, small.values.residents, small.values.area_km2], [1540, 4310, 4.6]);
  assert.ok(Number(small.values.facilities) >= 1 && Number(small.values.facility_area) > 0);
  assert.ok(small.why[0]!.includes('460'), small.why[0]);
  const now = await read();
  assert.deepEqual(
    now.rows.map((row) => row.met),
    now.rows.map((row) => row.met).toSorted((left, right) => Number(left) - Number(right)),
  );
  assert.ok(
    now.rows.every((row) => row.name !== '桥头村'),
    'a village is not measured by the band',
  );
  const road = now.rows.find((row) => row.name === '建设路社区')!;
  assert.equal(road.met, true);
  const [profile] = await list(officer, 'community-profile', `place=${HOME}`);
  const values = { review: 'keep', review_opinion: '服务人口和管理幅度合适' };
  const path = `/api/registers/community-profile/${profile!.county}/${profile!.id}`;
  const refused = await officer.send<{ fields: Record<string, { code: string }> }>('PATCH', path, { version: 1, values, basis });
  assert.equal(refused.body.fields.reviewed_on!.code, 'FIELD_REQUIRED');
  await officer.send('PATCH', path, { version: 1, values: { ...values, reviewed_on: '2026-03-01' }, basis });
  const reviewed = (await read()).rows.find((row) => row.key === HOME)!;
  assert.equal(reviewed.values.review, '保持现状');
  assert.ok(reviewed.why.some((line) => line.includes('服务人口和管理幅度合适')));
});

test('ORG-05 ORG-06 every community of the county is divided into grids, and what is lacking in one is told', async () => {
  const { rows } = await panel(officer, 'grid/staffing');
  const grids = await list(officer, 'grid');
  const communities = new Set(grids.map((one) => one.place.slice(0, 12)));
  assert.equal(communities.size, 12);
  const unled = rows.find((row) => row.name === '滨河新区社区第四网格')!;
  assert.deepEqual([unled.met, unled.values.heads, unled.values.assistants], [false, 0, 1]);
  assert.equal(rows.find((row) => row.name === '建设路社区第一网格')!.met, true);
});

test('ORG-10 a full-time grid worker is a category that is counted by itself', async () => {
  const [grid] = await list(director, 'grid', `place=${GRID}`);
  await add(director, 'grid-post', GRID, {
    name: '何素琴',
    serves: grid!.id,
    post: 'assistant',
    came_from: 'full_time',
    full_time: true,
    from_day: '2026-02-01',
  });
  const rows = (await panel(director, 'grid/staffing')).rows;
  assert.ok(Number(rows.find((row) => row.key === grid!.id)!.values.full_time) >= 1);
  assert.ok((await list(director, 'grid-post', 'full_time=yes')).some((one) => one.title === '何素琴'));
});

test('ORG-11 ORG-12 bodies of a community have members with posts and terms, and what no community lacks is told', async () => {
  const coverage = async () => (await panel(officer, 'body/coverage')).rows.find((row) => row.key === HOME)!;
  const had = Number((await coverage()).values.environment ?? 0);
  const body = await add(director, 'body', HOME, {
    name: '杨柳社区环境和物业管理委员会',
    kind: 'environment',
    founded_on: '2026-04-01',
    term_ends: '2031-03-31',
    seats: 3,
  });
  assert.equal((await coverage()).values.environment, had + 1);
  await add(director, 'body-member', HOME, { name: '吴桂芳', body: body.id, post: 'director', from_day: '2026-04-01' });
  const members = await list(director, 'body-member', `body=${body.id}`);
  assert.deepEqual(
    members.map((one) => [one.title, one.titles.body]),
    [['吴桂芳', '杨柳社区环境和物业管理委员会']],
  );
});

test('ORG-13 a resettlement community tells origins, households and what covers them; more in work than there are is refused', async () => {
  const [one] = await list(officer, 'resettlement');
  assert.equal(one!.values.employment_service, false);
  const refused = await officer.post<{ fields: Record<string, { code: string }> }>('/api/registers/resettlement', {
    place: HOME,
    values: { name: '试点', kind: 'scattered', origins: '上河村', households: 5, employed_households: 9, moved_on: '2024-01-01' },
    basis,
  });
  assert.equal(refused.body.fields.employed_households!.code, 'FIELD_OUT_OF_RANGE');
});

test('ORG-14 ORG-15 ORG-16 compounds, economic bodies and the profile of a street are kept by whoever works there', async () => {
  await add(director, 'compound', HOME, {
    name: '杨柳新苑',
    households: 240,
    property_kind: 'company',
    owners_committee: 'none',
    valid_from: '2026-01-01',
  });
  assert.ok((await list(director, 'compound', 'owners_committee=none')).some((one) => one.title === '杨柳新苑'));
  assert.ok((await list(officer, 'economic-body', 'kind=collective')).every((one) => Number(one.values.contribution) > 0));
  const [profile] = await list(await server.as('jiedao'), 'town-profile');
  assert.equal(profile!.place, '990101001000');
  assert.equal((await server.as('zhuren').then((who) => list(who, 'town-profile'))).length, 0);
});

test('PTY-10 party organisations are told by the carrier they stand on, community by community', async () => {
  const { rows, why } = await panel(officer, 'party-organisation/coverage');
  assert.ok(rows.every((row) => Number(row.values.community) === 1));
  assert.match(why.join(), /合作社/);
});

test('FAC-15 function rooms tell hours and whether they can be booked', async () => {
  const bookable = await list(director, 'room', 'bookable=yes');
  assert.ok(bookable.length > 0 && bookable.every((one) => one.values.hours !== ''));
});

test('AFF-10 AFF-16 FAC-16 FAC-20 FAC-25 PUB-03 PUB-04 PUB-14 ENV-10 places of service stand in one network with radius, functions and property right', async () => {
  const halls = await list(officer, 'service-point', 'one_stop=yes&kind=street_hall');
  assert.equal(halls.length, 4);
  for (const kind of ['agency_point', 'day_care', 'health_station', 'village_clinic', 'outdoor']) {
    assert.ok((await list(officer, 'service-point', `kind=${kind}`)).length > 0, kind);
  }
  const unproven = await officer.post<{ fields: Record<string, { code: string }> }>('/api/registers/service-point', {
    place: HOME,
    values: {
      name: '杨柳社区党群服务中心',
      kind: 'party_mass_centre',
      network: 'comprehensive',
      address: '杨柳街12号',
      property_right: 'registered',
      functions: ['party', 'elder'],
      opened_on: '2026-01-01',
    },
    basis,
  });
  assert.equal(unproven.body.fields.certificate!.code, 'FIELD_REQUIRED');
  await add(director, 'service-point', HOME, {
    name: '杨柳社区党群服务中心',
    kind: 'party_mass_centre',
    network: 'comprehensive',
    address: '杨柳街12号',
    property_right: 'use_right',
    radius: 800,
    functions: ['party', 'elder'],
    opened_on: '2026-01-01',
  });
  const coverage = await panel(officer, 'service-point/coverage');
  assert.equal(coverage.rows.find((row) => row.key === HOME)!.values.party_mass_centre, 1);
});

test('FAC-26 IOT-04 IOT-10 CHN-02 idle assets, systems with their migration, and media are kept and filtered', async () => {
  assert.ok((await list(officer, 'idle-asset', 'priority_use=child')).length > 0);
  assert.ok((await list(officer, 'system', 'kind=livelihood')).every((one) => one.values.migrated_to !== ''));
  assert.ok((await list(director, 'medium', 'kind=group')).length > 0);
  assert.ok((await list(officer, 'system', `migration=done&place=${COUNTY}`)).length > 0);
});
