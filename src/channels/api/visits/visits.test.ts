// A grid worker at the door, and the community that checks what was found (RES-04).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';

let server: TestServer;
let worker: Client;
let clerk: Client;
let neighbour: Client;
before(async () => {
  server = await openTestServer();
  [worker, clerk, neighbour] = await Promise.all([server.as('wangge'), server.as('chuangkou'), server.as('shequ01')]);
});
after(() => server.close());

interface Door {
  county: string;
  task: string;
  task_title: string;
  person: string;
  address: string;
  names: string[];
  due_on: string;
  tried_on: string | null;
}
interface Open {
  address: string;
  members: { id: string; name: string; checked_on: string | null; values: Record<string, string> }[];
}
interface Waiting {
  proposals: {
    county: string;
    id: string;
    title: string;
    actor: string;
    may_decide: boolean;
    outcome: string | null;
    answer: string;
    changes: { field: string; now: string; proposed: string }[];
    twins?: { name: string; why: string }[];
  }[];
}
type Refused = { code?: string; fields?: Record<string, unknown> };

const doors = async (): Promise<Door[]> => (await worker.get<{ doors: Door[] }>('/api/visits/today')).body.doors;
const doorOf = async (name: string, task = '四季度入户核实'): Promise<Door> =>
  (await doors()).find((one) => one.task_title === task && one.names.some((each) => each === name))!;
const keyOf = ({ county, task, person }: Door) => ({ county, task, person });
const handIn = (door: Door, body: object, who = worker) =>
  who.post<Refused & { id: string; proposed: number }>('/api/visits', { key: randomUUID(), ...keyOf(door), ...body });
const waiting = async (who: Client, open = true): Promise<Waiting['proposals']> =>
  (await who.get<Waiting>(`/api/proposals?kind=visit&open=${open}`)).body.proposals;
const decide = ({ county, id }: { county: string; id: string }, body: object, who = clerk) =>
  who.post<Refused>(`/api/proposals/${county}/${id}/decision`, body);
const one = async <T>(text: string, values: unknown[] = []): Promise<T> => (await server.owner.query(text, values)).rows[0] as T;

/** A door that only a test knows: a household of one in the grid. */
async function newDoor(name: string, idNumber: string): Promise<string> {
  const body = { name, idNumber, community: '990101001001001', address: `柳湾县河西街道杨柳路9号${name}`, residence: 'resident' };
  return (await clerk.post<{ id: string }>('/api/people', body)).body.id;
}

test('RES-04 the grid worker sees where to go, by day and address, masked and of the own grid only; a look at the door leaves a row', async () => {
  const list = await doors();
  assert.deepEqual(
    list.map((door) => door.due_on),
    list.map((door) => door.due_on).sort(),
  );
  const home = await doorOf('王*英');
  assert.deepEqual([home.address, home.names], ['柳湾县河西街道杨柳路12号**单元**室', ['王*英', '王*军', '王*然']]);
  assert.ok(list.some((door) => door.names.includes('赵*兰') && door.tried_on !== null));
  const opened = await worker.post<Open>('/api/visits/door', keyOf(home));
  assert.deepEqual([opened.status, opened.body.address, opened.body.members.length], [200, '柳湾县河西街道杨柳路12号3单元201室', 3]);
  const look = await one<{ fields: string[]; reason: string }>(
    'select fields, reason from registers.unmasking where person_id = $1 order by at desc limit 1',
    [home.person],
  );
  assert.deepEqual(look, { fields: ['address'], reason: '入户走访：四季度入户核实' });
  const elsewhere = await one<{ id: string }>("select id from registers.person where community = '990101001002' limit 1");
  assert.equal((await worker.post<Refused>('/api/visits/door', { ...keyOf(home), person: elsewhere.id })).body.code, 'PERSON_NOT_FOUND');
  assert.equal((await clerk.get('/api/visits/today')).status, 403);
});

