import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LinliError, plainText } from '../../kernel/kernel.ts';
import { text } from '../../registers/registers.ts';
import type { Field } from './field.ts';
import { readForm } from './field.ts';

const field = (kind: string, more: Partial<Field> = {}): Field =>
  ({ name: 'asked', title: '问题', kind, required: true, owner: '社区', basis: '试', ...more }) as Field;
const read = (one: Field, value: unknown, why?: string): unknown => {
  try {
    return readForm([one], { asked: value, asked_why: why }, '2026-11-26').asked;
  } catch (error) {
    assert.ok(error instanceof LinliError);
    return error.fields.asked;
  }
};

test('figures are read as people write them, and nothing else passes for one', () => {
  assert.deepEqual(
    ['１２', '1,200', ' 3 ', 7].map((value) => read(field('number'), value)),
    [12, 1200, 3, 7],
  );
  assert.deepEqual(
    ['0x10', '1e3', 'NaN', '三', '1.2.3'].map((value) => read(field('number'), value)),
    Array.from({ length: 5 }, () => 'FIELD_NOT_NUMBER'),
  );
  assert.equal(read(field('number'), '2.5'), 'FIELD_NOT_WHOLE');
  assert.deepEqual(
    [1e308, '9999999999999', -5].map((value) => read(field('money'), value)),
    Array.from({ length: 3 }, () => 'FIELD_OUT_OF_RANGE'),
  );
  assert.equal(read(field('money'), '12.345'), 12.35);
});

test('whatever a program sends, a question answers with a value or a fault of its own, never with a crash', () => {
  const kinds = ['text', 'textarea', 'number', 'money', 'date', 'choice', 'choices', 'yes-no', 'bank-account', 'phone', 'unit'] as const;
  const options = [
    { value: 'a', title: '甲' },
    { value: 'b', title: '乙' },
  ];
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.jsonValue(), (kind, value) => {
      const told = read(field(kind, { options, required: false }), value);
      assert.ok(told === undefined || typeof told !== 'object' || Array.isArray(told));
    }),
  );
  assert.equal(read(field('text'), { toString: 1 }), 'FIELD_UNREADABLE');
  assert.equal(read(field('choice', { options }), { value: 'a' }), 'FIELD_NOT_CHOICE');
});

test('a text keeps its characters of every script and loses what turns lines around, breaks files or is half a character', () => {
  assert.equal(read(field('textarea'), ['第一\u202e\n', '第二']), '第一,第二');
  assert.equal(plainText('不符合\u202eabc\u2066'), '不符合abc');
  assert.equal(plainText('a\u0000b\u0008c\ufffed\ud800e'), 'abcde');
  for (const kept of ['第一行\n第二行\t完', '𠮷广', 'ᠪᠠᠭᠠᠲᠤᠷ\u180b', '買買提·阿不都', '👨‍👩‍👧', 'ᠪᠠ\u200d', '葛\u{e0100}城'])
    assert.equal(plainText(kept), kept);
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => plainText(plainText(text)) === plainText(text)));
});

const told = (one: Field, value: unknown): string => {
  try {
    readForm([one], { asked: value }, '2026-11-26');
    return '';
  } catch (error) {
    assert.ok(error instanceof LinliError);
    return text(`errors.${error.fields.asked}.sentence`, error.faults.asked!.values);
  }
};

test('a day is read as people write it, and what is none is told for what it is', () => {
  assert.deepEqual(
    ['2019-5-1', '2019年5月1日', '20190501', '2019.05.01', '２０１９／５／１', '2019年5月1号', '2019\u200b-05-01'].map((value) =>
      read(field('date'), value),
    ),
    Array.from({ length: 7 }, () => '2019-05-01'),
  );
  assert.deepEqual(
    ['2019年5月', '2019-05', '201905', '2019年', '2019'].map((value) => read(field('date'), value)),
    Array.from({ length: 5 }, () => 'FIELD_DAY_MISSING'),
  );
  assert.deepEqual(
    ['20190230', '2019年2月30日', '2019-13-01'].map((value) => read(field('date'), value)),
    Array.from({ length: 3 }, () => 'FIELD_NOT_DATE'),
  );
  assert.deepEqual(
    ['去年', '1/5', '43586'].map((value) => read(field('date'), value)),
    Array.from({ length: 3 }, () => 'FIELD_DAY_UNREAD'),
  );
});

test('a number or a day outside the declared bounds is refused with them', () => {
  assert.equal(told(field('number', { least: 1, most: 30 }), '31'), '数字不对，应在 1 到 30 之间。');
  assert.equal(told(field('money', { least: 1 }), '0'), '数字不对，不能小于 1。');
  assert.equal(told(field('money', { most: 100_000 }), '10000000'), '数字不对，应在 0 到 100,000 之间。');
  const month = field('date', { earliest: 'today-1096', latest: 'today+366' });
  assert.equal(told(month, '1926-12-01'), '日期不对，应在 2023-11-26 到 2027-11-27 之间。');
  assert.deepEqual([read(month, '2026-12-01'), read(field('date', { latest: 'today' }), '2026-11-27')], ['2026-12-01', 'FIELD_DATE_RANGE']);
});

test('a number beyond what is usual is asked once more, and kept with its reason', () => {
  const amount = field('money', { usual_most: 2_000, most: 100_000, unit: '元' });
  assert.equal(told(amount, '9000'), '比一般的多，一般不超过 2,000 元。');
  assert.equal(read(amount, '9000', '  …'), 'FIELD_UNUSUAL');
  assert.equal(read(amount, '900000', '补发'), 'FIELD_OUT_OF_RANGE');
  assert.deepEqual(readForm([amount], { asked: '9,000', asked_why: ' 补发五个月 ' }, '2026-11-26'), {
    asked: 9_000,
    asked_why: '补发五个月',
  });
  assert.deepEqual(readForm([amount], { asked: '900', asked_why: '多余' }, '2026-11-26'), { asked: 900 });
});
