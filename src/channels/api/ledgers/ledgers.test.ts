// A ledger from its making to its lock, by the people of the demonstration: made, sent out, shown with what is known, answered, sent back, mended at its source.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { workbook } from '../../../../tests/support/boats.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';

let server: TestServer;
let county: Client;
let clerk: Client;
let neighbour: Client;
let town: Client;
before(async () => {
  server = await openTestServer();
  [county, clerk, neighbour, town] = await Promise.all([
    server.as('minzheng'),
    server.as('chuangkou'),
    server.as('shequ01'),
    server.as('jiedao'),
  ]);
});
after(() => server.close());

const form = (more: object = {}) => ({
  title: '低保对象入户核查表',
  department: '县民政局',
  basis: '社会救助暂行办法第十三条',
  admission: '柳准〔2026〕7号',
  frequency: 'monthly',
  fills: ['community-clerk'],
  checks: ['town-officer'],
  rows: 'person',
  expected: [{ key: 'person-label.label', any: ['dibao_urban', 'dibao_rural'] }],
  fields: [
    { known: 'person.name' },
    { known: 'person.id' },
    { known: 'person.birth' },
    { known: 'person.address' },
    { known: 'person-label.evidence' },
    { title: '本月核查结论', kind: 'code', required: true, options: ['继续享受', '停保'] },
  ],
  ...more,
});
interface Refused {
  code: string;
  sentence: string;
  fields: Record<string, { code: string; sentence: string; key?: string }>;
}
interface Made extends Refused {
  county: string;
  id: string;
  version: number;
}
interface Board {
  counts: Record<string, number>;
  sheets: { county: string; id: string; community: string; state: string; version: number; late: boolean }[];
}
interface Told extends Refused {
  sheet: { state: string; version: number; cells: number; known: number };
  acts: string[];
  asked: string[];
  now: { cells: number; known: number };
  rows: {
    subject: string;
    title: string;
    row_version: number;
    values: Record<string, unknown>;
    sources: Record<string, { title: string; on: string; register: string; entry: string }>;
    returned: Record<string, { reason: string; before: string; open: boolean }>;
    open: string[];
  }[];
}
type One = { county: string; id: string };
const make = async (more: object = {}): Promise<Made> => (await county.post<Made>('/api/ledgers', form(more))).body;
const at = ({ county: code, id }: One, rest = '') => `/api/ledgers/${code}/${id}${rest}`;
const due = '2027-12-20';
const send = (one: One, more: object = {}) =>
  county.post<{ round: string; sheets: number } & Refused>(at(one, '/rounds'), {
    period: '2026年11月',
    due_on: due,
    asked_of: {},
    ...more,
  });
const board = async (one: One, who = county): Promise<Board> => (await who.get<Board>(at(one, '/board'))).body;
const sheetAt = ({ county: code, id }: One, rest = '') => `/api/sheets/${code}/${id}${rest}`;
const tell = async (sheet: One, who = clerk): Promise<Told> => (await who.get<Told>(sheetAt(sheet))).body;
const act = async (sheet: One, name: string, who: Client, more: object = {}) => {
  const { sheet: now } = await tell(sheet, who);
  return who.post<{ state: string } & Refused>(sheetAt(sheet, '/acts'), { act: name, version: now.version, ...more });
};
const ownSheet = async (one: One): Promise<One> => (await board(one, clerk)).sheets[0]!;

test('a ledger is made with owner, basis, frequency and fields; one without an admission number is not sent out', async () => {
  const made = await make({ admission: '' });
  assert.equal(made.version, 1, JSON.stringify(made));
  const refused = await send(made);
  assert.equal(refused.body.code, 'LEDGER_NOT_ADMITTED');
  const revised = await county.post<Made>(at(made, '/versions'), { version: 1, form: form() });
  assert.equal(revised.body.version, 2);
  assert.equal((await county.post<Made>(at(made, '/versions'), { version: 1, form: form() })).body.code, 'LEDGER_MOVED_ON');
  assert.equal((await send(made)).status, 201);
  assert.equal((await clerk.post<Refused>('/api/ledgers', form())).status, 403);
  const { ledgers } = (await county.get<{ ledgers: { id: string; title: string; state: string }[] }>('/api/ledgers')).body;
  assert.equal(ledgers.find(({ id }) => id === made.id)!.state, 'live');
});

