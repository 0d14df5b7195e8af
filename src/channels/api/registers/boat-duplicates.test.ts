// What is entered twice is found, merged with what names it, and parted again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { basis, launch, OTHER, openBoats, boats as path } from '../../../../tests/support/boats.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import type { EntryView } from './view.ts';

let server: TestServer;
let director: Client;
let neighbour: Client;
let county: Client;
let reader: Client;
before(async () => {
  server = await openBoats();
  [director, neighbour, county, reader] = await Promise.all([
    server.as('zhuren'),
    server.as('zhuren01'),
    server.as('minzheng'),
    server.as('mengshi'),
  ]);
});
after(() => server.close());

interface One {
  county: string;
  id: string;
}
interface Read {
  entry: EntryView;
  history: { what: string; changes: { field: string; before: string; after: string }[] }[];
  merged?: { id: string; title: string; until: string | null };
}
type Pairs = { pairs: { left: EntryView; right: EntryView; why: string[] }[] };
const add = async (name: string, more: object = {}): Promise<One> => (await director.post<One>(path, launch(name, more))).body;
const read = async (one: One): Promise<Read> => (await director.get<Read>(`${path}/${one.county}/${one.id}`)).body;
const pairs = async (client: Client): Promise<string[]> =>
  (await client.get<Pairs>(`${path}/duplicates`)).body.pairs.map(
    ({ left, right, why }) => `${[left.title, right.title].sort().join('=')} ${why.join('+')}`,
  );
const two = (kept: One, dropped: One, more: object = {}) => ({
  county: kept.county,
  kept: { id: kept.id, version: 1 },
  dropped: { id: dropped.id, version: 1 },
  reason: '同一条船登了两次',
  ...more,
});

test('what may be entered twice is told with the reasons, in the own scope, until somebody says that it is two', async () => {
  const [left, right] = [await add('海燕号', { owner_phone: '13911110001' }), await add('海雁号', { owner_phone: '13911110001' })];
  await add('海鸥号');
  assert.deepEqual(await pairs(director), ['海燕号=海雁号 船主电话+船名']);
  assert.deepEqual(await pairs(neighbour), []);
  assert.equal((await reader.post(`${path}/apart`, two(left, right))).status, 403);
  assert.equal((await director.post(`${path}/apart`, two(left, right, { reason: '船主有两条船' }))).status, 200);
  assert.deepEqual(await pairs(director), []);
  assert.equal((await read(right)).history.at(-1)!.what, 'apart');
});

test('merged, the one stays with what was chosen, the other ends with a way to it, and what named it follows; parted, all is as before', async () => {
  const kept = await add('丰收号', { seats: 4, owner_phone: '13911110002', nickname: '老丰' });
  const dropped = await add('丰收二号', { seats: 9, owner_phone: '13911110003' });
  const trip = (
    await county.post<One>('/api/registers/trip', { place: OTHER, values: { name: '早班', boat: dropped.id }, source: '航班表', basis })
  ).body;
  const boatOf = async (): Promise<unknown> =>
    (await county.get<Read>(`/api/registers/trip/${trip.county}/${trip.id}`)).body.entry.values.boat;
  const stale = { ...two(kept, dropped), kept: { id: kept.id, version: 2 }, take: [] };
  assert.equal((await director.post<{ code: string }>(`${path}/merges`, stale)).body.code, 'ENTRY_MOVED_ON');
  assert.equal((await neighbour.post(`${path}/merges`, two(kept, dropped, { take: [] }))).status, 404);
  const merged = await director.post(`${path}/merges`, two(kept, dropped, { take: ['seats', 'owner_phone'] }));
  assert.equal(merged.status, 200, JSON.stringify(merged.body));
  const [after_, ended] = [await read(kept), await read(dropped)];
  assert.deepEqual([after_.entry.values.seats, after_.entry.values.owner_phone, after_.entry.values.nickname], [9, '****0003', '老丰']);
  assert.deepEqual(after_.history.at(-1), {
    ...after_.history.at(-1),
    what: 'merged',
    changes: [
      { field: '座位', before: '4', after: '9' },
      { field: '船主电话', before: '****0002', after: '****0003' },
    ],
  });
  assert.deepEqual([ended.merged!.id, ended.merged!.title], [kept.id, '丰收号']);
  assert.ok(ended.entry.withdrawn_at && ended.merged!.until);
  assert.equal(await boatOf(), kept.id);
  const found = async (q: string) => (await director.get<{ entries: EntryView[] }>(`${path}?q=${q}`)).body.entries.map((one) => one.id);
  assert.deepEqual(await found('13911110003'), [kept.id]);
  await director.send('PATCH', `${path}/${kept.county}/${kept.id}`, { version: 2, values: { seats: 12 }, basis });
  assert.equal((await director.post(`${path}/${dropped.county}/${dropped.id}/part`, { version: 2, reason: '其实是两条船' })).status, 200);
  const [own, back] = [await read(kept), await read(dropped)];
  assert.deepEqual([own.entry.values.seats, own.entry.values.owner_phone, back.entry.values.owner_phone], [12, '****0002', '****0003']);
  assert.deepEqual([back.entry.withdrawn_at, back.merged], [null, undefined]);
  assert.equal(await boatOf(), dropped.id);
  assert.deepEqual([await found('13911110003'), await found('13911110002')], [[dropped.id], [kept.id]]);
  assert.equal(own.history.at(-1)!.what, 'parted');
});

test('a merge is taken back within thirty days and no later', async () => {
  const [kept, dropped] = [await add('远山号'), await add('远山二号')];
  assert.equal((await director.post(`${path}/merges`, two(kept, dropped, { take: [] }))).status, 200);
  await server.owner.query("update registers.entry_change set at = at - interval '31 days' where entry_id = any($1)", [
    [kept.id, dropped.id],
  ]);
  assert.equal((await read(dropped)).merged!.until, null);
  const late = await director.post<{ code: string }>(`${path}/${dropped.county}/${dropped.id}/part`, { version: 2, reason: '想撤销' });
  assert.equal(late.body.code, 'MERGE_OLD');
  const never = await director.post<{ code: string }>(`${path}/${kept.county}/${kept.id}/part`, { version: 2, reason: '想撤销' });
  assert.equal(never.body.code, 'MERGE_NONE');
});
