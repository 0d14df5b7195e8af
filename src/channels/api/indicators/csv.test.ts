import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { csvOf } from './csv.ts';

test('a file keeps commas, quotes and line ends, and a text that looks like a formula stays text', () => {
  const read = parse(
    Buffer.from(
      csvOf([
        ['a', 'b'],
        ['one, "two"', 'three\nfour'],
        ['=1+1', -3.5],
        ['＝1+1', '\n=1'],
        [null, undefined],
      ]),
    ),
    { bom: true },
  );
  assert.deepEqual(read, [
    ['a', 'b'],
    ['one, "two"', 'three\nfour'],
    ["'=1+1", '-3.5'],
    ["'＝1+1", "'\n=1"],
    ['', ''],
  ]);
});