test('DAT-03 what a register knows is refused as a new question with the way to it, and a ledger that derives whole becomes a list', async () => {
  const again = (title: string, kind = 'text') => make({ fields: [{ known: 'person.name' }, { title, kind }] });
  for (const [title, known] of [
    ['身份证号', '公民身份号码'],
    ['出生年月', '出生日期'],
    ['家庭住址（详细）', '现住址'],
    ['联系电化', '联系电话'],
  ] as const) {
    const { code, fields } = await again(title);
    assert.deepEqual([code, fields['fields.1']!.code], ['LEDGER_INVALID', 'LEDGER_FIELD_KNOWN'], title);
    assert.ok(fields['fields.1']!.sentence.includes(known), fields['fields.1']!.sentence);
    assert.match(fields['fields.1']!.key!, /^person\./, 'the way to the known one');
  }
  assert.equal((await again('家里有几只羊', 'count')).version, 1);
  assert.equal((await again('家里有几只羊', 'count')).fields['fields.1']!.code, 'LEDGER_FIELD_KNOWN', 'another ledger asks it already');
  const whole = { title: '低保对象名单', fields: [{ known: 'person.name' }, { known: 'person.birth' }] };
  assert.equal((await make(whole)).code, 'LEDGER_DERIVABLE');
  const list = await make({ ...whole, list: true });
  assert.equal((await send(list)).body.code, 'LEDGER_LIST_KEPT');
  const { rows } = (await county.get<{ rows: { title: string }[] }>(at(list, '/rows'))).body;
  assert.ok(rows.length >= 2 && rows.every(({ title }) => title.includes('*')));
});

