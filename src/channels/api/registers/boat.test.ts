// The register mechanism on a register that no county has: what derives from a declaration, each part once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { basis, HOME, launch, OTHER, openBoats, boats as path, workbook } from '../../../../tests/support/boats.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { jobScope } from '../../../kernel/kernel.ts';
import { carriageOf, carryRegisters, readSheet } from '../../../registers/registers.ts';
import type { EntryView, RegisterView } from './view.ts';

let server: TestServer;
let director: Client;
let neighbour: Client;
let county: Client;
let reader: Client;
before(async () => {
  server = await openBoats();
  [director, neighbour, county, reader] = await Promise.all([
    server.as('zhuren'),
    server.as('zhuren01'),
    server.as('minzheng'),
    server.as('mengshi'),
  ]);
});
after(() => server.close());

interface One {
  county: string;
  id: string;
}
interface Read {
  entry: EntryView;
  history: { what: string; basis: string; actor: string; changes: { field: string; before: string; after: string }[] }[];
  looks: { reason: string }[];
  stays: { name: string }[];
}
interface Listed {
  entries: EntryView[];
  next?: string;
  count?: { value: number };
}
type Faulty = { code: string; fields: Record<string, { code: string }> };

const add = async (name: string, more: object = {}): Promise<One> => {
  const { status, body } = await director.post<One>(path, launch(name, more));
  assert.equal(status, 201, JSON.stringify(body));
  return body;
};
const at = ({ county: where, id }: One): string => `${path}/${where}/${id}`;
const names = async (client: Client, query: string): Promise<string[]> =>
  (await client.get<Listed>(`${path}?${query}`)).body.entries.map((one) => one.title);

test('a declaration tells its form: fields, kinds, choices, units', async () => {
  const { body } = await director.get<{ registers: RegisterView[] }>('/api/registers');
  const one = body.registers.find((known) => known.register === 'boat')!;
  assert.equal(one.may_write, true);
  assert.deepEqual(one.fields.find((field) => field.name === 'kind')!.options, [
    { value: 'flat', title: '平底' },
    { value: 'round', title: '圆底' },
  ]);
  assert.equal(one.fields.find((field) => field.name === 'size')!.unit, '米');
  assert.equal(
    (await reader.get<{ registers: RegisterView[] }>('/api/registers')).body.registers.find((known) => known.register === 'boat')!
      .may_write,
    false,
  );
});

test('an entry is read as people write it, and each field that cannot be read is told', async () => {
  const one = await add('白鹭号', { gear: ['sail', 'oar'], seats: '１２', owner_phone: '139 1111 2222', berth: '111.7，40.8' });
  const { entry } = (await director.get<Read>(at(one))).body;
  assert.deepEqual(
    [entry.values.length, entry.values.width, entry.values.size, entry.values.seats, entry.values.launched],
    [8, 2.5, 10.5, 12, '2024-05-01'],
  );
  assert.deepEqual([entry.values.owner_phone, entry.values.berth, entry.values.gear], ['****2222', '111.7,40.8', ['sail', 'oar']]);
  const refused = await director.post<Faulty>(path, {
    ...launch('', { kind: 'x', length: 'long', seats: 1.5, launched: '2124-01-01', gear: ['wheel'], berth: '1,1', owner_phone: '12' }),
    place: HOME,
  });
  assert.equal(refused.status, 400);
  const codesOf = Object.fromEntries(Object.entries(refused.body.fields).map(([name, fault]) => [name, fault.code]));
  assert.deepEqual(codesOf, {
    name: 'FIELD_REQUIRED',
    kind: 'FIELD_NOT_CHOICE',
    length: 'FIELD_NOT_NUMBER',
    seats: 'FIELD_NOT_WHOLE',
    gear: 'FIELD_NOT_CHOICE',
    berth: 'FIELD_NOT_POINT',
    owner_phone: 'PHONE_INVALID',
  });
  const whole = await director.post<Faulty>(path, launch('明日号', { launched: '2124-01-01', ferry: true }));
  assert.deepEqual(Object.keys(whole.body.fields).sort(), ['launched', 'seats']);
  assert.equal(
    (await director.post<Faulty>(path, { ...launch('镇上号'), place: '990101001000' })).body.fields.place!.code,
    'ENTRY_PLACE_LEVEL',
  );
});

