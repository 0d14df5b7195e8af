import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TOTP, Secret } from 'otpauth';
import { openTestServer } from '../../../tests/support/server.ts';
import type { Client, TestServer } from '../../../tests/support/server.ts';
import { dayOf } from '../../kernel/kernel.ts';

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
const signIn = (login: string, password: string, totp?: string) => server.nobody.post<Session>('/api/sign-in', { login, password, ...(totp ? { totp } : {}) });
const today = dayOf(new Date());

async function clientOf(token: string): Promise<Client> {
  const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => {
    const response = await server.app.inject({ method, url: path, headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { payload: JSON.stringify(body) } : {}) });
    return { status: response.statusCode, body: response.json(), raw: response.rawPayload, headers: response.headers };
  };
  return { get: (path) => call('GET', path), post: (path, body = {}) => call('POST', path, body), send: (method, path, body) => call(method as 'PUT', path, body) } as Client;
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
  const created = await administrator.post<{ id: string; oneTimeCode: string }>('/api/accounts', { login: 'xin.ren', name: '新来的', phone: '', role: 'community-clerk', region: '990101001001', validFrom: today });
  assert.match(created.body.oneTimeCode, /^\d{12}$/);
  const first = await signIn('xin.ren', created.body.oneTimeCode);
  const client = await clientOf(first.body.token);
  assert.equal((await client.get<{ code: string }>('/api/cases')).body.code, 'PASSWORD_MUST_CHANGE');
  assert.equal((await client.post<{ code: string }>('/api/account/password', { current: '', next: '1234567890' })).body.code, 'PASSWORD_WEAK');
  assert.equal((await client.post('/api/account/password', { current: '', next: 'willow-river-7' })).status, 200);
  assert.equal((await client.get('/api/cases')).status, 200);
  assert.equal((await signIn('xin.ren', created.body.oneTimeCode)).status, 401);
  await administrator.post(`/api/accounts/${created.body.id}/appointments`, { role: 'town-officer', region: '990101001000', validFrom: today });
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

test('a second factor is asked for once it is set, and a wrong one counts as a failure', async () => {
  const { body } = await signIn('shequ06', 'Liuwan-2026');
  const prepared = await server.app.inject({ method: 'POST', url: '/api/account/totp', headers: { authorization: `Bearer ${body.token}` } });
  const { secret } = prepared.json<{ secret: string }>();
  const code = (after = 0) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + after });
  const cookie = prepared.cookies.find((one) => one.name === 'linli_totp')!;
  const set = await server.app.inject({ method: 'PUT', url: '/api/account/totp', headers: { authorization: `Bearer ${body.token}`, cookie: `linli_totp=${cookie.value}` }, payload: { code: code() } });
  assert.equal(set.statusCode, 200);
  assert.equal((await signIn('shequ06', 'Liuwan-2026')).body.code, 'TOTP_NEEDED');
  assert.equal((await signIn('shequ06', 'Liuwan-2026', '000000')).body.code, 'TOTP_WRONG');
  // The code that set it up is spent, and so is the one that opened a session.
  assert.equal((await signIn('shequ06', 'Liuwan-2026', code())).body.code, 'TOTP_WRONG');
  const next = code(30_000);
  assert.equal((await signIn('shequ06', 'Liuwan-2026', next)).status, 200);
  assert.equal((await signIn('shequ06', 'Liuwan-2026', next)).body.code, 'TOTP_WRONG');
});

test('guesses made at one moment share the same few attempts: the right password among them opens nothing', async () => {
  const guesses = [...Array.from({ length: 24 }, (_, n) => `wrong-guess-${n}`), 'Liuwan-2026'];
  const answers = await Promise.all(guesses.map((password) => signIn('zhuren09', password)));
  const failures = server.linli.setting('sign_in.failures');
  assert.ok(answers.filter((one) => one.body.code === 'SIGN_IN_FAILED').length <= failures);
  assert.equal(answers.filter((one) => one.body.code === 'ACCOUNT_LOCKED').length >= guesses.length - failures - 1, true);
  assert.equal((await signIn('zhuren09', 'Liuwan-2026')).body.code, 'ACCOUNT_LOCKED');
});

