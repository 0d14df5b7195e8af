import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDatabase } from '../../tests/support/database.ts';
import type { TestDatabase } from '../../tests/support/database.ts';
import { jobScope, sealAudit, verifyAudit } from './kernel.ts';
import type { Handle } from './kernel.ts';

let store: TestDatabase;
let job: Handle;
before(async () => {
  store = await testDatabase();
  job = store.database.within(jobScope);
  await sealAudit(job);
});
after(() => store.close());

const finding = async () => (await verifyAudit(job, store.vault)).find((one) => one.county === '990101000000')!;
const anyRow = async (offset: number): Promise<string> => (await store.owner.query<{ id: string }>("select id from kernel.audit where county = '990101000000' order by at, id offset $1 limit 1", [offset])).rows[0]!.id;

test('an untouched chain holds, and sealing twice seals nothing new', async () => {
  const found = await finding();
  assert.equal(found.broken, undefined);
  assert.ok(found.rows > 100);
  assert.equal(await sealAudit(job), 0);
});

test('a changed row is the first one named', async () => {
  const id = await anyRow(40);
  await store.owner.query("update kernel.audit set reason = 'somebody else' where id = $1", [id]);
  const { broken } = await finding();
  assert.deepEqual(broken, { kind: 'row-changed', id, seq: broken!.seq });
  await store.owner.query("update kernel.audit set reason = '' where id = $1", [id]);
  assert.equal((await finding()).broken, undefined);
});

test('a removed row, a row slipped in and a forged seal are named', async () => {
  const id = await anyRow(10);
  await store.owner.query('create temp table kept as select * from kernel.audit where id = $1', [id]);
  await store.owner.query('delete from kernel.audit where id = $1', [id]);
  assert.deepEqual({ ...(await finding()).broken, seq: 0 }, { kind: 'row-missing', id, seq: 0 });
  await store.owner.query('insert into kernel.audit select * from kept');
  await store.owner.query("insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, hash, xid) select county, gen_random_uuid(), at, actor, hat, channel, action, subject, hash, '3'::xid8 from kept");
  assert.equal((await finding()).broken?.kind, 'row-added');
  await store.owner.query("delete from kernel.audit where xid = '3'::xid8");
  await store.owner.query("update kernel.audit_seal set chain_hash = sha256('x') where county = '990101000000' and seq = 1");
  assert.equal((await finding()).broken?.kind, 'seal-changed');
});

test('a county whose seals were all taken away does not vanish from the findings', async () => {
  await store.owner.query("delete from kernel.audit_seal where county = '990101000000'");
  assert.equal((await finding()).broken?.kind, 'row-added');
});
