import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseBrowser, findSystemBrowser } from '../scripts/browser.mjs';

test('the tests take the browser of the machine, else the packaged one, else say what is missing', () => {
  const only =
    (there: string) =>
    (path: string): boolean =>
      path === there;
  assert.equal(findSystemBrowser({}, only('/usr/bin/chromium')), '/usr/bin/chromium');
  assert.equal(findSystemBrowser({ CHROMIUM_PATH: '/opt/browser' }, only('/opt/browser')), '/opt/browser');
  assert.equal(
    findSystemBrowser({ CHROMIUM_PATH: 'none' }, () => true),
    undefined,
  );
  assert.equal(
    findSystemBrowser({}, () => false),
    undefined,
  );
  assert.deepEqual(chooseBrowser({ system: '/usr/bin/chromium', platform: 'linux', arch: 'x64' }), {
    kind: 'system',
    path: '/usr/bin/chromium',
  });
  assert.deepEqual(chooseBrowser({ system: undefined, platform: 'linux', arch: 'x64' }), { kind: 'packaged' });
  const none = chooseBrowser({ system: undefined, platform: 'linux', arch: 'arm64' });
  assert.match(none.kind === 'none' ? none.sentence : '', /CHROMIUM_PATH.*linux arm64/);
});
