import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayOpen } from './access.ts';

test('a page opens for a hat with one of its powers, and a page without powers for every hat', () => {
  assert.equal(mayOpen('window', ['case.read', 'window.serve']), true);
  assert.equal(mayOpen('apply', ['case.read']), false);
  assert.equal(mayOpen('reports', ['plan.report']), true);
  assert.equal(mayOpen('regionAssignments', ['account.manage']), false);
  assert.equal(mayOpen('settings', []), true);
});
