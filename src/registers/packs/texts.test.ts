import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allTexts, hasText, text } from './packs.ts';

test('a text fills its placeholders and keeps those it was not given', () => {
  assert.match(text('errors.TOO_LARGE.sentence', { limit: '5 MB' }), /5 MB/);
  assert.match(text('errors.TOO_LARGE.sentence'), /\{limit\}/);
});

test('a missing text is an error under test, so that no page ships with a bare key', () => {
  assert.equal(hasText('errors.NO_SUCH_CODE.sentence'), false);
  assert.throws(() => text('errors.NO_SUCH_CODE.sentence'), /NO_SUCH_CODE/);
});

test('every error of the catalogue has a sentence and a next step', () => {
  const codes = new Set([...allTexts().keys()].filter((key) => key.startsWith('errors.')).map((key) => key.split('.')[1]));
  for (const code of codes) assert.ok(hasText(`errors.${code}.sentence`) && hasText(`errors.${code}.next`), code);
});
