import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createVault } from '../../kernel/kernel.ts';
import { readPacks } from '../registers.ts';
import { ageOn, checkCharacter, readCitizenNumber } from './citizen-number.ts';
import { gramQuery, gramsOf } from './grams.ts';
import { maskAddress, maskIdNumber, maskName, maskPhone } from './masking.ts';
import { normaliseName, normalisePhone } from './person.ts';

const areas = new Set(readPacks(resolve(import.meta.dirname, '../../../packs')).codeTable('gb2260_history').map((row) => row.code!));
const today = '2026-11-22';
const read = (text: string) => readCitizenNumber(text, areas, today);

test('citizen numbers of the standards are read', () => {
  for (const number of ['11010519491231002X', '440524188001010014', '810000190001010018', '83000019000101002X', '152921190001010012', '321081190001010029']) assert.ok('birth' in read(number), number);
  const found = read(' 110105 19491231 002x ');
  assert.deepEqual(found, { number: '11010519491231002X', birth: '1949-12-31', sex: '2', area: '110105', areaKnown: true });
  assert.ok('birth' in read('１１０１０５１９４９１２３１００２Ｘ'));
});

test('numbers that cannot exist are refused with what is wrong', () => {
  assert.deepEqual(read('110105194912310021'), { fault: 'check' });
  assert.deepEqual(read('152921190002300011'), { fault: 'date' });
  assert.deepEqual(read('15292119000101001'), { fault: 'length' });
  assert.deepEqual(read('992921190001010019'), { fault: 'province' });
  assert.deepEqual(read('15292119000101001x'), { fault: 'check' });
  assert.deepEqual(read('15292119000101A012'), { fault: 'characters' });
});

test('one wrong digit never passes', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, change) => {
    const number = '110105194912310029'.slice(0, 17);
    const whole = number + checkCharacter(number);
    const wrong = [...whole].map((digit, index) => (index === place ? String((Number(digit) + change) % 10) : digit)).join('');
    assert.ok('fault' in read(wrong) || wrong === whole);
  }));
});

test('age is completed years', () => {
  assert.equal(ageOn('1946-11-22', today), 80);
  assert.equal(ageOn('1946-11-23', today), 79);
});

test('masks hide the middle, count characters and keep rare ones whole', () => {
  assert.equal(maskName('王秀英'), '王*英');
  assert.equal(maskName('王芳'), '王*');
  assert.equal(maskName('𠮷田广'), '𠮷*广');
  assert.equal(maskName('阿卜杜热合曼·买买提'), '阿****提');
  assert.equal(maskIdNumber('002X'), '**************002X');
  assert.equal(maskPhone('0001'), '*******0001');
  assert.equal(maskPhone(''), '');
  assert.equal(maskAddress('杨柳路12号3单元201室'), '杨柳路12号**单元**室');
  assert.equal(maskAddress('桥头村'), '桥头村');
});

test('names of any script are taken, digits and signs are not', () => {
  assert.equal(normaliseName('阿卜杜热合曼.买买提'), '阿卜杜热合曼·买买提');
  assert.equal(normaliseName('ᠪᠠᠲᠤ'), 'ᠪᠠᠲᠤ');
  for (const wrong of ['', '王1', '<b>', 'x'.repeat(51)]) assert.throws(() => normaliseName(wrong), { code: 'NAME_INVALID' });
  assert.equal(normalisePhone('+86 138-0000-0001'), '13800000001');
  assert.throws(() => normalisePhone('12345'), { code: 'PHONE_INVALID' });
});

test('a part of a name asks for grams the whole name holds', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...'王秀英李国强阿卜杜𠮷田'), { minLength: 2, maxLength: 8 }), fc.nat(), fc.nat(), (letters, from, length) => {
    const start = from % letters.length;
    const part = letters.slice(start, start + 1 + (length % 4)).join('');
    const grams = new Set(gramsOf(letters.join('')));
    for (const gram of gramQuery(part).split(' & ').map((one) => one.slice(1, -1))) assert.ok(grams.has(gram));
  }));
});

test('sealed values open again in both suites and a changed one does not', () => {
  for (const suite of ['aes', 'sm'] as const) {
    const vault = createVault(Buffer.alloc(48, 7), suite);
    const sealed = vault.seal('152421194203080263');
    assert.equal(vault.open(sealed), '152421194203080263');
    sealed[sealed.length - 1]! ^= 1;
    assert.throws(() => vault.open(sealed));
    assert.notDeepEqual(vault.keyedHash('phone', '1'), vault.keyedHash('id-number', '1'));
  }
  assert.equal(createVault(Buffer.alloc(48, 7), 'sm').open(createVault(Buffer.alloc(48, 7)).seal('x')), 'x');
});
