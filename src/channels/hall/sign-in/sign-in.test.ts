import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { findPeopleByPhone } from '../../../registers/registers.ts';
import { choicesOf } from './members.ts';

let server: TestServer;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());

const send = (url: string, body: Record<string, string>, cookie = '') =>
  server.app.inject({
    method: 'POST',
    url,
    headers: { authorization: 'Bearer none', 'content-type': 'application/x-www-form-urlencoded', ...(cookie ? { cookie } : {}) },
    payload: new URLSearchParams(body).toString(),
  });

test('what a form kept sealed for somebody without a session proves no phone', async () => {
  const phone = '19900000001';
  const answer = await send('/apply/old-age-allowance/bank', { whose: 'anybody', phone, until: '9'.repeat(15) });
  assert.equal(answer.statusCode, 401);
  const kept = /name="kept" value="([^"]+)"/.exec(answer.body)![1]!;
  const register = (proof: string) => server.app.inject({ url: '/register/community', headers: { cookie: `linli_proof=${proof}` } });
  const sealed = (content: unknown, purpose?: 'proof') => server.vault.seal(JSON.stringify(content), purpose).toString('base64url');
  const until = Date.now() + 60_000;
  assert.equal((await register(sealed({ phone, until }, 'proof'))).statusCode, 200);
  // Neither does a value of the right purpose that has another shape, nor one of the right shape and no purpose.
  const shapes = [{ until }, { phone: 7, until }, { phone }, [phone], null].map((content) => sealed(content, 'proof'));
  for (const [at, proof] of [kept, sealed({ phone, until }), ...shapes].entries()) {
    const answer = await register(proof);
    assert.deepEqual([answer.statusCode, answer.headers.location?.toString().startsWith('/sign-in?')], [303, true], String(at));
  }
});

test("a resident's sign-in by phone stands in the audit of the county", async () => {
  const phone = '19900000001';
  const shown = await send('/sign-in', { phone, to: '/my' });
  const code = /\b\d{6}\b/.exec(shown.body.replace(/<style.*?<\/style>/gs, ''))![0];
  assert.equal((await send('/sign-in/code', { phone, code, to: '/my' })).statusCode, 303, code);
  const { rows } = await server.owner.query<{ county: string; actor: string; subject: string; hat: string; channel: string }>(
    "select county, actor, subject, hat, channel from kernel.audit where action = 'person.sign-in'",
  );
  const [person] = await findPeopleByPhone(server.linli.sessions.gate, server.vault, phone);
  assert.deepEqual(rows, [
    { county: '990101000000', actor: `person:${person!.id}`, subject: `person:${person!.id}`, hat: 'self', channel: 'hall' },
  ]);
});

test('those who share a telephone and a mask are told apart by sex and year of birth, and where these are equal too by the end of the number', () => {
  const one = (name: string, birth: string, sex: string, last4: string) => ({
    county: '990101000000',
    id: name + last4,
    name,
    birth,
    sex,
    id_last4: last4,
    held_by: null,
  });
  const hints = (...people: ReturnType<typeof one>[]) => choicesOf(people).map((choice) => [choice.title, choice.hint]);
  assert.deepEqual(
    hints(one('王秀英', '1942-03-08', '2', '0263'), one('王桂英', '1970-01-01', '2', '0021'), one('李强', '1970-01-01', '1', '0011')),
    [
      ['王*英', '女，1942 年出生'],
      ['王*英', '女，1970 年出生'],
      ['李*', undefined],
    ],
  );
  assert.deepEqual(hints(one('王秀英', '1970-03-08', '2', '0263'), one('王桂英', '1970-01-01', '2', '0021')), [
    ['王*英', '女，1970 年出生，身份证最后两位 63'],
    ['王*英', '女，1970 年出生，身份证最后两位 21'],
  ]);
});
