// The own record in the hall: what is held, who changed it, what was agreed to, what is wrong in it; and the desk that answers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { plainBrowser } from '../../../../tests/support/plain-browser.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';

let server: TestServer;
let clerk: Client;
let neighbour: Client;
before(async () => {
  server = await openTestServer();
  clerk = await server.as('chuangkou');
  neighbour = await server.as('shequ01');
});
after(() => server.close());

interface Correction {
  readonly county: string;
  readonly id: string;
  readonly person: string;
  readonly said: string;
  readonly outcome: string | null;
  readonly answer: string;
}
interface Consent {
  readonly purpose: string;
  readonly state: string;
}

async function signedIn(phone: string) {
  const page = plainBrowser(server);
  await page.get('/sign-in');
  const sent = await page.post('/sign-in', { phone });
  const code = /\b(\d{6})\b<\/strong>/.exec(sent.html)?.[1] ?? '';
  assert.equal((await page.post('/sign-in/code', { phone, code })).status, 303);
  return page;
}

async function personOf(phone: string): Promise<{ county: string; id: string }> {
  const found = await clerk.post<{ people: { county: string; id: string }[] }>('/api/people/search', { phone });
  return found.body.people[0]!;
}

const waiting = async (by: Client): Promise<Correction[]> =>
  (await by.get<{ proposals: Correction[] }>('/api/proposals?kind=record')).body.proposals;

test('SEC-04 RES-01: a resident reads what is held, from where and who changed it, masked numbers and all', async () => {
  const { county, id } = await personOf('19900000001');
  await clerk.send('PATCH', `/api/people/${county}/${id}`, { address: '杨柳路 12 号 3 单元 202 室', basis: '本人到窗口更正' });
  const page = await signedIn('19900000001');
  assert.ok((await page.get('/my')).html.includes('href="/my/record"'));
  const own = (await page.get('/my/record')).html;
  assert.ok(own.includes('杨柳路 12 号 3 单元 202 室') && own.includes('演示数据') && own.includes('身份证已经在窗口看过'));
  assert.ok(own.includes('**************0263') && !own.includes('152421194203080263'));
  assert.ok(own.includes('林小云') && own.includes('依据：本人到窗口更正'), 'who changed what, on what basis');
});

test('SEC-02: what was agreed to is shown with its purpose, taken back and given again by the person alone', async () => {
  const key = await personOf('19900000001');
  const path = `/api/people/${key.county}/${key.id}/privacy`;
  const stateOf = async (purpose: string): Promise<string | undefined> =>
    (await clerk.get<{ consents: Consent[] }>(path)).body.consents.find((one) => one.purpose === purpose)?.state;
  assert.deepEqual([await stateOf('volunteer-help'), await stateOf('photo-post')], ['holds', 'never']);
  const page = await signedIn('19900000001');
  await page.get('/my/record');
  const back = await page.post('/my/record/consent', { purpose: 'volunteer-help', agrees: 'no' });
  assert.deepEqual([back.status, back.to], [303, '/my/record?done=taken-back#consents']);
  assert.equal(await stateOf('volunteer-help'), 'taken-back');
  await page.post('/my/record/consent', { purpose: 'volunteer-help', agrees: 'no' });
  await page.post('/my/record/consent', { purpose: 'volunteer-help', agrees: 'yes' });
  await page.post('/my/record/consent', { purpose: 'volunteer-help', agrees: 'yes' });
  assert.equal(await stateOf('volunteer-help'), 'holds');
  const { rows } = await server.owner.query(
    "select ended_at is null as holds from registers.consent where person_id = $1 and purpose = 'volunteer-help' order by given_at",
    [key.id],
  );
  assert.deepEqual(
    rows.map((row) => row.holds),
    [false, true],
  );
  assert.equal((await page.post('/my/record/consent', { purpose: 'sell-data', agrees: 'yes' })).status, 400);
  assert.equal((await neighbour.get(path)).status, 404);
});

test('SEC-04: what is wrong is said, waits for the own community, is answered once and read by the person', async () => {
  const page = await signedIn('19900000001');
  await page.get('/my/record');
  const empty = await page.post('/my/record/correction', { part: '', said: '' });
  assert.ok(empty.status === 400 && empty.html.includes('href="#part"') && empty.html.includes('href="#said"'));
  const sent = await page.post('/my/record/correction', { part: 'address', said: '应该是 203 室' });
  assert.equal(sent.to, '/my/record?done=asked#corrections');
  const one = (await waiting(clerk)).find((each) => each.said === '应该是 203 室')!;
  assert.ok(one);
  assert.equal(
    (await waiting(neighbour)).some((each) => each.id === one.id),
    false,
  );
  const answer = `/api/proposals/${one.county}/${one.id}/decision`;
  assert.equal((await neighbour.post(answer, { outcome: 'refused', answer: '不改' })).status, 404);
  assert.equal((await clerk.post(answer, { outcome: 'accepted', answer: ' ' })).status, 400);
  assert.equal((await clerk.post(answer, { outcome: 'accepted', answer: '已按房产证改为 203 室' })).status, 200);
  assert.equal((await clerk.post<{ code: string }>(answer, { outcome: 'refused', answer: '再来一次' })).body.code, 'PROPOSAL_DECIDED');
  const read = (await page.get('/my/record')).html;
  assert.ok(read.includes('已经改好') && read.includes('已按房产证改为 203 室'));
  const answered = (await clerk.get<{ proposals: Correction[] }>('/api/proposals?kind=record&open=false')).body.proposals;
  assert.equal(answered[0]!.id, one.id);
});

test('a list of requests is paged without gaps, and nobody keeps more open than can be looked through', async () => {
  const page = await signedIn('19900000003');
  await page.get('/my/record');
  let sent = 0;
  for (let at = 0; at < 25; at += 1)
    if ((await page.post('/my/record/correction', { part: 'other', said: `第 ${at} 条` })).status === 303) sent += 1;
  assert.equal(sent, 19, 'one stood there already');
  const refused = await page.post('/my/record/correction', { part: 'other', said: '再一条' });
  assert.ok(refused.status === 409 && refused.html.includes('再一条') && refused.html.includes('20 条'));
});
