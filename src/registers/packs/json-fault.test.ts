import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonFault } from './json-fault.ts';

const sound = ['{}', '[]', ' [1, -2.5e3, "a\\u00e9\\n", true, false, null, {"a": {"b": []}}] \n', '"x"', '0', '[[[]]]'];
const broken: readonly (readonly [source: string, at: number])[] = [
  ['', 0],
  ['hello', 0],
  ['[,1]', 1],
  ['[1,]', 3],
  ['{"a":1,}', 7],
  ['{"a" 1}', 5],
  ['{a: 1}', 1],
  ['[1 2]', 3],
  ['[1]]', 3],
  ['[1', 2],
  ['{"a":', 5],
  ["['a']", 1],
  ['[01]', 1],
  ['["a\nb"]', 1],
  ['[}', 1],
  ['{"a":1]', 6],
  ['[1] 2', 4],
  ['[truest]', 1],
];

test('a text is JSON here exactly when the built-in parser takes it', () => {
  for (const source of sound) assert.equal(jsonFault(source), undefined, source);
  for (const source of [...sound, ...broken.map(([one]) => one)]) {
    const taken = ((): boolean => {
      try {
        JSON.parse(source);
        return true;
      } catch {
        return false;
      }
    })();
    assert.equal(jsonFault(source) === undefined, taken, source);
  }
});

test('the place is named where a text stops being JSON', () => {
  for (const [source, at] of broken) assert.equal(jsonFault(source), at, source);
});
