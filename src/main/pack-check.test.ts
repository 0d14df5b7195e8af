import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { text } from '../registers/registers.ts';
import { checkPackFolder, packFiles } from './pack-check.ts';

const root = resolve(import.meta.dirname, '../../packs');
const folder = mkdtempSync(join(tmpdir(), 'linli-check-'));
cpSync(root, folder, { recursive: true });
after(() => rmSync(folder, { recursive: true, force: true }));

type Told = readonly [file: string, line: number, message: string];

/** What the check says while some files of the packs are other than they were. */
function faultsWithAll(contents: ReadonlyMap<string, string | Buffer>): Told[] {
  for (const [file, content] of contents) writeFileSync(join(folder, file), content);
  try {
    return checkPackFolder(folder).faults.map((fault) => [fault.file, fault.line, fault.message] as const);
  } finally {
    for (const file of contents.keys()) cpSync(join(root, file), join(folder, file));
  }
}

const faultsWith = (file: string, content: string | Buffer): Told[] => faultsWithAll(new Map([[file, content]]));

const original = (file: string): string => readFileSync(join(root, file), 'utf8');
const lineOf = (file: string, wanted: string): number => original(file).split('\n').findIndex((line) => line.includes(wanted)) + 1;

/** Nothing a person cannot act on: no stack, no placeholder left open, Chinese throughout. */
function assertClear([file, line, message]: Told): void {
  assert.ok(line >= 1, `${file} ${message}`);
  assert.match(message, /\p{Script=Han}/u);
  assert.doesNotMatch(message, /\{\w+\}|undefined|\bat .*\.ts|程序自己出了差错|\[object/, `${file}:${line}`);
}

test('the packs of the repository pass the whole check', () => {
  const { packs, faults } = checkPackFolder(root);
  assert.deepEqual(faults, []);
  assert.equal(packs, 7);
});

test('every file of the packs has exactly one kind that answers for it', () => {
  const paths = ['pack.yaml', 'parameters.yaml', 'calendar.csv', 'codes/sex.csv', 'texts/zh-CN/hall.yaml', 'roles.yaml', 'units.yaml', 'staff.yaml', 'regions.csv', 'regions/alxa_1529.csv', 'regions/changes_2022_2023.csv', 'geo/152900000000.geojson', 'people.csv', 'facilities.csv', 'facility-census.csv', 'population.csv', 'procedures.yaml', 'items.yaml', 'cases.yaml', 'measures.yaml', 'targets.yaml', 'baselines.yaml'];
  for (const path of paths) assert.equal(packFiles.filter((kind) => kind.path.test(path)).length, 1, path);
  assert.ok(packFiles.every((kind) => paths.some((path) => kind.path.test(path))));
});

// What is planted: file, what stands there, what is put in its place; then the line by its words (before the change), and words of the answer.
const planted: readonly (readonly [what: string, file: string, from: string | RegExp, to: string, at: string | number, words: RegExp])[] = [
  ['a deadline that is no day', 'alxa-2021/targets.yaml', 'deadline: 2025-12-31', 'deadline: 2025-02-30', 'deadline: 2025-12-31', /2025-02-30/],
  ['a parameter from a month that is none', 'liuwan/parameters.yaml', 'valid_from: 2026-01-01', 'valid_from: 2021-13-01', 'valid_from: 2026-01-01', /2021-13-01/],
  ['a parameter that ends before it begins', 'base/parameters.yaml', '2024-01-01, source: \'本平台默认，各地可改\', verify: true}', '2024-01-01, valid_to: 2023-01-01, source: x}', 'service.pause_cap_days', /2023-01-01/],
  ['a period that runs backwards', 'liuwan/pack.yaml', '2026-01-01, to: 2030-12-31', '2026-01-01, to: 2025-12-31', 'period:', /2025-12-31.*2026-01-01/],
  ['a period with a day that does not exist', 'yunnan-2021/pack.yaml', 'to: 2025-12-31', 'to: 2025-12-32', 'period:', /2025-12-32/],
  ['a document issued on no day', 'yunnan-2021/pack.yaml', "issued: '2022-02-25'", "issued: '2022-02-31'", 'issued:', /2022-02-31/],
  ['a jurisdiction that does not exist', 'yunnan-2021/pack.yaml', "'530000000000'", "'590000000000'", 'jurisdiction', /590000000000/],
  ['a jurisdiction of another level', 'yunnan-2021/pack.yaml', 'level: province', 'level: city', 'level: province', /province.*city/],
  ['a baseline of no jurisdiction', 'alxa-2021/baselines.yaml', "'152921000000'", "'152999000000'", 'id: B06', /152999000000/],
  ['a baseline as of no day', 'liuwan/baselines.yaml', "as_of: '2025'", "as_of: '2025-02-30'", 'id: LB01', /2025-02-30/],
  ['a requirement that is none of the list', 'alxa-2021/targets.yaml', /requirement: [A-Z]{3}-\d{2}/, 'requirement: XYZ-99', 'source:', /XYZ-99.*359/],
  ['a contradiction that is none of the list', 'alxa-2021/targets.yaml', /kept_apart: \[X\d{2}/, 'kept_apart: [X99', 'kept_apart', /X99/],
  ['a contradiction a baseline invents', 'alxa-2021/baselines.yaml', 'kept_apart: [X15]', 'kept_apart: [X99]', 'id: B07', /X99/],
  ['a contradiction a parameter invents', 'alxa-2021/parameters.yaml', /kept_apart: \[X\d{2}\]/, 'kept_apart: [X99]', 'kept_apart', /X99/],
  ['a target that imitates nothing', 'liuwan/targets.yaml', 'like: [T01, T56]', 'like: [T01, T99]', 'like: [T01, T56]', /T99/],
  ['a formula over an unknown measure', 'liuwan/targets.yaml', 'test: comprehensive_count > 0', 'test: comprehensive_counts > 0', 'test: comprehensive_count', /comprehensive_counts/],
  ['a parameter of another kind', 'liuwan/parameters.yaml', 'value: 5,', 'value: five,', 'service.confirmation_days', /five.*7/],
  ['a parameter in another unit', 'liuwan/parameters.yaml', 'value: 5, unit: 日', 'value: 5, unit: 年', 'service.confirmation_days', /年.*日/],
  ['a limit that is no number of days', 'base/parameters.yaml', 'service.acceptance_days, value: 5', 'service.acceptance_days, value: soon', 0, /service\.acceptance_days/],
  ['a setting the program works with missing', 'base/parameters.yaml', 'name: sign_in.failures', 'name: sign_in.failure', 2, /sign_in\.failures/],
  ['a setting that is no number', 'base/parameters.yaml', 'sign_in.failures, value: 5', 'sign_in.failures, value: five', 'sign_in.failures', /five/],
  ['an unknown power', 'base/roles.yaml', 'case.read', 'case.raed', 'community-clerk', /case\.raed/],
  ['a role on no level', 'base/roles.yaml', 'levels: [grid]', 'levels: [village]', 'role: grid-worker', /village/],
  ['a role written twice', 'base/roles.yaml', 'role: grid-worker', 'role: community-clerk', 'role: grid-worker', /community-clerk/],
  ['staff in an unknown role', 'liuwan/staff.yaml', 'role: community-clerk', 'role: community-clark', 'chuangkou', /community-clark/],
  ['staff in an unknown place', 'liuwan/staff.yaml', '"990101001001"', '"990101009999"', 'chuangkou', /990101009999/],
  ['staff in another county', 'liuwan/staff.yaml', '"990101001001"', '"150102001001"', 'chuangkou', /150102001001/],
  ['staff in an unknown office', 'liuwan/staff.yaml', 'unit: medical-insurance', 'unit: medical-assurance', 'login: yibao', /medical-assurance/],
  ['staff on a level the role does not know', 'liuwan/staff.yaml', 'role: town-officer, region: "990101001000"', 'role: town-officer, region: "990101001001"', 'login: jiedao', /town-officer.*town.*community/],
  ['a login written twice', 'liuwan/staff.yaml', 'login: zhuren,', 'login: chuangkou,', 'login: zhuren,', /chuangkou/],
  ['a login that is none', 'liuwan/staff.yaml', 'login: zhuren,', 'login: 主任,', 'login: zhuren,', /主任/],
  ['a weak password', 'liuwan/staff.yaml', 'password: Liuwan-2026', 'password: "1"', 'password:', /密码/],
  ['an office written twice', 'liuwan/units.yaml', 'unit: justice', 'unit: health', 'unit: health', /health/],
  ['an office of no kind', 'liuwan/units.yaml', 'kind: bureau', 'kind: buro', 'unit: civil-affairs', /buro/],
  ['a case of an unknown item', 'liuwan/cases.yaml', 'item: old-age-allowance', 'item: old-age-alowance', '- item: old-age', /old-age-alowance/],
  ['a case of an unknown person', 'liuwan/cases.yaml', '"19900000076"', '"19900999999"', '"19900000076"', /people\.csv/],
  ['a case with an unknown act', 'liuwan/cases.yaml', 'act: forward-county', 'act: forward-country', 'by: town.990101200, act: forward-county', /forward-country/],
  ['a case with an act out of turn', 'liuwan/cases.yaml', 'act: forward-town', 'act: forward-county', 'act: forward-town', /forward-county.*community-check/],
  ['a case acted on by nobody', 'liuwan/cases.yaml', 'by: zhuren.990101200200', 'by: zhuren.990101200999', 'by: zhuren.990101200200', /zhuren\.990101200999/],
  ['a case acted on by the wrong role', 'liuwan/cases.yaml', 'by: town.990101200, act: forward-county', 'by: county, act: forward-county', 'by: town.990101200, act: forward-county', /county-officer/],
  ['a case with an answer to no question', 'liuwan/cases.yaml', 'visit_help: true', 'visit_halp: true', 'visit_help: true', /visit_halp/],
  ['a case with an answer the form refuses', 'liuwan/cases.yaml', '"6217671928411920915"', '"621"', '"6217671928411920915"', /bank_account/],
  ['a case from a channel that is none', 'liuwan/cases.yaml', 'channel: hall', 'channel: hal', 'channel: hall', /hal/],
  ['a case with steps out of order', 'liuwan/cases.yaml', 'after: 2, by: zhuren.990101200200', 'after: 0.5, by: zhuren.990101200200', 'by: zhuren.990101200200', /0\.5/],
  ['a case asking an unknown office', 'liuwan/cases.yaml', 'unit: medical-insurance, question', 'unit: medical-assurance, question', 'unit: medical-insurance, question', /medical-assurance/],
  ['a rating of six', 'liuwan/cases.yaml', 'grade: 5', 'grade: 6', 'rating: {grade: 5', /6/],
  ['a bad rating without a reason', 'liuwan/cases.yaml', 'grade: 2, comment: 等了太久，打电话没人接', 'grade: 2, comment: ""', 'grade: 2, comment', /comment/],
  ['a placeholder of an error misspelt', 'base/texts/zh-CN/errors.yaml', '{limit} 个工作日', '{limt} 个工作日', 'EXTENSION_TOO_LONG', /limt.*limit/],
  ['a placeholder nobody fills', 'base/texts/zh-CN/errors.yaml', /CASE_MOVED: \{sentence: ([^,]*),/, "CASE_MOVED: {sentence: '$1{who}',", 'CASE_MOVED', /who/],
  ['a placeholder of a page misspelt', 'base/texts/zh-CN/workbench.yaml', '看全部 {count} 个', '看全部 {cuont} 个', '看全部 {count} 个', /cuont.*count/],
  ['a placeholder of a notice misspelt', 'base/texts/zh-CN/notices.yaml', '{number}', '{nubmer}', '{number}', /nubmer/],
  ['a placeholder of another text', 'base/texts/zh-CN/workbench.yaml', '看全部 {count} 个', '看全部 {name} 个', '看全部 {count} 个', /name.*count/],
  ['a placeholder in full-width brackets', 'base/texts/zh-CN/workbench.yaml', '看全部 {count} 个', '看全部 ｛count｝ 个', '看全部 {count} 个', /大括号/],
  ['a placeholder of a text that tells of a cell', 'base/texts/zh-CN/packs.yaml', '代码表 {table} 里没有。\n    area', '代码表 {line} 里没有。\n    area', '    code: ', /line.*table/],
  ['a notice that lacks what a notice knows', 'base/texts/zh-CN/notices.yaml', '{number}', '{code}', '{number}', /code.*number/],
  ['a placeholder left open', 'base/texts/zh-CN/workbench.yaml', '看全部 {count} 个', '看全部 {count 个', '看全部 {count} 个', /不成对/],
  ['a text whose key is put together misspelt', 'base/texts/zh-CN/workbench.yaml', 'service_centre: 社区综合服务中心', 'service_center: 社区综合服务中心', 'service_centre: 社区综合服务中心', /service_center/],
  ['a text whose key is put together missing', 'base/texts/zh-CN/start.yaml', /  database: .*\n/, '', 'steps:', /start\.steps\.database/],
  ['a text nobody asks for', 'base/texts/zh-CN/workbench.yaml', '  census:\n    title:', '  census:\n    tittle: x\n    title:', '  census:', /tittle/],
  ['a document two packs claim', 'yunnan-2021/pack.yaml', /  key: S\d/, '  key: S0', '  key: S', /S0.*alxa-2021/],
  ['a formula that stops half way', 'liuwan/targets.yaml', 'test: comprehensive_count > 0', 'test: comprehensive_count >', 'test: comprehensive_count', /后面还缺内容/],
  ['a formula with a bracket left open', 'liuwan/targets.yaml', 'test: comprehensive_count > 0', 'test: (comprehensive_count > 0', 'test: comprehensive_count', /末尾少了“\)”/],
  ['a formula that compares a number with a word', 'liuwan/targets.yaml', 'test: comprehensive_count > 0', "test: comprehensive_count > 'x'", 'test: comprehensive_count', /两边不是同一类/],
  ['a pattern that is none', 'liuwan/targets.yaml', 'test: comprehensive_count > 0', "test: comprehensive_count > 0 && community_type.matches('(urban')", 'test: comprehensive_count', /式样“\(urban”/],
  ['an act the resident has no words for', 'base/procedures.yaml', 'act: reopen, kind: reopen', 'act: reopen, kind: extend', 'act: reopen, kind: reopen', /hall\.act\.extend/],
  ['a formula with a full-width sign', 'liuwan/targets.yaml', 'test: comprehensive_count > 0', 'test: comprehensive_count ＞ 0', 'test: comprehensive_count', /第 21 个字起，不认识“＞”/],
  ['a day of a demonstration misspelt', 'liuwan/cases.yaml', 'visited_on: "{day}"', 'visited_on: "{dya}"', 'visited_on: "{day}"', /visited_on/],
  ['a local parameter misspelt', 'liuwan/parameters.yaml', 'service.relief_town_limit', 'service.relief_twon_limit', 'relief_town_limit', /relief_twon_limit/],
  ['a header written twice', 'base/codes/sex.csv', 'code,name,note', 'code,name,note\ncode,name,note', 2, /表头/],
  ['a column of people misspelt', 'liuwan/people.csv', 'id_number', 'id_nummer', 1, /id_number|id_nummer/],
  ['a wrong check digit', 'liuwan/people.csv', '152421194203080263', '152421194203080264', '王秀英', /id_number.*校验/],
  ['a birth on no day', 'liuwan/people.csv', '152421194203080263', '152421194202300263', '王秀英', /出生日期/],
  ['a phone number that is none', 'liuwan/people.csv', '19900000001', '1990000', '王秀英', /phone/],
  ['a person in an unknown community', 'liuwan/people.csv', '990101001001001,柳湾县河西街道杨柳路12号3单元201室,registered,01,6217309657442074875', '990101009009,柳湾县河西街道杨柳路12号3单元201室,registered,01,6217309657442074875', '王秀英', /990101009009/],
  ['a residence of no kind', 'liuwan/people.csv', 'registered,01,6217309657442074875', 'registred,01,6217309657442074875', '王秀英', /registred/],
  ['an ethnic group of no code', 'liuwan/people.csv', 'registered,01,6217309657442074875', 'registered,99,6217309657442074875', '王秀英', /99.*ethnic_group/],
  ['a bank account that is none', 'liuwan/people.csv', '6217309657442074875', '62173', '王秀英', /bank_account/],
  ['a person written twice', 'liuwan/people.csv', '152421196807212510', '152421194203080263', '王建军', /第 2 行/],
  ['a household at two addresses', 'liuwan/people.csv', '杨柳路12号3单元201室,registered,01,6217157106567403230', '杨柳路13号,registered,01,6217157106567403230', '王建军', /h01/],
  ['a row with a cell too few', 'liuwan/people.csv', ',h02,户主', ',h02', '赵桂兰', /9 格.*10 格/],
  ['a quote that does not close', 'liuwan/facilities.csv', '杨柳街12号', '"杨柳街12号', '杨柳街12号', /引号/],
  ['a region whose parent is missing', 'liuwan/regions.csv', '990101200000,青石沟乡,town,990101000000,township,,,\n', '', '青石沟村', /990101200000/],
  ['a region under the wrong parent', 'liuwan/regions.csv', '桥头村,community,990101100000', '桥头村,community,990101200000', '桥头村', /990101200000.*990101100000/],
  ['a region with a bad code', 'liuwan/regions.csv', '990101100200,桥头村', '99010110020,桥头村', '桥头村', /99010110020/],
  ['a region on the wrong level', 'liuwan/regions.csv', '桥头村,community', '桥头村,town', '桥头村', /town.*community/],
  ['a region of no type', 'liuwan/regions.csv', 'suburban_village', 'suburb_village', '桥头村', /suburb_village/],
  ['a region of no class', 'liuwan/regions.csv', 'urban,111,', 'urban,999,', '杨柳社区,', /999/],
  ['a region without a name', 'liuwan/regions.csv', '桥头村', '', '桥头村', /name/],
  ['a region written twice', 'liuwan/regions.csv', '990101100200,桥头村', '990101100201,桥头村', '柳树湾村', /990101100201/],
  ['a real region under no parent', 'base/regions/alxa_1529.csv', '152900000000,阿拉善盟,city,150000000000', '152900000000,阿拉善盟,city,', '阿拉善盟', /150000000000/],
  ['a change of no kind', 'base/regions/changes_2022_2023.csv', 'remove,铁路小区', 'removed,铁路小区', '铁路小区', /removed/],
  ['households that are no number', 'liuwan/population.csv', '2430', '两千四', '990101001001', /两千四/],
  ['a count on no day', 'liuwan/population.csv', '2025-12-31', '2025-12-32', '990101001001', /2025-12-32/],
  ['a count of no confidence', 'liuwan/population.csv', 'counted', 'couted', '990101001001', /couted/],
  ['a count of an unknown community', 'liuwan/population.csv', '990101001001,', '990101001009,', '990101001001,', /990101001009/],
  ['a count of facilities elsewhere', 'liuwan/facility-census.csv', '990101000000', '990100000000', '990100000000', /county \/ town \/ community/],
  ['a count of facilities on no day', 'liuwan/facility-census.csv', '2025-12-31', '2025-13-31', '990101000000', /2025-13-31/],
  ['a facility of no kind', 'liuwan/facilities.csv', 'service_centre', 'service_center', '杨柳社区综合服务中心', /service_center/],
  ['an area that is no number', 'liuwan/facilities.csv', '420,310', '-420,310', '杨柳社区综合服务中心', /-420/],
  ['a facility opened on no day', 'liuwan/facilities.csv', '2018-10-01', '2018-10-41', '杨柳社区综合服务中心', /2018-10-41/],
  ['a facility opened before it was built', 'liuwan/facilities.csv', '2018-10-01', '2017-10-01', '杨柳社区综合服务中心', /2017-10-01.*2018-09-01/],
  ['a facility without source', 'liuwan/facilities.csv', '2018-10-01,演示数据', '2018-10-01,', '杨柳社区综合服务中心', /source/],
  ['a facility written twice', 'liuwan/facilities.csv', '杨柳社区老年活动室', '杨柳社区综合服务中心', '杨柳社区老年活动室', /第 2 行/],
  ['an outline cut off', 'liuwan/geo/990101000000.geojson', /\]\s*\}\s*$/, '', 0, /JSON/],
  ['an outline with a comma too many', 'liuwan/geo/990101000000.geojson', '"features": [', '"features": [,', '"features": [', /JSON/],
  ['an outline of an unknown place', 'liuwan/geo/990101000000.geojson', '"990101001000"', '"990101009000"', '"990101001000"', /990101009000/],
  ['an outline of a place elsewhere', 'liuwan/geo/990101000000.geojson', '"990101001000"', '"152921000000"', '"990101001000"', /152921000000/],
  ['an outline under another name', 'liuwan/geo/990101000000.geojson', '"region": "990101000000"', '"region": "990100000000"', '"region": "990101000000"', /990100000000/],
  ['an outline that does not close', 'liuwan/geo/990100000000.geojson', /0\.08\n(\s+\]\n\s+\]\n)/, '0.09\n$1', '"coordinates"', /合拢/],
  ['an outline of letters', 'liuwan/geo/990100000000.geojson', '0.62', '"0.62"', '"coordinates"', /不成形/],
  ['an outline of no shape', 'liuwan/geo/990100000000.geojson', '"Polygon"', '"Poligon"', '"Polygon"', /Poligon/],
  ['an outline with latitude first', 'base/geo/152900000000.geojson', /\[(10\d\.\d+),(\d\d\.\d+)\]/g, '[$2,$1]', 1, /经度/],
  ['a holiday on no day', 'base/calendar.csv', '2024-02-10', '2024-02-30', '2024-02-10', /2024-02-30/],
  ['a holiday of another kind', 'base/calendar.csv', '2024-02-10,holiday', '2024-02-10,hollyday', '2024-02-10', /hollyday/],
  ['a make-up day in the week', 'base/calendar.csv', '2024-02-04,make-up', '2024-02-05,make-up', '2024-02-04', /周六/],
  ['a holiday in the wrong century', 'base/calendar.csv', '2024-02-10,', '2042-02-10,', '2024-02-10', /2042-02-10.*2024/],
  ['a holiday written twice', 'base/calendar.csv', '2024-02-11,', '2024-02-10,', '2024-02-11', /重复/],
  ['an error renamed', 'base/texts/zh-CN/errors.yaml', 'DISK_FULL:', 'DISC_FULL:', 'DISK_FULL:', /DISC_FULL/],
  ['an error missing', 'base/texts/zh-CN/errors.yaml', 'DISK_FULL:', 'DISC_FULL:', 2, /DISK_FULL/],
  ['an error without a next step', 'base/texts/zh-CN/errors.yaml', /(DISK_FULL:\n.*\n) {2}next: /, '$1  nex: ', 'DISK_FULL:', /DISK_FULL.*next/],
  ['a text renamed', 'base/texts/zh-CN/start.yaml', /^ready:/m, 'redy:', 1, /start\.ready/],
  ['a text of the workbench renamed', 'base/texts/zh-CN/workbench.yaml', /^( +)submitNote:/m, '$1submitnote:', 0, /workbench\.window\.submitNote/],
  ['a text without words', 'base/texts/zh-CN/notices.yaml', /^moved: .*/m, 'moved:', 'moved:', /moved/],
  ['a notice without text', 'base/procedures.yaml', 'template: received', 'template: recieved', 'template: received', /notices\.recieved/],
  ['an outcome without text', 'base/procedures.yaml', 'outcome: granted', 'outcome: granded', 'outcome: granted', /granded/],
  ['a label of no table', 'base/procedures.yaml', 'label: elder_age', 'label: elder_aeg', 'label: elder_age', /elder_aeg/],
  ['a limit by an unknown parameter', 'base/procedures.yaml', 'acceptance: service.acceptance_days', 'acceptance: service.aceptance_days', 'acceptance: service', /aceptance_days/],
  ['a condition over an unknown parameter', 'base/procedures.yaml', 'limit.relief_town_limit', 'limit.relief_twon_limit', 'limit.relief_town_limit', /relief_twon_limit/],
  ['a condition over an unknown question', 'base/procedures.yaml', 'entered.visited_on <=', 'entered.vistied_on <=', 'entered.visited_on', /vistied_on/],
  ['an act by an unknown role', 'base/procedures.yaml', 'roles: [community-clerk, community-director], relation', 'roles: [community-clark, community-director], relation', 'act: accept', /community-clark/],
  ['an act to an unknown state', 'base/procedures.yaml', 'to: community-check', 'to: comunity-check', 'to: community-check', /comunity-check/],
  ['an extension that asks no days', 'base/procedures.yaml', 'name: days, title', 'name: dyas, title', 0, /extend.*days/],
  ['a state without words', 'base/procedures.yaml', 'title: 待受理, plain', "title: '', plain", 'state: submitted', /title/],
  ['an office nobody knows', 'base/procedures.yaml', 'units: [medical-insurance', 'units: [medical-assurance', 'units: [medical-insurance', /medical-assurance/],
  ['a fact shown that nobody asks', 'base/procedures.yaml', 'shows: [applicant, reason_kind', 'shows: [applicant, reason_king', 'shows: [applicant', /reason_king/],
  ['an item of an unknown procedure', 'base/items.yaml', 'procedure: three-level-review', 'procedure: three-level-revue', 'procedure: three-level-review', /three-level-revue/],
  ['a procedure misspelt as a key', 'base/items.yaml', 'procedure: three-level-review', 'procedur: three-level-review', 'procedure: three-level-review', /procedur/],
  ['an item valid from no day', 'base/items.yaml', "valid_from: '2024-01-01'", "valid_from: '2024-00-01'", "valid_from: '2024-01-01'", /2024-00-01/],
  ['a time limit in no unit', 'base/items.yaml', 'days: 30, unit: working', 'days: 30, unit: workday', 'days: 30, unit: working', /workday/],
  ['a choice without options', 'base/items.yaml', 'kind: yes-no', 'kind: choice', 'kind: yes-no', /visit_help/],
  ['a fact that no register holds', 'base/items.yaml', 'prefill: person.bank', 'prefill: person.bnak', 'prefill: person.bank', /person\.bnak/],
  ['an item of its own not written out', 'liuwan/items.yaml', 'item: temporary-relief', 'item: temporary-releif', 'item: temporary-relief', /title/],
  ['a promise above the law', 'liuwan/items.yaml', 'days: 10', 'days: 100', 'days: 10', /old-age-allowance/],
  ['a code written twice', 'base/codes/sex.csv', '2,女性', '1,女性', '2,女性', /第 3 行/],
  ['a code under no parent', 'base/codes/marital_status.csv', '21,初婚,20', '21,初婚,29', '21,初婚', /29/],
  ['a column of a code table misspelt', 'base/codes/sex.csv', 'code,name', 'cod,name', 1, /code/],
  ['a code the program needs', 'base/codes/community_type.csv', 'pastoral,', 'pastorale,', 1, /pastoral/],
  ['a code table citing nothing', 'base/codes/facility_kind.csv', 'FAC-16', 'FAC-99', 'service_centre', /FAC-99/],
  ['a code of letters', 'base/codes/sex.csv', '2,女性', 'x,女性', '2,女性', /x.*1 位数字/],
  ['a code in the column of names', 'base/codes/employment_status.csv', '31,学生', '学生,31', '31,学生', /学生.*2 位数字/],
  ['a code that leaves its group', 'base/codes/health_status.csv', '63,言语残疾,60', '63,言语残疾,', '63,言语残疾', /63.*60/],
  ['a kind of facility without words', 'base/codes/facility_kind.csv', 'reading_room,', 'reading_rooms,', 'reading_room,', /reading_rooms.*没有名称/],
  ['a kind of facility that is lost', 'base/codes/facility_kind.csv', /^service_centre,.*\n/m, '', 1, /service_centre/],
  ['a legal limit that is no number', 'base/codes/legal_deadlines.csv', '书面告知是否受理,15', '书面告知是否受理,x', '书面告知是否受理', /days.*x/],
  ['a segment of codes of no kind', 'base/codes/region_code_segments.csv', 'town_like', 'town_ilke', 'town_like', /town_ilke/],
  ['a change of a region written twice', 'base/regions/changes_2022_2023.csv', /^(152921402005,rename,.*)$/m, '$1\n$1', '152921402005,rename', /第 57 行/],
  ['a parameter of one pack that another writes otherwise', 'alxa-2021/parameters.yaml', 'exporter.national_system', 'exporter.natoinal_system', 'exporter.national', /natoinal.*national/],
  ['a parameter without a last name', 'alxa-2021/parameters.yaml', 'service.routes', 'service.', 'service.routes', /service\./],
  ['a parameter with a part too few', 'yizheng-2016/parameters.yaml', '[head, year, 1]', '[head, 1]', 'training.rule', /3 项.*2 项/],
  ['a parameter of another kind than in other packs', 'yizheng-2016/parameters.yaml', '[head, year, 1]', '[head, year, x]', 'training.rule', /alxa-2021.*同类/],
  ['a source that cites no requirement', 'base/parameters.yaml', 'FAC-14', 'FAC-140', 'FAC-14', /FAC-140/],
  ['a day of another millennium', 'liuwan/targets.yaml', 'deadline: 2030-12-31', 'deadline: 3030-12-31', 'deadline: 2030-12-31', /3030-12-31/],
  ['a parameter from another millennium', 'base/parameters.yaml', 'valid_from: 2024-01-01', 'valid_from: 2204-01-01', 'valid_from: 2024-01-01', /2204-01-01/],
  ['a baseline as of a year with a sign', 'liuwan/baselines.yaml', "as_of: '2025'", "as_of: '-2025'", 'id: LB01', /-2025/],
  ['a baseline under an id of another pack', 'inner-mongolia-2016/baselines.yaml', 'id: B16', 'id: B01', 'id: B16', /B01.*alxa-2021/],
  ['a target below nothing', 'liuwan/targets.yaml', 'value: 100', 'value: -100', 'value: 100', /-100/],
  ['a gap in a national code table', 'base/codes/ethnic_group.csv', /^35,.*\n/m, '', 1, /35/],
  ['a parameter below nothing', 'liuwan/parameters.yaml', 'value: 600', 'value: -600', 'value: 600', /-600/],
  ['a parameter from after the end of its plan', 'liuwan/parameters.yaml', 'valid_from: 2026-01-01', 'valid_from: 2062-01-01', 'valid_from: 2026-01-01', /2062-01-01.*2030-12-31/],
  ['a deadline after the end of its plan', 'liuwan/targets.yaml', 'deadline: 2030-12-31', 'deadline: 2050-12-31', 'deadline: 2030-12-31', /2050-12-31.*2030-12-31/],
  ['lists within lists without end', 'yunnan-2021/baselines.yaml', /[^]*/, '['.repeat(20_000), 1, /套得太深/],
  ['references that multiply', 'yunnan-2021/baselines.yaml', /[^]*/, `a0: &a0 [x]\n${Array.from({ length: 11 }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join()}]`).join('\n')}`, 1, /展开后太大/],
  ['a quote on one side', 'yunnan-2021/pack.yaml', "version: '2022-02-25'", "version: 2022-02-25'", 'version:', /引号/],
  ['a quote that opens and does not close', 'xincheng-2021/parameters.yaml', "'S4:5'", "'S4:5", "'S4:5'", /引号没有收尾/],
  ['a name missing before its colon', 'xincheng-2021/targets.yaml', 'strength: mandated', ': mandated', 'strength: mandated', /冒号前面没有名称/],
  ['a measure under a reserved name', 'base/measures.yaml', 'name: residents,', 'name: passing,', 'name: residents', /passing/],
];

for (const [what, file, from, to, at, words] of planted) {
  test(`the check explains ${what} with file and line`, () => {
    const before = original(file);
    const changed = before.replace(from, to);
    assert.notEqual(changed, before, 'the fault was planted');
    const faults = faultsWith(file, changed);
    for (const fault of faults) assertClear(fault);
    // Line 0: wherever the fault is told (a file may be told of in another one that leans on it).
    const line = typeof at === 'number' ? at : lineOf(file, at);
    assert.ok(faults.some((fault) => words.test(fault[2]) && (line === 0 || (fault[0] === file && Math.abs(fault[1] - line) <= (before.split('\n').length === changed.split('\n').length ? 0 : 1)))), `${line} ${JSON.stringify(faults.slice(0, 8))}`);
  });
}

const everyFile = [
  'base/calendar.csv', 'base/codes/sex.csv', 'base/codes/gb2260_history.csv', 'base/codes/contradiction.csv', 'base/items.yaml', 'base/measures.yaml', 'base/pack.yaml', 'base/parameters.yaml', 'base/procedures.yaml', 'base/regions/alxa_1529.csv', 'base/regions/changes_2022_2023.csv',
  'base/roles.yaml', 'base/texts/zh-CN/errors.yaml', 'base/texts/zh-CN/hall.yaml', 'base/texts/zh-CN/packs.yaml', 'liuwan/baselines.yaml', 'liuwan/cases.yaml', 'liuwan/facilities.csv', 'liuwan/geo/990101000000.geojson', 'liuwan/items.yaml', 'liuwan/pack.yaml', 'liuwan/parameters.yaml', 'liuwan/people.csv',
  'liuwan/population.csv', 'liuwan/regions.csv', 'liuwan/staff.yaml', 'liuwan/targets.yaml', 'liuwan/units.yaml',
];
const isTable = (file: string): boolean => file.endsWith('.csv');

/** Whole-file damage, with the line of it where it is known. */
const damage: readonly (readonly [what: string, make: (text: string, file: string) => string | Buffer | undefined, line?: number])[] = [
  ['an empty file', () => '', 1],
  ['a file of blanks', () => ' \n\n', 1],
  ['a file in GBK', (text) => Buffer.concat([Buffer.from(text.split('\n').slice(0, 1).join('\n').replace(/\P{ASCII}/gu, '')), Buffer.from('\n'), Buffer.from([0xc1, 0xf8, 0xcd, 0xe5]), Buffer.from('\n')]), 2],
  ['a file in UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le'), 1],
  ['a file of another kind', () => Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 1],
  ['a half file', (text, file) => (file.endsWith('.yaml') ? `${text.slice(0, text.lastIndexOf('\n', text.length / 2))}\n["` : text.slice(0, text.length / 2).replace(/[,\r\n]+\S*$/, '') + (isTable(file) ? '\nx' : ''))],
  ['a bare word', (_, file) => (isTable(file) ? undefined : 'hello\n'), 1],
  ['a number', (_, file) => (isTable(file) ? undefined : '42\n'), 1],
  ['null', (_, file) => (isTable(file) ? undefined : 'null\n'), 1],
  ['a list of nulls', (_, file) => (isTable(file) ? undefined : '[null, null]\n'), 1],
  ['a list of lists', (_, file) => (isTable(file) ? undefined : '[[1], [2]]\n'), 1],
  ['a map of nonsense', (_, file) => (isTable(file) ? undefined : '{"__proto__": 1, "constructor": {"a": []}}\n'), 1],
  ['a tab as indent', (text, file) => (file.endsWith('.yaml') ? `${text}\na:\n\tb: 1\n` : undefined)],
  ['two documents', (text, file) => (file.endsWith('.yaml') ? `${text}\n---\na: 1\n` : undefined)],
  ['an alias to nothing', (_, file) => (file.endsWith('.yaml') ? 'a: 1\nb: *nothing\n' : undefined), 2],
  ['a key written twice', (_, file) => (file.endsWith('.yaml') ? 'name: 1\nname: 2\n' : undefined), 2],
  ['an unknown column', (text, file) => (isTable(file) ? text.split(/\r?\n/).map((line, at) => (line === '' ? line : `${line},${at === 0 ? 'extra' : ''}`)).join('\n') : undefined), 1],
  ['only a header', (text, file) => (isTable(file) ? `${text.split(/\r?\n/)[0]!}\n` : undefined), 1],
  ['semicolons for commas', (text, file) => (isTable(file) ? text.replaceAll(',', ';') : undefined), 1],
  ['a column written twice', (text, file) => (isTable(file) ? text.replace(/^\uFEFF?(\w+),(\w+)/, '$1,$1') : undefined), 1],
];