test('a clerk sees what is known with source and day, answers only what is new, and who checks sends one cell back', async () => {
  const made = await make({ title: '低保核查一', fields: [...form().fields.slice(0, 5), { ...form().fields[5], title: '本月动态' }] });
  assert.equal((await send(made, { asked_of: { expected: true } })).status, 201);
  const sheet = await ownSheet(made);
  const told = await tell(sheet);
  assert.equal(told.rows.length, 1);
  const [row] = told.rows;
  assert.equal(row!.sources['person.birth']!.title, '居民登记');
  assert.match(row!.sources['person-label.evidence']!.on, /^\d{4}-\d\d-\d\d$/);
  assert.ok(!JSON.stringify(told).match(/152421\d{12}/), 'numbers stay masked');
  assert.deepEqual([told.now, told.asked], [{ cells: 6, known: 5 }, ['q1']]);
  const answer = (values: object, version = 0, subject = row!.subject, who = clerk) =>
    who.post<Refused>(sheetAt(sheet, '/answers'), { rows: [{ subject, version, values }] });
  assert.equal((await act(sheet, 'submit', clerk)).body.code, 'SHEET_ACT_REFUSED');
  assert.equal((await act(sheet, 'open', clerk)).status, 200);
  assert.equal((await act(sheet, 'submit', clerk)).body.code, 'SHEET_UNANSWERED');
  assert.equal((await answer({ 'person.birth': '2000-01-01' })).body.code, 'SHEET_CELL_SHUT');
  assert.equal((await answer({ q1: '都行' })).body.code, 'SHEET_ANSWERS_INVALID');
  assert.equal((await answer({ q1: '停保' }, 0, sheet.id)).body.code, 'SHEET_ROW_UNKNOWN');
  assert.equal((await answer({ q1: '停保' }, 0, row!.subject, neighbour)).body.code, 'SHEET_NOT_FOUND');
  assert.equal((await answer({ q1: '停保' })).status, 200);
  assert.equal((await answer({ q1: '停保' })).body.code, 'SHEET_MOVED_ON');
  assert.equal((await act(sheet, 'submit', clerk)).status, 200);
  assert.equal((await answer({ q1: '继续享受' }, 1)).body.code, 'SHEET_ACT_REFUSED');
  assert.equal((await act(sheet, 'check', clerk)).body.code, 'SHEET_ACT_REFUSED');
  assert.equal((await act(sheet, 'return', town)).body.code, 'SHEET_CELLS_NEEDED');
  const cells = [
    { subject: row!.subject, field: 'q1', reason: '停保要附停保决定' },
    { subject: row!.subject, field: 'person-label.evidence', reason: '依据和证件对不上' },
  ];
  assert.equal((await act(sheet, 'return', town, { cells })).body.state, 'returned');
  const back = await tell(sheet);
  assert.deepEqual(back.rows[0]!.open, ['q1']);
  assert.deepEqual([back.rows[0]!.returned.q1!.before, back.rows[0]!.returned.q1!.reason], ['停保', '停保要附停保决定']);
  const { register, entry } = back.rows[0]!.sources['person-label.evidence']!;
  const label = (await clerk.get<{ entry: { version: number } }>(`/api/registers/${register}/${sheet.county}/${entry}`)).body.entry;
  const mended = { version: label.version, values: { evidence: '城市低保证，已换证' }, basis: { kind: 'document', id: '新证' } };
  assert.equal((await clerk.send('PATCH', `/api/registers/${register}/${sheet.county}/${entry}`, mended)).status, 200);
  assert.equal((await tell(sheet)).rows[0]!.values['person-label.evidence'], '城市低保证，已换证');
  assert.equal((await answer({ q1: '继续享受' }, back.rows[0]!.row_version)).status, 200);
  assert.equal((await act(sheet, 'submit', clerk)).status, 200);
  const kept = (await tell(sheet, town)).rows[0]!;
  assert.deepEqual([kept.values.q1, kept.returned.q1!.before, kept.returned['person-label.evidence']!.open], ['继续享受', '停保', false]);
  assert.equal((await act(sheet, 'check', town)).body.state, 'checked');
  assert.equal((await act(sheet, 'lock', county)).body.state, 'locked');
  assert.equal((await act(sheet, 'return', county)).body.code, 'SHEET_ACT_REFUSED');
  assert.equal((await act(sheet, 'unlock', county)).body.code, 'REASON_NEEDED');
  const { ledger } = (await county.get<{ ledger: { share: number } }>(at(made))).body;
  assert.equal(ledger.share, 83.3);
  const { history } = (
    await clerk.get<{ history: { changes: { before: string; after: string }[] }[] }>(sheetAt(sheet, `/rows/${row!.subject}`))
  ).body;
  assert.deepEqual(
    history.map(({ changes }) => [changes[0]!.before, changes[0]!.after]),
    [
      ['', '停保'],
      ['停保', '继续享受'],
    ],
  );
  const { rows } = (await county.get<{ rows: { period: string; values: Record<string, unknown> }[] }>(at(made, '/rows'))).body;
  assert.deepEqual(
    rows.map(({ period, values }) => [period, values.q1]),
    [['2026年11月', '继续享受']],
  );
  const sheetFile = await county.get(at(made, '/export.xlsx?purpose=核对'));
  assert.equal(sheetFile.status, 200);
});

