// What the registers of people who serve say by themselves, as people of 柳湾县 ask them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import type { Panel } from '../../../registers/registers.ts';
import type { EntryView, RegisterView } from '../registers/view.ts';

const HOME = '990101001001';
const EAST = '990101100001';
const RIVER = '990101200201';
const basis = { kind: 'document', id: '柳组发〔2026〕9号' };
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
const enter = (register: string, place: string, values: object) =>
  county.post<Faulty & { county: string; id: string }>(`/api/registers/${register}`, { place, values, basis });

test('WRK-01 WRK-03 a worker is kept with category, post, way of entry, contract and state, and the four factors of the grade', async () => {
  const { registers } = (await director.get<{ registers: RegisterView[] }>('/api/registers')).body;
  const { fields } = registers.find((one) => one.register === 'worker')!;
  const options = (name: string) => fields.find((field) => field.name === name)!.options!.map((option) => option.title);
  assert.deepEqual(options('category').slice(0, 4), ['党组织成员', '居（村）委会成员', '专职工作人员', '专职网格员']);
  const [chief] = await list(director, `worker?q=${encodeURIComponent('赵明远')}`);
  const { post, worked_since: since, education, certificate, entry_way: way, contract, presence } = chief!.values;
  assert.deepEqual(
    { post, since, education, certificate, way, contract, presence },
    {
      post: 'director',
      since: '2012-04-01',
      education: '20',
      certificate: 'social_worker',
      way: 'election',
      contract: 'elected',
      presence: 'on_post',
    },
  );
  const communities = new Set((await list(county, 'worker?limit=200')).map((one) => one.place));
  assert.equal(communities.size, 12);
  assert.ok((await list(director, 'worker?state=ended')).length > 0);
});

test('WRK-08 urban communities without a certified social worker are listed, on any day, nobody counted twice', async () => {
  const now = await panel(county, 'worker/certified');
  const home = rowOf(now, HOME);
  assert.equal(home.met, true);
  assert.equal(home.values.both, 1);
  assert.match(home.why.join(), /两本台账都有的1人只算一次/);
  assert.equal(rowOf(now, EAST).met, false);
  assert.ok(
    now.why.some((line) => line.startsWith('没有达到的') && line.includes('东关社区')),
    now.why.join('\n'),
  );
  assert.equal(now.rows.length, 4);
  assert.equal(rowOf(await panel(county, 'worker/certified?on=2026-03-31'), EAST).met, true);
  const faulty = await enter('worker', EAST, {
    name: '白晓云',
    category: 'full_time',
    post: 'window',
    hired_on: '2026-05-01',
    certificate_number: '20251500012345',
  });
  assert.deepEqual(Object.keys(faulty.body.fields), ['certificate']);
  const given = { name: '白晓云', category: 'full_time', post: 'window', hired_on: '2026-05-01', certificate: 'assistant' };
  assert.equal((await enter('worker', EAST, { ...given, certificate_number: '20251500012345', certified_on: '2025-11-20' })).status, 201);
  assert.equal(rowOf(await panel(county, 'worker/certified'), EAST).met, true);
});

test('WRK-23 social workers stand in a register of their own, with incentives, also outside the communities', async () => {
  const [chief] = await list(county, `social-worker?q=${encodeURIComponent('赵明远')}`);
  assert.deepEqual([chief!.values.certificate_number, chief!.values.allowance], ['20191537210468', 200]);
  assert.ok((await list(county, 'social-worker?works_in=station')).length >= 3);
  const faulty = await enter('social-worker', HOME, { name: '梅小溪', certificate: 'assistant', works_in: 'agency', since: '2026-01-01' });
  assert.deepEqual(Object.keys(faulty.body.fields).sort(), ['certificate_number', 'certified_on']);
});

test('PUB-12 attached professionals of six kinds with duty times, and the coverage of each kind', async () => {
  const all = await panel(county, 'professional/coverage');
  assert.deepEqual(
    all.columns.map((column) => column.title),
    ['法律顾问', '心理咨询师', '社会工作者', '专职人民调解员', '社区教育人员', '家政服务人员'],
  );
  assert.ok(all.why.includes('法律顾问：12个社区（村、嘎查）中12个有，覆盖率100%'), all.why.join('\n'));
  assert.equal(rowOf(all, HOME).met, true);
  assert.match(rowOf(all, '990101100002').why.join(), /缺：.*社区教育人员/);
  assert.equal(rowOf(await panel(county, 'professional/coverage?on=2026-01-01'), '990101100002').values.educator, 1);
  assert.ok((await list(director, 'professional')).every((one) => one.values.duty_times !== ''));
});

