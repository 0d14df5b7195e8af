import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { depthOf } from '../src/channels/http/json-body.ts';
import { plainFilename } from '../src/kernel/kernel.ts';
import { submitCase } from '../src/procedures/procedures.ts';
import { residentOf } from './support/resident.ts';
import type { Client, TestServer } from './support/server.ts';
import { openTestServer } from './support/server.ts';

let server: TestServer;
let clerk: Client;
before(async () => {
  server = await openTestServer();
  clerk = await server.as('chuangkou');
});
after(() => server.close());

interface Refused {
  readonly code: string;
}

const allowance = { bank_account: '6217309657442074875', contact_phone: '19900000001', address: '杨柳路12号楼502室', visit_help: 'yes' };

async function tokenOf(login: string): Promise<string> {
  return (await server.nobody.post<{ token: string }>('/api/sign-in', { login, password: 'Liuwan-2026' })).body.token;
}

test("a form that was cut off or is none is the sender's to repeat, on every path that takes one", async () => {
  const who = await residentOf(server, '19900000001');
  const on = await submitCase(server.linli, who.scope, who.actor, {
    item: 'old-age-allowance',
    applicant: who.person,
    form: allowance,
    agent: null,
    materials: [],
    key: 'broken-forms',
  });
  const [forClerk, forCounty, forAdministrator] = [await tokenOf('chuangkou'), await tokenOf('minzheng'), await tokenOf('guanli')];
  const paths = [
    ['/api/attachments', forClerk],
    [`/api/cases/${on.county}/${on.id}/attachments`, forClerk],
    ['/api/registers/facility/import?mode=check', forCounty],
    ['/api/population-snapshots/import?mode=check', forCounty],
    ['/api/regions/imports?dryRun=true', forAdministrator],
  ] as const;
  const head = '--cut\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n';
  const broken = [
    ['multipart/form-data; boundary=cut', `${head}one,two`],
    ['multipart/form-data; boundary=cut', head.slice(0, 30)],
    ['multipart/form-data; boundary=cut', ''],
    ['multipart/form-data', `${head}one\r\n--cut--`],
    ['multipart/form-data; boundary=other', `${head}one\r\n--cut--`],
  ] as const;
  for (const [url, token] of paths) {
    for (const [type, payload] of broken) {
      const answer = await server.app.inject({
        method: 'POST',
        url,
        headers: { authorization: `Bearer ${token}`, 'content-type': type },
        payload,
      });
      assert.equal(answer.statusCode, 400, `${url} ${type} ${payload.slice(-12)} ${answer.body}`);
    }
  }
  const page = await server.app.inject({
    method: 'POST',
    url: '/apply/old-age-allowance/materials',
    headers: { authorization: `Bearer ${forClerk}`, 'content-type': 'multipart/form-data; boundary=cut' },
    payload: `${head}one,two`,
  });
  assert.ok(page.statusCode < 500, String(page.statusCode));
});

test('JSON nested deeper than twenty is refused before anything walks over it, on every operation', async () => {
  assert.deepEqual(['7', '{"a":[1,{"b":"[[[{"}]}', '"[["', '{"a\\\\":["]"]}'].map(depthOf), [0, 3, 0, 2]);
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const token = await tokenOf('minzheng');
  const { paths } = server.app.swagger() as unknown as { paths: Record<string, Record<string, unknown>> };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== 'get')
      .map((method) => [method.toUpperCase() as 'POST', path.replaceAll(/\{[^}]+\}/g, '990101000000')] as const),
  );
  assert.ok(operations.length > 30);
  for (const [method, url] of operations) {
    const answer = await server.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      payload: `{"query":${nested(5_000)}}`,
    });
    // Where less is taken at all, so much is too large already.
    assert.ok(['INPUT_INVALID', 'TOO_LARGE'].includes(answer.json<Refused>().code), `${method} ${url} ${answer.body}`);
  }
  const view = (depth: number) =>
    clerk.post<Refused>('/api/saved-views', { name: 'x', query: { deep: JSON.parse(nested(depth)) as unknown } });
  assert.equal((await view(18)).status, 200);
  assert.equal((await view(19)).status, 400);
});

test('a form belongs to the session it was made in; without a session it says only that somebody must sign in', async () => {
  const enter = async (login: string) => {
    const first = await server.app.inject({ url: '/api/session' });
    const form = first.cookies.find((one) => one.name === 'linli_form')!.value;
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: { cookie: `linli_form=${form}`, 'x-csrf-token': first.json<{ csrf: string }>().csrf },
      payload: { login, password: 'Liuwan-2026' },
    });
    assert.equal(answer.statusCode, 200, answer.body);
    return { form, session: answer.cookies.find((one) => one.name === 'linli_session')!.value, csrf: answer.json<{ csrf: string }>().csrf };
  };
  const [mine, foreign] = [await enter('chuangkou'), await enter('shequ01')];
  const save = async (cookie: string, csrf: string) => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/saved-views',
      headers: { cookie, 'x-csrf-token': csrf },
      payload: { name: 'x', query: {} },
    });
    return answer.json<{ code?: string }>().code ?? answer.statusCode;
  };
  assert.equal(await save(`linli_form=${mine.form}; linli_session=${mine.session}`, mine.csrf), 200);
  // A whole pair, cookie and token, fetched in another session and planted here.
  assert.equal(await save(`linli_form=${foreign.form}; linli_session=${mine.session}`, foreign.csrf), 'CSRF_FAILED');
  assert.equal(await save(`linli_form=${mine.form}; linli_session=${mine.session}`, foreign.csrf), 'CSRF_FAILED');
  const { csrf: nobodys } = (await server.app.inject({ url: '/api/session', headers: { cookie: `linli_form=${mine.form}` } })).json<{
    csrf: string;
  }>();
  assert.equal(await save(`linli_form=${mine.form}; linli_session=${mine.session}`, nobodys), 'CSRF_FAILED');
  assert.equal(await save(`linli_form=${mine.form}`, mine.csrf), 'SIGN_IN_NEEDED');
  assert.equal(await save(`linli_form=${mine.form}`, ''), 'CSRF_FAILED');
});