for (const [what, make, line] of damage) {
  test(`${what} is told of every kind of file, with a line and without a stack`, () => {
    const damaged = everyFile.flatMap((file) => {
      const content = make(original(file), file);
      return content === undefined ? [] : [[file, content] as const];
    });
    const all = faultsWithAll(new Map(damaged));
    for (const fault of all) assertClear(fault);
    for (const [file] of damaged) {
      const own = all.filter((fault) => fault[0] === file);
      assert.ok(own.length > 0 && (line === undefined || own.some((fault) => fault[1] === line)), `${file}: ${JSON.stringify(own.slice(0, 5))}`);
    }
  });
}

test('nonsense in one file leaves the check of all others standing', () => {
  for (const file of everyFile.filter((one) => !isTable(one))) {
    for (const nonsense of ['hello\n', 'null\n', '[null, null]\n', '[[1], [2]]\n', '{"a": [{"b": null}]}\n', '[{"item": {}, "role": [], "phone": null, "for": 1, "acts": "x", "pages": [null]}]\n', '{"staff": [null, 3], "extends": 4, "features": [7], "document": null, "period": []}\n']) {
      const faults = faultsWith(file, nonsense);
      for (const fault of faults) assertClear(fault);
      assert.ok(faults.some((fault) => fault[0] === file), `${file} ${nonsense}`);
    }
  }
});