test('RES-04 who was found as known is fresh at once; what changed waits for the community, and a repeat hands in once', async () => {
  const home = await doorOf('王*英');
  const { members } = (await worker.post<Open>('/api/visits/door', keyOf(home))).body;
  const son = members.find((member) => member.name === '王*军')!;
  const visit = {
    key: randomUUID(),
    result: 'met',
    told: '儿子换了工作',
    changed: [{ id: son.id, phone: '13911112222', facts: { occupation: '51', education: son.values.education } }],
    location: { longitude: 111.123456, latitude: 40.654321, accuracy: 12.5 },
  };
  const [first, again] = await Promise.all([handIn(home, visit), handIn(home, visit)]);
  assert.deepEqual([first.status, again.status], [200, 200]);
  const row = await one(
    'select count(*)::int as visits, max(location) as location, max(accuracy)::text as accuracy from registers.home_visit where id = $1',
    [visit.key],
  );
  assert.deepEqual(row, { visits: 1, location: '111.123456,40.654321', accuracy: '12.50' });
  const seen = await one<{ fresh: number }>(
    'select count(*) filter (where checked_on = kernel.today())::int as fresh from registers.person where household_id = (select household_id from registers.person where id = $1)',
    [son.id],
  );
  assert.equal(seen.fresh, 2, 'the son waits');
  assert.equal(await doorOf('王*英'), undefined);
  const found = (await waiting(clerk)).filter((each) => each.title === '王*军：情况有变化');
  assert.equal(found.length, 1);
  assert.deepEqual(
    found[0]!.changes.map(({ field, now, proposed }) => [field, now === proposed, proposed.slice(-4)]),
    [
      ['就业情况', false, found[0]!.changes[0]!.proposed.slice(-4)],
      ['手机号', false, '2222'],
    ],
  );
  assert.deepEqual([found[0]!.actor, found[0]!.may_decide], ['李红梅', true]);
  const plain = await one<{ after: string }>('select after::text from registers.proposal where id = $1', [found[0]!.id]);
  assert.ok(!plain.after.includes('13911112222'));
  assert.equal((await waiting(neighbour)).length, 0);
  assert.equal((await decide(found[0]!, { outcome: 'accepted' }, neighbour)).status, 404);
  assert.equal((await decide(found[0]!, { outcome: 'accepted' }, worker)).body.code, 'PROPOSAL_OWN');
  assert.equal((await decide(found[0]!, { outcome: 'accepted' })).status, 200);
  const written = await one('select occupation, phone_last4, checked_on = kernel.today() as fresh from registers.person where id = $1', [
    son.id,
  ]);
  assert.deepEqual(written, { occupation: '51', phone_last4: '2222', fresh: true });
  const basis = await one<{ basis_id: string }>(
    "select basis_id from registers.entry_change where person_id = $1 and what = 'visit' order by at desc limit 1",
    [son.id],
  );
  assert.match(basis.basis_id, /^李红梅.*入户走访（四季度入户核实）$/);
  assert.equal((await decide(found[0]!, { outcome: 'refused', answer: '重复' })).body.code, 'PROPOSAL_DECIDED');
});

test('RES-04 who lives there unregistered is proposed sealed, shown beside those who may be the same, and joins the household when accepted', async () => {
  const carer = (await waiting(clerk)).find((each) => each.title.startsWith('钱*娟'))!;
  assert.equal(carer.twins?.length, 0);
  assert.equal((await decide(carer, { outcome: 'accepted' })).status, 200);
  const joined = await one(
    "select p.relation, p.residence, h.name as head from registers.person p join registers.person h on h.household_id = p.household_id and h.relation = '户主' where p.name = '钱小娟'",
  );
  assert.deepEqual(joined, { relation: '非亲属', residence: 'floating', head: '赵桂兰' });
  await newDoor('秦一鸣', '152421199904126044');
  const door = await doorOf('秦*鸣');
  const known = { name: '钱小娟', id_number: '152421198803051077', relation: '非亲属', residence: 'resident' };
  assert.equal(
    (await handIn(door, { result: 'met', joins: [{ ...known, id_number: '152421198803051078' }] })).body.code,
    'ID_NUMBER_CHECK',
  );
  assert.equal((await handIn(door, { result: 'met', joins: [known] })).body.proposed, 1);
  const twice = (await waiting(clerk)).find((each) => each.title.startsWith('钱*娟'))!;
  assert.deepEqual(twice.twins, [{ ...twice.twins![0], name: '钱*娟', why: '证件号码相同' }]);
  assert.equal((await decide(twice, { outcome: 'accepted' })).body.code, 'PERSON_EXISTS');
  assert.equal((await decide(twice, { outcome: 'returned' })).body.code, 'PROPOSAL_ANSWER_NEEDED');
  assert.equal((await decide(twice, { outcome: 'returned', answer: '她登记在赵桂兰家，请问清楚住哪儿' })).status, 200);
  const back = (await waiting(worker, false)).find((each) => each.outcome === 'returned')!;
  assert.equal(back.answer, '她登记在赵桂兰家，请问清楚住哪儿');
});

