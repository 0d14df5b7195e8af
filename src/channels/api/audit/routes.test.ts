import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { unzipSync } from 'fflate';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { addDays, dayOf } from '../../../kernel/kernel.ts';
import { readSheet } from '../../../registers/registers.ts';

interface Shown {
  readonly rows: {
    readonly at: string;
    readonly action: string;
    readonly actor: string;
    readonly actorName: string;
    readonly hatName: string;
    readonly subject: string;
    readonly subjectName: string;
  }[];
  readonly next: string | null;
}

let server: TestServer;
let auditor: Client;
before(async () => {
  server = await openTestServer();
  auditor = await server.as('shenji');
});
after(() => server.close());

const audit = async (query: string): Promise<Shown> => (await auditor.get<Shown>(`/api/audit${query}`)).body;

test('the auditor reads names, roles and case numbers instead of ids, and residents stay unnamed', async () => {
  const { rows } = await audit('?action=case.accept');
  assert.ok(rows.length > 3);
  for (const row of rows) {
    assert.match(row.actorName, /^\p{Script=Han}{2,4}$/u);
    assert.match(row.hatName, /社区/);
    assert.match(row.subjectName, /^\d{12}$/);
  }
  const own = (await audit('?action=case-confirm')).rows.filter((row) => row.actor.startsWith('person:'));
  assert.ok(own.length > 0 && own.every((row) => row.actorName === '居民本人'));
});

test('records are found by act, by who, by subject and by day, page after page', async () => {
  const all = await audit('?action=case.accept');
  const day = dayOf(new Date(all.rows[0]!.at));
  const ofDay = await audit(`?action=case.accept&from=${day}&to=${day}`);
  assert.ok(ofDay.rows.length > 0 && ofDay.rows.every((row) => dayOf(new Date(row.at)) === day));
  assert.deepEqual((await audit(`?from=${addDays(day, 400)}&to=${addDays(day, 401)}`)).rows, []);
  const { actor, subject } = all.rows[0]!;
  assert.ok((await audit(`?actor=${actor}`)).rows.every((row) => row.actor === actor));
  assert.ok((await audit(`?subject=${subject}`)).rows.every((row) => row.subject === subject));
  const first = await audit('');
  const second = await audit(`?after=${first.next}`);
  assert.equal(first.rows.length, 50);
  assert.ok(second.rows[0]!.at <= first.rows.at(-1)!.at);
  assert.equal((await auditor.get('/api/audit?from=2026-02-30')).status, 400);
  assert.equal((await auditor.get('/api/audit?nobody=knows')).status, 400);
});

test('what the auditor sees leaves as Excel, and that it left stands in the record', async () => {
  const answer = await auditor.get('/api/audit/export?action=case.accept');
  const sheet = await readSheet(answer.raw, 'audit.xlsx');
  assert.equal(sheet.rows.length, (await audit('?action=case.accept')).rows.length);
  assert.ok(sheet.rows.every((row) => row[1] === '受理' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(row[0]!)));
  assert.equal((await audit('?action=audit.export')).rows[0]?.actorName, '郑国栋');
  assert.equal((await (await server.as('chuangkou')).get('/api/audit/export')).status, 403);
});

test('accounts are found by role, place and state, sorted by name, and leave as Excel', async () => {
  const administrator = await server.as('guanli');
  interface Accounts {
    readonly accounts: {
      readonly login: string;
      readonly name: string;
      readonly state: string;
      readonly appointments: { readonly role: string; readonly region: string }[];
    }[];
  }
  const accounts = async (query: string) => (await administrator.get<Accounts>(`/api/accounts?${query}`)).body.accounts;
  const everybody = await accounts('');
  const directors = await accounts('role=community-director');
  assert.ok(directors.length > 0 && directors.length < everybody.length);
  assert.ok(directors.every((one) => one.appointments.some((held) => held.role === 'community-director')));
  const [director] = directors;
  assert.ok((await accounts(`region=${director!.appointments[0]!.region}`)).some((one) => one.login === director!.login));
  const {
    rows: [some],
  } = await server.owner.query<{ id: string }>("select id from registers.account where login = 'zhuren'");
  await administrator.post(`/api/accounts/${some!.id}/disable`);
  assert.deepEqual(
    (await accounts('state=disabled')).map((one) => one.login),
    ['zhuren'],
  );
  assert.ok((await accounts('state=active')).every((one) => one.state === 'active'));
  const names = (await accounts('sort=name')).map((one) => one.name);
  assert.equal(names.length, everybody.length);
  assert.deepEqual(
    names,
    names.toSorted((a, b) => (a < b ? -1 : 1)),
  );
  const sheet = await readSheet((await administrator.get('/api/accounts/export?state=disabled')).raw, 'accounts.xlsx');
  assert.deepEqual(
    sheet.rows.map((row) => [row[0], row[2]]),
    [['zhuren', '停用']],
  );
  assert.equal((await administrator.get('/api/accounts?state=asleep')).status, 400);
});

test('SEC-02 lists that leave the house say above each printed page who took them along, where and when', async () => {
  const taken = [
    ['guanli', '/api/accounts/export', '吴敏（柳湾县）'],
    ['shenji', '/api/audit/export', '郑国栋（柳湾县）'],
    ['chuangkou', '/api/cases/export?view=all', '林小云（杨柳社区）'],
    ['chuangkou', '/api/people/export.xlsx', '林小云（杨柳社区）'],
  ] as const;
  for (const [login, path, who] of taken) {
    const { raw, status } = await (await server.as(login)).get(path);
    assert.equal(status, 200, path);
    const sheet = Buffer.from(unzipSync(raw)['xl/worksheets/sheet1.xml']!).toString();
    assert.match(sheet, new RegExp(`<oddHeader>&amp;C${who}.*导出</oddHeader>`), path);
  }
});
