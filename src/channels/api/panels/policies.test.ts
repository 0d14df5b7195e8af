// Policy documents and honours, as people of 柳湾县 keep them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import type { Panel, PanelRow } from '../../../registers/registers.ts';
import type { EntryView } from '../registers/view.ts';

const COUNTY = '990101000000';
const OLD_PLAN = '柳湾县城乡社区服务体系建设规划（2023—2025年）';
const basis = { kind: 'document', id: '政府信息公开目录' };
let server: TestServer;
let county: Client;
before(async () => {
  server = await openTestServer();
  county = await server.as('minzheng');
});
after(() => server.close());

const list = async (address: string): Promise<EntryView[]> =>
  (await county.get<{ entries: EntryView[] }>(`/api/registers/${address}`)).body.entries;
const graph = async (query = ''): Promise<(title: string) => PanelRow> => {
  const { body } = await county.get<Panel>(`/api/registers/policy-document/graph${query}`);
  return (title) => body.rows.find((row) => row.name === title)!;
};

test('IND-13 a document has its disclosure fields, and its validity is reckoned for any day from what replaced or repealed it', async () => {
  const [plan] = await list(`policy-document?q=${encodeURIComponent('2023—2025年')}&state=all`);
  const { index_number: index, issuer, openness, category, number, made_on: made } = plan!.values;
  assert.deepEqual(
    [index, issuer, openness, category, number, made],
    ['990101000000M/2023-00311', '柳湾县人民政府', 'active', 'plan', '柳政发〔2023〕7号', '2023-02-10'],
  );
  const now = await graph();
  assert.equal(now(OLD_PLAN).values.validity, '已代替');
  assert.match(now(OLD_PLAN).why.join(), /2026年4月1日起被《柳湾县城乡社区服务体系建设规划（2026—2030年）》（柳政发〔2026〕3号）代替/);
  assert.equal(now('柳湾县购买社区服务试行意见').values.validity, '已废止');
  assert.equal((await graph('?on=2026-03-31'))(OLD_PLAN).values.validity, '有效');
  assert.equal((await graph('?on=2023-02-01'))(OLD_PLAN).values.validity, '尚未施行');
});

test('IND-17 what a document rests on, up to the plans above, what rests on it, and grounds that no longer hold', async () => {
  const row = (await graph('?on=2025-06-30'))(OLD_PLAN);
  assert.equal(row.values.grounds, 4);
  assert.match(row.why.join(), /《“十四五”民政事业发展规划》（民发〔2021〕51号）/);
  assert.match(row.why.join(), /以它为依据的：《柳湾县社区工作者管理办法》（柳政办发〔2024〕19号）/);
  assert.equal(row.met, true);
  const workers = (await graph())('柳湾县社区工作者管理办法');
  assert.equal(workers.met, false);
  assert.match(workers.why.join(), /依据里已经失效的：.*2023—2025年/);
  const [one] = await list('policy-document');
  const cites = await county.post<{ fields: Record<string, { code: string }> }>('/api/registers/policy-link', {
    place: COUNTY,
    values: { quote: '依据自己', document: one!.id, relation: 'basis', cites: one!.id },
    basis,
  });
  assert.equal(cites.body.fields.cites!.code, 'POLICY_CITES_ITSELF');
});

test('IND-15 honours by award, level, year and who received them; one taken back is listed apart', async () => {
  assert.deepEqual(
    (await list('honour?level=nation')).map((one) => [one.title, one.values.year, one.place_name]),
    [
      ['中国社区治理创新成果提名', 2014, '柳湾县'],
      ['全国和谐社区建设示范社区', 2014, '杨柳社区'],
    ],
  );
  const years = (await list('honour?sort=year&descending=true')).map((one) => Number(one.values.year));
  assert.deepEqual(
    years,
    years.toSorted((one, other) => other - one),
  );
  assert.deepEqual(
    (await list('honour?year_from=2025')).map((one) => one.values.recipient).sort(),
    ['柳湾县向阳社工服务中心', '河西街道'].sort(),
  );
  assert.deepEqual(
    (await list('honour?state=ended')).map((one) => one.title),
    ['市级文明村'],
  );
});
