import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { actOn } from '../../../../tests/support/case.ts';
import { residentOf } from '../../../../tests/support/resident.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { publicScope } from '../../../kernel/kernel.ts';
import type { Answer } from '../../../procedures/procedures.ts';
import { actOnCase, attach, listNotices, rate, ratingToken, sayCaseNumber, submitCase } from '../../../procedures/procedures.ts';
import { findPeopleByPhone, openResidentSession } from '../../../registers/registers.ts';
import { sessionCookie } from '../../http/session.ts';

const PHOTO = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

let server: TestServer;
let clerk: Client;
before(async () => {
  server = await openTestServer();
  clerk = await server.as('chuangkou');
});
after(() => server.close());

async function signedIn(phone: string): Promise<string> {
  const { gate } = server.linli.sessions;
  const [person] = await findPeopleByPhone(gate, server.vault, phone);
  return `${sessionCookie}=${await openResidentSession(gate, { county: person!.county, person: person!.id }, new Date(Date.now() + 3_600_000), { address: '', agent: '' })}`;
}

async function get(url: string, cookie: string) {
  const answer = await server.app.inject({ method: 'GET', url, headers: { cookie } });
  return {
    status: answer.statusCode,
    html: answer.body.replace(/<!-- -->/g, ''),
    type: String(answer.headers['content-type']),
    bytes: answer.rawPayload,
    cookies: answer.cookies,
  };
}

/** A relief application of 王秀英; with a photo when it comes through the hall. */
async function applied(key: string, channel: 'hall' | 'window' = 'hall'): Promise<Answer> {
  const who = await residentOf(server, '19900000001');
  const form = { reason_kind: 'fire', story: '厨房起火', household_size: 2, monthly_income: 800, contact_phone: '19900000001' };
  const photo =
    channel === 'hall'
      ? [
          (
            await attach(
              server.database.within(who.scope),
              server.linli.files,
              {
                place: who.person,
                applicant: who.person.id,
                uploadedBy: who.actor.id,
                material: 'event-proof',
                filename: '厨房.jpg',
                content: PHOTO,
              },
              new Date(),
            )
          ).id,
        ]
      : [];
  return submitCase(
    server.linli,
    who.scope,
    { ...who.actor, channel },
    { item: 'temporary-relief', applicant: who.person, form, agent: null, materials: ['event-proof'], attachments: photo, key },
  );
}

test('a rectification names the case it is about, in the list and on its page, and the case leads to it', async () => {
  const on = await applied('hall-about');
  await actOn(clerk, on, 'refuse', { reason: 'not-here' });
  await rate(server.linli, publicScope, {
    county: on.county,
    token: ratingToken(server.vault, on.county, on.id, 1),
    grade: 1,
    tags: ['unclear'],
    comment: '',
    channel: 'hall',
  });
  const cookie = await signedIn('19900000001');
  const {
    rows: [opened],
  } = await server.owner.query<{ id: string }>('select id from procedures.cases where origin = $1', [on.id]);
  const named = `<a[^>]*href="/my/${on.county}/${on.id}"[^>]*>临时救助申请，受理号 ${sayCaseNumber(on.number)}</a>`;
  for (const path of ['/my', `/my/${on.county}/${opened!.id}`]) assert.match((await get(path, cookie)).html, new RegExp(named), path);
  assert.match((await get(`/my/${on.county}/${on.id}`, cookie)).html, new RegExp(`href="/my/${on.county}/${opened!.id}"`));
});

test('a correction shows what was handed in: own answers as such, facts of the register as such, files to look at that need not come again', async () => {
  const on = await applied('hall-correct');
  await actOn(clerk, on, 'request-correction', {}, '请补一张门牌照片');
  const cookie = await signedIn('19900000001');
  const path = `/my/${on.county}/${on.id}`;
  const { html } = await get(`${path}/correct`, cookie);
  assert.match(html, /厨房起火<\/span><span class="filled">您上次填的/);
  assert.match(html, /0001<\/span><span class="filled">已为您填好/);
  assert.match(html, /<label for="material_event-proof">能说明情况的照片或单据<\/label>/);
  assert.match(html, /已经交的都留着，不用再交/);
  const file = new RegExp(`href="(${path}/files/[^"]+)"[^>]*>厨房\\.jpg`).exec(html)?.[1] ?? assert.fail('no link to the file');
  const look = await get(file, cookie);
  assert.deepEqual([look.status, look.type, look.bytes], [200, 'image/jpeg', PHOTO]);
  assert.ok((await get(path, cookie)).html.includes(`href="${file}"`));
  assert.equal((await get(file, await signedIn('19900000004'))).status, 404);
  assert.equal((await get(`${path}/files/${on.id}`, cookie)).status, 404);
});

