import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { residentOf } from '../../../tests/support/resident.ts';
import type { Client, TestServer } from '../../../tests/support/server.ts';
import { openTestServer } from '../../../tests/support/server.ts';
import { deliverMessages } from '../../channels/messages/messages.ts';
import { fixedClock, jobScope } from '../../kernel/kernel.ts';
import { rate } from '../ratings/rating.ts';
import { closeUnanswered, recomputeProvisional } from '../upkeep/upkeep.ts';
import { findCase } from './case.store.ts';
import { actOnCase, ratingToken, submitCase } from './commands.ts';
import { newCaseNumber, readCaseNumber, sayCaseNumber } from './number.ts';

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

interface Key {
  county: string;
  id: string;
  number: string;
  acts: number;
}

const resident = (phone: string) => residentOf(server, phone);

let counter = 0;
async function open(phone = '19900000001'): Promise<Key & { who: Awaited<ReturnType<typeof resident>> }> {
  const who = await resident(phone);
  const answer = await submitCase(server.linli, who.scope, who.actor, {
    item: 'old-age-allowance',
    applicant: who.person,
    form: { bank_account: '6217309657442074875', contact_phone: phone, address: '杨柳路12号', visit_help: 'no' },
    agent: null,
    materials: [],
    key: `moves-${(counter += 1)}-key`,
  });
  return { ...answer, who };
}

