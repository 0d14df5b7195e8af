import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { actOn } from '../../../../tests/support/case.ts';
import { residentOf } from '../../../../tests/support/resident.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { publicScope } from '../../../kernel/kernel.ts';
import type { Answer } from '../../../procedures/procedures.ts';
import { rate, ratingToken, submitCase } from '../../../procedures/procedures.ts';

let server: TestServer;
let clerk: Client;
let director: Client;
let town: Client;
let stranger: Client;
let reader: Client;
before(async () => {
  server = await openTestServer();
  [clerk, director, town, stranger, reader] = (await Promise.all(
    ['shequ01', 'zhuren01', 'jiedao', 'shequ02', 'mengshi'].map((login) => server.as(login)),
  )) as [Client, Client, Client, Client, Client];
});
after(() => server.close());

interface Link {
  county: string;
  id: string;
  number: string;
  title: string;
}
interface File {
  case: { acts: number };
  allowed: { act: string; fields: { name: string; options?: { value: string }[] }[] }[];
  waiting: { act: string; why: string }[];
  rating: { grade: number; tags: string[]; comment: string } | null;
  rectification: Link | null;
  about: (Link & { grade: number; tags: string[]; comment: string }) | null;
}

const fileOf = async (by: Client, on: { county: string; id: string }): Promise<File> =>
  (await by.get<File>(`/api/cases/${on.county}/${on.id}`)).body;

/** A relief application of 李国强, taken as far as the town. */
async function atTown(key: string): Promise<Answer> {
  const who = await residentOf(server, '19900000004');
  const form = { reason_kind: 'fire', story: '起火', household_size: 1, monthly_income: 0, contact_phone: '19900000004' };
  const on = await submitCase(server.linli, who.scope, who.actor, {
    item: 'temporary-relief',
    applicant: who.person,
    form,
    agent: null,
    materials: ['event-proof'],
    key,
  });
  await actOn(clerk, on, 'accept');
  await actOn(director, on, 'forward-town', { visited_on: '2026-11-01', finding: 'as-stated' });
  return on;
}

test('a bad rating says why in words and leads to its rectification, which leads back; who only reads sees no free words', async () => {
  const on = await atTown('file-bad-rating');
  await actOn(town, on, 'town-grant', { amount: 500 });
  await rate(server.linli, publicScope, {
    county: on.county,
    token: ratingToken(server.vault, on.county, on.id, 1),
    grade: 2,
    tags: ['slow', 'visits'],
    comment: '张三让我跑了三趟',
    channel: 'hall',
  });
  const file = await fileOf(town, on);
  assert.deepEqual(file.rating, { grade: 2, tags: ['办得太慢', '让我多跑'], comment: '张三让我跑了三趟' });
  assert.equal(file.about, null);
  assert.equal(file.rectification?.title, '差评整改');
  const back = await fileOf(town, file.rectification!);
  assert.deepEqual(
    [back.about?.id, back.about?.number, back.about?.title, back.about?.tags, back.rectification],
    [on.id, on.number, '临时救助申请', ['办得太慢', '让我多跑'], null],
  );
  const along = await fileOf(reader, on);
  assert.deepEqual([along.rating?.tags, along.rectification?.id], [['办得太慢', '让我多跑'], file.rectification!.id]);
  for (const one of [along, await fileOf(reader, file.rectification!)]) assert.doesNotMatch(JSON.stringify(one), /张三/);
  for (const id of [on.id, file.rectification!.id]) assert.equal((await stranger.get(`/api/cases/${on.county}/${id}`)).status, 404);
});

test('while a department is asked it is not offered again, acts that wait for it say so, and the engine refuses a second question', async () => {
  const on = await atTown('file-consulted');
  const unit = `${on.county}:medical-insurance`;
  assert.deepEqual(
    (await fileOf(town, on)).allowed.find((one) => one.act === 'consult')?.fields[0]?.options?.map((one) => one.value),
    [unit, `${on.county}:human-resources`],
  );
  await actOn(town, on, 'consult', { unit, question: '请核对报销' });
  const file = await fileOf(town, on);
  assert.ok(!file.allowed.some((one) => one.act === 'consult'));
  assert.equal(file.waiting.find((one) => one.act === 'consult')?.why, '已经有一个部门在核对，请等它答复');
  assert.ok(file.waiting.some((one) => one.act === 'town-grant') && file.allowed.some((one) => one.act === 'return'));
  const again = (one: string) =>
    town.post<{ code: string; sentence: string }>(`/api/cases/${on.county}/${on.id}/acts`, {
      act: 'consult',
      expected: file.case.acts,
      form: { unit: one, question: '再核对一次' },
      opinion: '',
      key: `again-${one}`,
    });
  const refused = await again(unit);
  assert.deepEqual(
    [refused.status, refused.body.code, refused.body.sentence],
    [409, 'CONSULTATION_OPEN', '这个部门已经在核对这件事，还没有答复。'],
  );
  assert.equal((await again(`${on.county}:human-resources`)).body.code, 'GUARD_FAILED');
});

test('a notice waits until its case is opened by the level it is for, or until what it asks for is done', async () => {
  const told = async (by: Client, id: string): Promise<number> =>
    (await by.get<{ notices: { caseId: string }[] }>('/api/notices')).body.notices.filter((one) => one.caseId === id).length;
  const on = await atTown('file-notices');
  // The community's notice of the arrival asked for what was done since, whether or not anybody opened it.
  assert.deepEqual([await told(clerk, on.id), await told(town, on.id)], [0, 1]);
  const open = (by: Client) => by.post(`/api/cases/${on.county}/${on.id}/notices/read`);
  assert.equal((await open(clerk)).status, 200);
  assert.equal((await open(reader)).status, 403);
  assert.equal(await told(town, on.id), 1);
  assert.equal((await open(town)).status, 200);
  assert.equal(await told(town, on.id), 0);
  await actOn(town, on, 'return', { reason: 'facts' });
  assert.deepEqual([await told(clerk, on.id), await told(stranger, on.id)], [1, 0]);
});

test('who is too young reads the number and the own age: at the window before anything is filled in, in the refusal, and on the item itself', async () => {
  const clerk = await server.as('chuangkou');
  const { person } = await residentOf(server, '19900000002');
  interface Shown {
    readonly item: { summary: string; who: string; conditions: { title: string }[] };
    readonly unmet: string[];
  }
  const { body } = await clerk.get<Shown>(`/api/items/old-age-allowance?county=${person.county}&person=${person.id}`);
  assert.match(body.item.summary, /^年满 80 周岁.*每月 100 元.*300 元.*600 元/);
  assert.equal(body.unmet.length, 1);
  assert.match(body.unmet[0]!, /^年满 80 周岁（本人现在 5\d 周岁）$/);
  const refused = await clerk.post<{ code: string; sentence: string }>('/api/cases', {
    item: 'old-age-allowance',
    county: person.county,
    applicant: person.id,
    form: { bank_account: '6217309657442074875', contact_phone: '19900000002', address: '杨柳路12号', visit_help: 'no' },
    key: 'too-young-1',
  });
  assert.deepEqual([refused.status, refused.body.code], [409, 'CONDITION_NOT_MET']);
  assert.ok(refused.body.sentence.includes(body.unmet[0]!), refused.body.sentence);
  const old = await residentOf(server, '19900000001');
  assert.deepEqual(
    (await clerk.get<Shown>(`/api/items/old-age-allowance?county=${old.person.county}&person=${old.person.id}`)).body.unmet,
    [],
  );
});
