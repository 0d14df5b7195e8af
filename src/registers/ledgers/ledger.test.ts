// Ledgers, decided without a server: what a register knows, what a version carries on, who may do what with a sheet, what of it the system filled in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KnownField } from './dictionary.ts';
import { bareHeading, sameMeaning } from './dictionary.ts';
import type { LedgerDecision, LedgerForm } from './ledger.ts';
import { shapeOf, stateOn } from './ledger.ts';
import type { Mover, SheetAct, SheetState } from './sheet.ts';
import {
  actsOn,
  boardOf,
  cellsOf,
  inSeries,
  isLate,
  moveSheet,
  openCells,
  refuseShut,
  sheetActs,
  sheetStates,
  unanswered,
} from './sheet.ts';

const fact = (register: string, field: string, title: string, kind: KnownField['kind'], headings: string[] = []): KnownField => ({
  key: `${register}.${field}`,
  register,
  field,
  title,
  headings,
  kind,
  declared: { kind: 'text', most: 10 },
  owner: register,
  fresh: '',
});
const known = [
  fact('boat', 'name', '船名', 'text', ['船舶名称']),
  fact('boat', 'length', '船长', 'number'),
  fact('boat', 'launched', '下水日期', 'day', ['下水时间']),
  fact('trip', 'note', '备注', 'note'),
  fact('port', 'note', '备注', 'note'),
];
const means = (title: string, kind: KnownField['kind'] = 'text') => sameMeaning({ title, kind }, known, 'boat')?.key;

test('DAT-03 a new question means a known one by title, by another heading, by its sound, and only of a kind that can hold it', () => {
  assert.equal(bareHeading('＊下水 日期（年-月-日）：'), '下水日期');
  assert.equal(means('船名'), 'boat.name');
  assert.equal(means('船舶名称（全称）'), 'boat.name');
  assert.equal(means('下水日期', 'day'), 'boat.launched');
  assert.equal(means('下水日期'), 'boat.launched', 'who asks for text may mean a day');
  assert.equal(means('下水日期', 'count'), undefined);
  assert.equal(means('传名'), 'boat.name', 'the same sound');
  assert.equal(means('船', 'text'), undefined);
  assert.equal(means('备注'), undefined, 'a title that two registers have does not say which fact is meant');
  assert.equal(means('乘客满意吗', 'flag'), undefined);
});

const form = (fields: LedgerForm['fields'], more: Partial<LedgerForm> = {}): LedgerForm => ({
  ...shapeOf({}),
  fields,
  admission: '7',
  ...more,
});
const asked = { name: 'q1', title: '变动', kind: 'code', required: true } as const;
const shown = { name: 'boat.name', title: '船名', known: 'boat.name' } as const;

test('a ledger closes itself on its last day, and what was decided last holds', () => {
  const decided = (kind: LedgerDecision['kind'], on_day: string): LedgerDecision => ({
    kind,
    on_day,
    basis: '',
    into_ledger: null,
    actor: '',
    at: '',
  });
  const one = form([asked], { ends_on: '2026-12-31' });
  assert.equal(stateOn(one, [], '2026-12-31'), 'live');
  assert.equal(stateOn(one, [], '2027-01-01'), 'ended');
  assert.equal(stateOn({ ...one, admission: '' }, [], '2026-12-01'), 'waiting');
  assert.equal(stateOn(one, [decided('end', '2026-12-05')], '2026-12-04'), 'live', 'decided for a later day');
  assert.equal(stateOn(one, [decided('merge', '2026-12-01'), decided('keep', '2026-12-02')], '2026-12-03'), 'merged');
  assert.equal(stateOn(one, [decided('end', '2026-12-01'), decided('resume', '2026-12-02')], '2026-12-03'), 'live');
});

