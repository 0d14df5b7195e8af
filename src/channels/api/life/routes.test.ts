import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';

let server: TestServer;
let clerk: Client;
let neighbour: Client;
before(async () => {
  server = await openTestServer();
  [clerk, neighbour] = await Promise.all([server.as('chuangkou'), server.as('shequ01')]);
});
after(() => server.close());

const basis = { kind: 'document', id: '户口簿' };
interface Told {
  events: { id: string; kind: string; told: string[]; undone_at: string | null }[];
  values: Record<string, string | null>;
  household: string | null;
  relation: string;
  ended_on: string | null;
}
interface Keyed {
  county: string;
  id: string;
}

async function personOf(name: string): Promise<Keyed> {
  return (await clerk.post<{ people: Keyed[] }>('/api/people/search', { name })).body.people[0]!;
}
const lifeOf = async ({ county, id }: Keyed) => (await clerk.get<Told>(`/api/people/${county}/${id}/life`)).body;
const enter = ({ county, id }: Keyed, body: object, who = clerk) =>
  who.post<{ id: string; told: string[]; notice?: string; code?: string; fields?: Record<string, unknown> }>(
    `/api/people/${county}/${id}/life`,
    { on: '2026-11-20', basis, ...body },
  );
const undo = ({ county, id }: Keyed, event: string, reason = '登记错了人') =>
  clerk.post<{ code?: string }>(`/api/people/${county}/${id}/life/${event}/undo`, { reason });
const one = async <T>(text: string, values: unknown[] = []): Promise<T> => (await server.owner.query(text, values)).rows[0] as T;

test('RES-09 education, political status and occupation change on a basis, stand in the history, and are taken back', async () => {
  const person = await personOf('罗建国');
  const before = await lifeOf(person);
  assert.equal((await enter(person, { kind: 'facts', education: 'no-such' })).body.code, 'INPUT_INVALID');
  assert.equal((await enter(person, { kind: 'facts', education: before.values.education })).body.code, 'ENTRY_UNCHANGED');
  assert.equal((await enter(person, { kind: 'facts', education: '20', basis: { kind: 'document', id: ' ' } })).body.code, 'INPUT_INVALID');
  const done = await enter(person, { kind: 'facts', education: '20', occupation: '51', basis: { kind: 'document', id: '毕业证' } });
  assert.equal(done.status, 200);
  const after = await lifeOf(person);
  assert.deepEqual([after.values.education, after.values.occupation], ['20', '51']);
  const change = await one<{ what: string; basis_id: string; before: object }>(
    "select what, basis_id, before from registers.entry_change where register = 'person' and person_id = $1 and what = 'facts'",
    [person.id],
  );
  assert.deepEqual(change, {
    what: 'facts',
    basis_id: '毕业证',
    before: { education: before.values.education, occupation: before.values.occupation },
  });
  assert.equal((await undo(person, done.body.id)).status, 200);
  assert.deepEqual((await lifeOf(person)).values, before.values);
  assert.equal((await undo(person, done.body.id)).body.code, 'LIFE_UNDONE');
});

test('RES-08 a marriage joins one household to the other; what was built on cannot be taken back first', async () => {
  const [bride, groom] = [await personOf('高金花'), await personOf('罗建国')];
  const home = (await lifeOf(groom)).household!;
  const left = (await lifeOf(bride)).household!;
  assert.equal((await enter(bride, { kind: 'join', household: home })).body.code, 'INPUT_INVALID');
  assert.equal((await enter(bride, { kind: 'join', household: left, relation: '配偶' })).body.code, 'LIFE_SAME_HOME');
  const joined = await enter(bride, { kind: 'join', household: home, relation: '配偶', basis: { kind: 'document', id: '结婚证' } });
  assert.equal(joined.status, 200);
  assert.ok(joined.body.told.includes('原来的户已没有成员，已销户。'));
  const now = await lifeOf(bride);
  assert.deepEqual([now.household, now.relation], [home, '配偶']);
  const closed = 'select closed_on is not null as closed from registers.household where id = $1';
  assert.equal((await one<{ closed: boolean }>(closed, [left])).closed, true);
  const moved = await enter(bride, { kind: 'move', whole: true, address: '柳湾县河西街道杨柳路12号2单元601室' });
  assert.equal(moved.status, 200);
  const addresses =
    'select count(distinct address)::int as addresses, count(*)::int as people from registers.person where household_id = $1';
  assert.deepEqual(await one(addresses, [home]), { addresses: 1, people: 2 });
  assert.equal((await undo(bride, joined.body.id)).body.code, 'LIFE_MOVED_ON');
  assert.equal((await undo(bride, moved.body.id)).status, 200);
});