test('a byte order mark and Windows line ends are no fault', () => {
  assert.deepEqual(faultsWithAll(new Map(everyFile.map((file) => [file, `\ufeff${original(file)}`]))), []);
  assert.deepEqual(faultsWithAll(new Map(everyFile.map((file) => [file, original(file).replaceAll(/\r?\n/g, '\r\n')]))), []);
});

test('a file nobody reads, one that is missing and one in the wrong pack are faults', () => {
  const moved = (from: string, to: string): Told[] => {
    mkdirSync(join(folder, to, '..'), { recursive: true });
    renameSync(join(folder, from), join(folder, to));
    try {
      return checkPackFolder(folder).faults.map((fault) => [fault.file, fault.line, fault.message] as const);
    } finally {
      renameSync(join(folder, to), join(folder, from));
    }
  };
  const says = (faults: Told[], file: string, key: string): boolean => faults.some((fault) => fault[0] === file && fault[1] === 1 && fault[2] === text(`packs.faults.${key}`));
  const misspelt = moved('liuwan/people.csv', 'liuwan/peoples.csv');
  assert.ok(says(misspelt, 'liuwan/peoples.csv', 'unowned') && says(misspelt, 'liuwan/people.csv', 'file-missing'));
  const table = moved('base/codes/sex.csv', 'base/codes/sexes.csv');
  assert.ok(says(table, 'base/codes/sexes.csv', 'unowned') && says(table, 'base/codes/sex.csv', 'file-missing'));
  assert.ok(says(moved('base/texts/zh-CN/hall.yaml', 'base/texts/zh-CN/hal.yaml'), 'base/texts/zh-CN/hal.yaml', 'unowned'));
  assert.ok(says(moved('base/measures.yaml', 'yunnan-2021/measures.yaml'), 'yunnan-2021/measures.yaml', 'homeless.base'));
  assert.ok(says(moved('liuwan/people.csv', 'yunnan-2021/people.csv'), 'yunnan-2021/people.csv', 'homeless.demonstration'));
  assert.ok(says(moved('yunnan-2021/pack.yaml', 'yunnan-2021/pack.yml'), 'yunnan-2021/pack.yaml', 'no-manifest'));
  assert.ok(says(moved('yunnan-2021/targets.yaml', 'targets.yaml'), 'targets.yaml', 'file-outside'));
  for (const fault of [...misspelt, ...table]) assertClear(fault);
});

