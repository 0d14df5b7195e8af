import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { residentOf } from '../../../tests/support/resident.ts';
import type { Client, TestServer } from '../../../tests/support/server.ts';
import { openTestServer } from '../../../tests/support/server.ts';
import { maskAddress } from '../../registers/registers.ts';
import { rate } from '../ratings/rating.ts';
import { actOnCase, ratingToken, submitCase } from './commands.ts';

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
const act = (by: Client, on: Key, name: string, form = {}, opinion = '核对无误', key = `${name}-${Math.random()}`) =>
  by.post<Key & { code: string; state: string }>(`/api/cases/${on.county}/${on.id}/acts`, {
    act: name,
    expected: on.acts,
    form,
    opinion,
    key,
  });

const resident = (phone: string) => residentOf(server, phone);

test('one application passes community, town and county, comes back to the applicant and is rated', async () => {
  const who = await resident('19900000001');
  const input = {
    item: 'old-age-allowance',
    applicant: who.person,
    form: { bank_account: '6217309657442074875', contact_phone: '19900000001', address: '杨柳路12号', visit_help: 'yes' },
    agent: null,
    materials: [],
    key: 'story-submit-1',
  };
  const opened = await submitCase(server.linli, who.scope, who.actor, input);
  const again = await submitCase(server.linli, who.scope, who.actor, input);
  assert.equal(again.id, opened.id);
  assert.equal(again.repeated, true);
  assert.match(opened.number, /^\d{12}$/);
  let on: Key = opened;
  const pass = async (by: Client, name: string, form = {}): Promise<void> => {
    const answer = await act(by, on, name, form);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    on = answer.body;
  };
  assert.equal((await act(town, on, 'accept')).body.code, 'ACT_NOT_ALLOWED');
  await pass(clerk, 'accept');
  assert.equal((await act(clerk, { ...on, acts: 1 }, 'forward-town')).body.code, 'CASE_MOVED');
  await pass(director, 'forward-town');
  await pass(town, 'forward-county');
  await pass(county, 'grant', { monthly_amount: '100', from_month: '2026-12-01' });
  const page = await county.get<{ case: { outcome: string }; deadline: { trace: unknown[] }; acts: unknown[] }>(
    `/api/cases/${on.county}/${on.id}`,
  );
  assert.equal(page.body.case.outcome, 'granted');
  assert.ok(page.body.deadline.trace.length >= 4);
  const confirmed = await actOnCase(
    server.linli,
    who,
    { ...on, expected: on.acts },
    {
      act: 'confirm',
      form: { solved: 'solved' },
      opinion: '',
      key: 'confirm-key-1',
    },
  );
  assert.equal(confirmed.state, 'closed');
  const token = ratingToken(server.vault, on.county, on.id, 1);
  const rated = await rate(server.linli, who.scope, {
    county: on.county,
    token,
    grade: 1,
    tags: ['slow'],
    comment: '等太久',
    channel: 'hall',
  });
  assert.match(rated.rectification ?? '', /^\d{12}$/);
  await assert.rejects(rate(server.linli, who.scope, { county: on.county, token, grade: 5, tags: [], comment: '', channel: 'hall' }), {
    code: 'RATING_USED',
  });
});

test('small relief is decided by the town, a larger sum only by the county, and a consulted department is waited for', async () => {
  const who = await resident('19900000004');
  const submit = (key: string) =>
    submitCase(server.linli, who.scope, who.actor, {
      item: 'temporary-relief',
      applicant: who.person,
      form: { reason_kind: 'fire', story: '灶房起火', household_size: '4', monthly_income: '2000', contact_phone: '19900000004' },
      agent: null,
      materials: ['event-proof'],
      key,
    });
  const [clerk2, director2] = await Promise.all([server.as('shequ01'), server.as('zhuren01')]);
  let on: Key = await submit('relief-story-1');
  const pass = async (by: Client, name: string, form = {}): Promise<void> => {
    const answer = await act(by, on, name, form);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    on = answer.body;
  };
  await pass(clerk2, 'accept');
  // Nobody was there tomorrow.
  assert.equal((await act(director2, on, 'forward-town', { visited_on: '2099-01-01', finding: 'as-stated' })).body.code, 'GUARD_FAILED');
  await pass(director2, 'forward-town', { visited_on: '2026-11-01', finding: 'as-stated' });
  await pass(town, 'consult', { unit: `${on.county}:medical-insurance`, question: '请核对报销' });
  assert.equal((await act(town, on, 'town-grant', { amount: 500 })).body.code, 'GUARD_FAILED');
  const department = await server.as('yibao');
  const desk = await department.get<{ consultations: { id: string; county: string; caseNumber: string; shown: { value: string }[] }[] }>(
    '/api/consultations?open=true',
  );
  const asked = desk.body.consultations.find((one) => one.caseNumber === on.number)!;
  assert.ok(asked.shown.some((fact) => fact.value === '李*强'));
  assert.equal((await department.get(`/api/cases/${on.county}/${on.id}`)).status, 403);
  assert.equal(
    (await department.post(`/api/consultations/${asked.county}/${asked.id}/answer`, { answer: 'information', opinion: '自付八千元' }))
      .status,
    200,
  );
  assert.equal((await act(town, on, 'town-grant', { amount: 50_000 })).body.code, 'GUARD_FAILED');
  await pass(town, 'forward-county', { amount: '6000' });
  const file = await county.get<{ allowed: { act: string; values: Record<string, unknown> }[] }>(`/api/cases/${on.county}/${on.id}`);
  assert.equal(file.body.allowed.find((one) => one.act === 'grant')!.values.amount, 6000);
  await pass(county, 'grant', { amount: '6000' });
});

