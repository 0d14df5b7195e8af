// What the registers of volunteers, outlets and stations say by themselves, as people of 柳湾县 ask them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import type { Panel } from '../../../registers/registers.ts';
import type { EntryView, RegisterView } from '../registers/view.ts';

const HOME = '990101001001';
const COUNTY = '990101000000';
const basis = { kind: 'inspection', id: '2026年11月实地核查' };
let server: TestServer;
let director: Client;
let county: Client;
before(async () => {
  server = await openTestServer();
  [director, county] = await Promise.all([server.as('zhuren'), server.as('minzheng')]);
});
after(() => server.close());

type Faulty = { code: string; fields: Record<string, { code: string }>; county: string; id: string };
const list = async (client: Client, address: string): Promise<EntryView[]> =>
  (await client.get<{ entries: EntryView[] }>(`/api/registers/${address}`)).body.entries;
const panel = async (client: Client, address: string): Promise<Panel> => {
  const { status, body } = await client.get<Panel>(`/api/registers/${address}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const rowOf = ({ rows }: Panel, key: string) => rows.find((row) => row.key === key)!;
const enter = (client: Client, register: string, place: string, values: object) =>
  client.post<Faulty>(`/api/registers/${register}`, { place, values, basis });
const optionsOf = async (register: string, name: string): Promise<string[]> => {
  const { registers } = (await county.get<{ registers: RegisterView[] }>('/api/registers')).body;
  const { fields } = registers.find((one) => one.register === register)!;
  return fields.find((field) => field.name === name)!.options!.map((option) => option.title);
};

test('VOL-01 volunteers sign up, count as registered from their number on, and are told against the residents', async () => {
  const before_ = rowOf(await panel(director, 'volunteer/recruitment'), HOME);
  assert.equal(before_.values.residents, 6860);
  assert.equal(before_.met, false);
  assert.match(before_.why.join(), /常住人口6860人（2026年6月30日）/);
  assert.match(before_.why.join(), /达到15%还差\d+人/);
  const given = {
    name: '雷小雨',
    identities: ['student'],
    sign_up: 'self',
    registered_on: '2026-10-08',
    skills: ['teaching'],
    times: ['weekend'],
  };
  const { body } = await enter(director, 'volunteer', HOME, given);
  const registered = async (): Promise<unknown> => rowOf(await panel(director, 'volunteer/recruitment'), HOME).values.registered;
  assert.equal(await registered(), before_.values.registered);
  const checked = await director.send('PATCH', `/api/registers/volunteer/${body.county}/${body.id}`, {
    version: 1,
    values: { number: '152900199999' },
    basis,
  });
  assert.equal(checked.status, 200);
  assert.equal(await registered(), Number(before_.values.registered) + 1);
  const early = await panel(county, 'volunteer/recruitment?on=2015-06-30');
  assert.ok(early.rows.every((row) => row.met === null));
  assert.ok(early.why.includes('那一天还没有规定指标'));
});

test('VOL-02 five identities besides other residents, with the recruitment by each', async () => {
  assert.deepEqual((await optionsOf('volunteer', 'identities')).slice(0, 5), [
    '党员',
    '共青团员',
    '国家公务员',
    '离退休人员',
    '大中专院校在校学生',
  ]);
  const all = await panel(county, 'volunteer/recruitment');
  assert.equal(all.columns.length, 3 + 6);
  assert.match(all.why.join(), /注册志愿者\d+人，一人有几种身份的分别计入：党员\d+人/);
  assert.ok((await list(county, 'volunteer?identities=retired')).length > 3);
});

test('VOL-04 teams with leader, field, activities and insurance; members follow from the volunteers', async () => {
  const all = await panel(county, 'volunteer-team/strength');
  const pioneers = all.rows.find((row) => row.name === '杨柳社区党员先锋队')!;
  assert.ok(Number(pioneers.values.members) > 0);
  assert.equal(pioneers.met, true);
  assert.match(all.rows.find((row) => row.name === '杨柳社区四点半课堂队')!.why.join(), /没有在期的志愿者保险/);
  assert.match(
    (await panel(county, 'volunteer-team/strength?on=2026-06-30')).rows.find((row) => row.name === '杨柳社区四点半课堂队')!.why.join(),
    /保险到2026年8月31日/,
  );
  assert.equal(
    all.rows.some((row) => row.name === '桥头村春耕帮工队'),
    false,
  );
  const given = {
    name: '杨柳社区理发队',
    kind: 'residents',
    fields: ['neighbours'],
    leader: '邵金柱',
    founded_on: '2026-10-01',
    insured: true,
  };
  assert.deepEqual(Object.keys((await enter(director, 'volunteer-team', HOME, given)).body.fields), ['insured_until']);
});

test('COM-01 outlets with licence, address, hours and services, and their structure by kind per 1,000 households', async () => {
  const all = await panel(county, 'outlet/structure');
  const home = rowOf(all, HOME);
  assert.deepEqual([home.values.outlets, home.values.households, home.values.per_thousand], [9, 2450, 3.7]);
  assert.equal(home.values.homecare, 0.4);
  assert.match(home.why.join(), /9个网点，2450户，每千户3.7个/);
  assert.equal(rowOf(await panel(county, 'outlet/structure?on=2026-01-31'), HOME).values.households, 2430);
  const hills = rowOf(all, '990101201201');
  assert.equal(hills.values.per_thousand, null);
  assert.match(hills.why.join(), /算不出比例/);
  const then = await panel(county, 'outlet/structure?on=2025-06-30');
  assert.match(rowOf(then, '990101001002').why.join(), /现有：维修1个/);
  assert.match(rowOf(all, '990101001002').why.join(), /没有的业态：.*维修/);
  const [shop] = await list(director, `outlet?q=${encodeURIComponent('好邻居便利店杨柳店')}`);
  assert.deepEqual([shop!.values.hours, shop!.values.licence, shop!.values.position], ['7:00—22:30', 'JY11529000101', '111.6721,40.8132']);
});

test('COM-03 six kinds of life services, household services that come home among them', async () => {
  assert.deepEqual((await optionsOf('outlet', 'kind')).slice(0, 6), ['物业', '维修', '家政', '餐饮', '零售', '美容美发']);
  assert.deepEqual(
    (await list(county, 'outlet?kind=homecare&home_visits=yes')).map((one) => one.title),
    ['暖心家政建设路门店', '暖心家政服务部'],
  );
  const given = {
    name: '暖心家政',
    kind: 'homecare',
    services: ['homecare'],
    address: '杨柳街1号',
    hours: '全天',
    opened_on: '2026-01-01',
  };
  assert.equal((await enter(director, 'outlet', HOME, given)).body.fields.services!.code, 'OUTLET_SERVICE_TWICE');
});

test('COM-04 a chain is told by its outlets, in how many communities', async () => {
  const all = await panel(county, 'outlet/chains');
  const shop = rowOf(all, '好邻居');
  assert.deepEqual([shop.values.outlets, shop.values.communities, shop.met], [3, 3, true]);
  assert.equal(rowOf(await panel(director, 'outlet/chains'), '好邻居').met, false);
});

test('COM-06 parcel, delivery and recycling points, also beside other business, and which villages they have reached', async () => {
  const all = await panel(county, 'outlet/reach');
  assert.deepEqual(
    all.columns.map((column) => column.title),
    ['物流配送', '快递', '资源回收'],
  );
  assert.deepEqual(rowOf(all, '990101100201').values, { delivery: 1, parcel: 1, recycling: 0 });
  assert.match(rowOf(all, '990101200201').why.join(), /缺：物流配送、快递、资源回收/);
  assert.match(all.why.join(), /快递：12个社区（村、嘎查）中9个有，覆盖率75%/);
});

test('SWS-01 SWS-02 a station counts only with all six; towns without one, and what each lacks', async () => {
  const all = await panel(county, 'social-work-station/checklist');
  assert.deepEqual(
    all.rows.map((row) => [row.name, row.met]),
    [
      ['河西街道', true],
      ['柳湾镇', false],
      ['青石沟乡', false],
      ['白音滩苏木', false],
    ],
  );
  assert.match(rowOf(all, '990101200000').why.join(), /有3项，缺有设备、有工作流程、有规章制度/);
  assert.match(rowOf(all, '990101201000').why.join(), /没有设站/);
  assert.match(all.why.join(), /4个乡镇（街道）中3个设站，占75%.*六项都有的1个，覆盖率25%/);
  const [station] = await list(county, 'social-work-station?place=990101100000');
  const mended = await county.send('PATCH', `/api/registers/social-work-station/${COUNTY}/${station!.id}`, {
    version: 1,
    values: { has_rules: true },
    basis,
  });
  assert.equal(mended.status, 200);
  assert.equal(rowOf(await panel(county, 'social-work-station/checklist'), '990101100000').met, true);
  assert.match(rowOf(await panel(county, 'social-work-station/checklist?on=2020-01-01'), '990101100000').why.join(), /社工室（旧址）/);
  const given = { name: '白音滩苏木社会工作服务站', address: '苏木政府', mode: 'direct', hours: '周一至周五', opened_on: '2026-11-01' };
  const faulty = await enter(county, 'social-work-station', '990101201000', { ...given, staff: 1, certified: 2 });
  assert.equal(faulty.body.fields.certified!.code, 'STATION_CERTIFIED_ABOVE');
});
