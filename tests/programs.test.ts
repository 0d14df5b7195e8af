import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addDays, dayOf } from '../src/kernel/kernel.ts';
import { readSheet, workbookBytes } from '../src/registers/registers.ts';
import type { TestServer } from './support/server.ts';
import { demonstrationPassword, openTestServer } from './support/server.ts';

// What departments' programs do without any page.

const COMMUNITY = '990101001001';
let server: TestServer;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());

const today = dayOf(new Date());

test('a program signs in over the network as the documentation shows, without a form token, and its token ends when it signs out', async () => {
  const base = await server.listen();
  const ask = (path: string, method: string, token: string, body?: object) =>
    fetch(`${base}${path}`, {
      method,
      headers: { 'x-linli-client': 'program', authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const signedIn = await ask('/api/sign-in', 'POST', 'none', { login: 'minzheng', password: demonstrationPassword });
  const { token } = (await signedIn.json()) as { token: string };
  assert.equal((await ask('/api/cases', 'GET', token)).status, 200);
  const withoutHeader = await fetch(`${base}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'minzheng', password: demonstrationPassword }),
  });
  assert.equal(withoutHeader.status, 403);
  const misspelt = await ask('/api/cases?veiw=all', 'GET', token);
  assert.deepEqual(
    [misspelt.status, ((await misspelt.json()) as { fields: object }).fields],
    [400, { veiw: { code: 'FIELD_UNKNOWN', sentence: '没有这一项。' } }],
  );
  assert.equal((await ask('/api/session', 'DELETE', token)).status, 200);
  assert.equal((await ask('/api/cases', 'GET', token)).status, 401);
});

test('households are counted by entry and by file, and a number nobody registers is reported, all of it once', async () => {
  const officer = await server.as('minzheng');
  const snapshot = {
    community: COMMUNITY,
    as_of: addDays(today, -1),
    households: 2_500,
    residents: 7_000,
    source: '入户登记',
    note: '',
    confidence: 'reported',
  };
  assert.equal((await officer.post('/api/population-snapshots', { snapshot, basis: { kind: 'document', id: '1' } })).status, 201);
  const { header: titles } = await readSheet((await officer.get('/api/population-snapshots/template.xlsx')).raw, 'template.xlsx');
  const file = await workbookBytes({
    name: 'x',
    columns: titles.map((title) => ({ title })),
    rows: [[COMMUNITY, today, 2_510, 7_020, '入户登记', '', '']],
  });
  const entered = await officer.upload<{ entered: number; code?: string }>(
    '/api/population-snapshots/import?mode=enter',
    {},
    { filename: 'x.xlsx', content: Buffer.from(file) },
  );
  assert.equal(entered.body.entered, 1, JSON.stringify(entered.body));
  const {
    body: { snapshots },
  } = await officer.get<{ snapshots: { as_of: string; households: number }[] }>(`/api/population-snapshots?community=${COMMUNITY}`);
  assert.deepEqual(
    snapshots
      .filter((one) => one.as_of >= snapshot.as_of)
      .map((one) => one.households)
      .toSorted(),
    [2_500, 2_510],
  );
  const {
    body: { measures },
  } = await officer.get<{ measures: { name: string; kept: string; level: string }[] }>('/api/measures');
  const value = {
    region: '990101000000',
    measure: measures.find((one) => one.kept === 'reported' && one.level === 'county')!.name,
    as_of: today,
    value: 3,
    source: '台账',
    note: '',
  };
  const reported = await officer.post('/api/reported-values', { values: [value] });
  assert.equal(reported.status, 201, JSON.stringify(reported.body));
  const {
    body: { values },
  } = await officer.get<{ values: { measure: string; value: number }[] }>(`/api/reported-values?measure=${value.measure}`);
  assert.ok(values.some((one) => one.value === 3));
});

test('work is handed over to a colleague of the same place, and a list of regions is rehearsed without writing', async () => {
  const administrator = await server.as('guanli');
  const made = await administrator.post<{ id: string }>('/api/accounts', {
    login: 'jieban',
    name: '方接班',
    phone: '',
    role: 'county-officer',
    region: '990101000000',
    validFrom: today,
  });
  const { rows } = await server.owner.query<{ login: string; id: string }>(
    'select a.login, p.id from registers.appointment p join registers.account a on a.id = p.account_id where a.id = $1 or a.login = $2',
    [made.body.id, 'minzheng'],
  );
  const of = (login: string): string => rows.find((row) => row.login === login)!.id;
  const {
    rows: [mine],
  } = await server.owner.query<{ id: string }>(
    'update procedures.cases set assignee = $1 where id = (select id from procedures.cases where closed_at is null limit 1) returning id',
    [of('minzheng')],
  );
  assert.ok(mine);
  const handed = await administrator.post<{ cases: number }>('/api/handovers', {
    fromAppointment: of('minzheng'),
    toAppointment: of('jieban'),
    note: '调岗',
  });
  assert.equal(handed.status, 200, JSON.stringify(handed.body));
  assert.equal(handed.body.cases, 1);
  const {
    rows: [kept],
  } = await server.owner.query(
    'select (select assignee from procedures.cases where id = $1) as assignee, (select case_count from registers.handover) as cases',
    [mine.id],
  );
  assert.deepEqual(kept, { assignee: of('jieban'), cases: 1 });
  const before = (await server.owner.query('select count(*)::int as n from registers.region')).rows[0].n;
  const list = '代码,名称\n990101001001,杨柳新村\n';
  const rehearsed = await administrator.upload<{ changes: unknown[] }>(
    '/api/regions/imports?dryRun=true',
    { within: `${COMMUNITY.slice(0, 9)}000` },
    { filename: 'regions.csv', content: Buffer.from(list) },
  );
  assert.equal(rehearsed.status, 200, JSON.stringify(rehearsed.body));
  assert.equal((await server.owner.query('select count(*)::int as n from registers.region')).rows[0].n, before);
});
