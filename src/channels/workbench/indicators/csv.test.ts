import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCsvRows } from '../../../registers/registers.ts';
import { csvOf } from './csv.ts';

test('a file keeps commas, quotes and line ends, and a text that looks like a formula stays text', () => {
  const read = parseCsvRows(Buffer.from(csvOf([['a', 'b'], ['one, "two"', 'three\nfour'], ['=1+1', -3.5], ['＝1+1', '\n=1'], [null, undefined]])).toString().slice(1));
  assert.deepEqual(read, [['a', 'b'], ['one, "two"', 'three\nfour'], ["'=1+1", '-3.5'], ["'＝1+1", "'\n=1"], ['', '']]);
});
