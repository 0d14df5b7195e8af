import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../tests/support/server.ts';
import { openTestServer } from '../../../tests/support/server.ts';
import { addDays, dayOf } from '../../kernel/kernel.ts';

let server: TestServer;
let administrator: Client;
before(async () => {
  server = await openTestServer();
  administrator = await server.as('guanli');
});
after(() => server.close());

interface Session {
  token: string;
  account: { id: string; mustChange: boolean } | null;
  hat: { role: string; appointment: string } | null;
  hats: { appointment: string; role: string; delegation?: { id: string } }[];
  code?: string;
}
const signIn = (login: string, password: string, totp?: string) =>
  server.nobody.post<Session>('/api/sign-in', { login, password, ...(totp ? { totp } : {}) });
const today = dayOf(new Date());

async function clientOf(token: string): Promise<Client> {
  const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => {
    const response = await server.app.inject({
      method,
      url: path,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { payload: JSON.stringify(body) } : {}),
    });
    return { status: response.statusCode, body: response.json(), raw: response.rawPayload, headers: response.headers };
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body = {}) => call('POST', path, body),
    send: (method, path, body) => call(method as 'PUT', path, body),
  } as Client;
}

test('a wrong password and an unknown login are told alike, and five failures lock the account', async () => {
  const unknown = await signIn('nobody-here', 'x');
  const wrong = await signIn('shequ05', 'x');
  assert.deepEqual([unknown.status, unknown.body.code], [wrong.status, wrong.body.code]);
  for (let again = 0; again < 4; again += 1) await signIn('shequ05', 'x');
  assert.equal((await signIn('shequ05', 'Liuwan-2026')).body.code, 'ACCOUNT_LOCKED');
  const accounts = await administrator.get<{ accounts: { id: string; login: string }[] }>('/api/accounts?query=shequ05');
  await administrator.post(`/api/accounts/${accounts.body.accounts[0]!.id}/unlock`);
  assert.equal((await signIn('shequ05', 'Liuwan-2026')).status, 200);
});

test('a new account begins with a one-time code, must choose a password, and has one hat on at a time', async () => {
  const created = await administrator.post<{ id: string; oneTimeCode: string }>('/api/accounts', {
    login: 'xin.ren',
    name: '新来的',
    phone: '',
    role: 'community-clerk',
    region: '990101001001',
    validFrom: today,
  });
  assert.match(created.body.oneTimeCode, /^\d{12}$/);
  const first = await signIn('xin.ren', created.body.oneTimeCode);
  const client = await clientOf(first.body.token);
  assert.equal((await client.get<{ code: string }>('/api/cases')).body.code, 'PASSWORD_MUST_CHANGE');
  assert.equal(
    (await client.post<{ code: string }>('/api/account/password', { current: '', next: '1234567890' })).body.code,
    'PASSWORD_WEAK',
  );
  assert.equal((await client.post('/api/account/password', { current: '', next: 'willow-river-7' })).status, 200);
  assert.equal((await client.get('/api/cases')).status, 200);
  assert.equal((await signIn('xin.ren', created.body.oneTimeCode)).status, 401);
  await administrator.post(`/api/accounts/${created.body.id}/appointments`, {
    role: 'town-officer',
    region: '990101001000',
    validFrom: today,
  });
  const second = await signIn('xin.ren', 'willow-river-7');
  assert.equal(second.body.hat, null);
  assert.equal(second.body.hats.length, 2);
  const worn = await clientOf(second.body.token);
  assert.equal((await worn.get<{ code: string }>('/api/cases')).body.code, 'HAT_NEEDED');
  const town = second.body.hats.find((hat) => hat.role === 'town-officer')!;
  assert.equal((await worn.post<Session>('/api/session/hat', { appointment: town.appointment })).body.hat?.role, 'town-officer');
  // The hat comes off with the appointment.
  await administrator.post(`/api/appointments/${town.appointment}/end`, { day: today, reason: '调离' });
  assert.notEqual((await worn.get('/api/cases')).status, 200);
});