test('answers of older versions go on under the names of the last one, and what was answered is not rewritten', () => {
  const versions = [
    { version: 1, form: { fields: [asked, { name: 'q2', title: '金额', kind: 'amount' as const }] } },
    { version: 2, form: { fields: [asked, { name: 'q3', title: '月金额', kind: 'amount' as const, continues: 'q2' }] } },
    {
      version: 3,
      form: {
        fields: [
          asked,
          { name: 'q3', title: '月金额', kind: 'amount' as const, continues: 'q2' },
          { name: 'q4', title: '新', kind: 'text' as const },
        ],
      },
    },
  ];
  const answers = { q1: '新增', q2: 300 };
  assert.deepEqual(inSeries(versions, { version: 1, answers }), { q1: '新增', q3: 300 });
  assert.deepEqual(answers, { q1: '新增', q2: 300 });
  assert.deepEqual(inSeries(versions, { version: 2, answers: { q1: '停保', q3: 200 } }), { q1: '停保', q3: 200 });
  assert.deepEqual(inSeries(versions, { version: 3, answers: { q4: '有' } }), { q4: '有' });
});

const mover = (...roles: Mover['roles']): Mover => ({ roles, checked: true, live: true });

test('a clerk fills in, the street checks, the county locks; nobody does the work of another', () => {
  const path: [SheetAct, Mover][] = [
    ['open', mover('fill')],
    ['answer', mover('fill')],
    ['submit', mover('fill')],
    ['check', mover('check')],
    ['lock', mover('keep')],
  ];
  let state: SheetState = 'unopened';
  for (const [act, who] of path) {
    for (const role of ['fill', 'check', 'keep'] as const)
      if (!who.roles.includes(role)) assert.throws(() => moveSheet(state, act, mover(role)), /SHEET_ACT_REFUSED/, `${role} ${act}`);
    state = moveSheet(state, act, who);
  }
  assert.equal(state, 'locked');
  assert.deepEqual(actsOn('locked', mover('fill', 'check')), []);
  assert.deepEqual(actsOn('locked', mover('keep')), ['unlock']);
  assert.equal(moveSheet('submitted', 'lock', { ...mover('keep'), checked: false }), 'locked');
  assert.equal(moveSheet('locked', 'unlock', { ...mover('keep'), checked: false }), 'submitted');
  assert.throws(() => moveSheet('filling', 'submit', { ...mover('fill'), live: false }), /SHEET_CLOSED/);
  for (const from of sheetStates)
    for (const act of sheetActs)
      for (const role of ['fill', 'check', 'keep'] as const)
        if (actsOn(from, mover(role)).includes(act)) assert.ok(sheetStates.includes(moveSheet(from, act, mover(role))));
});

test('of a sheet that was sent back only the cells that were named are open', () => {
  const one = form([shown, asked, { name: 'q2', title: '说明', kind: 'text' }]);
  const back = { q2: { reason: '写清楚', before: '略', by: '', at: '', open: true } };
  assert.deepEqual(openCells(one, 'filling', {}), ['q1', 'q2']);
  assert.deepEqual(openCells(one, 'returned', back), ['q2']);
  assert.deepEqual(openCells(one, 'submitted', back), []);
  refuseShut(one, 'returned', back, ['q2']);
  assert.throws(() => refuseShut(one, 'returned', back, ['q1']), /SHEET_CELL_SHUT/);
  assert.throws(() => refuseShut(one, 'filling', {}, ['boat.name']), /SHEET_CELL_SHUT/);
  assert.equal(moveSheet('returned', 'answer', mover('fill')), 'returned');
});

test('the board counts where sheets stand, and only who has not handed in is late', () => {
  const sheets = sheetStates.map((state) => ({ state, due_on: '2026-11-20' }));
  assert.deepEqual(
    sheets.filter((one) => isLate(one, '2026-11-21')).map(({ state }) => state),
    ['unopened', 'opened', 'filling', 'returned'],
  );
  assert.equal(boardOf(sheets, '2026-11-20').late, 0, 'the day itself is not late');
  assert.deepEqual([boardOf(sheets, '2026-11-21').late, boardOf(sheets, '2026-11-21').locked], [4, 1]);
});

test('a known cell counts as filled in by the system only when it has a value', () => {
  const one = form([shown, { ...shown, name: 'boat.length', known: 'boat.length' }, asked]);
  const rows = [
    { known: { 'boat.name': '海燕号', 'boat.length': null }, answers: { q1: '新增' } },
    { known: { 'boat.name': '海鸥号', 'boat.length': 0 }, answers: {} },
  ];
  assert.deepEqual(cellsOf(one, rows), { cells: 6, known: 3 });
  assert.deepEqual(cellsOf(one, []), { cells: 0, known: 0 });
  assert.deepEqual(unanswered(one, rows), [{ row: 1, field: '变动' }]);
});
