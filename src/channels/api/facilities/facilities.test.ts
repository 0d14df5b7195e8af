import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { workbook } from '../../../../tests/support/boats.ts';
import { foldSettled } from '../../../../tests/support/plan-fixture.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { jobScope } from '../../../kernel/kernel.ts';
import type { Panel } from '../../../registers/registers.ts';
import { readSheet } from '../../../registers/registers.ts';
import type { EntryView } from '../registers/view.ts';

const path = '/api/registers/facility';
const basis = { kind: 'document', id: '1' };
let server: TestServer;
let officer: Client;
let director: Client;
before(async () => {
  server = await openTestServer();
  await foldSettled(server.database.within(jobScope));
  [officer, director] = await Promise.all([server.as('minzheng'), server.as('juzhang')]);
});
after(() => server.close());

const panel = async (who: Client, address: string): Promise<Panel> => {
  const { status, body } = await who.get<Panel>(`${path}/${address}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const communitiesIn = ({ rows }: Panel): number => rows.reduce((sum, row) => sum + Number(row.values.communities), 0);

test('FAC-01 FAC-14 the panels rank the communities that lack area and count them by size', async () => {
  const { rows, why } = await panel(officer, 'shortfalls');
  // 2,980 households × 30 m² a hundred = 894 m² asked, 630 there.
  const lacking = rows.find((row) => row.key === '990101001002')!;
  assert.deepEqual([lacking.values.missing, lacking.met], [264, false]);
  assert.match(lacking.why.join(), /现有630平方米，标准894平方米/);
  assert.match(why.join(), /柳湾县.*个社区面积不达标/s);
  const missing = rows.map((row) => Number(row.values.missing));
  assert.deepEqual(
    missing,
    missing.toSorted((left, right) => right - left),
  );
  const bands = await panel(officer, 'bands');
  assert.equal(communitiesIn(bands), 12);
  assert.deepEqual(
    bands.rows.slice(0, 2).map((row) => row.name),
    ['不到300平方米', '300—500平方米'],
  );
});

test('FAC-01 the area of each community is split by use, with the share of offices', async () => {
  const { rows, why } = await panel(officer, 'split');
  const home = rows.find((row) => row.key === '990101001001')!;
  const { facilities, area, area_office, office_share } = home.values;
  assert.deepEqual([facilities, area, area_office, office_share], [2, 980, 160, 16.3]);
  assert.match(home.why.join(), /2处设施，综合面积980平方米.*办公占16.3%/);
  assert.match(why.join(), /另有1个社区没有登记在用的设施/);
  const before = (await panel(officer, 'split?on=2018-09-30')).rows;
  assert.equal(
    before.some((row) => row.key === '990101001001'),
    false,
    'in use since October 2018',
  );
});

test('a reader above the plans sees each place against its own plan, a place without one its sizes only, and nobody looks elsewhere', async () => {
  const city = await server.as('mengshi');
  const [above, own] = await Promise.all([panel(city, 'shortfalls'), panel(officer, 'shortfalls')]);
  assert.deepEqual(above.rows, own.rows);
  assert.equal(communitiesIn(await panel(city, 'bands?place=990101001000')), 3);
  assert.equal((await city.get(`${path}/bands?place=152900000000`)).status, 403);
  assert.equal(
    (await officer.get(`${path}/export.xlsx?purpose=${encodeURIComponent('年检')}&limit=1`)).status,
    400,
    'an export holds the whole list',
  );
});

interface Reading {
  figures: { id: string; value: number | null }[];
}
const figure = async (id: string): Promise<number> =>
  (await officer.get<Reading>('/api/plans/reading')).body.figures.find((one) => one.id === id)!.value!;
type Read = { entry: EntryView; history: { what: string; basis: string }[] };

test('FAC-01 a facility is entered, changed on a basis and followed back, and the figure moves with it', async () => {
  const values = {
    name: '上河村服务室',
    kind: 'service_centre',
    area_service: 100,
    area_activity: 60,
    area_office: 10,
    valid_from: '2026-01-01',
  };
  const body = { place: '990101200201', values, source: '实地测量', basis };
  const before = await figure('L08');
  const made = await officer.post<{ county: string; id: string }>(path, body);
  assert.equal(made.status, 201);
  assert.ok((await figure('L08')) > before);
  const one = `${path}/${made.body.county}/${made.body.id}`;
  const change = (area_office: number) =>
    officer.send('PATCH', one, { version: 1, values: { area_office }, basis: { kind: 'inspection', id: '2' } });
  assert.equal((await change(12)).status, 200);
  assert.equal((await change(13)).status, 409);
  const { entry, history } = (await officer.get<Read>(one)).body;
  assert.deepEqual([entry.values.area, entry.values.build_case], [172, 'existing']);
  assert.deepEqual(
    history.map((row) => [row.what, row.basis]),
    [
      ['entered', '文件 1'],
      ['changed', '现场核查 2'],
    ],
  );
  const faulty = await officer.post<{ code: string; fields: object }>(path, { ...body, values: { ...values, kind: 'castle' } });
  assert.deepEqual([faulty.status, faulty.body.code, Object.keys(faulty.body.fields)], [400, 'ENTRY_INVALID', ['kind']]);
  const unsaid = await officer.post<{ fields: object }>(path, { ...body, source: '' });
  assert.deepEqual([unsaid.status, Object.keys(unsaid.body.fields)], [400, ['source']]);
  assert.equal((await director.post(path, body)).status, 403);
});

test('facilities come from Excel: dry run with cell errors, error file, all or none; and go to Excel', async () => {
  const template = await officer.get(`${path}/template.xlsx`);
  assert.equal(await readSheet(template.raw, 'x.xlsx').catch((error: { code: string }) => error.code), 'IMPORT_FILE_EMPTY');
  const file = (area: string | number): Promise<Buffer> =>
    workbook([
      ['嘎查村', '用房名称', '设施类型', '服务用房面积（㎡）', '数据来源'],
      ['990101200201', '表格导入', 'service_outlet', area, '台账'],
    ]);
  const send = (mode: string, content: Buffer) =>
    officer.upload<Record<string, unknown>>(`${path}/import?mode=${mode}&seen=true`, {}, { filename: 'a.xlsx', content });
  const dry = await send('check', await file('many'));
  assert.deepEqual(
    [dry.status, dry.body.faulty, (dry.body.errors as { row: number; code: string }[])[0]?.code],
    [200, 1, 'FIELD_NOT_NUMBER'],
  );
  assert.equal((await send('enter', await file('many'))).status, 422);
  assert.equal((await readSheet((await send('errors', await file('many'))).raw, 'e.xlsx')).rows.length, 1);
  assert.equal((await send('enter', Buffer.from('PK damaged'))).body.code, 'IMPORT_FILE_DAMAGED');
  assert.equal((await send('enter', await file(30))).body.entered, 1);
  const again = await send('check', await file(30));
  assert.equal((again.body.errors as { code: string }[])[0]?.code, 'ENTRY_EXISTS');
  const exported = await readSheet((await officer.get(`${path}/export.xlsx?purpose=${encodeURIComponent('核对台账')}`)).raw, 'x.xlsx');
  assert.ok(exported.rows.some((row) => row.includes('表格导入')));
  // People read names: of the community, the kind, the case.
  assert.deepEqual(
    exported.rows.flat().filter((cell) => /^\d{12}$|^[a-z]+_[a-z_]+$|^(existing|renewal)$/.test(cell)),
    [],
  );
});
