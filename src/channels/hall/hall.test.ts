import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { residentOf } from '../../../tests/support/resident.ts';
import type { TestServer } from '../../../tests/support/server.ts';
import { openTestServer } from '../../../tests/support/server.ts';
import { addDays, dayOf, isWorkingDay, sayDay } from '../../kernel/kernel.ts';
import { resultCode, sayCaseNumber, submitCase } from '../../procedures/procedures.ts';
import { findPeopleByPhone, openResidentSession } from '../../registers/registers.ts';
import { safePath } from '../http/page.ts';
import { sessionCookie } from '../http/session.ts';
import { shorten } from '../web/stylesheet.ts';
import { hallItems } from './items/find.ts';

const place = { province: '990000000000', city: '990100000000', county: '990101000000' };

describe('pages of the hall', () => {
  let server: TestServer;
  before(async () => {
    server = await openTestServer();
  });
  after(() => server.close());

  const get = async (
    url: string,
    cookie?: string,
  ): Promise<{ status: number; html: string; type: string; headers: Record<string, unknown>; bytes: Buffer }> => {
    const answer = await server.app.inject({ method: 'GET', url, headers: cookie ? { cookie } : {} });
    return {
      status: answer.statusCode,
      html: answer.body.replace(/<!-- -->/g, ''),
      type: String(answer.headers['content-type']),
      headers: answer.headers,
      bytes: answer.rawPayload,
    };
  };
  const signedIn = async (phone: string): Promise<string> => {
    const { gate } = server.linli.sessions;
    const [person] = await findPeopleByPhone(gate, server.vault, phone);
    return `${sessionCookie}=${await openResidentSession(gate, { county: person!.county, person: person!.id }, new Date(Date.now() + 3_600_000), { address: '', agent: '' })}`;
  };

  it('AFF-01 the guide of every item shows the whole record: basis, who, materials with source, steps, limits, fee, channels, result', async () => {
    const items = hallItems(server.linli.catalogue.itemsAt(place, '2026-11-22'));
    assert.ok(items.length >= 2);
    for (const item of items) {
      const { html } = await get(`/items/${item.item}`);
      const words = [
        item.title,
        item.summary,
        item.department,
        item.who,
        item.places,
        item.hours,
        item.consult,
        item.complain,
        item.fee.note,
        item.result.title,
        item.legal_limit.source,
        String(item.legal_limit.days),
        String(item.promised_limit.days),
        ...item.basis.map((one) => one.title),
        ...item.conditions.map((one) => one.title),
        ...item.materials.flatMap((one) => [one.title, one.note ?? '']),
        ...item.steps.flatMap((one) => [one.title, one.by, one.takes ?? '']),
      ];
      for (const word of words) assert.ok(html.includes(word.replaceAll('&', '&amp;')), `${item.item}: ${word}`);
      if (item.legal_limit.verify) assert.match(html, /†/);
    }
  });

  const grantedCase = async (): Promise<{ county: string; id: string; number: string; phone: string; community: string }> =>
    (
      await server.owner.query<{ county: string; id: string; number: string; phone: string; community: string }>(
        `select c.county, c.id, c.number, p.phone_last4 as phone, c.community from procedures.cases c join registers.person p on p.county = c.county and p.id = c.applicant where c.outcome = 'granted' order by c.opened_at limit 1`,
      )
    ).rows[0]!;

  it('receipt and result are pages to print with number, code and address, for the applicant alone', async () => {
    const { county, id, number, phone } = await grantedCase();
    const cookie = await signedIn(`1990000${phone}`);
    const said = number.replace(/(\d{4})(?=\d)/g, '$1\u00a0');
    const receipt = await get(`/my/${county}/${id}/receipt`, cookie);
    assert.equal(receipt.status, 200);
    for (const words of [
      '受理回执',
      `受理号 ${said}`,
      `${server.linli.publicUrl}/query?number=${number}`,
      '<svg',
      `href="/my/${county}/${id}/receipt.pdf"`,
    ])
      assert.ok(receipt.html.includes(words), words);
    const result = await get(`/my/${county}/${id}/result`, cookie);
    for (const words of [
      sayCaseNumber(number),
      `/verify/${county}/${id}/${resultCode(server.vault, county, id)}`,
      '<svg',
      '同意',
      `href="/my/${county}/${id}/result.pdf"`,
    ])
      assert.ok(result.html.includes(words), words);
    assert.deepEqual((await get(`/my/${county}/${id}/receipt.pdf`, cookie)).bytes.subarray(0, 5).toString(), '%PDF-');
    const { html } = await get(`/my/${county}/${id}`, cookie);
    for (const name of ['receipt', 'result']) assert.ok(html.includes(`href="/my/${county}/${id}/${name}"`), name);
    for (const name of ['receipt', 'result', 'receipt.pdf', 'result.pdf']) {
      assert.equal((await get(`/my/${county}/${id}/${name}`)).status, 303, name);
      assert.equal((await get(`/my/${county}/${id}/${name}`, await signedIn('19900000004'))).status, 404, name);
    }
  });

  it('an applicant whose turn it is reads by when, and finds the own word of a confirmation among the steps', async () => {
    const who = await residentOf(server, '19900000003');
    const on = await submitCase(server.linli, who.scope, who.actor, {
      item: 'old-age-allowance',
      applicant: who.person,
      form: { bank_account: '6217309657442074875', contact_phone: '19900000003', address: '杨柳路15号', visit_help: 'no' },
      agent: null,
      materials: [],
      key: 'hall-turn-ends',
    });
    const clerk = await server.as('chuangkou');
    assert.equal(
      (
        await clerk.post(`/api/cases/${on.county}/${on.id}/acts`, {
          act: 'request-correction',
          expected: on.acts,
          form: {},
          opinion: '请补卡号',
          key: 'hall-turn-ask',
        })
      ).status,
      200,
    );
    const { html } = await get(`/my/${on.county}/${on.id}`, await signedIn('19900000003'));
    // The last day rolls on to a working one.
    const last = Array.from({ length: 12 }, (_, more) => addDays(dayOf(new Date()), 30 + more)).find((day) =>
      isWorkingDay(server.linli.calendar, day),
    );
    assert.ok(html.includes(`最迟${sayDay(last!)}补上`));
    const {
      rows: [half],
    } = await server.owner.query<{ county: string; id: string; phone: string }>(
      `select a.county, a.case_id as id, p.phone_last4 as phone from procedures.act a join registers.person p on p.county = a.county and p.id = a.applicant where a.kind = 'confirm' and a.form ->> 'solved' = 'half-solved' limit 1`,
    );
    assert.match((await get(`/my/${half!.county}/${half!.id}`, await signedIn(`1990000${half!.phone}`))).html, /办好了一部分/);
  });

  it('a correction that fails leaves no file in the case, keeps the photo for the next try, and takes it then', async () => {
    const who = await residentOf(server, '19900000001');
    const on = await submitCase(server.linli, who.scope, who.actor, {
      item: 'temporary-relief',
      applicant: who.person,
      form: { reason_kind: 'fire', story: '起火', household_size: 1, monthly_income: 0, contact_phone: '19900000001' },
      agent: null,
      materials: ['event-proof'],
      key: 'hall-correct-files',
    });
    const clerk = await server.as('chuangkou');
    const act = (key: string, expected: number, malformed: boolean) =>
      clerk.post('/api/case-acts', {
        act: 'request-correction',
        opinion: '请补照片',
        key,
        cases: [{ county: on.county, id: on.id, expected }, ...(malformed ? [{ county: on.county, id: 'no-id', expected: 1 }] : [])],
      });
    const bound = async () => (await server.owner.query('select 1 from procedures.attachment where case_id = $1', [on.id])).rows.length;
    // A malformed id is refused before anything is done to the others.
    assert.equal((await act('hall-bulk-malformed', on.acts, true)).status, 400);
    assert.equal((await act('hall-bulk-wellformed', on.acts, false)).status, 200);
    const session = await signedIn('19900000001');
    const page = await server.app.inject({ method: 'GET', url: `/my/${on.county}/${on.id}/correct`, headers: { cookie: session } });
    const cookie = [session, ...page.cookies.map((one) => `${one.name}=${one.value}`)].join('; ');
    const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
    const send = async (fields: Record<string, string>, photo: boolean) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ _csrf: hidden(page.body, '_csrf'), key: hidden(page.body, 'key'), ...fields }))
        form.append(name, value);
      if (photo) form.append('material_event-proof', new Blob([Buffer.from([0xff, 0xd8, 0xff, 0xe0])]), 'door.jpg');
      const body = new Response(form);
      return server.app.inject({
        method: 'POST',
        url: `/my/${on.county}/${on.id}/correct`,
        headers: { cookie, 'content-type': body.headers.get('content-type')! },
        payload: Buffer.from(await body.arrayBuffer()),
      });
    };
    const empty = await send({ expected: hidden(page.body, 'expected'), story: '起火', reason_kind: 'fire' }, false);
    assert.equal(empty.statusCode, 400);
    assert.match(empty.body, /还没有补什么/);
    const stale = await send({ expected: '1' }, true);
    assert.equal(stale.statusCode, 400, stale.body.slice(0, 300));
    assert.match(stale.body, /door\.jpg/);
    assert.equal(await bound(), 0);
    const done = await send({ expected: hidden(page.body, 'expected'), file: hidden(stale.body, 'file') }, false);
    assert.equal(done.statusCode, 303, done.body.slice(0, 300));
    assert.equal(await bound(), 1);
  });

  it('a case without a result has a receipt and no result page', async () => {
    const {
      rows: [open],
    } = await server.owner.query<{ county: string; id: string; phone: string }>(
      `select c.county, c.id, p.phone_last4 as phone from procedures.cases c join registers.person p on p.county = c.county and p.id = c.applicant where c.outcome is null and c.closed_at is null limit 1`,
    );
    const cookie = await signedIn(`1990000${open!.phone}`);
    assert.deepEqual(
      [
        (await get(`/my/${open!.county}/${open!.id}/receipt`, cookie)).status,
        (await get(`/my/${open!.county}/${open!.id}/result`, cookie)).status,
      ],
      [200, 404],
    );
  });

  it('staff print the same pages under the same hat as the PDF, with the name masked and no way around their scope', async () => {
    const { county, id, community } = await grantedCase();
    const [officer, stranger] = await Promise.all([server.as('minzheng'), server.as('chuangkou')]);
    assert.notEqual(community, '990101001001');
    for (const name of ['receipt', 'result']) {
      const page = await officer.get(`/api/cases/${county}/${id}/${name}/page`);
      assert.deepEqual([page.status, page.headers['cache-control']], [200, 'no-store']);
      assert.match(page.raw.toString(), new RegExp(`<svg.*href="/api/cases/${county}/${id}/${name}"`, 's'));
      assert.match(page.raw.toString(), /\p{Script=Han}\*/u);
      assert.doesNotMatch(page.raw.toString(), /<nav|sign-in/);
      assert.match(String(page.headers['content-security-policy']), /script-src 'self'/);
      assert.equal((await stranger.get(`/api/cases/${county}/${id}/${name}/page`)).status, 404);
      assert.equal((await server.nobody.get(`/api/cases/${county}/${id}/${name}/page`)).status, 401);
    }
  });

  it('a granted case opens its result as PDF, whose code proves it genuine; a wrong code proves nothing', async () => {
    const { county, id, number, phone } = await grantedCase();
    const cookie = await signedIn(`1990000${phone}`);
    const pdf = await get(`/my/${county}/${id}/result.pdf`, cookie);
    assert.deepEqual([pdf.status, pdf.type, pdf.bytes.subarray(0, 5).toString()], [200, 'application/pdf', '%PDF-']);
    const code = resultCode(server.vault, county, id);
    const genuine = await get(`/verify/${county}/${id}/${code}`);
    assert.equal(genuine.status, 200);
    assert.ok(genuine.html.includes(number.slice(0, 4)) && genuine.html.includes('*'));
    assert.equal((await get(`/verify/${county}/${id}/${code.slice(0, -1)}${code.endsWith('x') ? 'y' : 'x'}`)).status, 404);
    assert.equal((await get(`/my/${county}/${id}/result.pdf`)).status, 303);
  });

  it('shows who looked behind the mask, with name, fields and reason', async () => {
    const clerk = await server.as('chuangkou');
    const found = await clerk.post<{ people: { county: string; id: string }[] }>('/api/people/search', { phone: '19900000001' });
    const [person] = found.body.people;
    const looked = await clerk.post(`/api/people/${person!.county}/${person!.id}/unmask`, {
      fields: ['phone'],
      reason: '打电话核对银行账号',
    });
    assert.equal(looked.status, 200, JSON.stringify(looked.body));
    const { html } = await get('/my/looks', await signedIn('19900000001'));
    assert.match(html, /打电话核对银行账号/);
    assert.match(html, /林小云/);
  });

  it('who looks for the community by the name it used to have finds what it became, and reads so', async () => {
    const minzheng = await server.as('guanli');
    const renamed = await minzheng.post('/api/regions/changes', {
      kind: 'rename',
      code: '990101200201',
      name: '望山村',
      effective: '2026-02-01',
      reason: '村民会议同意',
      source: '县政府通知',
    });
    assert.equal(renamed.status, 200, JSON.stringify(renamed.body));
    const before = (await minzheng.get<{ versions: { name: string }[] }>('/api/regions/990101200201')).body.versions[0]!.name;
    const sealed = server.vault
      .seal(JSON.stringify({ phone: '19900009977', name: '乌兰', id_number: '', until: Date.now() + 3_600_000_000 }), 'proof')
      .toString('base64url');
    const { html } = await get(`/register/community?q=${encodeURIComponent(before)}`, `linli_proof=${sealed}`);
    assert.match(html, new RegExp(`望山村.*原${before}，现为望山村`, 's'));
    const { body } = await server.nobody.get<{ regions: { name: string; former?: string }[] }>(
      `/api/regions?query=${encodeURIComponent(before)}&within=990101000000&level=community`,
    );
    assert.deepEqual(
      body.regions.map((one) => [one.name, one.former]),
      [['望山村', before]],
    );
  });

  it('a mistyped address is a page with a way on for people and JSON for programs', async () => {
    const page = await get('/nowhere');
    assert.deepEqual([page.status, page.type.slice(0, 9)], [404, 'text/html']);
    assert.match(page.html, /接着办事/);
    const api = await get('/api/nowhere');
    assert.deepEqual([api.status, JSON.parse(api.html).code], [404, 'NOT_FOUND']);
  });

  it('without its database the hall says so on a page, with the number to call', async () => {
    const broken = await openTestServer();
    await broken.linli.database.close();
    const answer = await broken.app.inject({ method: 'GET', url: '/query', headers: { cookie: `${sessionCookie}=unknown` } });
    assert.ok(answer.statusCode >= 500);
    assert.match(answer.body, /<!doctype html>.*12349/s);
    await Promise.all([broken.app.close(), broken.database.close(), broken.owner.end()]);
  });

  it('keeps no page in a shared browser and never leaves the house after signing in', async () => {
    assert.equal((await get('/')).headers['cache-control'], 'no-store');
    assert.deepEqual(
      ['/my', '//evil.example', '/\\evil', 'https://evil.example', '/a b', undefined].map((path) => safePath(path)),
      ['/my', '/', '/', '/', '/', '/'],
    );
    assert.equal((await get('/elder?on=1&to=//evil.example')).headers.location, '/');
    assert.match((await get('/my')).headers.location as string, /^\/sign-in\?to=%2Fmy$/);
  });

  it('the stylesheet speaks of inline and block, never of left and right, and is shortened without loss', async () => {
    const { stylesheet } = await import('../web/stylesheet.ts');
    assert.doesNotMatch(stylesheet, /[;{](margin|padding|border|inset)?-?(left|right|top|bottom):/);
    assert.doesNotMatch(stylesheet, /[;{](max-|min-)?(width|height):(?!.*\))/);
    assert.equal(shorten('a > b {\n  color: red; /* why */\n}\n'), 'a>b{color:red}');
  });
});
