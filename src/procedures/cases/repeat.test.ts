import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CaseKey } from '../../../tests/support/case.ts';
import { actOn } from '../../../tests/support/case.ts';
import { residentOf } from '../../../tests/support/resident.ts';
import type { Client, TestServer } from '../../../tests/support/server.ts';
import { openTestServer } from '../../../tests/support/server.ts';
import { jobScope } from '../../kernel/kernel.ts';
import { listEntitlements, listLabels } from '../../registers/registers.ts';
import { findCase } from './case.store.ts';
import { actOnCase } from './commands.ts';

let server: TestServer;
let clerk: Client;
let director: Client;
let town: Client;
let county: Client;
before(async () => {
  server = await openTestServer();
  [clerk, director, town, county] = (await Promise.all(['chuangkou', 'zhuren', 'jiedao', 'minzheng'].map((login) => server.as(login)))) as [
    Client,
    Client,
    Client,
    Client,
  ];
});
after(() => server.close());

const form = { bank_account: '6217309657442074875', contact_phone: '19900000001', address: '杨柳路12号', visit_help: 'no' };
let counter = 0;

interface Refused {
  readonly code: string;
  readonly sentence: string;
}

const submit = (person: { county: string; id: string }, repeat?: object) =>
  clerk.post<CaseKey & Refused>('/api/cases', {
    item: 'old-age-allowance',
    county: person.county,
    applicant: person.id,
    form,
    seen: [],
    key: `repeat-${(counter += 1)}`,
    ...(repeat ? { repeat } : {}),
  });

async function toCounty(on: CaseKey): Promise<void> {
  await actOn(clerk, on, 'accept');
  await actOn(director, on, 'forward-town');
  await actOn(town, on, 'forward-county');
}

async function grant(on: CaseKey, answers: object, by = county): Promise<{ status: number; body: Refused }> {
  const { body } = await by.get<{ case: { acts: number } }>(`/api/cases/${on.county}/${on.id}`);
  return by.post<Refused>(`/api/cases/${on.county}/${on.id}/acts`, {
    act: 'grant',
    expected: body.case.acts,
    form: answers,
    opinion: '同意',
    key: `grant-${(counter += 1)}-key`,
  });
}

test('what can be had once is granted once: a second application is refused with what runs, and one already on its way is refused at the decision', async () => {
  const { person } = await residentOf(server, '19900000001');
  const first = (await submit(person)).body;
  const second = (await submit(person)).body;
  await toCounty(first);
  await toCounty(second);
  const paid = { monthly_amount: 100, from_month: '2026-12-01' };
  assert.equal((await grant(first, paid)).status, 200);
  // The second one was handed in before: it comes to the decision and is held up there, by screen and by API.
  interface Shown {
    readonly allowed: { act: string; fields: { name: string; required: boolean }[] }[];
    readonly same: { entitlements: { running: string }[]; cases: { id: string; outcomeTitle: string }[] };
  }
  const shown = (await county.get<Shown>(`/api/cases/${second.county}/${second.id}`)).body;
  assert.deepEqual(
    shown.same.entitlements.map((one) => one.running),
    ['自2026年12月1日起，每月 100 元'],
  );
  assert.deepEqual(
    shown.same.cases.map((one) => [one.id, one.outcomeTitle]),
    [[first.id, '同意']],
  );
  assert.deepEqual(
    shown.allowed
      .find((one) => one.act === 'grant')!
      .fields.slice(-2)
      .map((field) => [field.name, field.required]),
    [
      ['repeat_exception', true],
      ['repeat_reason', true],
    ],
  );
  assert.equal((await grant(second, paid)).status, 400);
  const refused = await submit(person);
  assert.deepEqual([refused.status, refused.body.code], [409, 'ALREADY_RECEIVED']);
  assert.match(refused.body.sentence, /高龄津贴.*自2026年12月1日起，每月 100 元/);
  assert.equal((await submit(person, { repeat_exception: 'because', repeat_reason: '就是要' })).status, 409);
  assert.equal((await submit(person, { repeat_exception: 'higher-age', repeat_reason: ' ' })).status, 409);
  assert.equal(
    (await submit(person, { repeat_exception: 'higher-age', repeat_reason: '\u200d\u180b。。' })).status,
    409,
    'what nobody reads is no reason',
  );
  // With a stated exception the new one takes the place of the old.
  assert.equal(
    (await grant(second, { monthly_amount: 300, from_month: '2027-01-01', repeat_exception: 'higher-age', repeat_reason: '满九十周岁' }))
      .status,
    200,
  );
  const rows = await listEntitlements(server.database.within(jobScope), person.county, person.id);
  assert.deepEqual(
    rows.map((one) => [one.amount, one.from_day, one.to_day, one.end_reason]),
    [
      [300, '2027-01-01', null, ''],
      [100, '2026-12-01', '2027-01-01', '满九十周岁'],
    ],
  );
  const labels = (await listLabels(server.database.within(jobScope), person.county, person.id)).filter(
    (one) => one.label === 'elder_age' && one.to_day === null,
  );
  assert.equal(labels.length, 1, 'a label is borne once');
});