test('what lasts is there once; ended, it may come again; a mistake is taken back and restored', async () => {
  const one = await add('双鱼号');
  assert.equal((await director.post<Faulty>(path, launch('双鱼号'))).body.code, 'ENTRY_EXISTS');
  assert.equal(
    (await director.post<Faulty>(`${at(one)}/end`, { version: 1, on: '2020-01-01', reason: '朽坏' })).body.code,
    'ENTRY_END_EARLY',
  );
  assert.equal((await director.post(`${at(one)}/end`, { version: 1, on: '2026-01-01', reason: '朽坏' })).status, 200);
  const again = await add('双鱼号');
  assert.equal((await director.post<Faulty>(`${at(one)}/resume`, { version: 2, reason: '修好了' })).body.code, 'ENTRY_EXISTS');
  assert.equal((await director.post(`${at(again)}/withdrawal`, { version: 1, reason: '登错了' })).status, 200);
  assert.equal((await director.send<Faulty>('PATCH', at(again), { version: 2, values: { seats: 3 }, basis })).body.code, 'ENTRY_WITHDRAWN');
  assert.equal((await director.post(`${at(one)}/resume`, { version: 2, reason: '修好了' })).status, 200);
  assert.equal(
    (await director.send<Faulty>('DELETE', `${at(again)}/withdrawal`, { version: 2, reason: '没登错' })).body.code,
    'ENTRY_EXISTS',
  );
  assert.deepEqual(await names(director, 'state=withdrawn'), ['双鱼号']);
});

test('a change rests on a basis, tells before and after, and waits for nobody who was slower', async () => {
  const one = await add('海棠号', { seats: 4, owner_phone: '13911113333' });
  assert.equal((await director.send('PATCH', at(one), { version: 1, values: { seats: 6, kind: 'round' }, basis })).status, 200);
  assert.equal((await director.send<Faulty>('PATCH', at(one), { version: 1, values: { seats: 7 }, basis })).body.code, 'ENTRY_MOVED_ON');
  assert.equal((await director.send<Faulty>('PATCH', at(one), { version: 2, values: { seats: 6 }, basis })).body.code, 'ENTRY_UNCHANGED');
  assert.equal(
    (await director.send<Faulty>('PATCH', at(one), { version: 2, values: { seats: 8 }, basis: { kind: 'gossip', id: 'x' } })).body.code,
    'ENTRY_INVALID',
  );
  const { entry, history } = (await director.get<Read>(at(one))).body;
  assert.equal(entry.values.owner_phone, '****3333');
  assert.deepEqual(
    history.map((change) => change.what),
    ['entered', 'changed'],
  );
  assert.deepEqual(history[1]!.changes, [
    { field: '船型', before: '平底', after: '圆底' },
    { field: '座位', before: '4', after: '6' },
  ]);
  assert.match(history[1]!.basis, /船政〔2026〕1号/);
  const audit = await server.owner.query('select count(*)::int as n from kernel.audit where subject = $1', [`boat:${one.id}`]);
  assert.equal(audit.rows[0].n, 2);
});

test('a list is filtered, put in order, paged without gaps, and found by part, initials and number', async () => {
  for (const [at_, name] of ['甲一', '甲二', '甲三', '甲四', '甲五'].entries())
    await add(`${name}号`, {
      seats: at_ + 1,
      kind: at_ % 2 ? 'round' : 'flat',
      gear: ['rope'],
      ...(at_ === 0 ? { owner_phone: '13911119999', nickname: '老黄' } : {}),
    });
  assert.deepEqual(await names(director, 'kind=round&gear=rope'), ['甲二号', '甲四号']);
  assert.deepEqual(await names(director, 'gear=rope&seats_from=2&seats_to=3&sort=seats&descending=true'), ['甲三号', '甲二号']);
  assert.deepEqual(await names(director, 'q=老黄'), ['甲一号']);
  assert.deepEqual(await names(director, 'q=13911119999'), ['甲一号']);
  assert.deepEqual(
    (await names(director, 'q=jsh')).sort(),
    ['甲三号', '甲四号'].filter((name) => name === '甲三号' || name === '甲四号').sort(),
  );
  const first = (await director.get<Listed>(`${path}?gear=rope&sort=seats&limit=2&count=true`)).body;
  const second = (await director.get<Listed>(`${path}?gear=rope&sort=seats&limit=2&after=${first.next}`)).body;
  const third = (await director.get<Listed>(`${path}?gear=rope&sort=seats&limit=2&after=${second.next}`)).body;
  assert.deepEqual(
    [...first.entries, ...second.entries, ...third.entries].map((one) => one.values.seats),
    [1, 2, 3, 4, 5],
  );
  assert.deepEqual([first.count!.value, third.next], [5, undefined]);
});

