import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
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

test('a second factor is asked for once it is set, and a wrong one counts as a failure', async () => {
  const { body } = await signIn('shequ06', 'Liuwan-2026');
  const client = await clientOf(body.token);
  assert.equal((await client.post<{ code: string }>('/api/account/totp', { password: 'not the password' })).body.code, 'SIGN_IN_FAILED');
  const prepared = await server.app.inject({
    method: 'POST',
    url: '/api/account/totp',
    headers: { authorization: `Bearer ${body.token}` },
    payload: { password: 'Liuwan-2026' },
  });
  const { secret } = prepared.json<{ secret: string }>();
  const code = (after = 0) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + after });
  const cookie = prepared.cookies.find((one) => one.name === 'linli_totp')!;
  // A secret waits for the account that asked for it, and for nobody else.
  const other = await signIn('shequ10', 'Liuwan-2026');
  const lured = await server.app.inject({
    method: 'PUT',
    url: '/api/account/totp',
    headers: { authorization: `Bearer ${other.body.token}`, cookie: `linli_totp=${cookie.value}` },
    payload: { code: code() },
  });
  assert.equal(lured.json<{ code: string }>().code, 'TOTP_WRONG');
  const set = await server.app.inject({
    method: 'PUT',
    url: '/api/account/totp',
    headers: { authorization: `Bearer ${body.token}`, cookie: `linli_totp=${cookie.value}` },
    payload: { code: code() },
  });
  assert.equal(set.statusCode, 200);
  assert.equal((await signIn('shequ06', 'Liuwan-2026')).body.code, 'TOTP_NEEDED');
  assert.equal((await signIn('shequ06', 'Liuwan-2026', '000000')).body.code, 'TOTP_WRONG');
  // The code that set it up is spent, and so is the one that opened a session.
  assert.equal((await signIn('shequ06', 'Liuwan-2026', code())).body.code, 'TOTP_WRONG');
  const next = code(30_000);
  const racing = await Promise.all([1, 2].map(() => signIn('shequ06', 'Liuwan-2026', next)));
  assert.deepEqual(racing.map((one) => one.status).sort(), [200, 401]);
  assert.equal((await signIn('shequ06', 'Liuwan-2026', next)).body.code, 'TOTP_WRONG');
  // The password alone takes it off nobody's account, and a spent code neither.
  const off = async (given: object) =>
    (await (await clientOf(body.token)).send<{ code?: string }>('DELETE', '/api/account/totp', given)).body;
  assert.equal((await off({ password: 'Liuwan-2026' })).code, 'INPUT_INVALID');
  for (const wrong of ['', '000000', next]) assert.equal((await off({ password: 'Liuwan-2026', code: wrong })).code, 'TOTP_WRONG', wrong);
  await server.owner.query("update registers.account set totp_step = null, failures = 0 where login = 'shequ06'");
  assert.equal((await off({ password: 'not the password', code: code() })).code, 'SIGN_IN_FAILED');
  assert.deepEqual(await off({ password: 'Liuwan-2026', code: code() }), { done: true });
  const { rows } = await server.owner.query<{ action: string }>(
    "select action from kernel.audit where county = '990101000000' and subject = 'login:shequ06' and action like 'account.totp%' order by at",
  );
  assert.deepEqual(
    rows.map((row) => row.action),
    ['account.totp-on', 'account.totp-off'],
  );
});

test('guesses made at one moment share the same few attempts: the right password among them opens nothing', async () => {
  const guesses = [...Array.from({ length: 24 }, (_, n) => `wrong-guess-${n}`), 'Liuwan-2026'];
  const answers = await Promise.all(guesses.map((password) => signIn('zhuren09', password)));
  const failures = server.linli.setting('sign_in.failures');
  assert.ok(answers.filter((one) => one.body.code === 'SIGN_IN_FAILED').length <= failures);
  assert.equal(answers.filter((one) => one.body.code === 'ACCOUNT_LOCKED').length >= guesses.length - failures - 1, true);
  assert.equal((await signIn('zhuren09', 'Liuwan-2026')).body.code, 'ACCOUNT_LOCKED');
});

test('an open session is no place to guess the password of its account', async () => {
  const client = await clientOf((await signIn('shequ09', 'Liuwan-2026')).body.token);
  const failures = server.linli.setting('sign_in.failures');
  const guesses = await Promise.all(
    Array.from({ length: failures + 3 }, (_, n) =>
      client.post<{ code: string }>('/api/account/password', { current: `wrong-guess-${n}`, next: 'willow-river-5' }),
    ),
  );
  assert.deepEqual(
    [
      guesses.filter((one) => one.body.code === 'SIGN_IN_FAILED').length,
      guesses.filter((one) => one.body.code === 'ACCOUNT_LOCKED').length,
    ],
    [failures, 3],
  );
  assert.equal(
    (await client.post<{ code: string }>('/api/account/password', { current: 'Liuwan-2026', next: 'willow-river-5' })).body.code,
    'ACCOUNT_LOCKED',
  );
  assert.equal(
    (await client.send<{ code: string }>('DELETE', '/api/account/totp', { password: 'Liuwan-2026', code: '000000' })).body.code,
    'ACCOUNT_LOCKED',
  );
});

