import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { withoutGrids } from '../../../tests/support/grids.ts';
import type { Handle } from '../../kernel/kernel.ts';
import { jobScope, LinliError } from '../../kernel/kernel.ts';
import { text } from '../packs/texts.ts';
import { communityTypes } from './region.ts';
import * as regions from './regions.ts';

const county = '990101000000';
const clerk = { actor: 'account:test', hat: 'county-admin', channel: 'workbench', at: new Date('2026-03-02T02:00:00Z') };
const fails = (wanted: string) => (error: unknown) => error instanceof LinliError && error.code === wanted;

/** The smallest workbook a spreadsheet program would open. */
function workbook(table: readonly (readonly string[])[]): Buffer {
  const cell = (value: string, at: number, row: number): string =>
    `<c r="${String.fromCharCode(65 + at)}${row}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const rows = table
    .map((line, index) => `<row r="${index + 1}">${line.map((value, at) => cell(value, at, index + 1)).join('')}</row>`)
    .join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packaging = 'http://schemas.openxmlformats.org/package/2006';
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8(
        `<Types xmlns="${packaging}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
      ),
      'xl/workbook.xml': strToU8(
        `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        `<Relationships xmlns="${packaging}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
      'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`),
    }),
  );
}

const heading = ['code', 'name', 'type'];
const list = [
  ['990101', '柳湾县', ''],
  ['990101001', '河西街道', ''],
  ['990101001001', '杨柳社区', 'urban'],
  ['990101001001001', '一格', ''],
  ['990101001001002', '杨柳社区第二网格', ''],
  ['990101001002', '建设路社区', 'urban'],
  ['990101100', '柳湾镇', ''],
  ['990101100001', '东关社区', 'market_town'],
  ['990101100002', '南园社区', 'urban'],
  ['990101100003', '滨河新区社区', 'urban'],
  ['990101100200', '桥头村', 'suburban_village'],
  ['990101100201', '柳树湾村', 'central_village'],
  ['990101200', '青石沟乡', ''],
  ['990101200200', '青石沟村', 'traditional_village'],
  ['990101200202', '安居村', 'resettlement'],
  ['990101201', '白音滩苏木', ''],
  ['990101201200', '白音滩嘎查', 'pastoral'],
  ['990101201201', '巴彦嘎查', 'pastoral'],
  ['990101201202', '查干嘎查', 'pastoral'],
];
const csv = (table: readonly (readonly string[])[]): Buffer => Buffer.from(table.map((line) => line.join(',')).join('\r\n'));

describe("importing a customer's own list", () => {
  let test: TestDatabase;
  let job: Handle;
  before(async () => {
    test = await testDatabase('linli_empty');
    job = test.database.within(jobScope);
    const shipped = await regions.readShippedRegions(resolve(import.meta.dirname, '../../../packs/liuwan/regions.csv'));
    await regions.loadRegions(job, shipped, { validFrom: '2020-01-01', source: 'liuwan' });
    await withoutGrids(test.owner);
    await test.owner.query("delete from registers.region where level = 'grid' and code > '990101001001002'");
  });
  after(() => test.close());

  it('rehearses: tells adds, renames, moves, new types and removals, and writes nothing', async () => {
    for (const data of [csv([heading, ...list]), workbook([heading, ...list])]) {
      const { faults, difference, total } = await regions.rehearseImport(job, { data, within: county });
      assert.deepEqual([faults, total], [[], 19]);
      assert.deepEqual(
        difference.adds.map((one) => one.name),
        ['查干嘎查'],
      );
      assert.deepEqual(difference.moves, [{ from: '990101001003', to: '990101100003', name: '滨河新区社区' }]);
      assert.deepEqual(
        difference.renames.map((one) => one.to),
        ['一格'],
      );
      assert.deepEqual(difference.retypes, [{ code: '990101100002', becomes: { type: 'urban' } }]);
      assert.deepEqual(
        difference.removals.map((one) => one.name),
        ['上河村'],
      );
    }
    assert.equal((await regions.getRegion(job, '990101200201')).name, '上河村');
  });

  it('names the row and the column of every fault, and refuses to apply them', async () => {
    const data = csv([
      heading,
      ...list,
      ['99010120', '甲村', ''],
      ['990101100200', '又一个桥头', ''],
      ['990101300001', '乙社区', 'hamlet'],
      ['321081100001', '别处', ''],
    ]);
    const { faults } = await regions.rehearseImport(job, { data, within: county });
    assert.deepEqual(faults.map((one) => `${one.row} ${one.code}`).sort(), [
      '21 REGION_CODE_INVALID',
      '22 REGION_CODE_TWICE',
      '23 REGION_PARENT_MISSING',
      '23 REGION_TYPE_UNKNOWN',
      '24 REGION_OUTSIDE',
    ]);
    assert.ok(faults.every((one) => one.column !== ''));
    const request = { data, within: county, effective: '2026-04-01', reason: 'new list', source: 'file', confirmedRemovals: 1 };
    await assert.rejects(regions.applyImport(job, test.vault, request, clerk), fails('REGION_IMPORT_FAULTY'));
  });

  it('asks for the removals to be confirmed, then applies everything as recorded changes', async () => {
    const request = { data: csv([heading, ...list]), within: county, effective: '2026-04-01', reason: 'new list', source: 'file' };
    await assert.rejects(regions.applyImport(job, test.vault, { ...request, confirmedRemovals: 0 }, clerk), fails('REGION_IMPORT_REMOVES'));
    const plan = await regions.applyImport(job, test.vault, { ...request, confirmedRemovals: 1 }, clerk);
    assert.deepEqual(
      plan.changes.map((one) => one.kind),
      ['establish', 'move', 'rename', 'retype', 'abolish'],
    );
    assert.equal(await regions.findRegion(job, '990101200201', '2026-04-01'), undefined);
    assert.deepEqual((await regions.resolveNow(job, ['990101001003'], '2026-03-01', '2026-04-01')).get('990101001003'), ['990101100003']);
    const again = await regions.rehearseImport(job, request);
    assert.deepEqual(Object.values(again.difference).flat(), []);
  });

  it('reads what spreadsheet programs in China save, and says when a file is damaged', async () => {
    const gb18030 = Buffer.from('b4fac2eb2cc3fbb3c60d0a3939303130312cc1f8cde5cfd8', 'hex');
    assert.deepEqual(
      (await regions.readRegionFile(gb18030)).rows.map((one) => [one.code, one.name]),
      [['990101000000', '柳湾县']],
    );
    for (const type of communityTypes) {
      const called = Buffer.from(`代码,名称,社区类型\n990101001001,Willow,${text(`workbench.regions.types.${type}`)}\n`);
      assert.equal((await regions.readRegionFile(called)).rows[0]!.type, type);
    }
    await assert.rejects(regions.readRegionFile(Buffer.from('PK\x03\x04 this is no workbook')), fails('REGION_FILE_DAMAGED'));
    await assert.rejects(regions.readRegionFile(Buffer.from([0x89, 0x50, 0, 0, 0xff, 0xfe])), fails('REGION_FILE_DAMAGED'));
    await assert.rejects(regions.readRegionFile(Buffer.from('a,b\n1,2')), fails('REGION_FILE_HEADER'));
    await assert.rejects(regions.readRegionFile(Buffer.from('code,name\n,\n')), fails('REGION_FILE_EMPTY'));
  });
});