test('what happens at the gate stands in the audit of the county the account serves', async () => {
  await signIn('shequ11', 'not the password');
  const { body } = await signIn('  shequ11', 'Liuwan-2026');
  const own = await server.app.inject({ method: 'POST', url: '/api/account/password', headers: { authorization: `Bearer ${body.token}` }, payload: { current: 'Liuwan-2026', next: 'Liuwan-2026' } });
  assert.equal(own.json<{ code: string }>().code, 'PASSWORD_SAME');
  const changed = await server.app.inject({ method: 'POST', url: '/api/account/password', headers: { authorization: `Bearer ${body.token}` }, payload: { current: 'Liuwan-2026', next: 'Another-word-2027' } });
  assert.equal(changed.statusCode, 200);
  const { rows } = await server.owner.query<{ action: string; subject: string }>("select action, subject from kernel.audit where county = '990101000000' and subject = 'login:shequ11' order by at");
  assert.deepEqual(rows.map((row) => row.action), ['sign-in.failed', 'sign-in', 'account.password']);
});

test('a hat is lent for days of absence and taken back at once', async () => {
  const owner = await server.as('zhuren01');
  const { body: mine } = await owner.get<Session>('/api/session');
  const lent = await owner.post<{ id: string }>('/api/delegations', { appointment: mine.hat!.appointment, toLogin: 'zhuren02', from: today, to: today, reason: '外出培训' });
  const standIn = await signIn('zhuren02', 'Liuwan-2026');
  const borrowed = standIn.body.hats.find((hat) => hat.delegation)!;
  const client = await clientOf(standIn.body.token);
  await client.post('/api/session/hat', { appointment: borrowed.appointment, delegation: borrowed.delegation!.id });
  const cases = await client.get<{ cases: { community: string }[] }>('/api/cases?view=all');
  assert.ok(cases.body.cases.every((one) => one.community === '990101001002'));
  assert.equal((await owner.post(`/api/delegations/${lent.body.id}/revoke`)).status, 200);
  assert.notEqual((await client.get('/api/cases')).status, 200);
  // Nobody lends what was lent, or what is another's.
  assert.equal((await client.post<{ code: string }>('/api/delegations', { appointment: borrowed.appointment, toLogin: 'zhuren03', from: today, to: today, reason: '再转借' })).status >= 400, true);
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
  assert.equal((await administrator.post<{ code: string }>('/api/accounts', { login: 'far.away', name: '外地', phone: '', role: 'community-clerk', region: '152921001001', validFrom: today })).body.code, 'APPOINTMENT_OUTSIDE');
  assert.equal((await administrator.post<{ code: string }>('/api/accounts', { login: 'far.away', name: '外地', phone: '', role: 'county-officer', region: '990101001001', validFrom: today })).body.code, 'ROLE_UNKNOWN');
  const clerk = await server.as('chuangkou');
  assert.equal((await clerk.get('/api/accounts')).status, 403);
});

test('numbers are masked, a look behind the mask asks for a reason and leaves a row that the person can see', async () => {
  const clerk = await server.as('chuangkou');
  const found = await clerk.post<{ people: { county: string; id: string; idNumber: string; phone: string; name: string }[] }>('/api/people/search', { phone: '19900000001' });
  const person = found.body.people[0]!;
  assert.equal(person.name, '王*英');
  assert.match(person.idNumber, /^\*{14}\d{3}[\dX]$/);
  const path = `/api/people/${person.county}/${person.id}`;
  assert.equal((await clerk.post<{ code: string }>(`${path}/unmask`, { fields: ['idNumber'], reason: ' ' })).body.code, 'REASON_NEEDED');
  const look = await clerk.post<{ values: { idNumber: string } }>(`${path}/unmask`, { fields: ['idNumber'], reason: '核对身份证原件' });
  assert.match(look.body.values.idNumber, /^152421/);
  const page = await clerk.get<{ person: { unmaskings: { reason: string }[] } }>(path);
  assert.equal(page.body.person.unmaskings[0]!.reason, '核对身份证原件');
  const { rows } = await server.owner.query("select 1 from kernel.audit where action = 'person.unmask' and subject = $1", [`person:${person.id}`]);
  assert.equal(rows.length, 1);
  // At rest the number is sealed: the plain digits stand nowhere in the row.
  const { rows: [raw] } = await server.owner.query<{ t: string }>('select p::text as t from registers.person p where id = $1', [person.id]);
  assert.ok(!raw!.t.includes(look.body.values.idNumber));
});