test('a deadline below the least working days needs somebody who answers for it, and only the late are reminded', async () => {
  const made = await make({ title: '加急核查', fields: [{ known: 'person.name' }, { title: '加急情况', kind: 'text' }] });
  const soon = server.linli.clock.now().toISOString().slice(0, 10);
  const day = new Date(new Date(`${soon}T00:00:00Z`).getTime() + 86_400_000).toISOString().slice(0, 10);
  const refused = await send(made, { due_on: day });
  assert.deepEqual([refused.body.code, Object.keys(refused.body.fields)], ['LEDGER_DUE_SOON', ['approver', 'reason']]);
  assert.equal((await send(made, { due_on: '2020-01-01' })).body.code, 'LEDGER_DUE_PAST');
  assert.equal((await send(made, { asked_of: { types: ['nothing'] } })).body.code, 'LEDGER_NOBODY');
  const sent = await send(made, { due_on: day, approver: '何志远（局长）', reason: '省厅急件', asked_of: { towns: ['990101001000'] } });
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
  assert.equal((await send(made)).body.code, 'LEDGER_ROUND_TWICE');
  const { rounds } = (await county.get<{ rounds: { id: string; approver: string; reason: string }[] }>(at(made))).body;
  assert.deepEqual([rounds[0]!.approver, rounds[0]!.reason], ['何志远（局长）', '省厅急件']);
  const { sheets } = await board(made);
  assert.ok(sheets.length >= 3 && sheets.every(({ community }) => community.startsWith('990101001')));
  const remind = () => county.post<{ reminded: number } & Refused>(at(made, `/rounds/${sent.body.round}/reminders`));
  assert.equal((await remind()).body.code, 'LEDGER_NOBODY_LATE');
  await server.owner.query("update registers.ledger_sheet set due_on = '2026-01-05' where round = $1", [sent.body.round]);
  assert.equal((await board(made)).counts.late, sheets.length);
  assert.equal((await remind()).body.reminded, sheets.length);
  const { notices } = (await clerk.get<{ notices: { sentence: string }[] }>('/api/notices')).body;
  assert.ok(notices.some(({ sentence }) => sentence.includes('加急核查') && sentence.includes('逾期')));
  const postponed = await county.post<Refused>(at(made, `/rounds/${sent.body.round}/due`), { due_on: due, reason: '春节' });
  assert.equal(postponed.status, 200);
  assert.equal((await board(made)).counts.late, 0);
  assert.equal((await county.post(at(made, `/rounds/${sent.body.round}/withdrawal`), { reason: '发错了' })).status, 200);
  assert.equal((await board(made)).sheets.length, 0);
  assert.equal((await remind()).body.code, 'LEDGER_NOBODY_LATE');
  assert.equal((await send(made)).status, 201, 'the period is free again');
});

test('a statistical form is filled from facts, checked by the street, locked by the county, and its figure stands among the reported ones with its source', async () => {
  const { ledgers } = (
    await county.get<{ ledgers: { id: string; county: string; title: string; share: number; rows: string }[] }>('/api/ledgers')
  ).body;
  const statistics = ledgers.find(({ rows }) => rows === 'community')!;
  const found = await board(statistics);
  const sheet = found.sheets.find(({ state }) => state === 'checked')!;
  const told = await tell(sheet, county);
  assert.equal(told.rows[0]!.sources['figure.community_workers']!.title, '社区工作者');
  assert.ok(Number(told.rows[0]!.values['figure.community_workers']) > 0);
  assert.equal((await act(sheet, 'lock', county)).status, 200);
  const path = `/api/reported-values?region=${sheet.community}&measure=twinned_departments`;
  const { values } = (await county.get<{ values: { value: number; source: string }[] }>(path)).body;
  assert.deepEqual(
    [values[0]!.value, values[0]!.source],
    [told.rows[0]!.values.q8, `${statistics.title}（${new Date().getFullYear()}年）县级已锁定`],
  );
});

