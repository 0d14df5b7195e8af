// The door of the workbench: staff sign in on a page that needs no script, and come to the address they first asked for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TOTP } from 'otpauth';
import { plainBrowser } from '../../../../tests/support/plain-browser.ts';
import type { TestServer } from '../../../../tests/support/server.ts';

import { openTestServer, demonstrationPassword as password } from '../../../../tests/support/server.ts';
import { newTotp, setTotp } from '../../../registers/registers.ts';

let server: TestServer;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());

const DOOR = '/workbench/sign-in';

test('a page of the workbench leads to the door and from there back; what was wrong is said without the password', async () => {
  const page = plainBrowser(server);
  const led = await page.get('/workbench/people?q=1');
  assert.deepEqual([led.status, led.to], [303, `${DOOR}?to=${encodeURIComponent('/workbench/people?q=1')}`]);
  const door = await page.get(led.to);
  assert.equal(door.status, 200);
  assert.ok(door.bytes < 40_000, `${door.bytes} bytes`);
  const empty = await page.post(DOOR, { to: '/workbench/people?q=1', login: '', password: '' });
  assert.equal(empty.status, 400);
  assert.ok(empty.html.includes('href="#login"') && empty.html.includes('href="#password"'));
  const wrong = await page.post(DOOR, { to: '/workbench/people?q=1', login: 'chuangkou', password: 'not the password' });
  assert.equal(wrong.status, 401);
  assert.ok(wrong.html.includes('role="alert"') && wrong.html.includes('value="chuangkou"') && !wrong.html.includes('not the password'));
  const right = await page.post(DOOR, { to: '/workbench/people?q=1', login: 'chuangkou', password });
  assert.deepEqual([right.status, right.to], [303, '/workbench/people?q=1']);
  assert.equal((await page.get('/workbench/people')).status, 200);
  assert.deepEqual((await page.get(`${DOOR}?to=/workbench/plan`)).to, '/workbench/plan');
});

test('the door leads nowhere but into the workbench', async () => {
  for (const to of ['//evil.example', 'https://evil.example', '/my', '/workbenchx', `${DOOR}?to=/workbench/sign-in`, '\\\\evil']) {
    const page = plainBrowser(server);
    await page.get(`${DOOR}?to=${encodeURIComponent(to)}`);
    const entered = await page.post(DOOR, { to, login: 'zhuren', password });
    assert.deepEqual([entered.status, entered.to], [303, '/workbench/'], to);
  }
});

test('a form of a foreign page opens nothing', async () => {
  const foreign = await server.app.inject({
    method: 'POST',
    url: DOOR,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ login: 'zhuren', password }).toString(),
  });
  assert.equal(foreign.statusCode, 403);
  assert.equal(
    foreign.cookies.find((one) => one.name === 'linli_session'),
    undefined,
  );
  assert.ok(foreign.body.startsWith('<!doctype html>'));
});

test('the second factor is asked on a page of its own, and what was sealed opens only with it', async () => {
  const { gate } = server.linli.sessions;
  const { rows } = await server.owner.query<{ id: string }>("select id from registers.account where login = 'shenji'");
  const { secret } = newTotp('shenji');
  await setTotp(gate, rows[0]!.id, { sealed: server.linli.vault.seal(secret), step: 0 }, []);
  const code = new TOTP({ secret }).generate();
  const page = plainBrowser(server);
  await page.get(DOOR);
  const asked = await page.post(DOOR, { to: '/workbench/audit', login: 'shenji', password });
  assert.equal(asked.status, 200);
  const known = /name="known" value="([^"]+)"/.exec(asked.html)![1]!;
  assert.ok(asked.html.includes('name="totp"') && !asked.html.includes(password));
  assert.equal((await page.get('/workbench/audit')).status, 303);
  assert.equal((await page.post(DOOR, { to: '/workbench/audit', known, totp: '000000' })).status, 401);
  assert.equal((await page.post(DOOR, { to: '/workbench/audit', known: `${known.slice(0, -6)}AAAAAA`, totp: code })).status, 400);
  const entered = await page.post(DOOR, { to: '/workbench/audit', known, totp: code });
  assert.deepEqual([entered.status, entered.to], [303, '/workbench/audit']);
});