test('RES-04 nobody at home is tried again; who moved away is away, who died ends, each only once the community agrees', async () => {
  const [gone, dead] = [await newDoor('尤远行', '152421199001011019'), await newDoor('尤长青', '152421195001011010')];
  const [left, died] = [await doorOf('尤*行'), await doorOf('尤*青')];
  assert.equal((await handIn(left, { result: 'absent' })).body.proposed, 0);
  assert.notEqual((await doorOf('尤*行')).tried_on, null);
  assert.ok((await handIn(left, { result: 'moved', who: [gone] })).body.fields?.to_place);
  assert.equal((await handIn(left, { result: 'moved', who: [dead], to_place: '县城' })).body.code, 'VISIT_NOT_HERE');
  assert.equal((await handIn(left, { result: 'moved', who: [gone], to_place: '县城新区' })).body.proposed, 1);
  assert.equal((await handIn(died, { result: 'died', who: [dead] })).body.proposed, 1);
  const states = () =>
    one(
      'select (select count(*)::int from registers.absence where person_id = $1) as away, (select end_kind from registers.person where id = $2) as ended',
      [gone, dead],
    );
  assert.deepEqual(await states(), { away: 0, ended: '' });
  for (const each of (await waiting(clerk)).filter(({ title }) => title.startsWith('尤*')))
    assert.equal((await decide(each, { outcome: 'accepted' })).status, 200, each.title);
  assert.deepEqual(await states(), { away: 1, ended: 'death' });
});

test('RES-04 a photo goes with the visit and is kept; those of others are not taken', async () => {
  const person = await newDoor('尤平安', '15242119700101101X');
  const door = await doorOf('尤*安');
  const content = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
  const photo = await worker.upload<{ id: string }>(
    '/api/visits/photo',
    { county: door.county, person },
    { filename: '门口.jpg', content },
  );
  assert.equal(photo.status, 200, JSON.stringify(photo.body));
  const key = randomUUID();
  assert.equal((await handIn(door, { key, result: 'refused', photos: [randomUUID()] })).body.code, 'VISIT_PHOTO_GONE');
  assert.equal((await handIn(door, { key, result: 'refused', photos: [photo.body.id] })).status, 200);
  const path = `/api/visits/${door.county}/${key}/photos/${photo.body.id}`;
  assert.deepEqual([(await clerk.get(path)).status, (await neighbour.get(path)).status], [200, 404]);
});

test('RES-04 the county gives a task to every grid with somebody of the filter, and each community sees how fresh its grids are', async () => {
  const county = await server.as('minzheng');
  const give = (body: object, who = county) =>
    who.post<Refused & { grids: number; people: number }>('/api/visits/tasks', {
      place: '990101000000',
      name: '失能老人走访',
      collects: 'facts',
      label: 'disabled_elder',
      due_on: '2099-12-31',
      ...body,
    });
  assert.equal((await give({ label: 'no-such' })).body.code, 'TASK_FOR_NOBODY');
  const given = await give({ post: 'head' });
  assert.equal(given.status, 200, JSON.stringify(given.body));
  assert.ok(given.body.grids >= 1);
  assert.ok((await doors()).some((door) => door.task_title === '失能老人走访' && door.names.includes('王*英')));
  assert.equal((await give({})).body.code, 'ENTRY_EXISTS');
  assert.equal((await give({}, worker)).status, 403);
  const { tasks } = (await clerk.get<{ tasks: { name: string; post: string; left: number; done: number }[] }>('/api/visits/tasks')).body;
  assert.deepEqual(
    tasks.filter((task) => task.name === '失能老人走访').map(({ post, left, done }) => [post, left, done]),
    [['李玉兰', 1, 0]],
  );
  const fresh = (
    await clerk.get<{ rows: { key: string; values: Record<string, number> }[] }>('/api/registers/grid/freshness?place=990101001001')
  ).body.rows.find((row) => row.key === '990101001001001')!;
  const due = (await clerk.get<{ people: unknown[] }>(`/api/people?place=${fresh.key}&freshness=fresh`)).body.people.length;
  assert.ok(
    fresh.values.fresh! >= 1 && fresh.values.households! >= fresh.values.fresh! && due >= fresh.values.fresh!,
    JSON.stringify(fresh),
  );
});