test('the five ledgers of the demonstration: the system fills in four fifths of every one, counted from what was handed in', async () => {
  const { ledgers, months } = (
    await county.get<{
      ledgers: { id: string; county: string; title: string; share: number; cells: number }[];
      months: { communities: number; ledgers: number }[];
    }>('/api/ledgers')
  ).body;
  const five = ledgers.filter(({ cells, title }) => cells > 0 && !title.includes('核查一'));
  assert.equal(five.length, 5);
  for (const { title, share } of five) assert.ok(share >= 80, `${title} ${share}`);
  assert.ok(months.some(({ communities, ledgers: count }) => communities > 0 && count > 0));
  const boards = await Promise.all(five.map((one) => board(one)));
  assert.ok(boards.some(({ counts }) => counts.returned! > 0));
});

test('a ledger goes out as a file and comes back, is merged and ended on a day with a basis, and version 2 leaves version 1 as it was', async () => {
  const made = await make({ title: '合并一', fields: [{ known: 'person.name' }, { title: '合并前的问题', kind: 'count' }] });
  await send(made, { asked_of: { towns: ['990101001000'], expected: true } });
  const sheet = await ownSheet(made);
  const [row] = (await tell(sheet)).rows;
  await clerk.post(sheetAt(sheet, '/answers'), { rows: [{ subject: row!.subject, version: 0, values: { q1: '３' } }] });
  await act(sheet, 'submit', clerk);
  const next = {
    ...form({ title: '合并一' }),
    fields: [{ known: 'person.name' }, { title: '合并后的问题', kind: 'count', continues: 'q1' }],
  };
  assert.equal((await county.post<Made>(at(made, '/versions'), { version: 1, form: next })).body.version, 2);
  assert.deepEqual((await tell(sheet)).asked, ['q1']);
  const { rows } = (await county.get<{ rows: { values: Record<string, unknown> }[] }>(at(made, '/rows'))).body;
  assert.deepEqual(
    rows.map(({ values }) => values.q2),
    [3],
  );
  const file = await county.get(at(made, '/file'));
  const read = await county.post<{ form: { title: string; admission: string } }>('/api/ledgers/file', { content: file.raw.toString() });
  assert.deepEqual([read.body.form.title, read.body.form.admission], ['合并一', '']);
  assert.equal((await county.post<Refused>('/api/ledgers/file', { content: '{"a":1}' })).body.code, 'LEDGER_FILE_BROKEN');
  const decide = (more: object) =>
    county.post<{ state: string } & Refused>(at(made, '/decisions'), { kind: 'end', on: '2026-11-01', basis: '减负清理会议纪要', ...more });
  assert.equal((await decide({ kind: 'resume' })).body.code, 'LEDGER_LIVE');
  assert.equal((await decide({ kind: 'merge' })).body.code, 'LEDGER_MERGE_SELF');
  assert.equal((await decide({ basis: '。' })).body.code, 'REASON_NEEDED');
  assert.equal((await decide({})).body.state, 'ended');
  assert.equal((await send(made, { period: '下月' })).body.code, 'LEDGER_ENDED');
  assert.equal((await act(sheet, 'recall', clerk)).body.code, 'SHEET_CLOSED');
  assert.equal((await decide({ kind: 'resume', on: '2026-11-02' })).body.state, 'live');
});

