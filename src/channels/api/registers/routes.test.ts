import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { declaredRegisters, registerPowers } from '../../../registers/registers.ts';
import type { EntryView, RegisterView } from './view.ts';

let server: TestServer;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());

test('every register of the county opens for whoever may read it, with entries to see, and for nobody else', async () => {
  const [director, department] = await Promise.all([server.as('minzheng'), server.as('yibao')]);
  const { registers, areas } = (await director.get<{ registers: RegisterView[]; areas: { area: string }[] }>('/api/registers')).body;
  assert.deepEqual(
    registers.map((one) => one.register),
    declaredRegisters.map((one) => one.register),
  );
  assert.ok(registers.every((one) => areas.some((area) => area.area === one.area)));
  for (const { register, may_write: mayWrite } of registers) {
    const listed = (await director.get<{ entries: EntryView[] }>(`/api/registers/${register}?state=all`)).body;
    assert.ok(listed.entries.length > 0, `${register} has nothing to see`);
    const { county, id } = listed.entries[0]!;
    assert.equal((await director.get(`/api/registers/${register}/${county}/${id}`)).status, 200, register);
    assert.equal((await department.get(`/api/registers/${register}`)).status, 403, register);
    assert.equal((await department.get(`/api/registers/${register}/${county}/${id}`)).status, 403, register);
    assert.equal((await director.get(`/api/registers/${register}/export.xlsx?state=all&purpose=年度核对`)).status, 200, register);
    assert.equal((await director.get(`/api/registers/${register}/template.xlsx`)).status, mayWrite ? 200 : 403, register);
  }
  const { counts } = (await director.get<{ counts: Record<string, { value: number }> }>('/api/registers/counts')).body;
  assert.deepEqual(Object.keys(counts).sort(), declaredRegisters.map((one) => one.register).sort());
  assert.deepEqual((await department.get<{ registers: RegisterView[] }>('/api/registers')).body.registers, []);
});

test('one box finds entries of every register in the own scope, by part, initials and number', async () => {
  const [director, other] = await Promise.all([server.as('zhuren'), server.as('zhuren01')]);
  const find = async (who: typeof director, q: string) =>
    (await who.post<{ entries: { register: string; title: string }[] }>('/api/find', { q })).body.entries;
  assert.ok((await find(director, '赵明远')).some((hit) => hit.register === 'worker'));
  assert.ok((await find(director, 'zmy')).some((hit) => hit.title === '赵明远'));
  assert.equal((await find(other, '赵明远')).filter((hit) => hit.register === 'worker').length, 0);
  assert.deepEqual(await find(await server.as('yibao'), '杨柳'), []);
});

test('WRK-03 the grade of a community worker is proposed by the director of the community and decided by the county', async () => {
  const [director, county] = await Promise.all([server.as('zhuren'), server.as('minzheng')]);
  const workers = '/api/registers/worker';
  const worker = async () => (await director.get<{ entries: EntryView[] }>(`${workers}?q=林小云`)).body.entries[0]!;
  const before_ = await worker();
  const at = `${workers}/${before_.county}/${before_.id}`;
  const body = { version: before_.version, values: { grade: 5 }, basis: { kind: 'document', id: '柳民发〔2026〕12号' } };
  assert.equal((await director.send<{ proposed: boolean }>('PATCH', at, body)).body.proposed, true);
  assert.equal((await worker()).values.grade, before_.values.grade);
  const { proposals, waiting } = (
    await county.get<{ proposals: { id: string; title: string }[]; waiting: number }>('/api/proposals?kind=entry')
  ).body;
  assert.deepEqual([waiting, proposals.map((one) => one.title).sort()], [2, ['社区工作者：刘彩霞', '社区工作者：林小云'].sort()]);
  const decision = { version: before_.version, outcome: 'accepted' };
  const decided = `/api/proposals/${before_.county}/${proposals.find((one) => one.title.endsWith('林小云'))!.id}/decision`;
  assert.equal((await director.post(decided, decision)).status, 403);
  assert.equal((await county.post(decided, decision)).status, 200);
  assert.equal((await worker()).values.grade, 5);
});

test('powers follow from what is declared', () => {
  assert.ok(registerPowers(declaredRegisters).includes('worker.write'));
});