test('an entry as it was on a day, and one that names another', async () => {
  const port = (await county.post<One>('/api/registers/harbour', { place: '990101001000', values: { name: '南埠' }, basis })).body;
  const one = await add('归帆号', { port: port.id });
  const { entry } = (await county.get<Read>(at(one))).body;
  assert.equal(entry.titles.port, '南埠');
  await server.owner.query("update registers.boat set entered_at = '2026-01-05T00:00:00Z' where id = $1", [one.id]);
  await server.owner.query("update registers.entry_change set at = '2026-01-05T00:00:00Z' where entry_id = $1", [one.id]);
  await director.send('PATCH', at(one), { version: 1, values: { width: 3 }, basis });
  assert.equal((await director.get<Read>(`${at(one)}?on=2026-02-01`)).body.entry.values.width, 2.5);
  assert.equal((await director.get<Faulty>(`${at(one)}?on=2025-12-31`)).body.code, 'ENTRY_NOT_FOUND');
});

test('nobody sees or changes what stands outside the own scope; a move is for whoever has both places', async () => {
  const one = await add('孤雁号');
  assert.equal((await neighbour.get(at(one))).status, 404);
  assert.deepEqual(await names(neighbour, 'q=孤雁'), []);
  assert.equal((await neighbour.post(path, launch('越界号'))).status, 403);
  assert.equal((await reader.post(path, launch('只看号'))).status, 403);
  assert.equal((await director.post(`${at(one)}/move`, { version: 1, place: OTHER, on: '2026-11-01', basis })).status, 403);
  assert.equal((await county.post(`${at(one)}/move`, { version: 1, place: OTHER, on: '2026-11-01', basis })).status, 200);
  assert.equal((await director.get(at(one))).status, 404);
  const moved = (await neighbour.get<Read>(at(one))).body;
  assert.deepEqual(
    [moved.entry.place_name, moved.stays.map((stay) => stay.name), moved.history.map((change) => change.what)],
    ['建设路社区', ['杨柳社区'], ['entered', 'moved']],
  );
  assert.deepEqual(await names(neighbour, 'q=孤雁'), ['孤雁号']);
});

test('a look behind the mask needs a reason and leaves a row', async () => {
  const one = await add('夜航号', { owner_phone: '13911114444' });
  assert.equal((await director.post<Faulty>(`${at(one)}/unmask`, { fields: ['owner_phone'], reason: '。' })).body.code, 'REASON_NEEDED');
  assert.equal((await reader.post(`${at(one)}/unmask`, { fields: ['owner_phone'], reason: '想看看' })).status, 403);
  const seen = await director.post<{ values: Record<string, string> }>(`${at(one)}/unmask`, {
    fields: ['owner_phone', 'name'],
    reason: '核对船主',
  });
  assert.deepEqual(seen.body.values, { owner_phone: '13911114444' });
  assert.deepEqual(
    (await director.get<Read>(at(one))).body.looks.map((look) => look.reason),
    ['核对船主'],
  );
});

test('a sheet is checked, its faults and what stands already told by row, and entered whole; an export is taken back', async () => {
  await add('旧船号');
  const content = await workbook([
    ['社区', '名号', '船型', '索具', '长（米）', '宽（米）', '渡船', '下水日期', '备考'],
    ['杨柳社区', '新船一号', '圆底', '帆、缆', 7, 2, '否', '2025年3月1日', ''],
    ['杨柳社区', '旧船号', '平底', '', 7, 2, '', '2025-03-01', ''],
    ['杨柳社区', '新船一号', '圆底', '', 7, 2, '', '2025-03-01', ''],
    ['杨柳社区', '坏船号', '方底', '', -1, 2, '', '2025-03-01', ''],
  ]);
  const file = { filename: '船.xlsx', content };
  const checked = (
    await director.upload<{ ready: number; unread: string[]; errors: { row: number; code: string }[] }>(
      `${path}/import?mode=check`,
      {},
      file,
    )
  ).body;
  assert.deepEqual([checked.ready, checked.unread], [1, ['备考']]);
  assert.deepEqual(
    checked.errors.map(({ row, code: fault }) => [row, fault]),
    [
      [3, 'ENTRY_EXISTS'],
      [4, 'ENTRY_TWICE'],
      [5, 'FIELD_NOT_CHOICE'],
    ],
  );
  const good = await workbook([
    ['社区', '船名', '船型', '长', '宽', '下水日期'],
    ['杨柳社区', '新船二号', 'flat', 7, 2, '2025-03-01'],
  ]);
  const entered = await director.upload<{ entered: number }>(
    `${path}/import?mode=enter&seen=true`,
    {},
    { filename: '船.xlsx', content: good },
  );
  assert.equal(entered.body.entered, 1);
  const out = await director.get(`${path}/export.xlsx?q=新船二号&purpose=年检`);
  const sheet = await readSheet(out.raw, 'boat.xlsx');
  assert.deepEqual(
    sheet.rows.map((row) => row.slice(0, 4)),
    [['杨柳社区', '新船二号', '', '平底']],
  );
  assert.equal((await director.get(`${path}/template.xlsx`)).status, 200);
});