test('a procedure may bring notices of its own, in which the same values are filled', () => {
  const procedures = original('base/procedures.yaml').replace('template: received', 'template: received-here');
  const notices = (sentence: string): string => `${original('base/texts/zh-CN/notices.yaml')}received-here: ${sentence}\n`;
  const check = (sentence: string): Told[] => faultsWithAll(new Map([['base/procedures.yaml', procedures], ['base/texts/zh-CN/notices.yaml', notices(sentence)]]));
  assert.deepEqual(check("'{title} 收到了，受理号 {number}。'"), []);
  assert.match(String(check("'{titel} 收到了。'")), /titel.*title/);
});

test('all faults are told at once, in the order of files and lines', () => {
  const changed = original('liuwan/parameters.yaml').replaceAll('2026-01-01', '2026-02-30').replace('unit: 元', 'unti: 元');
  const faults = faultsWith('liuwan/parameters.yaml', changed).filter((fault) => fault[0] === 'liuwan/parameters.yaml');
  assert.deepEqual(faults.map((fault) => fault[1]), [1, 1, 2, 3, 4, 5]);
});

test('one bad row hides no fault of another', () => {
  const changed = original('liuwan/targets.yaml').replace('  title: ', '  titel: ').replace('requirement: FAC-01', 'requirement: XYZ-99');
  const faults = faultsWith('liuwan/targets.yaml', changed);
  assert.ok(faults.some((fault) => /titel/.test(fault[2])) && faults.some((fault) => /XYZ-99/.test(fault[2])));
});

