import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { CaseKey } from '../../../tests/support/case.ts';
import { actOn } from '../../../tests/support/case.ts';
import { residentOf } from '../../../tests/support/resident.ts';
import type { Client, TestServer } from '../../../tests/support/server.ts';
import { openTestServer } from '../../../tests/support/server.ts';
import { foldDeltas, verifyMeasures } from '../../indicators/indicators.ts';
import type { Scope } from '../../kernel/kernel.ts';
import { auditRow, gateScope, jobScope } from '../../kernel/kernel.ts';
import { findPeopleByPhone, idHash, listEntitlements, listRunning } from '../../registers/registers.ts';
import { findCase } from '../cases/case.store.ts';
import { actOnCase } from '../cases/commands.ts';
import { recordTransfer } from './transfer.store.ts';

let server: TestServer;
let here: Client;
let there: Client;
before(async () => {
  server = await openTestServer();
  [here, there] = (await Promise.all(['chuangkou', 'shequ01'].map((login) => server.as(login)))) as [Client, Client];
});
after(() => server.close());

interface Refused {
  readonly code: string;
  readonly next: string;
}
interface Moved {
  readonly county: string;
  readonly id: string;
  readonly people: number;
  readonly told: string;
}
interface Preview {
  readonly from: string;
  readonly others: number;
  readonly crossing: boolean;
  readonly cases: { id: string; mine: boolean }[];
}

const relief = { reason_kind: 'illness', story: '住院', household_size: 2, monthly_income: 900, contact_phone: '19900000004' };
const where = {
  community: '990101001001',
  address: '杨柳路9号2单元',
  residence: 'resident',
  basis: 'card',
  evidence: '本人带身份证和租房合同到窗口',
};

async function sought(phone: string): Promise<{ name: string; idNumber: string }> {
  const { person } = await residentOf(server, phone);
  return { name: person.name, idNumber: server.vault.open(person.id_sealed!) };
}

