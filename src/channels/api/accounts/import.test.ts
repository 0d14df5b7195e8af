// Accounts from a sheet, and the sign-in log.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { readSheet } from '../../../registers/registers.ts';

let server: TestServer;
let administrator: Client;
before(async () => {
  server = await openTestServer();
  administrator = await server.as('guanli');
});
after(() => server.close());

interface Answered {
  code?: string;
  ready: number;
  entered: number;
  errors: { row: number; column: string; code: string; sentence: string }[];
  codes?: { login: string; name: string; oneTimeCode: string }[];
}

const HEAD = '姓名,账号,电话,职务,所在社区,部门,任职起始日';
const send = async (mode: string, rows: readonly string[], by = administrator) =>
  by.upload<Answered>(
    `/api/accounts/import?mode=${mode}&seen=true`,
    {},
    {
      filename: '新一届.csv',
      content: Buffer.from([HEAD, ...rows].join('\n')),
    },
  );
const GOOD = [
  '高小燕,gaoxiaoyan,13800000011,社区窗口办事员,杨柳社区,,2026-11-01',
  '包立新,baolixin,13800000012,部门经办人,柳湾县,县医疗保障局,',
];

test('each cell of a sheet of accounts that cannot be is told, and nothing is opened while one stands', async () => {
  const answer = await send('check', [
    ...GOOD,
    '林小云,chuangkou,13800000013,社区窗口办事员,杨柳社区,,',
    '某某,ab,13800000014,社区窗口办事员,杨柳社区,,',
    '甲,gaoxiaoyan,13800000015,社区窗口办事员,杨柳社区,,',
    '乙,yi.yi,13800000016,社区窗口办事员,柳湾县,,',
    '丙,bing.bing,13800000017,没有的角色,杨柳社区,,',
    '丁,ding.ding,13800000018,社区主任,别处社区,,',
  ]);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.equal(answer.body.ready, 2);
  assert.deepEqual(
    answer.body.errors.map(({ row, column, code }) => [row, column, code]),
    [
      [4, '用户名', 'LOGIN_TAKEN'],
      [5, '用户名', 'LOGIN_INVALID'],
      [6, '用户名', 'LOGIN_TWICE'],
      [7, '角色', 'ROLE_NOT_AT_LEVEL'],
      [8, '角色', 'FIELD_NOT_CHOICE'],
      [9, '任职地区', 'FIELD_NOT_CHOICE'],
    ],
  );
  const entered = await send('enter', [...GOOD, '某某,ab,13800000014,社区窗口办事员,杨柳社区,,']);
  assert.deepEqual([entered.status, entered.body.code], [422, 'IMPORT_HAS_ERRORS']);
  const { rows } = await server.owner.query("select 1 from registers.account where login = 'gaoxiaoyan'");
  assert.equal(rows.length, 0);
});

test('a sheet opens all accounts at once; each begins with the code that is told this one time', async () => {
  const answer = await send('enter', GOOD);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.deepEqual(
    answer.body.codes!.map(({ login, name }) => [login, name]),
    [
      ['gaoxiaoyan', '高小燕'],
      ['baolixin', '包立新'],
    ],
  );
  const entered = await server.app.inject({
    method: 'POST',
    url: '/api/sign-in',
    headers: { 'x-linli-client': 'program', authorization: 'Bearer none' },
    payload: { login: 'gaoxiaoyan', password: answer.body.codes![0]!.oneTimeCode },
  });
  assert.equal(entered.statusCode, 200, entered.body);
  assert.equal(entered.json<{ account: { mustChange: boolean } }>().account.mustChange, true);
  assert.equal((await send('check', GOOD)).body.errors.length, 2, 'the same again is told as taken');
  const clerk = await server.as('chuangkou');
  assert.equal((await send('check', GOOD, clerk)).status, 403);
  const { rows } = await server.owner.query(
    "select count(*)::int as count from kernel.audit where action = 'account.create' and detail ->> 'file' = '新一届.csv'",
  );
  assert.equal(rows[0].count, 2);
});

test('the template offers the roles and places of the hat', async () => {
  const template = await administrator.get('/api/accounts/template.xlsx');
  assert.equal(template.status, 200);
  await assert.rejects(readSheet(template.raw, 'accounts.xlsx'), { code: 'IMPORT_FILE_EMPTY' });
});

test('an account reads its own sign-ins with refused ones; the administrator those within reach, and the look leaves a row', async () => {
  interface Log {
    signIns: { action: string; code: string; address: string }[];
  }
  await server.app.inject({
    method: 'POST',
    url: '/api/sign-in',
    headers: { 'x-linli-client': 'program', authorization: 'Bearer none' },
    payload: { login: 'zhuren', password: 'not the password' },
  });
  const director = await server.as('zhuren');
  const own = (await director.get<Log>('/api/account/sign-ins')).body.signIns;
  assert.deepEqual(
    own.slice(0, 2).map(({ action, code }) => [action, code]),
    [
      ['sign-in', ''],
      ['sign-in.failed', 'SIGN_IN_FAILED'],
    ],
  );
  const found = await administrator.get<{ accounts: { id: string; login: string }[] }>('/api/accounts?query=zhuren');
  const id = found.body.accounts.find((one) => one.login === 'zhuren')!.id;
  assert.deepEqual((await administrator.get<Log>(`/api/accounts/${id}/sign-ins`)).body.signIns, own);
  assert.equal((await director.get(`/api/accounts/${id}/sign-ins`)).status, 403);
  const { rows } = await server.owner.query("select 1 from kernel.audit where action = 'account.sign-ins' and subject = $1", [
    `account:${id}`,
  ]);
  assert.equal(rows.length, 1);
});