test('a notice is read and marked by the desk it is for', async () => {
  const who = await residentOf(server, '19900000001');
  const on = await submitCase(server.linli, who.scope, who.actor, {
    item: 'old-age-allowance',
    applicant: who.person,
    form: allowance,
    agent: null,
    materials: [],
    key: 'whose-notice',
  });
  const {
    rows: [notice],
  } = await server.owner.query<{ id: string; recipient: string }>(
    "select id, recipient from procedures.notice where case_id = $1 and recipient <> 'applicant'",
    [on.id],
  );
  assert.equal(notice!.recipient, 'community');
  const isRead = async () =>
    (await server.owner.query<{ read: boolean }>('select read_at is not null as read from procedures.notice where id = $1', [notice!.id]))
      .rows[0]!.read;
  const mark = async (login: string) => (await (await server.as(login)).post(`/api/notices/${on.county}/${notice!.id}/read`)).status;
  for (const [login, status] of [
    ['jiedao', 404],
    ['minzheng', 404],
    ['wangge', 403],
    ['mengshi', 403],
    ['guanli', 403],
    ['shequ01', 404],
  ] as const) {
    assert.equal(await mark(login), status, login);
    assert.equal(await isRead(), false, login);
  }
  assert.equal((await (await server.as('mengshi')).get('/api/notices')).status, 403);
  assert.equal(await mark('chuangkou'), 200);
  assert.equal(await isRead(), true);
});

test('a filter of which nothing is left finds nothing', async () => {
  const [administrator, auditor] = [await server.as('guanli'), await server.as('shenji')];
  const nothings = ['\u0001', '\u202e\u2066', ' ', '　'].map(encodeURIComponent);
  for (const typed of nothings) {
    for (const [by, url, list] of [
      [clerk, `/api/cases?view=all&query=${typed}`, 'cases'],
      [clerk, `/api/cases?view=all&item=${typed}`, 'cases'],
      [clerk, `/api/cases?view=all&state=${typed}`, 'cases'],
      [administrator, `/api/accounts?query=${typed}`, 'accounts'],
      [administrator, `/api/accounts?role=${typed}`, 'accounts'],
      [administrator, `/api/regions?query=${typed}`, 'regions'],
      [auditor, `/api/audit?actor=${typed}`, 'rows'],
      [auditor, `/api/audit?action=${typed}`, 'rows'],
      [auditor, `/api/audit?subject=${typed}`, 'rows'],
    ] as const) {
      const { status, body } = await by.get<Record<string, unknown[]>>(url);
      assert.ok(status === 400 || (status === 200 && body[list]!.length === 0), `${url} ${status} ${String(body[list]?.length)}`);
    }
  }
  for (const typed of ['·', '。', "'"])
    assert.deepEqual(
      (await clerk.get<{ cases: unknown[] }>(`/api/cases?view=all&query=${encodeURIComponent(typed)}`)).body.cases,
      [],
      typed,
    );
  assert.ok((await clerk.get<{ cases: unknown[] }>('/api/cases?view=all&query=')).body.cases.length > 0);
});

test('no mark of direction stands in the name of a file, kept or sent', async () => {
  assert.deepEqual(['a\u202egpj.exe', '\u200fb\u061c.pdf', 'c:\\d/e?.png', '\ufeff'].map(plainFilename), [
    'agpj.exe',
    'b.pdf',
    'c__d_e_.png',
    '',
  ]);
  const found = await clerk.post<{ people: { county: string; id: string }[] }>('/api/people/search', { phone: '19900000001' });
  const { county, id } = found.body.people[0]!;
  const sent = await clerk.upload<{ id: string; filename: string }>(
    '/api/attachments',
    { county, applicant: id, material: 'id-card' },
    { filename: '身份\u202egpj.pdf', content: Buffer.from('%PDF-1.4 x') },
  );
  assert.equal(sent.body.filename, '身份gpj.pdf');
  await server.owner.query("update procedures.attachment set filename = E'旧\\u202Efdp.exe' where id = $1", [sent.body.id]);
  const got = await clerk.get(`/api/attachments/${county}/${sent.body.id}`);
  assert.equal(got.headers['content-disposition'], `inline; filename*=UTF-8''${encodeURIComponent('旧fdp.exe')}`);
});

test('pages take nothing from elsewhere, and the documentation names the configured address', async () => {
  const { headers } = await server.app.inject({ url: '/' });
  assert.doesNotMatch(String(headers['content-security-policy']), /https?:|\*/);
  assert.match(String(headers['content-security-policy']), /default-src 'self'.*font-src 'self' data:.*object-src 'none'/);
  const docs = await server.app.inject({ url: '/api/docs', headers: { host: 'evil.example' } });
  assert.ok(docs.body.includes(`${server.linli.config.publicUrl}/api/sign-in`) && !docs.body.includes('evil.example'));
});
