import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { residentOf } from '../../../../tests/support/resident.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { submitCase } from '../../../procedures/procedures.ts';
import { findPeopleByPhone } from '../../../registers/registers.ts';

let server: TestServer;
let clerk: Client;
before(async () => {
  server = await openTestServer();
  clerk = await server.as('chuangkou');
});
after(() => server.close());

/** Signs in by phone as a resident does; the pages then speak with this cookie. */
async function enter(phone: string): Promise<string> {
  const { app } = server;
  const form = await app.inject({ method: 'GET', url: '/sign-in' });
  const jar = form.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  const token = /name="_csrf" value="([^"]+)"/.exec(form.body)![1]!;
  const send = (url: string, fields: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url,
      headers: { cookie: jar, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: token, ...fields }).toString(),
    });
  const code = /(\d{6})<\/strong>|<[^>]*>(\d{6})</.exec((await send('/sign-in', { phone })).body);
  const entered = await send('/sign-in/code', { phone, code: code?.[1] ?? code?.[2] ?? '' });
  assert.equal(entered.statusCode, 303, entered.body.slice(0, 400));
  return entered.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
}

test("who changes a resident's phone to an own one gains no rating: the old phone is told, the new one counts as helped and is sent no token", async () => {
  const who = await residentOf(server, '19900000021');
  let on = await submitCase(server.linli, who.scope, who.actor, {
    item: 'old-age-allowance',
    applicant: who.person,
    form: { bank_account: '6217309657442074875', contact_phone: '19900000021', address: '杨柳社区13号', visit_help: 'no' },
    agent: null,
    materials: [],
    key: 'held-phone-case',
  });
  const changed = await clerk.send('PATCH', `/api/people/${who.person.county}/${who.person.id}`, {
    phone: '13977770001',
    basis: '本人口头要求',
  });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  const sent = async (): Promise<{ to: string; body: string }[]> =>
    (
      await server.owner.query<{ to_sealed: Buffer; body_sealed: Buffer }>(
        'select to_sealed, body_sealed from kernel.outbox order by created_at',
      )
    ).rows.map((row) => ({ to: server.vault.open(row.to_sealed), body: server.vault.open(row.body_sealed) }));
  assert.ok((await sent()).some((one) => one.to === '19900000021' && one.body.includes('0001')));
  const [town, county, director] = (await Promise.all(['jiedao', 'minzheng', 'zhuren'].map((login) => server.as(login)))) as [
    Client,
    Client,
    Client,
  ];
  for (const [by, act, form] of [
    [clerk, 'accept', {}],
    [director, 'forward-town', {}],
    [town, 'forward-county', {}],
    [county, 'grant', { monthly_amount: 100, from_month: '2026-12-01' }],
  ] as const) {
    const answer = await by.post<typeof on>(`/api/cases/${on.county}/${on.id}/acts`, {
      act,
      expected: on.acts,
      form,
      opinion: '核对无误',
      key: `held-${act}`,
    });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    on = answer.body;
  }
  const told = (await sent()).filter((one) => one.to === '13977770001');
  assert.ok(told.length > 0 && told.every((one) => !one.body.includes('/rate/')));
  const [held] = await findPeopleByPhone(server.linli.sessions.gate, server.vault, '13977770001');
  assert.match(held!.held_by!, /^account:/);
  const page = async (cookie: string) =>
    (await server.app.inject({ method: 'GET', url: `/my/${on.county}/${on.id}`, headers: { cookie } })).body;
  const entered = await page(await enter('13977770001'));
  assert.ok(entered.includes('确认结果') && !entered.includes('/rate/'));
  // After the days to object the number is the resident's own.
  await server.owner.query("update registers.person set phone_held_until = now() - interval '1 minute' where id = $1", [who.person.id]);
  assert.ok((await page(await enter('13977770001'))).includes('/rate/'));
});

test('a bank account that is none and a reason that says nothing are refused', async () => {
  const who = await residentOf(server, '19900000001');
  const path = `/api/people/${who.person.county}/${who.person.id}`;
  assert.equal(
    (await clerk.send<{ code: string }>('PATCH', path, { bankAccount: 'abc', basis: '本人口头' })).body.code,
    'BANK_ACCOUNT_INVALID',
  );
  for (const reason of ['..', '\u200b\u200b'])
    assert.equal((await clerk.post<{ code: string }>(`${path}/unmask`, { fields: ['phone'], reason })).body.code, 'REASON_NEEDED');
});
