import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { residentOf } from '../../../../tests/support/resident.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { submitCase } from '../../../procedures/procedures.ts';

let server: TestServer;
let department: Client;
let other: Client;
let town: Client;
before(async () => {
  server = await openTestServer();
  [department, other, town] = (await Promise.all(['yibao', 'renshe', 'jiedao'].map((login) => server.as(login)))) as [
    Client,
    Client,
    Client,
  ];
});
after(() => server.close());

interface Listed {
  consultations: { county: string; id: string; caseNumber: string; askedBy: string; answeredAt: string | null }[];
  next: string | null;
}
interface Identified {
  code?: string;
  values?: { name: string; idNumber: string };
}

/** Asks the medical insurance about 李国强; the question as the department finds it. */
async function asked(): Promise<{ county: string; id: string; askedBy: string }> {
  const who = await residentOf(server, '19900000004');
  const [clerk, director] = await Promise.all([server.as('shequ01'), server.as('zhuren01')]);
  let on = await submitCase(server.linli, who.scope, who.actor, {
    item: 'temporary-relief',
    applicant: who.person,
    form: { reason_kind: 'fire', story: '起火', household_size: 1, monthly_income: 0, contact_phone: '19900000004' },
    agent: null,
    materials: ['event-proof'],
    key: 'consulted-person',
  });
  const pass = async (by: Client, act: string, form = {}) => {
    const answer = await by.post<typeof on>(`/api/cases/${on.county}/${on.id}/acts`, {
      act,
      expected: on.acts,
      form,
      opinion: '情况属实',
      key: `consulted-${act}`,
    });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    on = answer.body;
  };
  await pass(clerk, 'accept');
  await pass(director, 'forward-town', { visited_on: '2026-11-01', finding: 'as-stated' });
  await pass(town, 'consult', { unit: `${on.county}:medical-insurance`, question: '请核对报销' });
  const { body } = await department.get<Listed>('/api/consultations?open=true');
  return body.consultations.find((one) => one.caseNumber === on.number)!;
}

test('a department learns who an open question is about against a reason, leaves a look behind, and nobody else learns it', async () => {
  const { county, id, askedBy } = await asked();
  assert.equal(askedBy, '河西街道 · 孙晓东');
  const identify = (by: Client, reason: string) => by.post<Identified>(`/api/consultations/${county}/${id}/identify`, { reason });
  assert.equal((await identify(department, ' ')).body.code, 'REASON_NEEDED');
  assert.equal((await identify(other, '想看看')).body.code, 'CONSULTATION_NOT_FOUND');
  assert.equal((await identify(town, '想看看')).body.code, 'FORBIDDEN');
  assert.deepEqual((await identify(department, '到医保系统核对报销记录')).body.values, { name: '李国强', idNumber: '152421198505165594' });
  const looks = await server.owner.query("select fields, reason from registers.unmasking where reason = '到医保系统核对报销记录'");
  assert.deepEqual(looks.rows, [{ fields: ['name', 'idNumber'], reason: '到医保系统核对报销记录' }]);
  const audit = await server.owner.query("select reason from kernel.audit where action = 'consultation.identify' and subject = $1", [
    `consultation:${id}`,
  ]);
  assert.equal(audit.rowCount, 1);
  // The door shuts with the answer.
  assert.equal(
    (await department.post(`/api/consultations/${county}/${id}/answer`, { answer: 'information', opinion: '没有报销' })).status,
    200,
  );
  assert.equal((await identify(department, '再看一次')).body.code, 'CONSULTATION_NOT_FOUND');
  const answer = (opinion: string) =>
    department.post<{ code?: string }>(`/api/consultations/${county}/${id}/answer`, { answer: 'information', opinion });
  assert.equal((await answer('没有报销')).status, 200);
  assert.equal((await answer('有报销')).body.code, 'CONSULTATION_ANSWERED');
});

test('what was answered is listed latest first, page by page, each once', async () => {
  const {
    rows: [total],
  } = await server.owner.query<{ count: string }>(
    "select count(*) from procedures.consultation where unit like '%:medical-insurance' and answered_at is not null",
  );
  await server.owner.query(`insert into procedures.consultation select county, gen_random_uuid(), case_id, province, city, town, community, grid, applicant, unit, question, shown, case_number, asked_at, asked_by, due_on, answered_at - n * interval '1 hour', answered_by, answer, opinion
    from (select * from procedures.consultation where unit like '%:medical-insurance' and answered_at is not null limit 1) one, generate_series(1, 45) n`);
  const seen: Listed['consultations'] = [];
  let after: string | null = '';
  for (let pages = 0; after !== null && pages < 10; pages += 1) {
    const { body }: { body: Listed } = await department.get<Listed>(
      `/api/consultations?open=false${after ? `&after=${encodeURIComponent(after)}` : ''}`,
    );
    seen.push(...body.consultations);
    after = body.next;
  }
  assert.equal(seen.length, Number(total!.count) + 45);
  assert.equal(new Set(seen.map((one) => one.id)).size, seen.length);
  assert.deepEqual(
    seen.map((one) => one.answeredAt),
    seen
      .map((one) => one.answeredAt)
      .toSorted()
      .toReversed(),
  );
  assert.equal((await department.get('/api/consultations?open=false&after=x')).status, 400);
});
