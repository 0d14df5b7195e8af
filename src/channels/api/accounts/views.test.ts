import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';

let server: TestServer;
let director: Client;
let window: Client;
let neighbour: Client;
before(async () => {
  server = await openTestServer();
  [director, window, neighbour] = await Promise.all([server.as('zhuren'), server.as('chuangkou'), server.as('zhuren01')]);
});
after(() => server.close());

type Views = { views: { id: string; name: string; office: boolean; query: Record<string, string> }[] };
const names = async (client: Client, page = 'worker'): Promise<string[]> =>
  (await client.get<Views>(`/api/saved-views?page=${page}`)).body.views.map((one) => one.name);
const keep = async (name: string, more: object = {}): Promise<string> =>
  (
    await director.post<{ id: string }>('/api/saved-views', {
      name,
      page: 'worker',
      query: { post: 'grid', columns: 'grade,pay' },
      ...more,
    })
  ).body.id;

test('a view of a list is kept for oneself, or for everybody who serves the office, and for nobody else', async () => {
  const own = await keep('持证人员');
  const office = await keep('网格员', { office: true });
  assert.deepEqual(await names(director), ['持证人员', '网格员']);
  assert.deepEqual(await names(window), ['网格员']);
  assert.deepEqual(await names(neighbour), []);
  assert.deepEqual(await names(director, 'inbox'), []);
  const { views } = (await window.get<Views>('/api/saved-views?page=worker')).body;
  assert.deepEqual([views[0]!.office, views[0]!.query], [true, { post: 'grid', columns: 'grade,pay' }]);
  await window.send('DELETE', `/api/saved-views/${own}`);
  await neighbour.send('DELETE', `/api/saved-views/${office}`);
  assert.deepEqual(await names(director), ['持证人员', '网格员']);
  await window.send('DELETE', `/api/saved-views/${office}`);
  assert.deepEqual(await names(director), ['持证人员']);
});

test('the list of cases keeps its views under the same roof', async () => {
  await director.post('/api/saved-views', { name: '高龄津贴', query: { view: 'all', query: '高龄' } });
  assert.deepEqual(await names(director, 'inbox'), ['高龄津贴']);
});