test('a folder of one\'s own packs is checked against the general pack that ships, and one pack among its neighbours', () => {
  const own = mkdtempSync(join(tmpdir(), 'linli-own-'));
  try {
    cpSync(join(root, 'yunnan-2021'), join(own, 'yunnan-2021'), { recursive: true });
    assert.deepEqual(checkPackFolder(own), { packs: 1, faults: [] });
    assert.deepEqual(checkPackFolder(join(own, 'yunnan-2021')), { packs: 1, faults: [] });
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
});

test('a folder that is not there, is a file or holds no pack is refused in words', () => {
  assert.throws(() => checkPackFolder('/nonexist'), { code: 'PACK_FOLDER_MISSING', values: { folder: '/nonexist' } });
  assert.throws(() => checkPackFolder(join(root, 'liuwan/pack.yaml')), { code: 'PACK_FOLDER_MISSING' });
  const empty = mkdtempSync(join(tmpdir(), 'linli-empty-'));
  assert.throws(() => checkPackFolder(empty), { code: 'PACK_FOLDER_EMPTY' });
  rmSync(empty, { recursive: true });
});

test('an empty folder named like a file of a pack is told', () => {
  mkdirSync(join(folder, 'yunnan-2021/items.yaml'));
  try {
    const faults = checkPackFolder(folder).faults.map((fault): Told => [fault.file, fault.line, fault.message]);
    assert.deepEqual(faults.map(([file]) => file), ['yunnan-2021/items.yaml/']);
    faults.forEach(assertClear);
  } finally {
    rmSync(join(folder, 'yunnan-2021/items.yaml'), { recursive: true });
  }
});

test('a link that leads back to its own folder and a pipe are told, and nobody waits for them', () => {
  const own = mkdtempSync(join(tmpdir(), 'linli-links-'));
  try {
    cpSync(join(root, 'yunnan-2021'), join(own, 'yunnan-2021'), { recursive: true });
    symlinkSync('..', join(own, 'yunnan-2021/codes'));
    symlinkSync('.', join(own, 'yunnan-2021/geo'));
    symlinkSync('nowhere', join(own, 'yunnan-2021/items.yaml'));
    spawnSync('mkfifo', [join(own, 'yunnan-2021/procedures.yaml')]);
    const faults = checkPackFolder(own).faults.map((fault): Told => [fault.file, fault.line, fault.message]);
    assert.deepEqual(faults.map(([file]) => file), ['codes/', 'geo/', 'items.yaml', 'procedures.yaml'].map((name) => `yunnan-2021/${name}`));
    faults.forEach(assertClear);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
});

test('the command lists the faults, ends with 1 and shows no stack', () => {
  const linli = (asked: string): { status: number | null; said: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'linli.ts'), 'pack', 'check', asked], { cwd: resolve(root, '..'), encoding: 'utf8' });
    assert.doesNotMatch(stdout + stderr, /\n\s+at |Error/);
    return { status, said: stdout + stderr };
  };
  const own = mkdtempSync(join(tmpdir(), 'linli-own-'));
  try {
    cpSync(join(root, 'yunnan-2021'), join(own, 'yunnan-2021'), { recursive: true });
    assert.equal(linli(own).status, 0);
    writeFileSync(join(own, 'yunnan-2021/baselines.yaml'), '');
    writeFileSync(join(own, 'yunnan-2021/parameters.yaml'), '- {name: a\n');
    const faulty = linli(own);
    assert.equal(faulty.status, 1);
    assert.match(faulty.said, /^yunnan-2021\/baselines\.yaml:1 {2}.+\nyunnan-2021\/parameters\.yaml:1 {2}.+/u);
    const missing = linli(join(own, 'nowhere'));
    assert.equal(missing.status, 1);
    assert.match(missing.said, /nowhere/);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
});