test("RES-08 who sets up a household of one's own is its head", async () => {
  const person = await personOf('王浩然');
  const home = (await lifeOf(person)).household;
  const split = await enter(person, { kind: 'split', address: '柳湾县河西街道杨柳路12号2单元601室' });
  const after = await lifeOf(person);
  assert.deepEqual([split.status, after.relation], [200, '户主']);
  assert.notEqual(after.household, home);
  assert.equal((await one<{ head: string }>('select head from registers.household where id = $1', [after.household])).head, person.id);
  assert.equal((await undo(person, split.body.id)).status, 200);
  assert.equal((await lifeOf(person)).household, home);
});

test('RES-08 a newborn is registered into the household of a parent, once, and is gone again when it was a mistake', async () => {
  const mother = await personOf('白雪');
  const child = {
    kind: 'birth',
    name: '沈小月',
    id_number: '152421202611033025',
    relation: '女',
    basis: { kind: 'document', id: '出生医学证明' },
  };
  const born = await enter(mother, child);
  assert.equal(born.status, 200, JSON.stringify(born.body));
  const { household } = await lifeOf(mother);
  const row = 'select household_id, relation, ended_on is not null as gone from registers.person where name = $1';
  assert.deepEqual(await one(row, ['沈小月']), { household_id: household, relation: '女', gone: false });
  assert.equal((await enter(mother, child)).body.code, 'PERSON_EXISTS');
  assert.equal((await undo(mother, born.body.id)).status, 200);
  assert.equal((await one<{ gone: boolean }>(row, ['沈小月'])).gone, true);
});

test('RES-05 RES-08 a death ends labels, benefits and sign-in, names the next head, tells the office of open cases, and is taken back whole', async () => {
  const person = await personOf('王秀英');
  const label =
    'select count(*) filter (where to_day is null)::int as open from registers.person_label where person_id = $1 and withdrawn_at is null';
  const benefit = 'select count(*) filter (where to_day is null)::int as open from registers.entitlement where person_id = $1';
  const before = [await one(label, [person.id]), await one(benefit, [person.id])];
  const { household } = await lifeOf(person);
  assert.equal((await enter(person, { kind: 'death', on: '2030-01-01' })).body.code, 'INPUT_INVALID');
  const died = await enter(person, { kind: 'death', on: '2026-11-19', basis: { kind: 'document', id: '死亡医学证明' } });
  assert.equal(died.status, 200, JSON.stringify(died.body));
  assert.ok(died.body.told.some((line) => line.includes('王*军任户主')));
  assert.match(died.body.notice!, /^王\*英去世登记/);
  assert.deepEqual([await one(label, [person.id]), await one(benefit, [person.id])], [{ open: 0 }, { open: 0 }]);
  const head = 'select p.name from registers.household h join registers.person p on p.id = h.head where h.id = $1';
  assert.equal((await one<{ name: string }>(head, [household])).name, '王建军');
  assert.equal((await lifeOf(person)).ended_on, '2026-11-19');
  const { notices } = (await clerk.get<{ notices: { said: string }[] }>('/api/notices')).body;
  assert.ok(JSON.stringify(notices).includes('王*英去世登记'));
  assert.equal((await enter(person, { kind: 'facts', education: '20' })).body.code, 'LIFE_ENDED');
  assert.equal((await undo(person, died.body.id, '同名同姓，登记错了人')).status, 200);
  assert.deepEqual([await one(label, [person.id]), await one(benefit, [person.id])], before);
  assert.equal((await one<{ name: string }>(head, [household])).name, '王秀英');
  assert.equal((await lifeOf(person)).ended_on, null);
});

