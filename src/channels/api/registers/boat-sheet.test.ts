// A sheet names residents of the own scope by number and name.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { boats, openBoats, workbook } from '../../../../tests/support/boats.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { readSheet } from '../../../registers/registers.ts';
import type { EntryView } from './view.ts';

let server: TestServer;
let director: Client;
before(async () => {
  server = await openBoats();
  director = await server.as('zhuren');
});
after(() => server.close());

const resident = async (community: string): Promise<{ id: string; name: string; number: string }> => {
  const { rows } = await server.owner.query<{ id: string; name: string; id_sealed: Buffer }>(
    'select id, name, id_sealed from registers.person where community = $1 and ended_on is null order by id limit 1',
    [community],
  );
  return { id: rows[0]!.id, name: rows[0]!.name, number: server.linli.vault.open(rows[0]!.id_sealed) };
};
type Checked = { ready: number; entered: number; errors: { row: number; column: string; code: string }[] };
const hand = async (mode: 'check' | 'enter', rows: (string | number)[][]): Promise<Checked> => {
  const head = ['社区', '船名', '船型', '长', '宽', '下水日期', '船长姓名', '船长证件号码'];
  const content = await workbook([head, ...rows.map((row) => ['杨柳社区', row[0]!, '平底', 7, 2, '2025-03-01', row[1]!, row[2]!])]);
  const path = `${boats}/import?mode=${mode}${mode === 'enter' ? '&seen=true' : ''}`;
  return (await director.upload<Checked>(path, {}, { filename: '船.xlsx', content })).body;
};

test('a sheet names a resident by number and name; nobody, a missing number and another name are told at their cell', async () => {
  const [own, foreign] = [await resident('990101001001'), await resident('990101001002')];
  const checked = await hand('check', [
    ['一号', own.name, own.number],
    ['二号', own.name, ''],
    ['三号', '张三丰', own.number],
    ['四号', foreign.name, foreign.number],
    ['五号', own.name, '123'],
    ['六号', '', ''],
  ]);
  assert.equal(checked.ready, 2);
  assert.deepEqual(
    checked.errors.map(({ row, column, code }) => [row, column, code]),
    [
      [3, '船长证件号码', 'ENTRY_PERSON_NUMBER_NEEDED'],
      [4, '船长姓名', 'ENTRY_PERSON_NAME'],
      [5, '船长证件号码', 'ENTRY_PERSON_NOBODY'],
      [6, '船长证件号码', 'ID_NUMBER_LENGTH'],
    ],
  );
  assert.ok(!JSON.stringify(checked).includes(foreign.id));
  const { rows } = await server.owner.query<{ detail: object }>(
    "select detail from kernel.audit where action = 'person.search' order by at desc limit 1",
  );
  assert.deepEqual(rows[0]!.detail, { by: 'sheet', asked: 2, found: 1 });
  assert.equal((await hand('enter', [['一号', own.name, own.number]])).entered, 1);
  const { entries } = (await director.get<{ entries: EntryView[] }>(`${boats}?q=一号`)).body;
  assert.equal(entries[0]!.values.skipper, own.id);
  const { raw } = await director.get(`${boats}/export.xlsx?purpose=年检`);
  const sheet = await readSheet(raw, 'boat.xlsx');
  assert.ok(sheet.header.includes('船长姓名') && !sheet.header.includes('船长证件号码'));
  assert.ok(!JSON.stringify(sheet.rows).includes(own.name));
});
