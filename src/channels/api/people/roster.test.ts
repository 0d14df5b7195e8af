import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import type { Role } from '../../../registers/registers.ts';

let server: TestServer;
let clerk: Client;
before(async () => {
  server = await openTestServer();
  clerk = await server.as('chuangkou');
});
after(() => server.close());

interface Row {
  id: string;
  name: string;
  idNumber: string;
  age: number;
  sex: string;
  residence: string;
  community: string;
  education: string;
  ethnic_group?: string;
  arrived_on: string | null;
  welcomed_on: string | null;
  labels: string[];
}
interface Listed {
  people: Row[];
  next?: string;
  count?: { value: number };
  code?: string;
}
const list = async (query: string, who = clerk) => (await who.get<Listed>(`/api/people?${query}`)).body;

test('RES-07 RES-12 the list of a place tells registered, resident and floating people apart, page by page, each once and masked', async () => {
  const all = await list('limit=200&count=true');
  const seen: Row[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const part: Listed = await list(`limit=4${after ? `&after=${after}` : ''}`);
    seen.push(...part.people);
    after = part.next;
  }
  assert.deepEqual(
    seen.map((one) => one.id),
    all.people.map((one) => one.id),
  );
  assert.equal(new Set(seen.map((one) => one.id)).size, all.count!.value);
  assert.ok(all.people.every((one) => one.community === '990101001001' && one.name.includes('*') && one.idNumber.startsWith('****')));
  const kinds = await Promise.all(['registered', 'resident', 'floating'].map((residence) => list(`limit=200&residence=${residence}`)));
  assert.ok(kinds.every((kind) => kind.people.length > 0));
  assert.equal(
    kinds.reduce((sum, kind) => sum + kind.people.length, 0),
    all.people.length,
  );
});

test('RES-09 the list is narrowed by age, sex, education and label; who belongs to which people is told to few', async () => {
  const old = (await list('limit=200&age_from=80&age_to=130&sex=2')).people;
  assert.ok(old.length > 0 && old.every((one) => one.age >= 80 && one.sex === '2'));
  const educated = (await list('limit=200&education=20')).people;
  assert.ok(educated.length > 0 && educated.every((one) => one.education === '20'));
  const alone = (await list('limit=200&label=empty_nest')).people;
  assert.ok(alone.length > 0 && alone.every((one) => one.labels.includes('empty_nest')));
  assert.ok((await list('limit=200&ethnic_group=02')).people.every((one) => one.ethnic_group === '02'));
  const grid = await server.as('wangge');
  const choices = async (who: Client) => Object.keys((await who.get<{ choices: object }>('/api/people/choices')).body.choices);
  assert.deepEqual([(await choices(clerk)).includes('ethnic_group'), (await choices(grid)).includes('ethnic_group')], [true, false]);
  assert.ok((await list('limit=200', grid)).people.every((one) => !('ethnic_group' in one)));
  assert.equal((await grid.get('/api/people?ethnic_group=02')).status, 403);
});

test('RES-10 who moved in lately is a newcomer, welcomed or not yet', async () => {
  const all = (await list('newcomers=all')).people;
  assert.ok(all.length >= 5 && all.every((one) => one.arrived_on! >= '2026-01-01'));
  const [welcomed, waiting] = await Promise.all([list('newcomers=welcomed'), list('newcomers=waiting')]);
  assert.deepEqual(
    welcomed.people.map((one) => one.name),
    ['沈*远'],
  );
  assert.equal(welcomed.people.length + waiting.people.length, all.length);
  const someone = waiting.people[0]!;
  const added = await clerk.post('/api/registers/service-record', {
    place: '990101001001',
    values: { person_id: someone.id, kind: 'welcome', what: '上门送服务指南', server: '林小云', served_on: '2026-11-26' },
    basis: { kind: 'statement', id: '服务登记' },
  });
  assert.equal(added.status, 201);
  assert.ok((await list('newcomers=welcomed')).people.some((one) => one.id === someone.id));
});

test('a list that leaves the house is masked and leaves a row; a neighbour lists only the own people', async () => {
  const file = await clerk.get<Buffer>('/api/people/export.xlsx?residence=resident');
  assert.equal(file.status, 200);
  const { rows } = await server.owner.query<{ detail: object }>("select detail from kernel.audit where action = 'person.export'");
  assert.deepEqual(
    rows.map((row) => row.detail),
    [{ residence: 'resident' }],
  );
  const other = (await list('limit=200', await server.as('shequ01'))).people;
  assert.ok(other.length > 0 && other.every((one) => one.community === '990101001002'));
  assert.equal((await server.as('yibao').then((who) => who.get('/api/people'))).status, 403);
});

interface Whole {
  person: {
    cases: { id: string; closedAt: string | null; grade: number | null }[];
    hidden: string[];
  };
}

test('RES-11 what a person asked for is told open and closed apart with the grade given, the household lists its members, and what a post may not read is named without a count', async () => {
  const { rows } = await server.owner.query<{ county: string; applicant: string; case_id: string; grade: number }>(
    "select county, applicant, case_id, grade from procedures.rating where community = '990101001001' order by at limit 1",
  );
  const [rated] = rows;
  assert.ok(rated, 'somebody of the community gave a grade');
  const read = async (who = clerk) => (await who.get<Whole>(`/api/people/${rated.county}/${rated.applicant}`)).body.person;
  const { cases, hidden } = await read();
  assert.equal(cases.find((one) => one.id === rated.case_id)?.grade, rated.grade);
  assert.ok(cases.every((one) => one.grade === null || one.closedAt !== null));
  assert.deepEqual(hidden, []);
  const home = (await clerk.get<{ people: { household: string }[] }>('/api/people?place=990101001001001')).body.people[0]!.household;
  const members = await clerk.get<{ people: { household: string; name: string }[] }>(`/api/people?household=${home}`);
  assert.ok(members.body.people.length > 0 && members.body.people.every((one) => one.household === home));
  const neighbour = await server.as('shequ01');
  assert.deepEqual((await neighbour.get<{ people: unknown[] }>(`/api/people?household=${home}`)).body.people, []);
  const roles = server.linli.roles as Map<string, Role>;
  const worn = roles.get('community-clerk')!;
  roles.set('community-clerk', { ...worn, powers: worn.powers.filter((power) => power !== 'registers.write') });
  const told = (await read()).hidden;
  roles.set('community-clerk', worn);
  assert.ok(told.includes('服务记录') && told.includes('群体标签') && told.every((title) => !/\d/.test(title)), told.join());
});
