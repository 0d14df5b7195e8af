import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstPage, mayOpen, pages } from './pages.ts';

test('a page opens for a hat with one of its powers, and a page without powers for every hat', () => {
  assert.equal(mayOpen('window', ['case.read', 'window.serve']), true);
  assert.equal(mayOpen('apply', ['case.read']), false);
  assert.equal(mayOpen('reports', ['plan.report']), true);
  assert.equal(mayOpen('regionAssignments', ['account.manage']), false);
  assert.equal(mayOpen('settings', []), true);
});

test('every page has a name and a path of its own, and stands in the navigation or under a page that does', () => {
  assert.equal(new Set(pages.map(({ page }) => page)).size, pages.length);
  assert.equal(new Set(pages.map(({ path }) => path)).size, pages.length);
  const entries = pages.filter(({ group }) => group);
  for (const { page, icon, under } of pages)
    if (under === undefined) assert.ok(icon, page);
    else
      assert.ok(
        entries.some((entry) => entry.page === under),
        page,
      );
});

test('a hat begins where its own work is, not at a register it may also see', () => {
  assert.equal(firstPage(['case.handle', 'case.read', 'registers.open']), 'inbox');
  assert.equal(firstPage(['audit.read', 'registers.open']), 'audit');
  assert.equal(firstPage(['registers.open']), 'registers');
  assert.equal(firstPage([]), 'regions');
});
