// A correction that is declared so is proposed by one and decided by another.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { basis, launch, openBoats, boats as path } from '../../../../tests/support/boats.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import type { EntryView } from './view.ts';

let server: TestServer;
let director: Client;
let clerk: Client;
let neighbour: Client;
let county: Client;
before(async () => {
  server = await openBoats();
  [director, clerk, neighbour, county] = await Promise.all([
    server.as('zhuren'),
    server.as('chuangkou'),
    server.as('zhuren01'),
    server.as('minzheng'),
  ]);
});
after(() => server.close());

interface One {
  county: string;
  id: string;
}
interface Read {
  entry: EntryView;
  history: { what: string; actor: string; changes: { field: string; before: string; after: string }[] }[];
}
interface Waiting {
  proposals: {
    id: string;
    entry: string;
    own: boolean;
    may_decide: boolean;
    version: number;
    changes: { now: string; proposed: string }[];
  }[];
  waiting: number;
}
type Refused = { code: string };
const add = async (name: string): Promise<One> => (await director.post<One>(path, launch(name))).body;
const at = (one: One): string => `${path}/${one.county}/${one.id}`;
const read = async (one: One): Promise<Read> => (await director.get<Read>(at(one))).body;
const waiting = async (client: Client): Promise<Waiting> => (await client.get<Waiting>('/api/proposals?kind=entry')).body;
const propose = async (one: One, values: object, client = director) =>
  (await client.send<{ proposed?: boolean; version: number; code?: string }>('PATCH', at(one), { version: 1, values, basis })).body;
const decide = (client: Client, one: One, proposal: string, more: object = {}) =>
  client.post<Refused>(`/api/proposals/${one.county}/${proposal}/decision`, { version: 1, outcome: 'accepted', ...more });

test('a correction that another decides leaves the entry as it is until somebody with the power accepts it; the history names both', async () => {
  const one = await add('测量号');
  assert.deepEqual(await propose(one, { length: 9, seats: 5 }), { version: 1, proposed: true });
  assert.deepEqual([(await read(one)).entry.values.length, (await read(one)).entry.values.seats], [8, null]);
  const [mine, theirs] = [await waiting(director), await waiting(county)];
  assert.deepEqual([mine.waiting, mine.proposals[0]!.own, mine.proposals[0]!.may_decide], [0, true, false]);
  assert.deepEqual([theirs.waiting, theirs.proposals[0]!.may_decide], [1, true]);
  assert.deepEqual(
    theirs.proposals[0]!.changes.map(({ now, proposed }) => [now, proposed]),
    [
      ['', '5'],
      ['8', '9'],
    ],
  );
  assert.deepEqual((await waiting(neighbour)).proposals, []);
  const { id } = theirs.proposals[0]!;
  assert.equal((await decide(clerk, one, id)).status, 403);
  assert.equal((await decide(neighbour, one, id)).status, 404);
  assert.equal((await decide(county, one, id)).status, 200);
  const { entry, history } = await read(one);
  assert.deepEqual([entry.values.length, entry.values.seats, entry.version], [9, 5, 2]);
  assert.deepEqual(
    history.slice(1).map((change) => [change.what, change.actor]),
    [
      ['proposed', '赵明远'],
      ['accepted', '周海燕'],
    ],
  );
  assert.equal((await decide(county, one, id, { version: 2 })).body.code, 'PROPOSAL_DECIDED');
  assert.equal((await waiting(county)).waiting, 0);
});

test('a correction is refused with a reason; nobody accepts the own one, but may take it back', async () => {
  const one = await add('拒绝号');
  await propose(one, { length: 30 });
  const [first] = (await waiting(county)).proposals;
  assert.equal((await decide(county, one, first!.id, { outcome: 'refused' })).body.code, 'PROPOSAL_ANSWER_NEEDED');
  assert.equal((await decide(county, one, first!.id, { outcome: 'refused', answer: '没有丈量记录' })).status, 200);
  assert.deepEqual([(await read(one)).entry.values.length, (await read(one)).history.at(-1)!.what], [8, 'refused']);
  const own = await propose(one, { length: 12 }, county);
  assert.equal(own.proposed, true);
  const [second] = (await waiting(county)).proposals;
  assert.equal((await decide(county, one, second!.id)).body.code, 'PROPOSAL_OWN');
  assert.equal((await decide(county, one, second!.id, { outcome: 'taken-back', answer: '量错了' })).status, 200);
  assert.deepEqual((await waiting(county)).proposals, []);
});

test('two who decide at once decide once, and what moved on is looked at anew', async () => {
  const one = await add('同时号');
  await propose(one, { length: 11 });
  const { id } = (await waiting(county)).proposals[0]!;
  const answers = await Promise.all([decide(county, one, id), decide(county, one, id, { outcome: 'refused', answer: '没有依据' })]);
  assert.deepEqual(answers.map((answer) => answer.status === 200).sort(), [false, true]);
  const other = await add('先改号');
  await propose(other, { length: 11 });
  await director.send('PATCH', at(other), { version: 1, values: { seats: 3 }, basis });
  const late = (await waiting(county)).proposals.find((waits) => waits.entry === other.id)!;
  assert.equal((await decide(county, other, late.id)).body.code, 'ENTRY_MOVED_ON');
  assert.equal((await decide(county, other, late.id, { version: 2 })).status, 200);
  assert.deepEqual([(await read(other)).entry.values.length, (await read(other)).entry.values.seats], [11, 3]);
});

test('a number is not proposed beside what another decides, where it would stand readable', async () => {
  const one = await add('密号');
  assert.equal((await propose(one, { length: 12, owner_phone: '13911110009' })).code, 'PROPOSAL_SEALED');
  assert.deepEqual((await waiting(county)).proposals, []);
});