async function pass(on: Key, by: Client, act: string, form = {}, opinion = '核对无误'): Promise<Key & { state: string; dueOn: string }> {
  const answer = await by.post<Key & { state: string; dueOn: string }>(`/api/cases/${on.county}/${on.id}/acts`, {
    act,
    expected: on.acts,
    form,
    opinion,
    key: `moves-${(counter += 1)}-key`,
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

const stored = async (on: Key) => (await findCase(server.database.within(jobScope), on.county, on.id))!;

test('a first return goes back with its basis, a second one to a ruling of the county', async () => {
  let on: Key & { state?: string } = await open();
  on = await pass(on, clerk, 'accept');
  on = await pass(on, director, 'forward-town');
  assert.equal(
    (
      await town.post(`/api/cases/${on.county}/${on.id}/acts`, {
        act: 'return',
        expected: on.acts,
        form: {},
        opinion: '补',
        key: 'moves-no-reason',
      })
    ).status,
    400,
  );
  on = await pass(on, town, 'return', { reason: 'facts' });
  assert.equal(on.state, 'community-check');
  on = await pass(on, director, 'forward-town');
  on = await pass(on, town, 'return', { reason: 'duty' });
  assert.equal(on.state, 'ruling');
  on = await pass(on, county, 'rule-town');
  assert.equal(on.state, 'town-review');
});

test('a pause stops the clock with its reason and never lasts longer than its cap', async () => {
  let on: Key & { dueOn?: string | null } = await open();
  on = await pass(on, clerk, 'accept');
  on = await pass(on, director, 'forward-town');
  const before_ = (await stored(on)).due_on!;
  on = await pass(on, town, 'pause', { reason: 'publicity' });
  const paused = await stored(on);
  assert.ok(paused.due_on! > before_ && paused.paused_at);
  on = await pass(on, town, 'resume');
  // Paused and resumed on the same day: nothing was lost.
  assert.equal((await stored(on)).due_on, before_);
});

test('a correction hands the clock to the applicant and the answers come back into the application', async () => {
  let on: Key = await open();
  const { who } = on as Awaited<ReturnType<typeof open>>;
  on = await pass(on, clerk, 'request-correction', {}, '请补卡号');
  assert.equal((await stored(on)).holder, 'applicant');
  await actOnCase(
    server.linli,
    who,
    { ...on, expected: on.acts },
    {
      act: 'correct',
      form: { bank_account: '62220000111122223333' },
      opinion: '',
      key: 'moves-correct-1',
    },
  );
  const one = await stored(on);
  assert.equal(one.form.bank_account, '62220000111122223333');
  assert.equal(one.state, 'submitted');
});

test('asking again after the acceptance buys no time: the case goes back to the check and keeps its clock', async () => {
  let on: Key & { state?: string } = await open();
  const { who } = on as Awaited<ReturnType<typeof open>>;
  on = await pass(on, clerk, 'accept');
  const accepted = await stored(on);
  on = await pass(on, clerk, 'request-correction', {}, '请补卡号');
  const file = await clerk.get<{ allowed: { act: string; keeps: boolean; values: Record<string, unknown> }[] }>(
    `/api/cases/${on.county}/${on.id}`,
  );
  const correct = file.body.allowed.find((one) => one.act === 'correct')!;
  // Whoever corrects sees what was handed in, numbers behind their mask.
  assert.deepEqual([correct.keeps, correct.values.bank_account, correct.values.visit_help], [true, '****4875', false]);
  await actOnCase(
    server.linli,
    who,
    { ...on, expected: on.acts },
    {
      act: 'correct',
      form: { visit_help: 'yes' },
      opinion: '',
      key: 'moves-correct-2',
    },
  );
  const one = await stored(on);
  assert.equal(one.state, 'community-check');
  assert.equal(new Date(one.accepted_at!).toISOString(), new Date(accepted.accepted_at!).toISOString());
  assert.equal(one.due_on, accepted.due_on);
  assert.deepEqual([one.form.bank_account, one.form.visit_help], ['6217309657442074875', true]);
});

test('all extensions of a case together stay within the limit, in whole days', async () => {
  let on: Key = await open();
  on = await pass(on, clerk, 'accept');
  on = await pass(on, director, 'forward-town');
  on = await pass(on, town, 'forward-county');
  const extend = (days: number) =>
    county.post<Key & { code: string; sentence: string; fields?: Record<string, unknown> }>(`/api/cases/${on.county}/${on.id}/acts`, {
      act: 'extend',
      expected: on.acts,
      form: { days },
      opinion: '等体检结果',
      key: `moves-extend-${days}-${on.acts}`,
    });
  assert.equal((await extend(1.5)).body.code, 'INPUT_INVALID');
  const first = await extend(6);
  assert.equal(first.status, 200);
  on = first.body;
  const second = await extend(6);
  assert.equal(second.body.code, 'EXTENSION_TOO_LONG');
  assert.match(second.body.sentence, /最多 10 个工作日.*还能延长 4 个工作日/);
  const promisedIn = (unit: string) =>
    server.owner.query("update procedures.cases set deadline = jsonb_set(deadline, '{unit}', to_jsonb($2::text)) where id = $1", [
      on.id,
      unit,
    ]);
  await promisedIn('calendar');
  assert.match((await extend(7)).body.sentence, /最多 10 天.*还能延长 4 天/);
  await promisedIn('working');
  assert.equal((await extend(4)).status, 200);
});

test("the sum an allowance comes to follows from age and the county's own table, and only the applicant says whether it was solved", async () => {
  let on: Key & { state?: string } = await open();
  const { who } = on as Awaited<ReturnType<typeof open>>;
  on = await pass(on, clerk, 'accept');
  on = await pass(on, director, 'forward-town');
  on = await pass(on, town, 'forward-county');
  const file = await county.get<{ allowed: { act: string; values: Record<string, unknown> }[] }>(`/api/cases/${on.county}/${on.id}`);
  assert.equal(file.body.allowed.find((one) => one.act === 'grant')!.values.monthly_amount, 100);
  on = await pass(on, county, 'grant', { monthly_amount: 100, from_month: '2026-12-01' });
  for (const staff of [clerk, director]) {
    const answer = await staff.post<{ code: string }>(`/api/cases/${on.county}/${on.id}/acts`, {
      act: 'confirm',
      expected: on.acts,
      form: { solved: 'solved' },
      opinion: '',
      key: 'moves-staff-confirms',
    });
    assert.equal(answer.body.code, 'ACT_NOT_ALLOWED');
  }
  for (const solved of ['no-contact', 'not-our-duty']) {
    await assert.rejects(
      actOnCase(
        server.linli,
        who,
        { ...on, expected: on.acts },
        {
          act: 'confirm',
          form: { solved },
          opinion: '',
          key: `moves-${solved}`,
        },
      ),
      { code: 'GUARD_FAILED' },
    );
  }
  await actOnCase(
    server.linli,
    who,
    { ...on, expected: on.acts },
    {
      act: 'confirm',
      form: { solved: 'half-solved' },
      opinion: '',
      key: 'moves-confirms',
    },
  );
  assert.equal((await stored(on)).decision.solved, 'half-solved');
});

test('a bad rating opens its rectification with call-back, and the second rating needs its own token', async () => {
  let on: Key = await open('19900000021');
  const { who } = on as Awaited<ReturnType<typeof open>>;
  on = await pass(on, clerk, 'accept');
  on = await pass(on, director, 'forward-town');
  on = await pass(on, town, 'forward-county');
  on = await pass(on, county, 'grant', { monthly_amount: 100, from_month: '2026-12-01' });
  const input = {
    county: on.county,
    token: ratingToken(server.vault, on.county, on.id, 1),
    grade: 1 as const,
    tags: [],
    comment: '',
    channel: 'hall' as const,
  };
  await assert.rejects(rate(server.linli, who.scope, input), { code: 'RATING_REASON' });
  const { rectification } = await rate(server.linli, who.scope, { ...input, comment: '跑了三趟' });
  const list = await town.get<{ cases: (Key & { item: string })[] }>(`/api/cases?view=inbox&query=${rectification}`);
  let fix: Key = list.body.cases[0]!;
  assert.equal(list.body.cases[0]!.item, 'rectification');
  fix = await pass(fix, town, 'call-back', { reached: 'yes' }, '已道歉并了解情况');
  fix = await pass(fix, town, 'rectify', { measure: 'fixed' }, '以后上门收材料');
  const second = await rate(server.linli, who.scope, {
    ...input,
    token: ratingToken(server.vault, fix.county, fix.id, 1),
    grade: 4,
    comment: '',
  });
  assert.equal(second.rectification, undefined);
  // No staff role holds a way to write a rating.
  const { rows } = await server.owner.query(
    "select grantee from information_schema.role_table_grants where table_schema = 'procedures' and table_name = 'rating' and privilege_type in ('INSERT', 'UPDATE', 'DELETE') and grantee <> 'linli_owner' and grantee <> 'linli_job'",
  );
  assert.deepEqual(rows, []);
});

test('a case whose applicant does not answer is closed after the confirmation limit, and its rating stays open', async () => {
  let on: Key = await open('19900000003');
  on = await pass(on, clerk, 'accept');
  on = await pass(on, director, 'forward-town');
  on = await pass(on, town, 'forward-county');
  on = await pass(on, county, 'deny', {}, '户籍已迁出');
  await closeUnanswered(server.linli);
  assert.equal((await stored(on)).state, 'confirming');
  await closeUnanswered({ ...server.linli, clock: fixedClock(new Date(Date.now() + 30 * 86_400_000)) });
  assert.equal((await stored(on)).state, 'closed');
});

test('a step taken after the promised day does not tell the applicant that the day still holds', async () => {
  const told = async (one: Key) =>
    (
      await server.owner.query<{ template: string }>(
        "select template from procedures.notice where case_id = $1 and recipient = 'applicant' order by created_at desc, id desc limit 1",
        [one.id],
      )
    ).rows[0]!.template;
  let on: Key = await open();
  on = await pass(on, clerk, 'accept');
  on = await pass(on, director, 'forward-town');
  assert.equal(await told(on), 'moved');
  await server.owner.query(
    "update procedures.cases set deadline = jsonb_set(deadline, '{start}', to_jsonb('2026-01-05'::text)) where id = $1",
    [on.id],
  );
  on = await pass(on, town, 'forward-county');
  assert.equal(await told(on), 'moved-late');
});

test("a provisional due date is computed again when the year's calendar is known", async () => {
  const late = { ...server.linli, clock: fixedClock('2027-12-20T02:00:00Z') };
  const who = await resident('19900000001');
  const answer = await submitCase(late, who.scope, who.actor, {
    item: 'old-age-allowance',
    applicant: who.person,
    form: { bank_account: '6217309657442074875', contact_phone: '19900000001', address: 'x', visit_help: 'no' },
    agent: null,
    materials: [],
    key: 'moves-provisional',
  });
  assert.equal(answer.dueProvisional, true);
  const known = {
    ...server.linli.calendar,
    years: new Set([...server.linli.calendar.years, 2027, 2028]),
    holidays: new Map([...server.linli.calendar.holidays, ['2027-12-24', 'x'] as const]),
  };
  assert.ok((await recomputeProvisional({ ...late, calendar: known })) >= 1);
  const one = await stored({ ...answer });
  assert.equal(one.due_provisional, false);
  assert.equal(one.due_on, '2027-12-28');
});

test('messages wait sealed in the outbox until an adapter takes them; a refused one is tried again', async () => {
  const sent: { to: string; body: string }[] = [];
  let refuse = true;
  const adapter = {
    send: async (to: string, body: string): Promise<void> => {
      if (refuse) throw new Error('gateway answered 503');
      sent.push({ to, body });
    },
  };
  const job = server.database.within(jobScope);
  assert.equal(await deliverMessages(job, server.vault, adapter), 0);
  refuse = false;
  const count = await deliverMessages(job, server.vault, adapter);
  assert.ok(count > 0 && sent.length === count);
  assert.ok(sent.every((one) => /^1\d{10}$/.test(one.to) && one.body.length > 10));
});

test('a case number is said in fours and one misheard digit is noticed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 9 }), (place, change) => {
      const number = newCaseNumber('2026-11-22');
      assert.equal(readCaseNumber(sayCaseNumber(number)), number);
      const wrong = [...number].map((digit, index) => (index === place ? String((Number(digit) + change) % 10) : digit)).join('');
      assert.equal(readCaseNumber(wrong), undefined);
    }),
  );
});