test('materials that the applicant must bring are asked for online', async () => {
  const who = await resident('19900000004');
  const input = {
    item: 'temporary-relief',
    applicant: who.person,
    form: { reason_kind: 'fire', story: '起火', household_size: 1, monthly_income: 0, contact_phone: '19900000004' },
    agent: null,
    materials: [],
    key: 'no-material',
  };
  await assert.rejects(submitCase(server.linli, who.scope, who.actor, input), { code: 'MATERIAL_MISSING' });
  const young = await submitCase(server.linli, who.scope, who.actor, {
    ...input,
    item: 'old-age-allowance',
    form: { bank_account: '62173096574420', contact_phone: '19900000001', address: 'x', visit_help: 'no' },
    key: 'too-young',
  }).catch((error: { code: string }) => error.code);
  assert.equal(young, 'CONDITION_NOT_MET');
});

test('receipt and result are printed as PDF, and the list on screen is exported as Excel', async () => {
  const list = await county.get<{ cases: { county: string; id: string; outcome: string | null }[] }>('/api/cases?view=closed&limit=50');
  const done = list.body.cases.find((one) => one.outcome === 'granted')!;
  for (const paper of ['receipt', 'result']) {
    const printed = await county.get(`/api/cases/${done.county}/${done.id}/${paper}`);
    assert.equal(printed.status, 200);
    assert.equal(printed.raw.subarray(0, 5).toString(), '%PDF-');
  }
  const sheet = await county.get('/api/cases/export?view=closed');
  assert.equal(sheet.raw.subarray(0, 2).toString(), 'PK');
});

test('RES-03 one id number finds the archive, fills the application in and gathers the cases of all channels', async () => {
  const who = await resident('19900000021');
  const idNumber = server.vault.open(who.person.id_sealed!);
  const found = await clerk.post<{ people: { county: string; id: string }[] }>('/api/people/search', { idNumber });
  assert.deepEqual(
    found.body.people.map((one) => one.id),
    [who.person.id],
  );
  const guide = await clerk.get<{ prefilled: Record<string, { value: string }> }>(
    `/api/items/old-age-allowance?county=${who.person.county}&person=${who.person.id}`,
  );
  assert.equal(guide.body.prefilled.address?.value, maskAddress(who.person.address));
  assert.equal(guide.body.prefilled.contact_phone?.value, '****0021');
  // What the register knows is not sent again: only the one answer that was missing.
  const atWindow = await clerk.post<Key>('/api/cases', {
    item: 'old-age-allowance',
    county: who.person.county,
    applicant: who.person.id,
    form: { bank_account: '6217309657442074875', visit_help: true, address: maskAddress(who.person.address) },
    key: 'window-key-1',
  });
  assert.equal(atWindow.status, 200, JSON.stringify(atWindow.body));
  const {
    rows: [written],
  } = await server.owner.query<{ address: string }>("select form ->> 'address' as address from procedures.cases where id = $1", [
    atWindow.body.id,
  ]);
  assert.equal(written!.address, who.person.address);
  const online = await submitCase(server.linli, who.scope, who.actor, {
    item: 'temporary-relief',
    applicant: who.person,
    form: { reason_kind: 'illness', story: '住院', household_size: 2, monthly_income: 900, contact_phone: '19900000021' },
    agent: null,
    materials: ['event-proof'],
    key: 'online-key-1',
  });
  const page = await clerk.get<{ person: { cases: { id: string; channel: string }[] } }>(
    `/api/people/${who.person.county}/${who.person.id}`,
  );
  const channels = new Map(page.body.person.cases.map((one) => [one.id, one.channel]));
  assert.equal(channels.get(atWindow.body.id), 'window');
  assert.equal(channels.get(online.id), 'hall');
});
