import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';

let server: TestServer;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());

test('who has no phone signs in once with a code the clerk reads aloud, and the session says who helped', async () => {
  const clerk = await server.as('chuangkou');
  const found = await clerk.post<{ people: { county: string; id: string }[] }>('/api/people/search', { phone: '19900000003' });
  const person = found.body.people[0]!;
  const help = await clerk.post<{ code: string }>(`/api/people/${person.county}/${person.id}/sign-in-help`);
  assert.match(help.body.code, /^\d{6}$/);
  const look = await clerk.post<{ values: { idNumber: string } }>(`/api/people/${person.county}/${person.id}/unmask`, {
    fields: ['idNumber'],
    reason: '本人在窗口',
  });
  const enter = (code: string) =>
    server.app.inject({
      method: 'POST',
      url: '/sign-in/help',
      headers: { authorization: 'Bearer none', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ id_number: look.body.values.idNumber, code, to: '/my' }).toString(),
    });
  assert.equal((await enter('000000')).statusCode, 401);
  const entered = await enter(help.body.code);
  assert.equal(entered.statusCode, 303);
  assert.equal((await enter(help.body.code)).statusCode, 401);
  const { rows } = await server.owner.query<{ helper: string; person_id: string }>(
    'select helper, person_id from registers.sign_in_session where person_id is not null',
  );
  assert.equal(rows[0]!.person_id, person.id);
  assert.match(rows[0]!.helper, /^account:/);
  const cookie = entered.cookies.find((one) => one.name === 'linli_session')!;
  assert.equal((await server.app.inject({ url: '/my', headers: { cookie: `linli_session=${cookie.value}` } })).statusCode, 200);
});
