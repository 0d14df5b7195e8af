import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { jobScope, plainText } from '../../kernel/kernel.ts';
import {
  addEntries,
  cellSentence,
  checkEntries,
  checkSnapshots,
  entryRules,
  errorWorkbook,
  facility,
  fieldWords,
  identityKey,
  importTemplate,
  listEntries,
  loadRegions,
  markKnown,
  matchHeadings,
  readPacks,
  readSheet,
  readShippedRegions,
  registerBounds,
  sheetColumns,
  snapshotColumns,
  wordsOf,
  workbookBytes,
  writeWorkbook,
} from '../registers.ts';
import type { Sheet } from './sheet.ts';

const packs = resolve(import.meta.dirname, '../../../packs');
const library = readPacks(packs);
const rules = entryRules(library, facility, '2026-03-02');
const communities = [
  { code: '990101001001', name: 'Willow' },
  { code: '990101001002', name: 'Builders' },
  { code: '990101100001', name: 'Gate' },
  { code: '990101100002', name: 'Gate' },
];
const places = new Map([
  ...communities.flatMap(({ code, name }): [string, string][] => [[name === 'Gate' ? `${name} ${code}` : name, code]]),
  ...communities.map(({ code }): [string, string] => [code, code]),
]);
const columns = sheetColumns(library, facility, { places, entries: {} });
const check = (sheet: Sheet) => checkEntries(sheet, facility, columns, rules, async () => new Map());
const titles = columns.map((column) => column.title);
const by = { actor: 'test:clerk', hat: 'county', channel: 'workbench', at: new Date('2026-03-02T02:00:00Z') };

let db: TestDatabase;
before(async () => {
  db = await testDatabase('linli_empty');
  const regions = await readShippedRegions(resolve(packs, 'liuwan/regions.csv'));
  await loadRegions(db.database.within(jobScope), regions, { validFrom: '2020-01-01', source: 'test' });
});
after(() => db.close());

const fileOf = (rows: readonly (readonly (string | number)[])[]): Promise<Uint8Array> =>
  workbookBytes({ name: 'x', columns: titles.map((title) => ({ title })), rows });
const good = (name: string, community = 'Willow'): (string | number)[] => [
  community,
  name,
  'service_centre',
  'existing',
  100,
  50,
  20,
  0,
  '',
  'street',
  '',
  '',
  '2020-01-01',
  '',
  '',
  'survey',
];

test('a template carries the headings, and what is written into it comes back', async () => {
  const template = await importTemplate('facilities', columns, [good('Centre')]);
  const sheet = await readSheet(template, 'template.xlsx');
  assert.deepEqual(sheet.header, titles);
  const { inputs, errors } = await check(sheet);
  assert.deepEqual(errors, []);
  assert.deepEqual(
    [inputs[0]?.place, inputs[0]?.values.area_service, inputs[0]?.values.built_on, inputs[0]?.values.valid_from],
    ['990101001001', 100, '2020-01-01', '2020-01-01'],
  );
});

test('a dry run names each faulty cell with the row Excel shows, and the error file is the whole file with the sentence beside each faulty row, fit to be mended and handed in', async () => {
  const file = await fileOf([
    good('One'),
    ['Gate', '', 'service_centre', '', 'many', -5, 0, 0, '', '', '', '', '2026-02-30', '', '', ''],
    good('One'),
  ]);
  const sheet = await readSheet(file, 'a.xlsx');
  const { inputs, errors } = await check(sheet);
  assert.equal(inputs.length, 1);
  assert.deepEqual(
    errors.map((error) => [error.row, titles.indexOf(error.column), error.code]),
    [
      [3, 0, 'FIELD_NOT_CHOICE'],
      [3, 1, 'FIELD_REQUIRED'],
      [3, 4, 'FIELD_NOT_NUMBER'],
      [3, 12, 'FIELD_NOT_DATE'],
      [3, 15, 'FIELD_REQUIRED'],
      [4, 1, 'ENTRY_TWICE'],
    ],
  );
  const back = await readSheet(await errorWorkbook(sheet, errors), 'errors.xlsx');
  assert.deepEqual(back.header.slice(1), titles);
  assert.deepEqual(
    back.rows.map((row) => row.slice(1).filter((value) => value !== '')),
    sheet.rows.map((row) => row.filter((value) => value !== '')),
    'the whole file comes back, in its order',
  );
  assert.deepEqual(
    back.rows.map((row) => row[0] !== ''),
    [false, true, true],
  );
  assert.ok(back.rows[1]?.[0]?.includes(titles[1]!));
  assert.match(back.rows[1]![0]!, /Gate 990101100001/, 'a name that two communities share is offered with its code');
  const mended = {
    ...back,
    rows: [back.rows[0]!, ['', ...good('Two', 'Gate 990101100001')].map(String), ['', ...good('Three')].map(String)],
  };
  const second = await check(mended);
  assert.deepEqual([second.errors, second.inputs.map((input) => input.place)], [[], ['990101001001', '990101100001', '990101001001']]);
});

