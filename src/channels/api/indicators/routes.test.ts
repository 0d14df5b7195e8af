import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { foldSettled } from '../../../../tests/support/plan-fixture.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import type { Receipt } from '../../../indicators/indicators.ts';
import { jobScope } from '../../../kernel/kernel.ts';
import { readSheet } from '../../../registers/registers.ts';

const COUNTY = '990101000000';
let server: TestServer;
let officer: Client;
let director: Client;
let clerk: Client;
before(async () => {
  server = await openTestServer();
  await foldSettled(server.database.within(jobScope));
  [officer, director, clerk] = await Promise.all([server.as('minzheng'), server.as('juzhang'), server.as('zhuren')]);
});
after(() => server.close());

interface Reading {
  plan: string;
  region: string;
  figures: { id: string; value: number | null; state: string; gap: number | null }[];
  children: { code: string }[];
}

test('a county officer reads the plan, a figure and its receipt, down to the community', async () => {
  const plans = await officer.get<{ chosen: string; plans: object[] }>('/api/plans');
  assert.deepEqual([plans.status, plans.body.chosen], [200, 'liuwan']);
  const reading = await officer.get<Reading>('/api/plans/reading');
  assert.equal(reading.body.region, COUNTY);
  assert.equal(reading.body.children.length, 4);
  assert.equal(reading.body.figures.find((figure) => figure.id === 'L02')?.state, 'unmet');
  const receipt = await officer.get<Receipt>('/api/indicators/L02?boundaries=now');
  assert.equal(receipt.body.boundaries.mode, 'now');
  assert.equal(receipt.body.figure.rows.length, 4);
  const town = await officer.get<Receipt>('/api/indicators/L02?region=990101001000');
  assert.equal(town.body.figure.rows.length, 3);
  const one = await officer.get<Receipt>('/api/indicators/L02?region=990101001001');
  assert.deepEqual(one.body.figure.rows.map((row) => row.name).length, 1);
});

test("the demonstration's own cases show in the figures, and the rollups agree with the cases", async () => {
  const { verifyMeasures } = await import('../../../indicators/indicators.ts');
  assert.deepEqual(await verifyMeasures(server.database.within(jobScope)), []);
  const reading = await officer.get<Reading>('/api/plans/reading');
  assert.ok(reading.body.figures.find((figure) => figure.id === 'L12')?.value !== undefined);
});

test('a community director reads his own community and no other', async () => {
  assert.equal((await clerk.get<Reading>('/api/plans/reading')).body.region, '990101001001');
  assert.equal((await clerk.get(`/api/plans/reading?region=${COUNTY}`)).status, 403);
  assert.equal((await server.nobody.get('/api/plans')).status, 401);
});

test('the map names every town with gap or missing data, and the outlines fit its codes', async () => {
  const map = await officer.get<{ places: { code: string; state: string }[] }>('/api/indicators/L06/map');
  const outlines = await officer.get<{ features: { properties: { code: string } }[] }>(`/api/geo/${COUNTY}`);
  assert.equal(outlines.status, 200);
  const drawn = new Set((JSON.parse(outlines.raw.toString()) as typeof outlines.body).features.map((one) => one.properties.code));
  assert.ok(map.body.places.length === 4 && map.body.places.every((place) => drawn.has(place.code)));
  assert.equal((await officer.get('/api/geo/440100000000')).status, 404);
});

test("a reader of the city, which has no plan of its own, is offered the county's, sees it on the map and follows it down, and no further than the city", async () => {
  const reader = await server.as('mengshi');
  const plans = await reader.get<{
    chosen: string | null;
    plans: object[];
    below: { plan: string; jurisdiction: string; region_name: string }[];
  }>('/api/plans');
  assert.deepEqual(
    [plans.body.chosen, plans.body.plans.length, plans.body.below.map((one) => [one.plan, one.jurisdiction])],
    [null, 0, [['liuwan', COUNTY]]],
  );
  assert.equal((await reader.get('/api/plans/reading')).status, 404);
  const receipt = await reader.get<Receipt & { only_name: string }>('/api/indicators/L02');
  assert.deepEqual([receipt.status, receipt.body.only, receipt.body.figure.rows.length], [200, COUNTY, 4]);
  assert.ok(receipt.body.only_name);
  const map = await reader.get<{ places: { code: string; gap: number; state: string }[] }>('/api/indicators/L02/map');
  assert.deepEqual(
    map.body.places.map((place) => [place.code, place.state, place.gap < 0]),
    [[COUNTY, 'unmet', true]],
  );
  assert.equal((await reader.get('/api/geo/990100000000')).status, 200);
  assert.equal((await reader.get(`/api/indicators/L02?region=${COUNTY}`)).status, 200);
  assert.equal((await reader.get('/api/indicators/L02?region=990101001001')).status, 200);
  assert.equal((await reader.get('/api/indicators/L02?region=990000000000')).status, 403);
  assert.equal((await reader.get<{ makers: string[] }>('/api/reports')).body.makers.length, 2);
  assert.equal((await reader.post('/api/reports', { year: 2026, plan: 'liuwan' })).status, 403);
});