test('a paper the item requires is asked for as required; whoever applied at the window may have shown it there', async () => {
  const on = await applied('hall-correct-window', 'window');
  await actOn(clerk, on, 'request-correction', {}, '请补照片');
  const { html } = await get(`/my/${on.county}/${on.id}/correct`, await signedIn('19900000001'));
  assert.match(html, /<label for="material_event-proof">能说明情况的照片或单据<\/label>/);
  assert.match(html, /在窗口交过或给人看过的，不用再交/);
  assert.doesNotMatch(html, /已经交的都留着/);
});

test('who applied online cannot correct past a required paper that nobody has', async () => {
  const who = await residentOf(server, '19900000001');
  const form = { reason_kind: 'fire', story: '起火', household_size: 1, monthly_income: 0, contact_phone: '19900000001' };
  const on = await submitCase(server.linli, who.scope, who.actor, {
    item: 'temporary-relief',
    applicant: who.person,
    form,
    agent: null,
    materials: ['event-proof'],
    key: 'hall-correct-required',
  });
  await actOn(clerk, on, 'request-correction', {}, '请补照片');
  const correct = (attachments: string[]) =>
    actOnCase(
      server.linli,
      who,
      { ...on, expected: on.acts + 1 },
      {
        act: 'correct',
        form: {},
        opinion: '补好了',
        key: 'hall-correct-past',
        attachments,
      },
    );
  await assert.rejects(correct([]), { code: 'MATERIAL_MISSING', fields: { 'material_event-proof': 'FIELD_REQUIRED' } });
  const { id } = await attach(
    server.database.within(who.scope),
    server.linli.files,
    { place: who.person, applicant: who.person.id, uploadedBy: who.actor.id, material: 'event-proof', filename: 'a.jpg', content: PHOTO },
    new Date(),
  );
  await correct([id]);
});

test('messages are new until the case is opened, or until what they ask for is done', async () => {
  const on = await applied('hall-notices');
  const cookie = await signedIn('19900000001');
  const { scope } = await residentOf(server, '19900000001');
  const unread = async (): Promise<string[]> =>
    (await listNotices(server.database.within(scope), 'applicant'))
      .filter((one) => one.case_id === on.id && one.read_at === null)
      .map((one) => one.template);
  assert.deepEqual(await unread(), ['received']);
  await actOn(clerk, on, 'request-correction', {}, '请补照片');
  assert.deepEqual(await unread(), ['correction']);
  assert.match((await get('/my', cookie)).html, /<span class="tag">新<\/span> 您申请的“临时救助申请”（受理号 [^）]+）还差一点材料/);
  assert.deepEqual(await unread(), ['correction']);
  await get(`/my/${on.county}/${on.id}`, cookie);
  assert.deepEqual(await unread(), []);
});

test('a rectification asks for its second rating first, and promises there no call that nobody makes', async () => {
  const on = await applied('hall-second-rating');
  await actOn(clerk, on, 'refuse', { reason: 'not-here' });
  await rate(server.linli, publicScope, {
    county: on.county,
    token: ratingToken(server.vault, on.county, on.id, 1),
    grade: 1,
    tags: ['unclear'],
    comment: '',
    channel: 'hall',
  });
  const {
    rows: [opened],
  } = await server.owner.query<{ county: string; id: string }>('select county, id from procedures.cases where origin = $1', [on.id]);
  const town = await server.as('jiedao');
  await actOn(town, opened!, 'call-back', { reached: true });
  await actOn(town, opened!, 'rectify', { measure: 'fixed' });
  const cookie = await signedIn('19900000001');
  const { html } = await get(`/my/${opened!.county}/${opened!.id}`, cookie);
  const [, again] =
    /href="(\/rate\/[^"]+)"[^>]*>再评一次.*确认结果.*没办好，请再办/s.exec(html) ?? assert.fail('the second rating does not come first');
  const page = (await get(again!, cookie)).html;
  assert.match(page, /上次您不满意的那件事整改完了/);
  assert.doesNotMatch(page, /会有人打电话问您/);
});