test('a template offers what each column of choices may say, and tells how every column is filled', async () => {
  const files = unzipSync(await importTemplate('facilities', columns));
  const [sheet, guide, offered] = [1, 2, 3].map((number) => strFromU8(files[`xl/worksheets/sheet${number}.xml`]!));
  const choices = columns.filter((column) => column.choices);
  assert.equal(sheet!.match(/<dataValidation /g)?.length, choices.length);
  assert.ok(choices.length >= 4);
  for (const column of columns) assert.ok(guide!.includes(column.title));
  for (const word of ['Willow', 'Gate 990101100002', library.codeTable('facility_kind')[0]!.name!])
    assert.ok(offered!.includes(word), word);
  assert.ok(!offered!.includes('>990101001001<'), 'a code stands only where a name does not suffice');
});

const parts = async (rows: string): Promise<Record<string, Uint8Array>> => ({
  ...unzipSync(await fileOf([good('One')])),
  'xl/worksheets/sheet1.xml': strToU8(
    `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
  ),
});
const cell = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

test('a small file that names cells far apart, or holds one endless cell, is refused by name within seconds', async () => {
  const far = zipSync(await parts(`<row r="1">${cell('A1', 'a')}</row><row r="1048576">${cell('XFD1048576', 'b')}</row>`));
  const wide = zipSync(await parts(`<row r="1">${cell('A1', 'a')}${cell('ABC1', 'a')}</row><row r="90000">${cell('A90000', 'b')}</row>`));
  const long = zipSync(await parts(`<row r="1">${cell('A1', 'a')}</row><row r="2">${cell('A2', 'b'.repeat(40_000_000))}</row>`));
  assert.ok(far.length < 3_000 && long.length < 50_000);
  await readSheet(await fileOf([good('One')]), 'one.xlsx');
  const started = performance.now();
  await assert.rejects(readSheet(far, 'far.xlsx'), { code: 'IMPORT_CELL_FAR', values: { cell: 'XFD1048576' } });
  await assert.rejects(readSheet(wide, 'wide.xlsx'), { code: 'IMPORT_CELL_FAR' });
  await assert.rejects(readSheet(long, 'long.xlsx'), { code: 'IMPORT_CELL_LONG' });
  // Far from the quarter of a minute after which the reader would have been stopped.
  assert.ok(performance.now() - started < 10_000, `${performance.now() - started}`);
});

test('what only looks harmless is read in a process that alone runs out of memory, and the next file is read all the same', async () => {
  const hidden = zipSync(await parts(`<row r="1">${cell('A1', 'a')}</row><row r="2">${cell('ZZZZZZ2', 'b')}</row>`));
  const [refused, read] = await Promise.allSettled([readSheet(hidden, 'hidden.xlsx'), readSheet(await fileOf([good('One')]), 'one.xlsx')]);
  assert.equal(refused.status === 'rejected' && (refused.reason as { code: string }).code, 'IMPORT_FILE_DAMAGED');
  assert.equal(read.status, 'fulfilled');
});

test('a zip that unfolds too far is refused, also when it states another size', async () => {
  const sheet = await parts(`<row r="1">${cell('A1', 'a')}</row>`);
  const bomb = zipSync({ ...sheet, 'xl/more.xml': new Uint8Array(70 * 2 ** 20) });
  await assert.rejects(readSheet(bomb, 'bomb.xlsx'), { code: 'IMPORT_FILE_LARGE' });
  const liar = Buffer.from(bomb);
  const real = Buffer.alloc(4);
  real.writeUInt32LE(70 * 2 ** 20);
  for (let at = liar.indexOf(real); at >= 0; at = liar.indexOf(real)) liar.writeUInt32LE(100, at);
  await assert.rejects(readSheet(liar, 'liar.xlsx'));
  assert.ok(process.memoryUsage().rss < 2 ** 30);
});

test('a workbook that puts one long text into every cell, and a CSV of nothing but commas, are refused by name before anything of them is kept here', async () => {
  const shared = `<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>${'x'.repeat(30_000)}</t></si></sst>`;
  const rows = Array.from(
    { length: 10_000 },
    (_, row) => `<row r="${row + 1}">${['A', 'B', 'C'].map((column) => `<c r="${column}${row + 1}" t="s"><v>0</v></c>`).join('')}</row>`,
  );
  const book = await parts(rows.join(''));
  const types = strFromU8(book['[Content_Types].xml']!).replace(
    '</Types>',
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
  );
  const relations = strFromU8(book['xl/_rels/workbook.xml.rels']!).replace(
    '</Relationships>',
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
  );
  const multiplied = zipSync({
    ...book,
    '[Content_Types].xml': strToU8(types),
    'xl/_rels/workbook.xml.rels': strToU8(relations),
    'xl/sharedStrings.xml': strToU8(shared),
  });
  assert.ok(multiplied.length < 200_000);
  const before = process.memoryUsage().rss;
  await assert.rejects(readSheet(multiplied, 'multiplied.xlsx'), { code: 'IMPORT_TEXT_LARGE', values: { most: 1_200 } });
  await assert.rejects(readSheet(Buffer.alloc(12_000_000, ','), 'commas.csv'), { code: 'IMPORT_CELL_FAR', values: { cell: 'KO1' } });
  await assert.rejects(readSheet(Buffer.from(`a,b\n${'1,2\n'.repeat(200_000)}`), 'rows.csv'), {
    code: 'IMPORT_CELL_FAR',
    values: { cell: 'A100001' },
  });
  await assert.rejects(readSheet(Buffer.from(`a,b\n"${'y'.repeat(300_000)}",2\n`), 'long.csv'), { code: 'IMPORT_CELL_LONG' });
  assert.ok(process.memoryUsage().rss - before < 200 * 2 ** 20);
});

test('a text that stands in many cells is one text here too, cleaned of what nobody sees', async () => {
  const sheet = await readSheet(Buffer.from(`n,m\n${'\u200b甲 ,1\u200e\n'.repeat(1_000)} \u2060,\ufeff\n`), 'a.csv');
  assert.deepEqual([sheet.rows.length, sheet.rows[0], sheet.rows.at(-1)], [1_000, ['甲', '1'], ['甲', '1']]);
});

test('a file behind a password and one of the old format are told what to do', async () => {
  const container = (name: string): Buffer =>
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600), Buffer.from(name, 'utf16le')]);
  await assert.rejects(readSheet(container('EncryptedPackage'), 'locked.xlsx'), { code: 'IMPORT_FILE_LOCKED' });
  await assert.rejects(readSheet(container('Workbook'), 'old.xls'), { code: 'IMPORT_FILE_OLD' });
});

test('days and counts that cannot be are refused with what is wrong, and odd ones want their reason', async () => {
  const file = await fileOf([
    [...good('Future').slice(0, 12), '20350101', '', '', 'survey'],
    [...good('Early').slice(0, 12), '2020年1月1日', '2019-12-31', '', 'survey'],
    [...good('Month').slice(0, 12), '2019年5月', '', '', 'survey'],
    ['Willow', 'Vast', 'service_centre', 'existing', 90_000, 0, 0, 0, '', '', '', '', '', '', '', 'survey'],
  ]);
  const { inputs, errors } = await check(await readSheet(file, 'a.xlsx'));
  assert.equal(inputs.length, 0);
  assert.deepEqual(
    errors.map((error) => [error.row, error.code, cellSentence(error)]),
    [
      [2, 'FIELD_DATE_RANGE', '日期不对，应在 1900-01-01 到 2026-03-02 之间。'],
      [3, 'FACILITY_USED_BEFORE_BUILT', '启用日期比建成日期还早。'],
      [4, 'FIELD_DAY_MISSING', '少了哪一天，只写到了年或月。'],
      [5, 'FIELD_OUT_OF_RANGE', '数字不对，应在 0 到 50,000 之间。'],
    ],
  );
  const own = snapshotColumns(communities);
  const rows = [
    ['Willow', '2026-06-30', 300, 200, 'count', '', ''],
    ['Builders', '2026-06-30', 10, 2_000, 'count', '', ''],
    ['Willow', '2026-05-31', 300, 200, 'count', '多数户外出，户口未迁', ''],
    ['Willow', '2027-01-01', 3, 9, 'count', '', ''],
  ];
  const counted = await checkSnapshots(
    await readSheet(await workbookBytes({ name: 'x', columns: own.map(({ title }) => ({ title })), rows }), 'a.xlsx'),
    own,
    registerBounds(library, '2026-07-02'),
  );
  assert.deepEqual(
    counted.errors.map((error) => [error.row, error.code]),
    [
      [2, 'SNAPSHOT_HOUSEHOLDS_ABOVE'],
      [3, 'SNAPSHOT_HOUSEHOLDS_LARGE'],
      [5, 'FIELD_DATE_RANGE'],
    ],
  );
  assert.deepEqual(
    counted.inputs.map((input) => input.as_of),
    ['2026-05-31'],
  );
});

test('a heading is found however it is written, and every heading not read and every column missing is named', () => {
  const area = columns.findIndex((column) => column.key === 'area_service');
  for (const written of [
    '服务用房面积(平方米)',
    '服务用房面积',
    '服务用房面积（㎡）',
    '*服务用房 面积\n（平方米）',
    '服务用房面积【必填】',
    '服务面积',
    '★服务用房面积：',
    'area_service',
  ]) {
    assert.equal(matchHeadings(['社区', written], columns).places[area], 1, written);
  }
  for (const other of ['服务用房面积（亩）', '服务用房面积(万平方米)', '服务用房面积占比(%)']) {
    const { places, unread } = matchHeadings([other, '序号', '要改的地方'], columns);
    assert.deepEqual([places[area], unread], [-1, [other]], other);
  }
  const { missing, twice } = matchHeadings(['服务用房面积', '服务面积（㎡）'], columns);
  assert.equal(missing.length, columns.length - 1);
  assert.deepEqual(twice, [{ title: titles[area], headings: ['服务用房面积', '服务面积（㎡）'] }]);
});

test('a sheet may call its columns what the page of a register calls them', () => {
  const words = wordsOf(library, facility);
  const onPage = columns.map(({ key, title }) => (key in facility.fields ? fieldWords(words, key).title : title));
  const { missing, unread } = matchHeadings(onPage, columns);
  assert.deepEqual([missing, unread], [[], []]);
});

test('what stands under a heading in half-width brackets is read, not replaced by nothing', async () => {
  const halved = titles.map((title) => title.replace('（', '(').replace('）', ')'));
  const file = await workbookBytes({ name: 'x', columns: [...halved, '电话'].map((title) => ({ title })), rows: [[...good('One'), '1']] });
  const { inputs, unread, missing } = await check(await readSheet(file, 'a.xlsx'));
  assert.deepEqual([inputs[0]?.values.area_service, unread, missing], [100, ['电话'], []]);
});

test('a column formatted down to the last row does no harm', async () => {
  const formatted = zipSync(
    await parts(`<row r="1">${cell('A1', 'name')}</row><row r="2">${cell('A2', 'b')}</row><row r="1048576"><c r="A1048576" s="1"/></row>`),
  );
  assert.deepEqual((await readSheet(formatted, 'formatted.xlsx')).rows, [['b']]);
});

test('a damaged, empty, foreign or endless file is refused with a code', async () => {
  const file = await fileOf([good('One')]);
  await assert.rejects(readSheet(file.slice(0, file.length - 40), 'a.xlsx'), { code: 'IMPORT_FILE_DAMAGED' });
  await assert.rejects(readSheet(Buffer.concat([file.slice(0, 100), Buffer.alloc(file.length - 100)]), 'a.xlsx'), {
    code: 'IMPORT_FILE_DAMAGED',
  });
  await assert.rejects(readSheet(new Uint8Array(), 'a.xlsx'), { code: 'IMPORT_FILE_EMPTY' });
  await assert.rejects(readSheet(await fileOf([]), 'a.xlsx'), { code: 'IMPORT_FILE_EMPTY' });
  await assert.rejects(readSheet(Buffer.from('%PDF-1.4'), 'a.pdf'), { code: 'IMPORT_FILE_KIND' });
  await assert.rejects(readSheet(Buffer.from('not a zip'), 'a.xlsx'), { code: 'IMPORT_FILE_DAMAGED' });
  const long = Array.from({ length: 20_001 }, (_, index) => `${index}`).join('\n');
  await assert.rejects(readSheet(Buffer.from(`n\n${long}`), 'a.csv'), { code: 'IMPORT_TOO_MANY_ROWS' });
  const sheet = await readSheet(Buffer.from('a,b\n1,2\n'), 'a.csv');
  await assert.rejects(check(sheet), { code: 'IMPORT_COLUMNS_MISSING' });
});

test('CSV is read as UTF-8 and as GB 18030', async () => {
  const gb = Buffer.concat([Buffer.from([0xc9, 0xe7, 0xc7, 0xf8]), Buffer.from(',n\n1,2\n')]);
  const utf = Buffer.from('\ufeff\u793e\u533a,n\n1,2\n');
  assert.equal((await readSheet(gb, 'a.csv')).header[0], '\u793e\u533a');
  assert.equal((await readSheet(utf, 'a.csv')).header[0], '\u793e\u533a');
});

test('five thousand rows are checked and entered, all or none', async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => good(`Room ${index}`, index % 2 ? 'Willow' : 'Builders'));
  const file = await fileOf(rows);
  const { inputs, errors } = await check(await readSheet(file, 'a.xlsx'));
  assert.equal(errors.length, 0);
  const handle = db.database.within({ level: 'county', code: '990101000000', county: '990101000000' });
  const add = (entries: typeof inputs) =>
    addEntries({ handle, vault: db.vault, by }, facility, entries, { kind: 'import', id: 'x' }, '2026-03-02');
  await assert.rejects(add([...inputs, inputs[0]!]));
  assert.equal((await listEntries(handle, db.vault, facility, {})).rows.length, 0);
  await add(inputs);
  assert.equal((await listEntries(handle, db.vault, facility, {}, undefined, 6_000)).rows.length, 5_000);
});

test('twenty thousand rows of 25 columns are written within two seconds of CPU', async () => {
  const row = Array.from({ length: 25 }, (_, index) => (index % 3 ? `value ${index}` : index * 1.5));
  const before = process.cpuUsage();
  let bytes = 0;
  for await (const chunk of writeWorkbook({
    name: 'x',
    columns: row.map((_, index) => ({ title: `c${index}` })),
    rows: (function* () {
      for (let index = 0; index < 20_000; index += 1) yield row;
    })(),
  }))
    bytes += chunk.length;
  const used = process.cpuUsage(before);
  assert.ok(bytes > 100_000);
  assert.ok((used.user + used.system) / 1e6 < 2, `${(used.user + used.system) / 1e6} s`);
});

test('any text fit to keep survives the workbook, and a leading equals sign stays text', async () => {
  const words = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 40 })
    .map((value) => plainText(value.replace(/[\t\n\r]/g, '')).trim())
    .filter((value) => value !== '');
  await fc.assert(
    fc.asyncProperty(words, async (value) => {
      const sheet = await readSheet(
        await workbookBytes({ name: value, columns: [{ title: 'a' }, { title: 'b' }], rows: [[value, `=${value}`]] }),
        'a.xlsx',
      );
      assert.deepEqual(sheet.rows, [[value, `=${value}`]]);
    }),
    { numRuns: 60 },
  );
});

test('a sheet of households is read the same way, and one community twice on one day is told', async () => {
  const own = snapshotColumns(communities);
  const file = await workbookBytes({
    name: 'x',
    columns: own.map((column) => ({ title: column.title })),
    rows: [
      ['Willow', '2026-06-30', 2450, 6860, 'count', '', ''],
      ['Willow', '2026/6/30', '2,450', 6860, 'count', '', ''],
      ['Builders', '2026-06-30', 1.5, 2, 'count', '', ''],
    ],
  });
  const { inputs, errors } = await checkSnapshots(await readSheet(file, 'a.xlsx'), own, registerBounds(library, '2026-07-02'));
  assert.deepEqual(
    inputs.map((input) => [input.community, input.households, input.confidence]),
    [['990101001001', 2450, 'reported']],
  );
  assert.deepEqual(
    errors.map((error) => [error.row, error.code]),
    [
      [3, 'SNAPSHOT_TWICE'],
      [4, 'FIELD_NOT_NUMBER'],
    ],
  );
});

test('two equal names inside one file are told as such, with the row of the first, and a name that is registered already as that', async () => {
  const file = await fileOf([good('One'), good('Two'), good('One'), good('Known')]);
  const known = new Set([identityKey(facility, '990101001001', { name: 'Known' })]);
  const { errors } = markKnown(facility, await check(await readSheet(file, 'a.xlsx')), known, titles[1]!);
  assert.deepEqual(
    errors.map((error) => [error.row, cellSentence(error)]),
    [
      [4, '与第 2 行重复。'],
      [5, '“Known”在这里已经登记过。'],
    ],
  );
});
