import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { actOn } from '../../../../tests/support/case.ts';
import type { PlainBrowser } from '../../../../tests/support/plain-browser.ts';
import { plainBrowser } from '../../../../tests/support/plain-browser.ts';
import { residentOf } from '../../../../tests/support/resident.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { addDays, dayOf } from '../../../kernel/kernel.ts';
import type { Answer } from '../../../procedures/procedures.ts';
import { ratingToken, submitCase } from '../../../procedures/procedures.ts';
import { readSheet } from '../../../registers/registers.ts';

let server: TestServer;
let clerk: Client;
before(async () => {
  server = await openTestServer();
  clerk = await server.as('chuangkou');
});
after(() => server.close());

async function byPhone(phone: string) {
  const page = plainBrowser(server);
  await page.get('/sign-in');
  const sent = await page.post('/sign-in', { phone });
  const code = /\b(\d{6})\b<\/strong>/.exec(sent.html)?.[1] ?? '';
  const entered = await page.post('/sign-in/code', { phone, code });
  assert.equal(entered.status, 303, entered.html.slice(0, 300));
  return page;
}

/** The clerk asks for a code and enters with it, alone. */
async function helpedIn(phone: string) {
  const found = await clerk.post<{ people: { county: string; id: string }[] }>('/api/people/search', { phone });
  const { county, id } = found.body.people[0]!;
  const help = await clerk.post<{ code: string }>(`/api/people/${county}/${id}/sign-in-help`);
  const look = await clerk.post<{ values: { idNumber: string } }>(`/api/people/${county}/${id}/unmask`, {
    fields: ['idNumber'],
    reason: '本人在窗口',
  });
  const page = plainBrowser(server);
  await page.get('/sign-in/help');
  assert.equal((await page.post('/sign-in/help', { id_number: look.body.values.idNumber, code: help.body.code })).status, 303);
  return page;
}

async function sent(to: string): Promise<string[]> {
  const { rows } = await server.owner.query<{ to_sealed: Buffer; body_sealed: Buffer }>(
    'select to_sealed, body_sealed from kernel.outbox order by created_at',
  );
  return rows.filter((row) => server.vault.open(row.to_sealed) === to).map((row) => server.vault.open(row.body_sealed));
}

/** A decided case that waits for its applicant's word. */
async function decided(phone: string, key: string): Promise<Answer> {
  const who = await residentOf(server, phone);
  // What was received before has ended: it can be had once.
  await server.owner.query('update registers.entitlement set to_day = from_day where person_id = $1 and to_day is null', [who.person.id]);
  const on = await submitCase(server.linli, who.scope, who.actor, {
    item: 'old-age-allowance',
    applicant: who.person,
    form: { bank_account: '6217309657442074875', contact_phone: phone, address: '杨柳路15号', visit_help: 'no' },
    agent: null,
    materials: [],
    key,
  });
  const [director, town, county] = (await Promise.all(['zhuren', 'jiedao', 'minzheng'].map((login) => server.as(login)))) as [
    Client,
    Client,
    Client,
  ];
  await actOn(clerk, on, 'accept');
  await actOn(director, on, 'forward-town');
  await actOn(town, on, 'forward-county');
  await actOn(county, on, 'deny');
  return on;
}

const caseNow = async ({ id }: Answer) =>
  (
    await server.owner.query<{ state: string; acts: number; decision: { objection?: { until: string; helper: string } } }>(
      'select state, acts, decision from procedures.cases where id = $1',
      [id],
    )
  ).rows[0]!;

async function confirm(page: PlainBrowser, on: Answer) {
  const path = `/my/${on.county}/${on.id}`;
  await page.get(`${path}/confirm`);
  return page.post(`${path}/confirm`, {
    expected: String((await caseNow(on)).acts),
    key: `confirm-${on.id}-${(await caseNow(on)).acts}`,
    solved: 'solved',
    opinion: '',
  });
}

test("a helped sign-in and a helped confirmation are told on the own telephone, stand among who looked, and the resident's objection opens the case again", async () => {
  const phone = '19900000003';
  const on = await decided(phone, 'helped-confirm');
  const path = `/my/${on.county}/${on.id}`;
  const helped = await helpedIn(phone);
  assert.ok((await sent(phone)).some((body) => body.includes('林小云帮您登录了一次')));
  assert.equal((await confirm(helped, on)).to, path);
  const closed = await caseNow(on);
  const until = addDays(dayOf(new Date()), server.linli.setting('service.objection_days'));
  assert.equal(closed.state, 'closed');
  assert.equal(closed.decision.objection?.until, until);
  assert.ok((await sent(phone)).at(-1)!.includes('刚刚由工作人员帮您登录，确认了结果'));
  const own = await byPhone(phone);
  const page = (await own.get(path)).html;
  assert.ok(
    page.includes('这次确认是工作人员帮您登录以后点的') &&
      page.includes('您本人（工作人员帮忙登录）') &&
      page.includes(`href="${path}/reopen"`),
  );
  const looks = (await own.get('/my/looks')).html;
  assert.ok(looks.includes('帮您登录了一次') && looks.includes('林小云'));
  await own.get(`${path}/reopen`);
  assert.equal(
    (await own.post(`${path}/reopen`, { expected: String(closed.acts), key: 'objecting-1', opinion: '我没有来过窗口' })).to,
    path,
  );
  const reopened = await caseNow(on);
  assert.deepEqual([reopened.state, reopened.decision.objection], ['county-decision', undefined]);
  // The auditor sees it clerk by clerk, row by row, and takes it along.
  const auditor = await server.as('shenji');
  const { body } = await auditor.get<{
    clerks: {
      helper: string;
      name: string;
      place: string;
      signIns: number;
      people: number;
      confirmations: number;
      objections: number;
      ownPhone: number;
    }[];
  }>('/api/audit/helped');
  assert.deepEqual(
    body.clerks.map(({ helper: _, ...one }) => ({ ...one, last: undefined })),
    [{ name: '林小云', place: '杨柳社区', signIns: 1, people: 1, confirmations: 1, acts: 0, objections: 1, ownPhone: 0, last: undefined }],
  );
  const rows = await auditor.get<{ rows: { action: string; hatName: string }[] }>(`/api/audit?helper=${body.clerks[0]!.helper}`);
  assert.deepEqual(
    rows.body.rows.map((row) => [row.action, row.hatName]),
    [
      ['case.confirm', '林小云帮忙登录'],
      ['person.sign-in', '林小云帮忙登录'],
    ],
  );
  const sheet = await readSheet((await auditor.get('/api/audit/helped/export')).raw, 'x.xlsx');
  assert.deepEqual(
    sheet.rows.map((row) => [row[0], row[3]]),
    [
      ['林小云', '居民登录'],
      ['林小云', '确认结果'],
    ],
  );
  assert.equal((await clerk.get('/api/audit/helped')).status, 403);
});

