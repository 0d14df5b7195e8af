import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createVault, gramQuery, gramsOf } from '../../kernel/kernel.ts';
import { readPacks } from '../registers.ts';
import { ageOn, checkCharacter, readCitizenNumber } from './citizen-number.ts';
import { maskAddress, maskIdNumber, maskName, maskPhone } from './masking.ts';
import { personQuery } from './person.store.ts';
import { normaliseName, normalisePhone, phoneLast4, readPhone } from './person.ts';

const areas = new Set(
  readPacks(resolve(import.meta.dirname, '../../../packs'))
    .codeTable('gb2260_history')
    .map((row) => row.code!),
);
const today = '2026-11-22';
const read = (text: string) => readCitizenNumber(text, areas, today);

test('citizen numbers of the standards are read', () => {
  for (const number of [
    '11010519491231002X',
    '440524188001010014',
    '810000190001010018',
    '83000019000101002X',
    '152921190001010012',
    '321081190001010029',
  ])
    assert.ok('birth' in read(number), number);
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
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, change) => {
      const number = '110105194912310029'.slice(0, 17);
      const whole = number + checkCharacter(number);
      const wrong = [...whole].map((digit, index) => (index === place ? String((Number(digit) + change) % 10) : digit)).join('');
      assert.ok('fault' in read(wrong) || wrong === whole);
    }),
  );
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

test('a name is one name however it was padded or copied: 〇 is a character, blanks between Han characters and what nobody sees are none', () => {
  for (const written of ['张〇明', '张 〇　明', '张○明', '张\u200b〇\u2060明\ufeff', ' 张◯明 '])
    assert.equal(normaliseName(written), '张〇明', written);
  assert.equal(normaliseName('阿卜杜热合曼 · 买买提'), '阿卜杜热合曼·买买提');
  assert.equal(normaliseName('Ｊｏｈｎ  O’Neil'), "John O'Neil");
  assert.equal(normaliseName('ᠪᠠᠭ\u180bᠠ'), 'ᠪᠠᠭ\u180bᠠ');
  for (const wrong of ['\u200b', '\u3164', '王○1', '·', '\u200d'])
    assert.throws(() => normaliseName(wrong), { code: 'NAME_INVALID' }, wrong);
});

test('one telephone has one writing, with country code, blanks, a 0 before a mobile, an extension', () => {
  for (const written of [
    '013800000001',
    '0086 138 0000 0001',
    '+8613800000001',
    '８６－１３８０００００００１',
    '1380\u200b0000\u2060001',
    '138–0000–0001',
    '\u202a13800000001\u202c',
  ])
    assert.equal(readPhone(written), '13800000001', written);
  for (const written of ['0479-1234567', '(0479) 1234567', '+86 479 1234567', '0086-0479-1234567', '0479—1234567'])
    assert.equal(readPhone(written), '04791234567', written);
  for (const written of ['0479-1234567-801', '0479-1234567转801', '04791234567 分机 801', '04791234567 ext. 801', '0479-1234567#801'])
    assert.equal(readPhone(written), '04791234567-801', written);
  assert.equal(readPhone('010-12345678'), '01012345678');
  assert.equal(phoneLast4('04791234567-801'), '4567');
  for (const wrong of ['', '12345', '1380000000', '138000000012', '12800000001', '13800000001转1', '01380000000', '没有', '1'])
    assert.equal(readPhone(wrong), undefined, wrong);
});

test('what is typed into one box is taken for what it is', () => {
  assert.deepEqual(personQuery('1101\u200b05 19491231 002x'), { idNumber: '11010519491231002X' });
  assert.deepEqual(personQuery('11010519491231002×'), { idNumber: '11010519491231002X' });
  assert.deepEqual(personQuery('\ufeff+86 138 0000 0001'), { phone: '13800000001' });
  assert.deepEqual(personQuery('王秀英'), { name: '王秀英' });
});

test('a part of a name asks for grams the whole name holds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...'王秀英李国强阿卜杜𠮷田'), { minLength: 2, maxLength: 8 }),
      fc.nat(),
      fc.nat(),
      (letters, from, length) => {
        const start = from % letters.length;
        const part = letters.slice(start, start + 1 + (length % 4)).join('');
        const grams = new Set(gramsOf(letters.join('')));
        for (const gram of gramQuery(part)
          .split(' & ')
          .map((one) => one.slice(1, -1)))
          assert.ok(grams.has(gram));
      },
    ),
  );
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