async function submitted(phone: string, key: string): Promise<CaseKey> {
  const { person } = await residentOf(server, phone);
  const answer = await there.post<CaseKey>('/api/cases', {
    item: 'temporary-relief',
    county: person.county,
    applicant: person.id,
    form: relief,
    seen: ['event-proof'],
    key,
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

const sees = async (by: Client, on: CaseKey): Promise<number> => (await by.get(`/api/cases/${on.county}/${on.id}`)).status;

test('a resident who lives here now is taken over with the card: told to the old place, open cases one by one, what is received and borne comes along', async () => {
  const who = await sought('19900000004');
  const [stays, comes] = [await submitted('19900000004', 'transfer-stays'), await submitted('19900000004', 'transfer-comes')];
  // The clerk of the new community finds nobody, and the number is taken: the next step that is named exists.
  assert.deepEqual((await here.post<{ people: unknown[] }>('/api/people/search', { idNumber: who.idNumber })).body.people, []);
  const taken = await here.post<Refused>('/api/people', {
    ...who,
    phone: '',
    community: where.community,
    address: where.address,
    residence: 'resident',
  });
  assert.deepEqual([taken.status, taken.body.code], [409, 'PERSON_EXISTS']);
  assert.match(taken.body.next, /转入居民/);
  // Neither number nor name alone opens anything.
  assert.equal((await here.post<Refused>('/api/people/transfers/check', { ...who, name: '李国庆' })).body.code, 'PERSON_NOT_MATCHED');
  assert.equal((await there.post<Refused>('/api/people/transfers/check', who)).body.code, 'PERSON_HERE');
  const preview = (await here.post<Preview>('/api/people/transfers/check', who)).body;
  assert.deepEqual([preview.from, preview.others, preview.crossing], ['建设路社区', 1, false]);
  assert.ok([stays.id, comes.id].every((id) => preview.cases.some((one) => one.id === id && one.mine)));
  assert.equal(
    (await here.post('/api/people/transfers', { ...who, ...where, community: '990101001003' })).status,
    403,
    'only into the own place',
  );
  assert.equal((await here.post<Refused>('/api/people/transfers', { ...who, ...where, evidence: '' })).body.code, 'REASON_NEEDED');
  const done = await here.post<Moved>('/api/people/transfers', { ...who, ...where, cases: [comes.id] });
  assert.deepEqual([done.status, done.body.people], [200, 1], JSON.stringify(done.body));
  const { person } = await residentOf(server, '19900000004');
  assert.deepEqual(
    [person.community, person.address, person.residence, person.household_id],
    ['990101001001', where.address, 'resident', null],
  );
  assert.deepEqual(
    [await sees(here, comes), await sees(there, comes), await sees(here, stays), await sees(there, stays)],
    [200, 404, 404, 200],
  );
  // What stays behind is worked on as before, its applicant still known to whoever has it.
  const left = (await there.get<{ applicant: { name: string } }>(`/api/cases/${stays.county}/${stays.id}`)).body;
  assert.equal(left.applicant.name, '李*强');
  await actOn(there, stays, 'accept');
  await actOn(here, comes, 'accept');
  const told = (await there.get<{ notices: { sentence: string; caseId: string | null }[] }>('/api/notices')).body.notices.find(
    (one) => one.caseId === null,
  )!;
  assert.match(told.sentence, /李\*强已迁往杨柳社区，档案由那里接续，不再归建设路社区。留在这里继续办的有 \d 件/);
  const messages = (
    await server.owner.query<{ body_sealed: Buffer }>('select body_sealed from kernel.outbox order by created_at desc limit 20')
  ).rows.map((row) => server.vault.open(row.body_sealed));
  assert.ok(messages.some((one) => one.includes('已从建设路社区转到杨柳社区')));
  const page = (await here.get<{ person: { moves: { from: string; basis: string }[] } }>(`/api/people/${person.county}/${person.id}`)).body
    .person;
  assert.deepEqual(
    page.moves.map((one) => [one.from, one.basis]),
    [['建设路社区', 'card']],
  );
  assert.equal((await there.get(`/api/people/${person.county}/${person.id}`)).status, 404);
});

test('a household moves together, with what each of it receives', async () => {
  const who = await sought('19900000008');
  const done = await here.post<Moved>('/api/people/transfers', { ...who, ...where, household: true });
  assert.deepEqual([done.status, done.body.people], [200, 2], JSON.stringify(done.body));
  const [head, wife] = [await residentOf(server, '19900000008'), await residentOf(server, '19900000009')];
  assert.deepEqual(
    [head.person.community, wife.person.community, head.person.household_id],
    ['990101001001', '990101001001', wife.person.household_id],
  );
  for (const { person } of [head, wife]) {
    const { rows } = await server.owner.query<{ community: string }>(
      'select distinct community from registers.entitlement where person_id = $1 union select distinct community from registers.person_label where person_id = $1',
      [person.id],
    );
    assert.ok(
      rows.every((row) => row.community === '990101001001'),
      JSON.stringify(rows),
    );
  }
});

test('a name or number that was entered wrongly is set right with a basis, on the cases too, and what stood there is kept', async () => {
  const { person } = await residentOf(server, '19900000021');
  const on = (
    await here.post<CaseKey>('/api/cases', {
      item: 'temporary-relief',
      county: person.county,
      applicant: person.id,
      form: relief,
      seen: ['event-proof'],
      key: 'identity-case',
    })
  ).body;
  const path = `/api/people/${person.county}/${person.id}/identity`;
  assert.equal((await here.send<Refused>('PATCH', path.replace('/identity', ''), { basis: '核对身份证' })).status, 200);
  assert.equal((await here.post<Refused>(path, { name: '李改华', basis: '' })).body.code, 'REASON_NEEDED');
  assert.equal(
    (await here.post<Refused>(path, { idNumber: (await sought('19900000001')).idNumber, basis: '核对身份证' })).body.code,
    'PERSON_EXISTS',
  );
  assert.equal((await there.post<Refused>(path, { name: '李改华', basis: '核对身份证' })).status, 404);
  const right = '152421193902286522';
  const corrected = await here.post(path, { name: '王改华', idNumber: right, basis: '核对身份证原件，登记时录错' });
  assert.equal(corrected.status, 200, JSON.stringify(corrected.body));
  const after = (await residentOf(server, '19900000021')).person;
  assert.deepEqual([after.name, server.vault.open(after.id_sealed!), after.id_last4], ['王改华', right, '6522']);
  assert.deepEqual(
    (await here.post<{ people: { id: string }[] }>('/api/people/search', { idNumber: right })).body.people.map((one) => one.id),
    [person.id],
  );
  const {
    rows: [kept],
  } = await server.owner.query<{ before: unknown; after: unknown }>(
    'select before, after from registers.entry_change where person_id = $1 order by at desc limit 1',
    [person.id],
  );
  assert.deepEqual(
    [kept!.before, kept!.after],
    [
      { name: '李*花', idNumber: '6506' },
      { name: '王*华', idNumber: '6522' },
    ],
  );
  assert.equal((await here.get<{ case: { applicant: string } }>(`/api/cases/${on.county}/${on.id}`)).body.case.applicant, '王*华');
  // The number entered wrongly belongs to nobody now.
  assert.equal(
    (
      await here.post('/api/people', {
        name: '李改花',
        idNumber: '152421193902286506',
        phone: '',
        community: where.community,
        address: '杨柳路1号',
        residence: 'resident',
      })
    ).status,
    200,
  );
});

const grid: Scope = { level: 'grid', code: '990101001001001', county: '990101000000' };

/** What the function of the database is asked, by whoever holds a login role. */
async function asked(phone: string, place: object): Promise<Record<string, unknown>> {
  const { name, idNumber } = await sought(phone);
  return {
    province: '990000000000',
    city: '990100000000',
    county: '990101000000',
    town: '990101001000',
    community: '990101001001',
    grid: null,
    ...place,
    id_hash: idHash(server.vault, idNumber).toString('hex'),
    name,
    address: where.address,
    residence: 'resident',
    basis: 'card',
    evidence: where.evidence,
    household: false,
    cases: [],
    on: '2026-11-26',
    at: '2026-11-26T08:00:00Z',
    by: 'somebody',
    message: '00',
    facts: {},
    template: 'person-moved',
  };
}

function taken(scope: Scope, payload: Record<string, unknown>): Promise<{ county: string; id: string; people: number } | undefined> {
  const entry = {
    county: scope.county,
    at: new Date('2026-11-26T08:00:00Z'),
    actor: 'somebody',
    hat: 'x',
    channel: 'workbench',
    action: 'person.transfer',
    subject: 'person',
  };
  const audit = [auditRow(server.vault, { ...entry, county: '990101000000' })];
  return recordTransfer(server.database.within(scope), { ...payload, audit }, auditRow(server.vault, entry));
}

test('a login role takes nobody into a place that is not wholly its own: no grid without a grid, no community under a foreign county', async () => {
  const refused = { code: 'FORBIDDEN' };
  await assert.rejects(taken(grid, await asked('19900000003', {})), refused);
  await assert.rejects(taken(grid, await asked('19900000003', { grid: '990101001002001' })), refused);
  const own: Scope = { level: 'community', code: '990101001001', county: '990101000000' };
  await assert.rejects(taken(own, await asked('19900000003', { county: '152921000000' })), refused);
  await assert.rejects(taken(own, await asked('19900000003', { grid: '990101001002001' })), refused);
});

test('every way to ask whose number it is leaves a row, also the one that would have moved somebody', async () => {
  const rows = async (): Promise<number> =>
    Number(
      (
        await server.owner.query<{ n: string }>(
          `select count(*) as n from kernel.audit where action = 'person.search' and detail ->> 'by' = 'transfer'`,
        )
      ).rows[0]!.n,
    );
  const who = await sought('19900000012');
  const before = await rows();
  assert.equal((await here.post<Refused>('/api/people/transfers', { ...who, ...where, name: '李国庆' })).body.code, 'PERSON_NOT_MATCHED');
  assert.equal((await here.post<Refused>('/api/people/transfers/check', { ...who, name: '李国庆' })).body.code, 'PERSON_NOT_MATCHED');
  assert.equal(await rows(), before + 2);
});

test('a move with its cases keeps the sums that are published', async () => {
  const who = await sought('19900000005');
  const on = await submitted('19900000005', 'transfer-sums');
  const done = await here.post<Moved>('/api/people/transfers', { ...who, ...where, cases: [on.id] });
  assert.equal(done.status, 200, JSON.stringify(done.body));
  const job = server.database.within(jobScope);
  // What is folded waits for transactions of the whole server, those of other databases included.
  let differing = ['not looked yet'] as unknown[];
  for (const until = Date.now() + 20_000; differing.length > 0 && Date.now() < until; ) {
    while ((await foldDeltas(job)) > 0);
    differing = await verifyMeasures(job);
    if (differing.length > 0) await pause(200);
  }
  assert.deepEqual(differing, []);
});

test('a household that reaches into another community moves only those who stand where it moves from', async () => {
  const who = await sought('19900000003');
  const { person } = await residentOf(server, '19900000003');
  const {
    rows: [row],
  } = await server.owner.query<{ id: string; community: string }>(
    `select id, community from registers.person where community not in ('990101001001', '990101001002') and ended_on is null limit 1`,
  );
  const home =
    person.household_id ??
    (await server.owner.query<{ id: string }>(`select id from registers.household where community = $1 limit 1`, [person.community]))
      .rows[0]!.id;
  await server.owner.query('update registers.person set household_id = $1 where id = any($2)', [home, [person.id, row!.id]]);
  const mover: Client = person.community === where.community ? there : here;
  const done = await mover.post<Moved>('/api/people/transfers', {
    ...who,
    ...where,
    community: person.community === where.community ? '990101001002' : where.community,
    household: true,
  });
  assert.equal(done.status, 200, JSON.stringify(done.body));
  assert.equal(
    (await server.owner.query<{ community: string }>('select community from registers.person where id = $1', [row!.id])).rows[0]!.community,
    row!.community,
  );
});

const allowance = { bank_account: '6217309657442074875', contact_phone: '19900000010', address: '建设路1号', visit_help: 'no' };

test('a case that stayed when its applicant moved gives the allowance where the person stands, and takes it back there', async () => {
  const [town, county] = (await Promise.all(['jiedao', 'minzheng'].map((login) => server.as(login)))) as [Client, Client];
  const person = (
    await server.owner.query<{
      id: string;
      county: string;
      phone: string;
    }>(`select id, county, phone_sealed as phone from registers.person where community = '990101001002' and ended_on is null and birth < '1940-01-01' and phone_sealed is not null
    and not exists (select from registers.entitlement e where e.person_id = person.id) limit 1`)
  ).rows[0]!;
  const phone = server.vault.open(person.phone as unknown as Buffer);
  const who = await sought(phone);
  const sent = await there.post<CaseKey>('/api/cases', {
    item: 'old-age-allowance',
    county: person.county,
    applicant: person.id,
    form: allowance,
    seen: [],
    key: 'stays-allowance',
  });
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  const on = sent.body;
  assert.equal((await here.post('/api/people/transfers', { ...who, ...where })).status, 200);
  const [communityThere, job] = [
    server.database.within({ level: 'community', code: '990101001002', county: person.county }),
    server.database.within(jobScope),
  ];
  await actOn(there, on, 'accept');
  const director = await server.as('shequ01');
  await actOn(director, on, 'forward-town');
  await actOn(town, on, 'forward-county');
  await actOn(county, on, 'grant', { monthly_amount: 100, from_month: '2026-12-01' });
  assert.deepEqual(
    (await listEntitlements(job, person.county, person.id)).map((one) => [one.amount, one.community]),
    [[100, '990101001001']],
  );
  const { scope, actor } = await residentOf(server, phone);
  const { acts } = (await findCase(server.database.within(scope), on.county, on.id))!;
  await actOnCase(
    server.linli,
    { scope, actor },
    { ...on, expected: acts },
    {
      act: 'reopen',
      form: {},
      opinion: '没有收到',
      key: 'reopen-stays',
    },
  );
  await actOn(county, on, 'deny');
  assert.deepEqual(await listEntitlements(job, person.county, person.id), []);
  // The place the person left does not read what the person receives, unless it decides a case.
  assert.deepEqual(await listRunning(communityThere, person.county, person.id), []);
  const { rows } = await server.owner.query<{ community: string }>(
    'select distinct community from registers.person_label where person_id = $1',
    [person.id],
  );
  assert.ok(
    rows.every((row) => row.community === '990101001001'),
    JSON.stringify(rows),
  );
});

test('who moves to another county is there once, keeps what runs known to whoever decides, and reads in both books', async () => {
  const other: Scope = { level: 'community', code: '152921100001', county: '152921000000' };
  const [found] = (
    await server.owner.query<{
      id: string;
      phone: Buffer;
    }>(`select p.id, p.phone_sealed as phone from registers.person p where p.ended_on is null and p.phone_sealed is not null
    and exists (select from registers.entitlement e where e.person_id = p.id and e.to_day is null) limit 1`)
  ).rows;
  const phone = server.vault.open(found!.phone);
  const payload = await asked(phone, {
    province: '150000000000',
    city: '152900000000',
    county: '152921000000',
    town: '152921100000',
    community: '152921100001',
  });
  const both = await Promise.all([taken(other, payload), taken(other, payload)]);
  assert.equal(both.filter((one) => one !== undefined).length, 1, 'pressed twice, taken once');
  const now = (await findPeopleByPhone(server.database.within(gateScope), server.vault, phone)).filter((one) => one.id === found!.id);
  assert.deepEqual(
    now.map((one) => one.county),
    ['152921000000'],
  );
  assert.equal(
    (await listRunning(server.database.within(other), '152921000000', found!.id)).length,
    1,
    'what the former county pays is known',
  );
  assert.deepEqual(
    await listRunning(
      server.database.within({ level: 'community', code: '152921100002', county: '152921000000' }),
      '152921000000',
      found!.id,
    ),
    [],
  );
  const {
    rows: [books],
  } = await server.owner.query<{ n: string }>(
    `select count(distinct county) as n from kernel.audit where action = 'person.transfer' and actor = 'somebody'`,
  );
  assert.equal(Number(books!.n), 2);
});
