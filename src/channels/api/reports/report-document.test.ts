import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestDatabase } from '../../../../tests/support/database.ts';
import { library, planDatabase } from '../../../../tests/support/plan-fixture.ts';
import { freezeReport, measuresOf, reportValues } from '../../../indicators/indicators.ts';
import { renderDocument } from '../../documents/documents.ts';
import { reportDocument } from './report-document.ts';

const COUNTY = '990101000000';
const by = { actor: 'account:li', hat: 'county-officer', channel: 'workbench', at: new Date('2026-11-20T02:00:00Z') };

let db: TestDatabase;
before(async () => {
  db = await planDatabase();
});
after(() => db.close());

test('on paper a figure stands as on the screen: provisional numbers say so, missing ones are words, and where it began is told', async () => {
  const county = db.database.within({ level: 'county', code: COUNTY, county: COUNTY });
  await reportValues(
    county,
    db.vault,
    [{ region: '990101001001', measure: 'community_workers', as_of: '2026-06-30', value: 14, source: 'list', note: '' }],
    measuresOf(library),
    by,
  );
  const report = await freezeReport(
    county,
    db.vault,
    library,
    { region: COUNTY, regionName: '柳湾县', year: 2026, today: '2026-11-20' },
    by,
  );
  const document = reportDocument(report, '柳湾县民政局');
  const table = document.blocks.find((block) => block.kind === 'table')!;
  assert.ok(table.kind === 'table');
  const row = (title: string) => table.rows.find((cells) => cells[0] === title)!;
  assert.deepEqual(
    table.columns.map((column) => column.title),
    ['指标', '基期', '现状', '目标', '差距', '完成情况', '要求与依据'],
  );
  const targets = library.packs.find((pack) => pack.name === 'liuwan')!.sections.get('targets')!.data as { id: string; title: string }[];
  const named = (id: string) => targets.find((target) => target.id === id)!.title;
  assert.deepEqual(row(named('L14')).slice(2, 6), [
    '20.41 人/万人（暂计）',
    '不少于 18 人/万人',
    '暂计超 2.41 人/万人',
    '数据不全，暂不判定\n4 处中 3 处缺数据',
  ]);
  const unmet = [...report.facts.receipts]
    .map(({ figure }) => figure)
    .filter((figure) => figure.state === 'unmet' && figure.also.some((also) => also.state === 'unmet'));
  for (const figure of unmet) assert.match(row(figure.title)[5]!, new RegExp(figure.also[0]!.title));
  assert.deepEqual([row(named('L11'))[2], row(named('L11'))[5]?.split('\n')[0]], ['缺数据', '缺数据']);
  const said = JSON.stringify(document.blocks);
  assert.match(said, /数据不全、暂不判定 1 项，缺数据 3 项/);
  assert.doesNotMatch(said, /[^\d]0 项|（0）/);
  const headings = document.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
  assert.deepEqual(
    headings.filter((heading) => /^[一二三]、/.test(heading)),
    ['一、基本情况', '二、指标完成情况', '三、逐项说明'],
  );
  const items = headings.filter((heading) => heading.startsWith('（')).map((heading) => heading.slice(0, heading.indexOf('）') + 1));
  assert.deepEqual(
    [items.length, items[0], items[9], items[10], items[19]],
    [report.facts.receipts.length, '（一）', '（十）', '（十一）', items.length > 19 ? '（二十）' : undefined],
  );
  assert.deepEqual(
    [document.official, document.blocks.at(-1)],
    [true, { kind: 'signature', lines: ['柳湾县民政局', '2026年11月20日'], seal: '盖章处' }],
  );
  assert.match(said, /2025：24 平方米\/百户（文件写明）/);
  assert.match(said, /1 个，共 4 个/);
  assert.match(said, /"状态","待核对"\],\["版次","1"\]/);
  assert.match(said, /"数据截至","2026年11月20日"\],\["区划口径","按2026年11月20日当时的区划"/);
  assert.doesNotMatch(said, /\d{4}-\d{2}-\d{2}|已提交|workbench\.|L\d\d/);
  // Only the document itself, where it is quoted, may put it in other words.
  assert.doesNotMatch(JSON.stringify(table), /不低于|不高于/);
  assert.doesNotMatch(said, /NaN|undefined|indicators\./);
  assert.equal(
    Buffer.from(await renderDocument(document, 'docx'))
      .subarray(0, 2)
      .toString(),
    'PK',
  );
});