test('a one-time code opens one session, also when two come with it at once, and that session only chooses a password', async () => {
  const { body: created } = await administrator.post<{ id: string; oneTimeCode: string }>('/api/accounts', {
    login: 'once.only',
    name: '只此一次',
    phone: '',
    role: 'community-clerk',
    region: '990101001001',
    validFrom: today,
  });
  const entered = await Promise.all([1, 2, 3].map(() => signIn('once.only', created.oneTimeCode)));
  assert.deepEqual(entered.map((one) => one.status).sort(), [200, 401, 401]);
  assert.equal((await signIn('once.only', created.oneTimeCode)).body.code, 'SIGN_IN_FAILED');
  const client = await clientOf(entered.find((one) => one.status === 200)!.body.token);
  for (const path of ['/api/saved-views', '/api/sessions', '/api/delegations', '/api/cases'])
    assert.equal((await client.get<{ code: string }>(path)).body.code, 'PASSWORD_MUST_CHANGE', path);
  assert.equal((await client.post<{ code: string }>('/api/account/totp', { password: 'x' })).body.code, 'PASSWORD_MUST_CHANGE');
  const change = (next: string) => client.post<{ code: string }>('/api/account/password', { current: '', next });
  const spaced = created.oneTimeCode.replace(/(....)/g, '$1 ');
  for (const next of [`${created.oneTimeCode}-me`, `my ${spaced}`, `7-${created.oneTimeCode}`])
    assert.equal((await change(next)).body.code, 'PASSWORD_WEAK', next);
  assert.equal((await change('willow-river-8')).status, 200);
  // Whoever knew the old password is shut out for good when a reset took it away.
  const { body: reset } = await administrator.post<{ oneTimeCode: string }>(`/api/accounts/${created.id}/reset`);
  const again = await clientOf((await signIn('once.only', reset.oneTimeCode)).body.token);
  assert.equal(
    (await again.post<{ code: string }>('/api/account/password', { current: '', next: 'willow-river-8' })).body.code,
    'PASSWORD_SAME',
  );
  assert.equal((await again.post('/api/account/password', { current: '', next: 'willow-river-9' })).status, 200);
});

test('what happens at the gate stands in the audit of the county the account serves', async () => {
  await signIn('shequ11', 'not the password');
  const { body } = await signIn('  Shequ11 ', 'Liuwan-2026');
  const worn = await (await clientOf(body.token)).post<Session>('/api/session/hat', { appointment: body.hat!.appointment });
  assert.equal(worn.body.hat?.appointment, body.hat!.appointment);
  const own = await server.app.inject({
    method: 'POST',
    url: '/api/account/password',
    headers: { authorization: `Bearer ${body.token}` },
    payload: { current: 'Liuwan-2026', next: 'Liuwan-2026' },
  });
  assert.equal(own.json<{ code: string }>().code, 'PASSWORD_SAME');
  const changed = await server.app.inject({
    method: 'POST',
    url: '/api/account/password',
    headers: { authorization: `Bearer ${body.token}` },
    payload: { current: 'Liuwan-2026', next: 'Another-word-2027' },
  });
  assert.equal(changed.statusCode, 200);
  const { rows } = await server.owner.query<{ action: string; subject: string }>(
    "select action, subject from kernel.audit where county = '990101000000' and subject = 'login:shequ11' order by at",
  );
  assert.deepEqual(
    rows.map((row) => row.action),
    ['sign-in.failed', 'sign-in', 'session.hat', 'account.password'],
  );
  // Also of an account whose only appointment begins tomorrow or has ended.
  await administrator.post('/api/accounts', {
    login: 'from.tomorrow',
    name: '明天来',
    phone: '',
    role: 'community-clerk',
    region: '990101001001',
    validFrom: addDays(today, 1),
  });
  await signIn('FROM.tomorrow ', 'not the password');
  await signIn('nobody.at.all', 'not the password');
  const failed = await server.owner.query<{ county: string }>(
    "select county from kernel.audit where action = 'sign-in.failed' and subject in ('login:from.tomorrow', 'login:nobody.at.all') order by at",
  );
  assert.deepEqual(
    failed.rows.map((row) => row.county),
    ['990101000000', ''],
  );
  const auditor = await server.as('shenji');
  const seen = await auditor.get<{ rows: { action: string }[] }>('/api/audit?subject=login:from.tomorrow');
  assert.match(seen.raw.toString(), /sign-in\.failed/);
});
