import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { residentOf } from '../../../../tests/support/resident.ts';
import type { TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { attach } from '../../../procedures/procedures.ts';

let server: TestServer;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());

test('a look at an attachment and an exported list stand in the audit where the auditor sees them', async () => {
  const clerk = await server.as('chuangkou');
  const {
    body: { account },
  } = await clerk.get<{ account: { id: string } }>('/api/session');
  const who = await residentOf(server, '19900000001');
  const card = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('a photographed card')]);
  const kept = await attach(
    server.database.within(who.scope),
    server.linli.files,
    { place: who.person, applicant: who.person.id, material: 'id-card', filename: '身份证.jpg', content: card, uploadedBy: who.actor.id },
    new Date(),
  );
  assert.equal((await clerk.get(`/api/attachments/${who.person.county}/${kept.id}`)).status, 200);
  assert.equal((await clerk.get('/api/cases/export?view=all&sort=due')).status, 200);
  const auditor = await server.as('shenji');
  const { body } = await auditor.get<{ rows: { action: string; subject: string; actor: string }[] }>('/api/audit');
  const own = body.rows
    .filter((row) => ['attachment.read', 'case.export'].includes(row.action))
    .map(({ action, subject, actor }) => [action, subject, actor])
    .sort();
  assert.deepEqual(own, [
    ['attachment.read', `attachment:${kept.id}`, `account:${account.id}`],
    ['case.export', 'case', `account:${account.id}`],
  ]);
  // Who may not look leaves no row of a look.
  assert.equal((await (await server.as('mengshi')).get(`/api/attachments/${who.person.county}/${kept.id}`)).status, 403);
  const { rows } = await server.owner.query("select 1 from kernel.audit where action = 'attachment.read'");
  assert.equal(rows.length, 1);
});

test('what a hat above the counties takes along stands with the county it is about, or with its own region', async () => {
  const city = await server.as('mengshi');
  assert.equal((await city.get('/api/plans/export.csv?region=990101000000')).status, 200);
  assert.equal((await city.get('/api/cases/export?view=all&sort=due')).status, 200);
  const { body } = await (await server.as('shenji')).get<{ rows: { actorName: string; hatName: string }[] }>(
    '/api/audit?action=plan.export',
  );
  assert.deepEqual(
    body.rows.map((row) => [row.actorName, row.hatName.includes('演示市')]),
    [['白云飞', true]],
  );
  const { rows } = await server.owner.query<{ county: string }>(
    "select county from kernel.audit where action = 'case.export' and county <> '990101000000'",
  );
  assert.deepEqual(
    rows.map((row) => row.county),
    ['990100000000'],
  );
});
