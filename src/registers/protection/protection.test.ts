import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../tests/support/server.ts';
import { openTestServer } from '../../../tests/support/server.ts';
import type { Panel } from '../registers.ts';

let server: TestServer;
let administrator: Client;
before(async () => {
  server = await openTestServer();
  administrator = await server.as('guanli');
});
after(() => server.close());

const panel = async (by: Client, name: string): Promise<Panel> => (await by.get<Panel>(`/api/registers/protection-control/${name}`)).body;

test('SEC-01: the control list tells what each level asks for and how it is met, on any day; what nobody looked at is open', async () => {
  const before = await panel(administrator, 'controls');
  const open = before.rows.find((row) => row.values.finding === null)!;
  assert.ok(open.met === false && open.why.includes('尚未自查'));
  assert.ok(before.rows.every((row) => row.why[0]!.startsWith('第二级要求') && row.why[1]!.startsWith('第三级要求')));
  const added = await administrator.post('/api/registers/protection-control', {
    place: '990101000000',
    values: {
      name: open.name,
      control: open.key,
      finding: 'done',
      measures_taken: '只开放必需端口',
      keeper: '吴敏',
      checked_on: '2026-11-02',
    },
    basis: { kind: 'document', id: '自查表' },
  });
  assert.equal(added.status, 201, JSON.stringify(added.body));
  const now = await panel(administrator, 'controls');
  const line = now.rows.find((row) => row.key === open.key)!;
  assert.ok(line.met === true && line.values.keeper === '吴敏' && line.why.includes('措施：只开放必需端口'));
  const then = (await administrator.get<Panel>('/api/registers/protection-control/controls?on=2026-11-01')).body;
  assert.equal(then.rows.find((row) => row.key === open.key)!.values.finding, null);
  const again = await administrator.post<{ code: string }>('/api/registers/protection-control', {
    place: '990101000000',
    values: { name: '再来一次', control: open.key, finding: 'open', checked_on: '2026-11-03' },
    basis: { kind: 'document', id: '自查表' },
  });
  assert.equal(again.status, 409, 'one running finding a control');
});

test('SEC-01: the classes of data are read from the declarations, field by field, with what follows for each class', async () => {
  const auditor = await server.as('shenji');
  const { hat } = (await auditor.get<{ hat: { powers: string[] } }>('/api/session')).body;
  assert.ok(hat.powers.includes('registers.open'), 'the power over an area opens the page of registers');
  const { rows, why } = await panel(auditor, 'classes');
  const worker = rows.find((row) => row.key === 'worker')!;
  assert.match(String(worker.values.sensitive), /证件号|身份证/);
  assert.match(String(worker.values.personal), /电话/);
  assert.ok(why.some((line) => line.startsWith('敏感个人信息') && line.includes('加密存储')));
  assert.equal(
    (
      await auditor.post('/api/registers/protection-control', {
        place: '990101000000',
        values: {},
        basis: { kind: 'document', id: '自查表' },
      })
    ).status,
    403,
  );
});

test('what a county says of its protection is read in no community', async () => {
  const clerk = await server.as('chuangkou');
  const listed = await clerk.get<{ entries: unknown[] }>('/api/registers/protection-control');
  assert.deepEqual(listed.body.entries ?? [], []);
  const department = await server.as('yibao');
  assert.equal((await department.get('/api/registers/protection-control')).status, 403);
});