test('what nobody says is meant, and where it was taken from is asked where a register asks it', async () => {
  const trips = '/api/registers/trip';
  const sail = (values: object, source = '航班表') =>
    director.post<One & Faulty>(trips, { place: HOME, values: { name: '早班', ...values }, source, basis });
  const { status, body } = await sail({}, ' ');
  assert.deepEqual([status, Object.keys(body.fields)], [400, ['source']]);
  const made = (await sail({ planned: '2026-03-01' })).body;
  const one = `${trips}/${made.county}/${made.id}`;
  const read = async (): Promise<Read> => (await director.get<Read>(one)).body;
  const { weather, fare, sailed } = (await read()).entry.values;
  assert.deepEqual([weather, fare, sailed], ['fair', 5, '2026-03-01']);
  const change = (more: object, version: number) => director.send('PATCH', one, { version, values: {}, basis, ...more });
  assert.equal((await change({ values: { fare: 8, sailed: '', planned: '2026-03-02' } }, 1)).status, 200);
  assert.equal((await change({ source: '调度记录' }, 2)).status, 200);
  assert.deepEqual([(await change({ source: '调度记录' }, 3)).status, (await change({ source: ' ' }, 3)).status], [400, 400]);
  const { entry, history } = await read();
  assert.deepEqual([entry.values.fare, entry.values.sailed, entry.source], [8, '2026-03-02', '调度记录']);
  assert.deepEqual(history.at(-1)!.changes, [{ field: '资料来源', before: '航班表', after: '调度记录' }]);
  const hand = async (rows: (string | number)[][]) => {
    const content = await workbook([['社区', '航次', '票价', '来源'], ...rows]);
    return (
      await director.upload<{ errors: { row: number; column: string; code: string }[] }>(
        `${trips}/import?mode=check`,
        {},
        { filename: '航次.xlsx', content },
      )
    ).body;
  };
  assert.deepEqual(
    (
      await hand([
        ['杨柳社区', '晚班', '', ''],
        ['杨柳社区', '夜班', '', '航班表'],
      ])
    ).errors.map(({ row, column, code }) => [row, column, code]),
    [[2, '资料来源', 'FIELD_REQUIRED']],
  );
});

test('two of one name whose places became one are told apart by the name of the place they came from', async () => {
  await add('同名号');
  await neighbour.post(path, { ...launch('同名号', { nickname: '阿同' }), place: OTHER });
  const carriage = carriageOf({ from: OTHER, to: HOME, county: '990101000000', effective: '2026-11-19' }, {});
  await carryRegisters(server.linli.database.within(jobScope), carriage);
  const { entries } = (await director.get<Listed>(`${path}?q=${encodeURIComponent('同名')}`)).body;
  assert.deepEqual(entries.map((one) => one.place_name).sort(), ['杨柳社区', '杨柳社区（原建设路社区）']);
  const { rows } = await server.owner.query<{ note: string }>("select note from registers.finder where title = '同名号' order by note");
  assert.deepEqual(
    rows.map((row) => row.note),
    ['', '阿同'],
  );
});

test('entries follow their community to its successor, and where they stood stays known', async () => {
  const one = await add('远行号');
  const carriage = carriageOf({ from: HOME, to: OTHER, county: '990101000000', effective: '2026-11-20' }, {});
  const job = server.linli.database.within(jobScope);
  const moved = await carryRegisters(job, carriage);
  assert.ok(moved.boat! > 5, JSON.stringify(moved));
  const { entry, stays } = (await neighbour.get<Read>(at(one))).body;
  assert.deepEqual([entry.place, stays.map((stay) => stay.name)], [OTHER, ['杨柳社区']]);
  assert.deepEqual(await names(neighbour, 'q=远行'), ['远行号']);
});

test('what stands in a town itself follows the town', async () => {
  const { rows } = await server.owner.query<{ id: string }>(
    "select id from registers.harbour where county = '990101000000' and town = '990101001000' and community is null and withdrawn_at is null",
  );
  assert.ok(rows.length > 0);
  const job = server.linli.database.within(jobScope);
  const carriage = carriageOf({ from: '990101001000', to: '990101002000', county: '990101000000', effective: '2026-11-20' }, {});
  const moved = await carryRegisters(job, carriage);
  assert.equal(moved.harbour, rows.length);
  for (const table of ['harbour where id', 'finder where entry_id', 'entry_change where entry_id', 'stay where entry_id']) {
    const { rows: found } = await server.owner.query<{ town: string }>(`select town from registers.${table} = $1`, [rows[0]!.id]);
    assert.deepEqual([...new Set(found.map((row) => row.town))], ['990101002000'], table);
  }
});