test('RES-08 a birth that cannot be entered leaves no child behind', async () => {
  const mother = await personOf('白雪');
  await server.owner.query("alter table registers.life_event add constraint no_births check (kind <> 'birth') not valid");
  const born = await enter(mother, { kind: 'birth', name: '沈小星', id_number: '152421202611043020', relation: '女' });
  await server.owner.query('alter table registers.life_event drop constraint no_births');
  assert.notEqual(born.status, 200);
  assert.deepEqual(await one("select count(*)::int as left from registers.person where name = '沈小星'"), { left: 0 });
});

test('ORG-06 RES-08 a death ends the posts of the person, and taking it back gives them back', async () => {
  const person = await personOf('罗建国');
  const grid = await one<{ id: string; county: string }>("select id, county from registers.grid where grid = '990101001001001' limit 1");
  const entry = { name: '罗建国', serves: grid.id, post: 'assistant', came_from: 'volunteer', person: person.id, from_day: '2026-01-01' };
  const made = await clerk.post<Keyed>('/api/registers/grid-post', { place: '990101001001001', values: entry, basis });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const post = () => one<{ to_day: string | null }>('select to_day::text from registers.grid_post where id = $1', [made.body.id]);
  const died = await enter(person, { kind: 'death', on: '2026-11-19', basis: { kind: 'document', id: '死亡医学证明' } });
  assert.ok(died.body.told.some((line) => line.includes('网格人员 罗建国')));
  assert.equal((await post()).to_day, '2026-11-19');
  assert.equal((await undo(person, died.body.id)).status, 200);
  assert.equal((await post()).to_day, null);
});

test('RES-09 who was seen at the door is fresh for so many days; the visit may set right what has changed', async () => {
  const person = await personOf('黄桂英');
  const listed = async (freshness: string) =>
    (await clerk.get<{ people: Keyed[] }>(`/api/people?limit=200&freshness=${freshness}`)).body.people.some((row) => row.id === person.id);
  assert.deepEqual([await listed('due'), await listed('fresh')], [true, false]);
  const seen = await enter(person, { kind: 'visit', occupation: '54', basis: { kind: 'inspection', id: '入户走访' } });
  assert.equal(seen.status, 200);
  assert.deepEqual([await listed('due'), await listed('fresh')], [false, true]);
  assert.equal((await lifeOf(person)).values.occupation, '54');
  assert.equal((await undo(person, seen.body.id)).status, 200);
  assert.deepEqual([await listed('due'), await listed('fresh')], [true, false]);
});

test('a neighbour enters nothing and takes nothing back, and who may only read enters nothing', async () => {
  const person = await personOf('胡海燕');
  assert.equal((await enter(person, { kind: 'death' }, neighbour)).body.code, 'PERSON_NOT_FOUND');
  assert.equal((await neighbour.get(`/api/people/${person.county}/${person.id}/life`)).status, 404);
  assert.equal((await enter(person, { kind: 'facts', education: '20' }, await server.as('wangge'))).status, 403);
  const done = await enter(person, { kind: 'facts', education: '20' });
  const path = `/api/people/${person.county}/${person.id}/life/${done.body.id}/undo`;
  assert.equal((await neighbour.post<{ code: string }>(path, { reason: '不是我的' })).body.code, 'LIFE_EVENT_NOT_FOUND');
});
