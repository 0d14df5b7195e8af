import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LinliError, plainText } from '../../kernel/kernel.ts';
import { readForm } from './field.ts';
import type { Field } from './field.ts';

const field = (kind: string, more: Partial<Field> = {}): Field => ({ name: 'asked', title: '问题', kind, required: true, owner: '社区', basis: '试', ...more }) as Field;
const read = (one: Field, value: unknown): unknown => {
  try {
    return readForm([one], { asked: value }).asked;
  } catch (error) {
    assert.ok(error instanceof LinliError);
    return error.fields.asked;
  }
};

test('figures are read as people write them, and nothing else passes for one', () => {
  assert.deepEqual(['１２', '1,200', ' 3 ', 7].map((value) => read(field('number'), value)), [12, 1200, 3, 7]);
  assert.deepEqual(['0x10', '1e3', 'NaN', '三', '1.2.3'].map((value) => read(field('number'), value)), Array.from({ length: 5 }, () => 'FIELD_NOT_NUMBER'));
  assert.equal(read(field('number'), '2.5'), 'FIELD_NOT_WHOLE');
  assert.deepEqual([1e308, '9999999999999', -5].map((value) => read(field('money'), value)), Array.from({ length: 3 }, () => 'FIELD_OUT_OF_RANGE'));
  assert.equal(read(field('money'), '12.345'), 12.35);
});

test('whatever a program sends, a question answers with a value or a fault of its own, never with a crash', () => {
  const kinds = ['text', 'textarea', 'number', 'money', 'date', 'choice', 'choices', 'yes-no', 'bank-account', 'phone', 'unit'] as const;
  const options = [{ value: 'a', title: '甲' }, { value: 'b', title: '乙' }];
  fc.assert(fc.property(fc.constantFrom(...kinds), fc.jsonValue(), (kind, value) => {
    const told = read(field(kind, { options, required: false }), value);
    assert.ok(told === undefined || typeof told !== 'object' || Array.isArray(told));
  }));
  assert.equal(read(field('text'), { toString: 1 }), 'FIELD_UNREADABLE');
  assert.equal(read(field('choice', { options }), { value: 'a' }), 'FIELD_NOT_CHOICE');
});

test('a text keeps its characters of every script and loses what turns lines around, breaks files or is half a character', () => {
  assert.equal(read(field('textarea'), ['第一\u202e\n', '第二']), '第一,第二');
  assert.equal(plainText('不符合\u202eabc\u2066'), '不符合abc');
  assert.equal(plainText('a\u0000b\u0008c\ufffed\ud800e'), 'abcde');
  for (const kept of ['第一行\n第二行\t完', '𠮷广', 'ᠪᠠᠭᠠᠲᠤᠷ\u180b', '買買提·阿不都', '👨‍👩‍👧', 'ᠪᠠ\u200d', '葛\u{e0100}城']) assert.equal(plainText(kept), kept);
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => plainText(plainText(text)) === plainText(text)));
});