test('answers come in by a sheet that names residents by number, and a free ledger takes rows and gives them back', async () => {
  const made = await make({
    title: '自由登记',
    rows: 'free',
    expected: [],
    fields: [
      { title: '会议名称', kind: 'text', required: true },
      { title: '参加人数', kind: 'count' },
    ],
  });
  await send(made);
  const sheet = await ownSheet(made);
  const subject = '00000000-0000-4000-8000-00000000000a';
  const put = (body: object) => clerk.post<Refused>(sheetAt(sheet, '/answers'), body);
  assert.equal((await put({ rows: [{ subject, version: 0, values: { q1: '院坝会', q2: 30 } }] })).status, 200);
  assert.deepEqual(
    (await tell(sheet)).rows.map(({ values }) => values.q2),
    [30],
  );
  assert.equal((await put({ rows: [], drop: [subject] })).status, 200);
  assert.equal((await tell(sheet)).rows.length, 0);
  const content = await workbook([
    ['社区', '会议名称', '参加人数'],
    ['杨柳社区', '议事会', '12'],
    ['杨柳社区', '', '5'],
  ]);
  const upload = (mode: string, rows = content) =>
    clerk.upload<{ ready: number; faulty: number; entered: number }>(
      `${sheetAt(sheet, '/import')}?mode=${mode}&seen=true`,
      {},
      { filename: '会.xlsx', content: rows },
    );
  const checked = (await upload('check')).body;
  assert.deepEqual([checked.ready, checked.faulty], [1, 1]);
  const good = await workbook([
    ['社区', '会议名称', '参加人数'],
    ['杨柳社区', '议事会', '12'],
  ]);
  assert.equal((await upload('enter', good)).body.entered, 1);
  assert.equal((await clerk.get(sheetAt(sheet, '/template.xlsx'))).status, 200);
  assert.deepEqual(
    (await tell(sheet)).rows.map(({ values }) => values.q1),
    ['议事会'],
  );
});

test('DAT-03 the dictionary says of each fact who keeps it; a preview and the communities are shown before anything is kept or sent', async () => {
  type Dictionary = { fields: { key: string; owner: string; options?: object[] }[]; rows: object[]; least_days: number };
  const { fields, rows, least_days } = (await county.get<Dictionary>('/api/ledgers/dictionary?rows=person')).body;
  assert.equal(fields.find(({ key }) => key === 'person.birth')!.owner, '居民登记');
  assert.ok(fields.find(({ key }) => key === 'person-label.label')!.options!.length > 20);
  assert.ok(!fields.some(({ key }) => key.startsWith('figure.')), 'figures are of communities');
  assert.deepEqual([rows.length, least_days], [5, 5]);
  const shown = await county.post<{ asked: string[]; shown: number; columns: number }>(
    '/api/ledgers/preview',
    form({ title: '预览', fields: [{ known: 'person.name' }, { title: '预览里的新项', kind: 'note' }] }),
  );
  assert.deepEqual([shown.body.asked, shown.body.shown, shown.body.columns], [['q1'], 1, 2]);
  const { ledgers } = (await county.get<{ ledgers: { id: string; county: string; title: string }[] }>('/api/ledgers')).body;
  assert.ok(!ledgers.some(({ title }) => title === '预览'));
  const targets = async (asked: object) =>
    (await county.post<{ targets: { rows: number }[]; rows: number }>(at(ledgers[0]!, '/targets'), asked)).body;
  const [some, all] = [await targets({ expected: true }), await targets({})];
  assert.ok(some.targets.length < all.targets.length && some.targets.every((one) => one.rows > 0));
  assert.equal(some.rows, all.rows);
  const own = async (who: Client) => (await who.get<{ sheets: { community: string }[] }>('/api/sheets')).body.sheets;
  assert.ok((await own(clerk)).every(({ community }) => community === '990101001001'));
  assert.ok((await own(town)).every(({ community }) => community.startsWith('990101001')));
});

test('a ledger goes to five hundred communities at once', async () => {
  const made = await make({ title: '五百个社区', rows: 'free', expected: [], fields: [{ title: '五百个社区的问题', kind: 'text' }] });
  const columns = 'kind, name, level, type, unit, valid_from, province, city, county, town, source';
  await server.owner.query(
    `insert into registers.region (id, code, ${columns.replace('kind, name', 'parent, kind, name')})
     select gen_random_uuid(), '990101001' || (300 + n)::text, '990101001000', kind, '增设' || n || '社区', level, type, unit, '2016-01-01', province, city, county, town, source
       from registers.region r, generate_series(1, 500) n where r.code = '990101001001' and r.known_to is null`,
  );
  const sent = await send(made, { period: '五百' });
  assert.ok(sent.body.sheets >= 500, JSON.stringify(sent.body));
});
