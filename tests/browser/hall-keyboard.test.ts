import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FileChooser, Page } from 'playwright-core';
import type { CaseKey } from '../support/case.ts';
import { actOn } from '../support/case.ts';
import { heading, openVisitor, photo } from './browser.ts';
import type { Keyboard } from './keyboard.ts';
import { openKeyboard, strayStops } from './keyboard.ts';
import { caseAt } from './resident.ts';
import { onStage } from './stage.ts';

describe('the hall by keyboard alone', () => {
  const stage = onStage();

  async function sit(): Promise<{ page: Page; keys: Keyboard }> {
    const page = await openVisitor(stage, { still: true });
    return { page, keys: openKeyboard(page) };
  }

  /** Sends the form as it stands and finds oneself on the summary of what is missing, whose first line leads to its field. */
  async function mend(page: Page, keys: Keyboard, field: string): Promise<void> {
    await page.locator('.errors').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'errors');
    await keys.tab();
    await keys.press('Enter');
    assert.equal((await keys.focused()).id, field);
  }

  /** From the words people use to the receipt; gives the case. */
  async function applyByKeys(page: Page, keys: Keyboard): Promise<CaseKey> {
    await page.goto('/');
    assert.equal((await keys.tab()).name, '跳到正文');
    await keys.press('Enter');
    await keys.reach('用平常的话说');
    await keys.type('家里着火了');
    await keys.follow('Enter', /\/items\?/);
    await keys.reach('临时救助申请');
    await keys.follow('Enter', '**/items/temporary-relief');
    await keys.reach('现在就办');
    await keys.follow('Enter', '**/sign-in**');
    await signInByKeys(page, keys);
    assert.equal(await heading(page), '还有几个问题要问您');
    await keys.reach('保存，下一步');
    await keys.press('Enter');
    await mend(page, keys, 'reason_kind');
    await keys.press('ArrowDown', 'ArrowDown');
    assert.match((await keys.focused()).name, /火灾/);
    await keys.reach('简单说说经过');
    await keys.type('昨天夜里库房着火');
    await keys.reach('一起生活的有几口人');
    await keys.type('2');
    await keys.reach('全家一个月大约收入多少');
    await keys.type('1800');
    await keys.reach(/联系电话/);
    await keys.press('Enter');
    assert.match((await keys.tab()).name, /新的/, 'the way to change a known fact opens by keyboard');
    await keys.reach('保存，下一步');
    await keys.follow('Enter', '**/materials');
    const chosen = page.waitForEvent('filechooser');
    await keys.reach('能说明情况的照片或单据');
    await keys.press('Enter');
    await ((await chosen) as FileChooser).setFiles({ name: '库房.jpg', mimeType: 'image/jpeg', buffer: photo });
    await page.getByRole('status').filter({ hasText: '库房.jpg' }).waitFor();
    await keys.reach('保存，下一步');
    await keys.follow('Enter', '**/check');
    await keys.reach('更改一起生活的有几口人');
    await keys.follow('Enter', '**/household**');
    assert.equal((await keys.focused()).id, 'household_size');
    await keys.press('Control+A');
    await keys.type('3');
    await keys.reach('保存，回到核对');
    await keys.follow('Enter', '**/check');
    assert.match((await page.locator('main').textContent()) ?? '', /3 人/);
    await keys.reach('提交申请');
    await keys.follow('Enter', '**/receipt/**');
    assert.equal(await heading(page), '申请交上了');
    return caseAt(page);
  }

  async function signInByKeys(page: Page, keys: Keyboard): Promise<void> {
    await keys.reach('发送验证码');
    await keys.press('Enter');
    await mend(page, keys, 'phone');
    await keys.type('19900000020');
    await keys.press('Enter');
    await page.locator('#demonstration-code').waitFor();
    await keys.reach('短信里的 6 位数字');
    await keys.type((await page.locator('#demonstration-code').textContent()) ?? '');
    await keys.follow('Enter', '**/apply/**');
  }

  async function confirmByKeys(page: Page, keys: Keyboard, { county, id }: CaseKey): Promise<void> {
    await page.goto(`/my/${county}/${id}`);
    await keys.reach('确认结果');
    await keys.follow('Enter', '**/confirm');
    await keys.reach('提交确认');
    await keys.press('Enter');
    await mend(page, keys, 'solved');
    await keys.press('Space');
    await keys.reach('提交确认');
    await keys.follow('Enter', new RegExp(`/my/${county}/${id}$`));
    assert.match((await page.locator('.state').textContent()) ?? '', /已办结/);
    await keys.reach('给这次服务打分');
    await keys.follow('Enter', '**/rate/**');
    await keys.reach('提交评价');
    await keys.press('Enter');
    await mend(page, keys, 'grade');
    await keys.press('Space', 'ArrowDown');
    assert.match((await keys.focused()).name, /满意/);
    await keys.reach('提交评价');
    await keys.press('Enter');
    await page.getByRole('heading', { name: '谢谢您的评价' }).waitFor();
  }

  it('finds, reads, signs in, applies with a photo, mends, submits, and later confirms and rates', async () => {
    const { page, keys } = await sit();
    const on = await applyByKeys(page, keys);
    const [clerk, town] = await Promise.all([stage.server.as('chuangkou'), stage.server.as('jiedao')]);
    await actOn(clerk, on, 'accept');
    await actOn(clerk, on, 'forward-town', { visited_on: '2026-11-20', finding: 'as-stated' });
    await actOn(town, on, 'town-grant', { amount: '1500' });
    await confirmByKeys(page, keys, on);
  });

  it('stops in the order in which each page is read, and shows where it stands', async () => {
    const { page, keys } = await sit();
    await page.goto('/sign-in?to=/my');
    await keys.reach('手机号');
    await keys.type('19900000001');
    await keys.press('Enter');
    await page.locator('#demonstration-code').waitFor();
    await keys.reach('短信里的 6 位数字');
    await keys.type((await page.locator('#demonstration-code').textContent()) ?? '');
    await keys.follow('Enter', '**/my');
    const stray: string[] = [];
    for (const path of [
      '/',
      '/items',
      '/items/old-age-allowance',
      '/apply/old-age-allowance/payment',
      '/apply/old-age-allowance/contact',
      '/apply/old-age-allowance/materials',
      '/apply/old-age-allowance/check',
      '/my',
      '/query',
      '/place',
    ]) {
      await page.goto(path);
      stray.push(...(await strayStops(page)).map((one) => `${path} ${one}`));
    }
    assert.deepEqual(stray, []);
  });
});
