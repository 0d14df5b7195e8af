import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestServer } from '../../../../tests/support/server.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';

interface Region {
  code: string;
  name: string;
}
const about = { effective: '2026-11-01', reason: '村民会议同意', source: '县府公告 7 号' };

describe('regions over the API', () => {
  let server: TestServer;
  let administrator: Client;
  before(async () => {
    server = await openTestServer();
    administrator = await server.as('guanli');
  });
  after(() => server.close());

  it('anybody may search, read one with its path and history, and list what lies below', async () => {
    const { body } = await server.nobody.get<{ regions: (Region & { path: string[] })[] }>('/api/regions?query=liushu&within=990101000000');
    assert.deepEqual(body.regions.map((one) => [one.name, one.path.at(-1)]), [['柳树湾村', '柳湾镇']]);
    const one = await server.nobody.get<{ region: Region; path: Region[]; below: object }>('/api/regions/990101100000');
    assert.deepEqual([one.body.path.map((step) => step.name), one.body.below], [['演示省', '演示市', '柳湾县', '柳湾镇'], { community: 4 }]);
    const children = await server.nobody.get<{ regions: Region[] }>('/api/regions/152900000000/children');
    assert.equal(children.body.regions.length, 4);
    assert.equal((await server.nobody.get('/api/regions/990101999000')).status, 404);
  });

  it('the county administrator records a change; a clerk may not, and another county is out of reach', async () => {
    const change = { kind: 'merge', codes: ['990101200200', '990101200201'], into: { code: '990101200200', name: '青石沟村' }, ...about };
    const clerk = await server.as('chuangkou');
    assert.equal((await clerk.post('/api/regions/changes', change)).status, 403);
    const done = await administrator.post<{ successors: unknown[] }>('/api/regions/changes', change);
    assert.deepEqual([done.status, done.body.successors.length], [200, 2]);
    const gone = await server.nobody.get<{ regions: Region[] }>('/api/regions/990101200000/children?on=2026-11-02');
    assert.deepEqual(gone.body.regions.map((one) => one.name), ['青石沟村', '安居村']);
    const elsewhere = await administrator.post('/api/regions/changes', { kind: 'rename', code: '152921102000', name: '甲', nameMongolian: '', ...about });
    assert.equal(elsewhere.status, 403);
  });

  it('refuses malformed changes with the field named', async () => {
    const answer = await administrator.post<{ code: string; fields: object }>('/api/regions/changes', { kind: 'rename', code: '990101200202', name: 'x', ...about, effective: '2026-13-01' });
    assert.deepEqual([answer.status, answer.body.code, Object.keys(answer.body.fields)], [400, 'INPUT_INVALID', ['effective']]);
  });
});
