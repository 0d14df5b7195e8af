import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FileChooser, Page } from 'playwright-core';
import { demonstrationPassword } from '../support/server.ts';
import { desk, openVisitor, photo } from './browser.ts';
import { settled } from './clerk.ts';
import type { Keyboard } from './keyboard.ts';
import { openKeyboard, strayStops } from './keyboard.ts';
import { onStage } from './stage.ts';

describe('the workbench by keyboard alone', () => {
  const stage = onStage();

  async function sit(login: string): Promise<{ page: Page; keys: Keyboard }> {
    const page = await openVisitor(stage, { size: desk, still: true });
    const keys = openKeyboard(page);
    await page.goto('/workbench/');
    await page.locator('#login').waitFor();
    await keys.reach('账号');
    await keys.type(login);
    await keys.reach('密码');
    await keys.type('wrong password');
    await keys.press('Enter');
    await page.locator('.errors').waitFor();
    assert.match(await focusClass(page), /errors/);
    await keys.reach('密码');
    await keys.press('Control+A');
    await keys.type(demonstrationPassword);
    await keys.press('Enter');
    await page.locator('.frame').waitFor();
    return { page, keys };
  }

  const focusClass = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.className ?? '');
  const heading = async (page: Page, words: string | RegExp): Promise<void> => {
    await page.locator('h1', { hasText: words }).waitFor();
    assert.equal((await openKeyboard(page).focused()).tag, 'H1');
  };

  it('signs in, takes a case from the queue, learns what is missing, acts, and is back at the queue', async () => {
    const { page, keys } = await sit('jiedao');
    await page.locator('tbody tr.here').waitFor();
    await heading(page, '办件');
    const second = await page.locator('tbody tr').nth(1).getAttribute('id');
    await keys.press('j');
    assert.equal(await page.locator('tr.here').getAttribute('id'), second);
    await keys.press('e');
    await page.locator('#acts').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'acts');
    const first = await keys.tab();
    assert.equal(first.tag, 'INPUT');
    await keys.press('Space');
    const chosen = await page.locator('#acts input[type=radio]:checked').first().getAttribute('value');
    await keys.reach(/^报县级审定$|^小额救助，本级同意$/);
    await keys.press('Enter');
    await page.locator('#acts .problem').waitFor();
    assert.match(await focusClass(page), /problem/);
    await keys.tab();
    await keys.press('Enter');
    const field = await keys.focused();
    assert.match(field.id, /^act-/);
    if (chosen === 'town-grant') {
      await keys.type('800');
      await keys.reach('意见');
    }
    await keys.type('情况核实清楚，同意。');
    await keys.reach(/^报县级审定$|^小额救助，本级同意$/);
    await keys.press('Enter');
    await page.locator('.ant-message-success').waitFor();
    await page
      .waitForFunction(() => document.activeElement !== document.body, undefined, { timeout: 5_000 })
      .catch(() => assert.fail('after the act the focus is lost'));
    await keys.press('Escape');
    await heading(page, '办件');
    await page.locator(`[id="${second}"]`).waitFor({ state: 'detached' });
  });

  it('serves somebody at the window: search, item in everyday words, a photo, a missing answer, a helper, the receipt', async () => {
    const { page, keys } = await sit('chuangkou');
    // At once, while the queue is still on its way: it must not take the focus back.
    await keys.reach('综合窗口');
    await keys.press('Enter');
    await heading(page, '综合窗口');
    await keys.reach('证件号、电话或姓名');
    await keys.type('王建军');
    await keys.press('Enter');
    await page.locator('tbody button').first().waitFor();
    await keys.reach(/^为其办理/);
    await keys.press('Enter');
    await page.locator('#item-search').waitFor();
    await keys.reach('事项名称或申请人的说法');
    await keys.type('家里遭了火灾');
    await keys.press('Enter');
    await heading(page, '临时救助申请');
    await keys.reach('提交申请');
    await keys.press('Enter');
    await page.locator('.problem').waitFor();
    assert.match(await focusClass(page), /problem/);
    await keys.tab();
    await keys.press('Enter');
    assert.equal((await keys.focused()).id, 'apply-reason_kind-0');
    await keys.press('ArrowDown', 'ArrowDown');
    await keys.reach('简单说说经过');
    await keys.type('昨夜厨房起火');
    await keys.reach('一起生活的有几口人');
    await keys.type('2');
    await keys.reach('全家一个月大约收入多少');
    await keys.type('1800');
    const picked = page.waitForEvent('filechooser');
    await keys.reach('已核原件');
    await keys.press('Space');
    await keys.reach('上传照片');
    await keys.reach('上传照片');
    await keys.press('Enter');
    await ((await picked) as FileChooser).setFiles({ name: '厨房.jpg', mimeType: 'image/jpeg', buffer: photo });
    await page.getByText('厨房.jpg').waitFor();
    await keys.reach('由他人代办');
    await keys.press('Space');
    await keys.reach('代办人姓名');
    await keys.type('王强');
    await keys.reach('家人');
    await keys.press('Space');
    await keys.reach('有书面委托');
    await keys.press('Space');
    await keys.reach('提交申请');
    await keys.press('Enter');
    await page.locator('.done-number').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'status');
    await keys.reach('下一位');
    await keys.press('Enter');
    await page.locator('#person-search').waitFor();
    await heading(page, '综合窗口');
  });

  it('stops in the order in which each page is read, and shows where it stands', async () => {
    const { page } = await sit('minzheng');
    const stray: string[] = [];
    for (const path of ['/', '/window', '/people', '/notices', '/plan', '/facilities', '/reports', '/settings']) {
      await page.goto(`/workbench${path}`);
      await settled(page);
      await page.locator('h1').first().focus();
      stray.push(...(await strayStops(page)).map((one) => `${path} ${one}`));
    }
    assert.deepEqual(stray, []);
  });
});