test('after the days for it nobody objects any more, and an own confirmation closes for good', async () => {
  const phone = '19900000003';
  const on = await decided(phone, 'helped-late');
  await confirm(await helpedIn(phone), on);
  await server.owner.query(
    "update procedures.cases set decision = jsonb_set(decision, '{objection,until}', to_jsonb($2::text)) where id = $1",
    [on.id, addDays(dayOf(new Date()), -1)],
  );
  const path = `/my/${on.county}/${on.id}`;
  const own = await byPhone(phone);
  assert.ok(!(await own.get(path)).html.includes('/reopen'));
  assert.equal((await own.post(`${path}/reopen`, { expected: '6', key: 'too-late-1', opinion: '晚了' })).status, 403);
  const other = await decided(phone, 'own-confirm');
  await confirm(own, other);
  assert.equal((await caseNow(other)).decision.objection, undefined);
  assert.ok(!(await own.get(`/my/${other.county}/${other.id}`)).html.includes('/reopen'));
});

test('a telephone of the staff confirms and rates for no other resident, and is sent no rating link', async () => {
  const phone = '19900000004';
  await server.owner.query("update registers.account set phone = '+86 199-0000-0004' where login = 'shequ01'");
  const before = (await sent(phone)).length;
  const on = await decided('19900000003', 'staff-phone-other');
  assert.ok((await sent('19900000003')).some((body) => body.includes('/rate/')));
  const who = await residentOf(server, phone);
  await server.owner.query('update procedures.cases set applicant = $2 where id = $1', [on.id, who.person.id]);
  await server.owner.query('update procedures.act set applicant = $2 where case_id = $1', [on.id, who.person.id]);
  const page = await byPhone(phone);
  const path = `/my/${on.county}/${on.id}`;
  const { html } = await page.get(path);
  assert.ok(html.includes('这个手机号登记的是工作人员') && !html.includes('/confirm"') && !html.includes('/rate/'));
  assert.equal((await confirm(page, on)).status, 403);
  assert.equal((await caseNow(on)).state, 'confirming');
  const token = ratingToken(server.vault, on.county, on.id, 1);
  assert.equal((await page.post(`/rate/${on.county}/${token}`, { grade: '5' })).status, 403);
  assert.equal((await (await helpedIn('19900000003')).post(`/rate/${on.county}/${token}`, { grade: '5' })).status, 403);
  // A decision on a case of hers sends the result there, and no link to rate.
  const relief = await submitCase(server.linli, who.scope, who.actor, {
    item: 'temporary-relief',
    applicant: who.person,
    form: { reason_kind: 'fire', story: '起火', household_size: 1, monthly_income: 0, contact_phone: phone },
    agent: null,
    materials: ['event-proof'],
    key: 'staff-phone-relief',
  });
  const desk = await server.as('shequ01');
  await actOn(desk, relief, 'refuse', { reason: 'not-here' });
  const told = (await sent(phone)).slice(before);
  assert.ok(told.length > 0 && told.every((body) => !body.includes('/rate/')), told.join('\n'));
  // Somebody on the staff is a resident too: for the own affairs the own telephone speaks.
  await server.owner.query('update registers.account set name = (select name from registers.person where id = $1) where login = $2', [
    who.person.id,
    'shequ01',
  ]);
  assert.ok((await (await byPhone(phone)).get(path)).html.includes('/confirm"'));
});

test('while a telephone entered by staff is open to objection, the former one hears of sign-ins and confirmations too', async () => {
  const on = await decided('19900000003', 'held-phone');
  const who = await residentOf(server, '19900000003');
  await clerk.send('PATCH', `/api/people/${on.county}/${who.person.id}`, { phone: '13977770009', basis: '本人口头要求' });
  const before = (await sent('19900000003')).length;
  await confirm(await byPhone('13977770009'), on);
  const told = (await sent('19900000003')).slice(before);
  assert.ok(told.some((body) => body.includes('帮您登录了一次')) && told.some((body) => body.includes('确认了结果')), told.join('\n'));
});