test('a plan goes to Excel and CSV as it stands on the page: missing data in words, with who took it along and when, and a row in the audit', async () => {
  // Nobody is registered as a worker: then the figure is unknown.
  await server.owner.query('update registers.worker set withdrawn_at = now()');
  const sheet = await readSheet((await officer.get('/api/plans/export.xlsx?figures=L14,L02')).raw, 'x.xlsx');
  const [first, second] = sheet.rows;
  assert.deepEqual([first?.[0], second?.[0]], ['L14', 'L02']);
  const column = (title: string): number => sheet.header.indexOf(title);
  assert.deepEqual([first?.[column('现状')], first?.[column('完成情况')], first?.[column('差距')]], ['缺数据', '缺数据', '—']);
  assert.deepEqual(
    [second?.[column('完成情况')], Number(second?.[column('现状')]), second?.[column('基期')]],
    ['未达标', 34.88, '2025：24 平方米/百户（文件写明）'],
  );
  assert.equal(
    sheet.rows.some((row) => row[0] === 'L01'),
    false,
  );
  assert.ok(sheet.rows.some((row) => row[0] === '导出人' && String(row[1]).includes('周海燕')));
  const file = await (await server.as('mengshi')).get('/api/plans/export.csv?plan=liuwan');
  const lines = file.raw.toString().split('\r\n');
  assert.equal(file.status, 200);
  assert.ok(lines[0]!.startsWith('\uFEFF编号,指标'));
  assert.equal(lines.filter((line) => /^L\d\d,/.test(line)).length, 14);
  assert.ok(lines.some((line) => line.startsWith('导出时间,20')));
  const { rows } = await server.owner.query("select 1 from kernel.audit where action = 'plan.export'");
  assert.equal(rows.length, 2);
  assert.equal((await officer.get('/api/plans/export.pdf')).status, 400);
  assert.equal((await clerk.get(`/api/plans/export.csv?region=${COUNTY}`)).status, 403);
});

test('a yearly report is submitted, checked by another, locked, printed as PDF and Word, and can be recomputed', async () => {
  const made = await officer.post<{ id: string; state: string }>('/api/reports', { year: new Date().getFullYear() });
  assert.deepEqual([made.status, made.body.state], [201, 'submitted']);
  const path = `/api/reports/${COUNTY}/${made.body.id}`;
  assert.equal((await officer.post<{ code: string }>(`${path}/acts`, { act: 'check', note: '' })).body.code, 'REPORT_SAME_HAND');
  assert.equal((await director.post(`${path}/acts`, { act: 'check', note: '' })).status, 200);
  assert.equal((await officer.post<{ state: string }>(`${path}/acts`, { act: 'lock', note: '' })).body.state, 'locked');
  const read = await officer.get<{ intact: boolean; facts: { receipts: object[] } }>(path);
  assert.deepEqual([read.body.intact, read.body.facts.receipts.length], [true, 14]);
  const pdf = await officer.get(`${path}/report.pdf`);
  assert.equal(pdf.raw.subarray(0, 5).toString(), '%PDF-');
  const word = await officer.get(`${path}/report.docx`);
  assert.equal(word.raw.subarray(0, 2).toString(), 'PK');
  const again = await officer.get<{ figures: { same: boolean }[] }>(`${path}/recompute`);
  assert.ok(again.body.figures.every((figure) => figure.same));
  assert.equal((await officer.get<{ reports: { title: string }[] }>('/api/reports')).body.reports.length, 1);
  const forAll = `/api/public/reports/${COUNTY}/${made.body.id}/report.pdf`;
  assert.equal((await server.nobody.get(forAll)).status, 404);
  assert.equal((await director.post(`${path}/acts`, { act: 'publish', note: '' })).status, 200);
  assert.equal((await server.nobody.get(forAll)).raw.subarray(0, 5).toString(), '%PDF-');
  assert.equal((await server.nobody.get<{ reports: object[] }>('/api/public/reports')).body.reports.length, 1);
});
