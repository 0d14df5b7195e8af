import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanTexts } from './plain-request.ts';

test('every text of a request is cleaned at any depth, and nothing else is touched', () => {
  const body = {
    name: '赵\u202e明\u0001',
    list: ['a\ud800', 7, null, { deep: 'x\ufffe\r\ny', kept: 'ᠪᠠᠭᠠ\u180b·\u200d', unseen: '1\u200b3\u200e8\u2060\ufeff\u00ad' }],
    yes: true,
  };
  cleanTexts(body);
  assert.deepEqual(body, { name: '赵明', list: ['a', 7, null, { deep: 'x\ny', kept: 'ᠪᠠᠭᠠ\u180b·', unseen: '138' }], yes: true });
  let nested: unknown = 'x\u0000';
  for (let depth = 0; depth < 100_000; depth += 1) nested = [nested];
  cleanTexts(nested);
  for (const nothing of [undefined, null, 'text', 7, Buffer.from('a\u0000')]) cleanTexts(nothing);
});
