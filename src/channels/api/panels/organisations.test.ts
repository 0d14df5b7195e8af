// What the registers of organisations say by themselves, as people of 柳湾县 ask them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import type { Panel } from '../../../registers/registers.ts';
import type { EntryView, RegisterView } from '../registers/view.ts';

const HOME = '990101001001';
const basis = { kind: 'document', id: '柳民发〔2026〕12号' };
let server: TestServer;
let director: Client;
let county: Client;
before(async () => {
  server = await openTestServer();
  [director, county] = await Promise.all([server.as('zhuren'), server.as('minzheng')]);
});
after(() => server.close());

type Faulty = { code: string; fields: Record<string, { code: string }> };
const list = async (client: Client, address: string): Promise<EntryView[]> =>
  (await client.get<{ entries: EntryView[] }>(`/api/registers/${address}`)).body.entries;
const panel = async (client: Client, address: string): Promise<Panel> => {
  const { status, body } = await client.get<Panel>(`/api/registers/${address}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const rowOf = ({ rows }: Panel, key: string) => rows.find((row) => row.key === key)!;

test('SOC-02 SOC-22 an organisation has its file: kind, field, head, place, services, awards and five supervisors; trade associations are a kind', async () => {
  const { registers } = (await director.get<{ registers: RegisterView[] }>('/api/registers')).body;
  const { fields } = registers.find((one) => one.register === 'social-organisation')!;
  const kinds = fields.find((field) => field.name === 'kind')!.options!.map((option) => option.title);
  for (const kind of [
    '党员爱心救助组织',
    '老年人服务组织',
    '青少年服务组织',
    '就业帮扶服务组织',
    '社区志愿者服务组织',
    '巾帼服务组织',
    '行业协会商会',
  ])
    assert.ok(kinds.includes(kind), kind);
  assert.equal(fields.find((field) => field.name === 'fields')!.options!.length, 9);
  const [centre] = await list(director, `social-organisation?q=${encodeURIComponent('向阳社工')}`);
  assert.deepEqual(
    ['registrar', 'professional_supervisor', 'party_supervisor', 'industry_supervisor', 'functional_supervisor'].map(
      (name) => centre!.values[name],
    ),
    ['柳湾县民政局', '柳湾县民政局', '县委社会工作部', '县民政局', '县教育局'],
  );
  assert.deepEqual(
    (await list(county, 'social-organisation?kind=trade&state=all')).map((one) => one.title).sort(),
    ['柳湾县个体私营经济商会', '柳湾县家政服务行业协会', '东关社区商户自律会'].sort(),
  );
});

test('SOC-02 a registered organisation needs its credit code and registrar, a filed one its filing number', async () => {
  const given = { name: '杨柳社区棋友会', track: 'filed', form: 'community', kind: 'elderly', fields: ['culture'], head: '毛永昌' };
  const enter = (values: object) =>
    director.post<Faulty>('/api/registers/social-organisation', {
      place: HOME,
      values: { founded_on: '2026-04-01', ...given, ...values },
      basis,
    });
  assert.deepEqual((await enter({})).body.fields, { filing_number: (await enter({})).body.fields.filing_number });
  assert.deepEqual(Object.keys((await enter({ track: 'registered' })).body.fields).sort(), ['credit_code', 'registrar']);
  const wrong = await enter({ track: 'registered', registrar: '柳湾县民政局', credit_code: '52990101MJ10071422' });
  assert.equal(wrong.body.fields.credit_code!.code, 'CREDIT_CODE_INVALID');
  assert.equal((await enter({ filing_number: '柳河西备〔2026〕001号' })).status, 201);
});

test('SOC-03 coverage of the nine fields by community, on any day, with what is lacking', async () => {
  const now = await panel(county, 'social-organisation/coverage?place=990101100000');
  assert.equal(now.columns.length, 9);
  const east = rowOf(now, '990101100001');
  assert.deepEqual([east.values.health, east.values.mediation, east.met], [1, 0, false]);
  assert.match(east.why.join(), /9类中有2类：健康养老1个、文体娱乐1个/);
  assert.match(east.why.join(), /缺：纠纷调解/);
  const then = rowOf(await panel(county, 'social-organisation/coverage?place=990101100000&on=2025-06-30'), '990101100001');
  assert.equal(then.values.mediation, 1);
  assert.ok(
    now.why.some((line) => /^农村牧区生产技术服务：4个社区.*中1个有，覆盖率25%$/.test(line)),
    now.why.join('\n'),
  );
  const whole = await panel(county, 'social-organisation/coverage');
  assert.ok(whole.why.some((line) => line.startsWith('另有')));
  assert.deepEqual(
    (await panel(director, 'social-organisation/coverage')).rows.map((row) => row.key),
    [HOME],
  );
  assert.equal((await (await server.as('yibao')).get('/api/registers/social-organisation/coverage')).status, 403);
});
