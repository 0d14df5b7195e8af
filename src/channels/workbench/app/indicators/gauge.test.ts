import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaugeEnd } from './gauge.ts';

test('a bar of percents is as long as its number says; other bars leave a little room', () => {
  assert.equal(gaugeEnd(83, 100, '%'), 100);
  assert.equal(gaugeEnd(20, 60, '%'), 100);
  assert.equal(gaugeEnd(120, 100, '%'), 120);
  assert.equal(gaugeEnd(20, 30, '平方米/百户'), 33);
});