test('ELE-07 one shoulder and cross-posts are reckoned from the posts, for any past day', async () => {
  const now = await panel(county, 'committee-member/structure');
  const whole = rowOf(now, '990101000000');
  assert.deepEqual([whole.values.led, whole.values.one_shoulder, whole.met], [12, 10, false]);
  assert.match(whole.why.join(), /书记、主任不是同一人的：南园社区、上河村/);
  assert.deepEqual([rowOf(now, HOME).met, rowOf(now, RIVER).met], [true, false]);
  const then = await panel(county, 'committee-member/structure?on=2024-06-30');
  assert.equal(rowOf(then, '990101000000').values.one_shoulder, 8);
  assert.equal(rowOf(then, '990101001003').met, false);
  assert.equal(rowOf(await panel(county, 'committee-member/structure?on=2010-01-01'), '990101000000').values.members, 0);
  const members = await list(county, `committee-member?place=${RIVER}`);
  const secretary = members.find((one) => one.values.party_post === 'secretary')!;
  const end = await county.post(`/api/registers/committee-member/${secretary.county}/${secretary.id}/end`, {
    version: secretary.version,
    on: '2026-09-01',
    reason: '调离',
  });
  assert.equal(end.status, 200);
  const [chief] = members.filter((one) => one.values.committee_post === 'director');
  const { name, sex, born_on, ethnic_group, education } = chief!.values;
  const posts = { party_post: 'secretary', committee_post: '', term: 12, way: 'appointed', since: '2026-09-01' };
  const appointed = await enter('committee-member', RIVER, { name, sex, born_on, ethnic_group, education, ...posts });
  assert.equal(appointed.body.code, 'ENTRY_EXISTS');
  const raised = await county.send('PATCH', `/api/registers/committee-member/${chief!.county}/${chief!.id}`, {
    version: chief!.version,
    values: { until: '2026-09-01' },
    basis,
  });
  assert.equal(raised.status, 200);
  const both = { name, sex, born_on, ethnic_group, education, ...posts, committee_post: 'director' };
  assert.equal((await enter('committee-member', RIVER, both)).status, 201);
  assert.equal(rowOf(await panel(county, 'committee-member/structure'), RIVER).met, true);
  assert.equal(rowOf(await panel(county, 'committee-member/structure?on=2026-08-31'), RIVER).met, false);
});

test('ELE-08 structure by age, education, ethnicity and sex, by community, town and county, beside the term before', async () => {
  const now = await panel(county, 'committee-member/structure?on=2026-06-30');
  const whole = rowOf(now, '990101000000');
  const towns = ['990101001000', '990101100000', '990101200000', '990101201000'].map((code) => rowOf(now, code));
  for (const name of ['members', 'young', 'college', 'minority', 'women'])
    assert.equal(
      towns.reduce((sum, row) => sum + Number(row.values[name]), 0),
      whole.values[name],
      name,
    );
  assert.equal(whole.values.women_share, Math.round((Number(whole.values.women) / Number(whole.values.members)) * 1000) / 10);
  assert.match(whole.why.join(), /上届末（2026年3月\d日）/);
  assert.ok(
    whole.why.some((line) => /^女性\d+人，占[\d.]+%；上届末\d+人，占[\d.]+%$/.test(line)),
    whole.why.join('\n'),
  );
  assert.match(rowOf(await panel(county, 'committee-member/structure?on=2022-01-01'), HOME).why.join(), /没有上一届/);
  assert.deepEqual(
    (await panel(await server.as('mengshi'), 'committee-member/structure?on=2026-06-30')).rows.map((row) => row.values.members),
    [whole.values.members, whole.values.members],
  );
});

test('ELE-09 supervision committees formed, whom their members represent, and who may not supervise', async () => {
  const all = await panel(county, 'supervision-member/conflicts');
  assert.match(all.why.join(), /12个村（社区）中11个已组建/);
  assert.match(rowOf(all, RIVER).why.join(), /夏玉峰同时是居（村）委会成员/);
  assert.match(rowOf(all, '990101100201').why.join(), /孙长青是居（村）委会成员冯春燕的近亲属/);
  assert.deepEqual([rowOf(all, HOME).met, rowOf(all, '990101201201').met], [true, false]);
  assert.ok((await list(county, 'supervision-member?represents=herder')).length >= 2);
});