test('an account is written whole or not at all', async () => {
  const input = { login: 'half.written', name: '半个', phone: '', role: 'community-clerk', region: '990101001001', validFrom: today };
  for (const fault of [
    { validFrom: '2026-02-30' },
    { validFrom: '0000-01-01' },
    { validTo: today },
    { validTo: '2020-01-01' },
    { validTo: '2026-13-01' },
    { name: ' \u3000 ' },
    { name: '…' },
  ]) {
    const answer = await administrator.post<{ code: string }>('/api/accounts', { ...input, ...fault });
    assert.deepEqual([answer.status, answer.body.code], [400, 'INPUT_INVALID'], JSON.stringify(fault));
  }
  const written = () =>
    server.owner.query<{
      accounts: number;
      appointments: number;
      rows: number;
    }>(`select count(distinct a.id)::int as accounts, count(distinct p.id)::int as appointments, count(distinct r.id)::int as rows
    from registers.account a left join registers.appointment p on p.account_id = a.id left join kernel.audit r on r.action = 'account.create' and r.subject = 'account:' || a.id where a.login = 'half.written'`);
  assert.deepEqual((await written()).rows[0], { accounts: 0, appointments: 0, rows: 0 });
  const both = await Promise.all([1, 2].map(() => administrator.post('/api/accounts', input)));
  assert.deepEqual(both.map((one) => one.status).sort(), [200, 409]);
  assert.deepEqual((await written()).rows[0], { accounts: 1, appointments: 1, rows: 1 });
});

test('an appointment or a loan asked for twice at once is one, and is recorded once', async () => {
  const {
    body: { accounts },
  } = await administrator.get<{ accounts: { id: string }[] }>('/api/accounts?query=shequ08');
  const asked = { role: 'town-officer', region: '990101001000', validFrom: today, validTo: '2099-01-01' };
  const granted = await Promise.all(
    [1, 2, 3].map(() => administrator.post<{ id: string }>(`/api/accounts/${accounts[0]!.id}/appointments`, asked)),
  );
  assert.equal(new Set(granted.map((one) => one.body.id)).size, 1);
  const owner = await server.as('zhuren04');
  const { body: mine } = await owner.get<Session>('/api/session');
  const lend = () =>
    owner.post<{ id: string }>('/api/delegations', {
      appointment: mine.hat!.appointment,
      toLogin: 'zhuren05',
      from: today,
      to: today,
      reason: '外出培训',
    });
  const lent = await Promise.all([lend(), lend(), lend()]);
  assert.equal(new Set(lent.map((one) => one.body.id)).size, 1);
  const { rows } = await server.owner.query<{ action: string; n: number }>(
    "select action, count(*)::int as n from kernel.audit where (action = 'appointment.grant' and subject = $1) or (action = 'delegation.create' and detail ->> 'appointment' = $2) group by action order by action",
    [`account:${accounts[0]!.id}`, mine.hat!.appointment],
  );
  assert.deepEqual(rows, [
    { action: 'appointment.grant', n: 1 },
    { action: 'delegation.create', n: 1 },
  ]);
  // What was taken back may be lent anew.
  await owner.post(`/api/delegations/${lent[0]!.body.id}/revoke`);
  assert.notEqual((await lend()).body.id, lent[0]!.body.id);
});

test('a hat is lent for as many days as the parameters allow and not for ever', async () => {
  const owner = await server.as('zhuren06');
  const { body: mine } = await owner.get<Session>('/api/session');
  const days = server.linli.setting('sign_in.delegation_days');
  const lend = (to: string, from = today) =>
    owner.post<{ code: string }>('/api/delegations', {
      appointment: mine.hat!.appointment,
      toLogin: 'zhuren07',
      from,
      to,
      reason: '长期外出',
    });
  for (const [to, from] of [['9999-12-31'], [addDays(today, days)], ['9999-12-31', '9999-12-30']])
    assert.equal((await lend(to!, from)).body.code, 'DELEGATION_TOO_LONG', to);
  assert.equal((await lend(addDays(today, days - 1))).status, 200);
});

test('a search for accounts takes every sign as itself', async () => {
  for (const query of ['%', '_', 'she%u', 'shequ0_', '\\'])
    assert.deepEqual(
      (await administrator.get<{ accounts: unknown[] }>(`/api/accounts?query=${encodeURIComponent(query)}`)).body.accounts,
      [],
      query,
    );
  for (const query of ['shequ10', 'SHEQU10'])
    assert.equal((await administrator.get<{ accounts: unknown[] }>(`/api/accounts?query=${query}`)).body.accounts.length, 1, query);
});