test('two officers who grant at one moment grant one', async () => {
  const { person } = await residentOf(server, '19900000021');
  const both = [(await submit(person)).body, (await submit(person)).body];
  for (const one of both) await toCounty(one);
  const answers = await Promise.all(both.map((one) => grant(one, { monthly_amount: 100, from_month: '2026-12-01' })));
  assert.equal(answers.filter((one) => one.status === 200).length, 1, JSON.stringify(answers.map((one) => one.body)));
  assert.equal((await listEntitlements(server.database.within(jobScope), person.county, person.id)).length, 1);
});

test('what was granted is stopped with day and reason, told to its person, and a mistaken stop is taken back', async () => {
  const { person, scope } = await residentOf(server, '19900000003');
  const [running] = await listEntitlements(server.database.within(jobScope), person.county, person.id);
  const path = `/api/entitlements/${person.county}/${running!.id}`;
  assert.equal((await clerk.post(`${path}/stop`, { day: '2026-12-01', reason: '迁出' })).status, 403);
  assert.equal((await county.post<Refused>(`${path}/stop`, { day: '2001-01-01', reason: '迁出本县' })).body.code, 'ENTITLEMENT_TOO_EARLY');
  assert.equal((await county.post<Refused>(`${path}/stop`, { day: '2027-02-01', reason: '' })).body.code, 'REASON_NEEDED');
  assert.equal((await county.post(`${path}/stop`, { day: '2027-02-01', reason: '迁出本县' })).status, 200);
  assert.equal((await county.post<Refused>(`${path}/stop`, { day: '2027-02-01', reason: '迁出本县' })).body.code, 'CONFLICT');
  const told = await server.database.within(scope).query<{ template: string }>({
    name: 'test-notices',
    text: `select template from procedures.notice where recipient = 'applicant' and template like 'entitlement%'`,
  });
  assert.deepEqual(
    told.map((one) => one.template),
    ['entitlement-ended'],
  );
  assert.equal((await submit(person)).status, 200, 'what has ended may be applied for');
  // Nobody has it for one day twice: neither a grant before the other one ends, nor one taken up again beside a later one.
  const early = (await submit(person)).body;
  await toCounty(early);
  const overlaps = await grant(early, { monthly_amount: 100, from_month: '2026-12-01' });
  assert.deepEqual([overlaps.status, overlaps.body.code], [409, 'ENTITLEMENT_OVERLAP']);
  assert.match(overlaps.body.sentence, /2027年2月1日起才停发/);
  assert.equal((await grant(early, { monthly_amount: 100, from_month: '2027-02-01' })).status, 200);
  assert.equal((await county.post<Refused>(`${path}/continue`, { reason: '看错了人' })).body.code, 'ENTITLEMENT_OVERLAP');
  const later = (await listEntitlements(server.database.within(jobScope), person.county, person.id)).find((one) => one.to_day === null)!;
  assert.equal(
    (await county.post(`/api/entitlements/${person.county}/${later.id}/stop`, { day: '2027-02-01', reason: '当初就不该发' })).status,
    200,
  );
  assert.equal((await county.post(`${path}/continue`, { reason: '看错了人' })).status, 200);
  assert.equal((await listEntitlements(server.database.within(jobScope), person.county, person.id))[0]!.to_day, null);
});

test('a granted case that is opened again gives what its last decision says, and nothing when that denies', async () => {
  const { person, scope, actor } = await residentOf(server, '19900000020');
  const on = (await submit(person)).body;
  await toCounty(on);
  const given = async () =>
    (await listEntitlements(server.database.within(jobScope), person.county, person.id)).map((one) => [one.amount, one.to_day]);
  const reopen = async () => {
    const { acts } = (await findCase(server.database.within(scope), on.county, on.id))!;
    await actOnCase(
      server.linli,
      { scope, actor },
      { ...on, expected: acts },
      {
        act: 'reopen',
        form: {},
        opinion: '没有收到',
        key: `reopen-${(counter += 1)}`,
      },
    );
  };
  assert.equal((await grant(on, { monthly_amount: 100, from_month: '2026-12-01' })).status, 200);
  assert.deepEqual(await given(), [[100, null]]);
  await reopen();
  await actOn(county, on, 'deny');
  assert.deepEqual(await given(), []);
  await reopen();
  assert.equal((await grant(on, { monthly_amount: 300, from_month: '2026-12-01' })).status, 200);
  assert.deepEqual(await given(), [[300, null]]);
});