test('a hat is lent for days of absence and taken back at once', async () => {
  const owner = await server.as('zhuren01');
  const { body: mine } = await owner.get<Session>('/api/session');
  const lent = await owner.post<{ id: string }>('/api/delegations', {
    appointment: mine.hat!.appointment,
    toLogin: 'zhuren02',
    from: today,
    to: today,
    reason: '外出培训',
  });
  const standIn = await signIn('zhuren02', 'Liuwan-2026');
  const borrowed = standIn.body.hats.find((hat) => hat.delegation)!;
  const client = await clientOf(standIn.body.token);
  await client.post('/api/session/hat', { appointment: borrowed.appointment, delegation: borrowed.delegation!.id });
  const cases = await client.get<{ cases: { community: string }[] }>('/api/cases?view=all');
  assert.ok(cases.body.cases.every((one) => one.community === '990101001002'));
  assert.equal((await owner.post(`/api/delegations/${lent.body.id}/revoke`)).status, 200);
  assert.notEqual((await client.get('/api/cases')).status, 200);
  // Nobody lends what was lent, or what is another's.
  assert.equal(
    (
      await client.post<{ code: string }>('/api/delegations', {
        appointment: borrowed.appointment,
        toLogin: 'zhuren03',
        from: today,
        to: today,
        reason: '再转借',
      })
    ).status >= 400,
    true,
  );
});

test('sessions are listed, one can be ended, and all others at once', async () => {
  const [one, two] = [await signIn('shequ07', 'Liuwan-2026'), await signIn('shequ07', 'Liuwan-2026')];
  const [first, second] = [await clientOf(one.body.token), await clientOf(two.body.token)];
  const list = await first.get<{ sessions: { id: string; current: boolean }[] }>('/api/sessions');
  assert.equal(list.body.sessions.length, 2);
  await first.send('DELETE', '/api/sessions');
  assert.equal((await second.get<{ account: unknown }>('/api/session')).body.account, null);
  assert.notEqual((await first.get<{ account: unknown }>('/api/session')).body.account, null);
});

test('an administrator reaches no account, role or place outside the own county', async () => {
  assert.equal(
    (
      await administrator.post<{ code: string }>('/api/accounts', {
        login: 'far.away',
        name: '外地',
        phone: '',
        role: 'community-clerk',
        region: '152921001001',
        validFrom: today,
      })
    ).body.code,
    'APPOINTMENT_OUTSIDE',
  );
  assert.equal(
    (
      await administrator.post<{ code: string }>('/api/accounts', {
        login: 'far.away',
        name: '外地',
        phone: '',
        role: 'county-officer',
        region: '990101001001',
        validFrom: today,
      })
    ).body.code,
    'ROLE_UNKNOWN',
  );
  const clerk = await server.as('chuangkou');
  assert.equal((await clerk.get('/api/accounts')).status, 403);
});

test('numbers are masked, a look behind the mask asks for a reason and leaves a row that the person can see', async () => {
  const clerk = await server.as('chuangkou');
  const found = await clerk.post<{ people: { county: string; id: string; idNumber: string; phone: string; name: string }[] }>(
    '/api/people/search',
    { phone: '19900000001' },
  );
  const person = found.body.people[0]!;
  assert.equal(person.name, '王*英');
  assert.match(person.idNumber, /^\*{14}\d{3}[\dX]$/);
  const path = `/api/people/${person.county}/${person.id}`;
  assert.equal((await clerk.post<{ code: string }>(`${path}/unmask`, { fields: ['idNumber'], reason: ' ' })).body.code, 'REASON_NEEDED');
  const look = await clerk.post<{ values: { idNumber: string } }>(`${path}/unmask`, { fields: ['idNumber'], reason: '核对身份证原件' });
  assert.match(look.body.values.idNumber, /^152421/);
  const page = await clerk.get<{ person: { unmaskings: { reason: string }[] } }>(path);
  assert.equal(page.body.person.unmaskings[0]!.reason, '核对身份证原件');
  const { rows } = await server.owner.query("select 1 from kernel.audit where action = 'person.unmask' and subject = $1", [
    `person:${person.id}`,
  ]);
  assert.equal(rows.length, 1);
  // At rest the number is sealed: the plain digits stand nowhere in the row.
  const {
    rows: [raw],
  } = await server.owner.query<{ t: string }>('select p::text as t from registers.person p where id = $1', [person.id]);
  assert.ok(!raw!.t.includes(look.body.values.idNumber));
});
