import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { actOn } from '../support/case.ts';
import { axeFindings, looks, overflow, photo } from './browser.ts';
import { caseAt, openResident } from './resident.ts';
import { onStage } from './stage.ts';

/** What stands outside the page or on each other when lines run down: Mongolian on a phone. Runs in the page. */
function vertical(): string[] {
  const root = document.documentElement;
  root.lang = 'mn-Mong';
  const found: string[] = [];
  if (getComputedStyle(root).writingMode !== 'vertical-lr') found.push('the lines do not run down');
  if (root.scrollHeight > root.clientHeight) found.push(`sticks out downwards by ${root.scrollHeight - root.clientHeight}`);
  const shown = [...document.querySelectorAll<HTMLElement>('body *')].filter(
    (one) => one.getClientRects().length > 0 && !one.closest('.hidden, .skip, svg'),
  );
  for (const one of shown) {
    const box = one.getBoundingClientRect();
    if (box.top < -1 || box.bottom > root.clientHeight + 1)
      found.push(`${one.tagName}.${one.className} leaves the page: ${box.top} to ${box.bottom}`);
    if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'hidden')
      found.push(`${one.tagName}.${one.className} is cut`);
  }
  for (const parent of document.querySelectorAll(
    'body, main, main form, section, .field, .rows, .rows > div, .cards, .buttons, .choices',
  )) {
    const boxes = [...parent.children]
      .filter(
        (one) =>
          (shown.includes(one as HTMLElement) && getComputedStyle(one).position === 'static') ||
          getComputedStyle(one).position === 'relative',
      )
      .map((one) => [one, one.getBoundingClientRect()] as const)
      .filter(([, box]) => box.width > 1 && box.height > 1);
    boxes.forEach(([one, a], index) => {
      for (const [other, b] of boxes.slice(index + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 2 && down > 2) found.push(`${one.tagName}.${one.className} lies over ${other.tagName}.${other.className}`);
      }
    });
  }
  root.lang = 'zh-CN';
  return found;
}

describe('every face of the hall', () => {
  const stage = onStage();
  const findings: string[] = [];
  let looked = 0;

  /** One page in all its moods: what it is made of is judged once, colours, sizes and room in each. */
  async function judge(page: Page, name: string): Promise<void> {
    looked += 1;
    const note = (mood: string, lines: readonly string[]): void => void findings.push(...lines.map((line) => `${name}, ${mood}: ${line}`));
    const room = async (mood: string): Promise<void> => {
      const over = await overflow(page);
      if (over > 0) note(mood, [`sticks out by ${over}`]);
    };
    note('light', await axeFindings(page));
    await room('light');
    await page.emulateMedia({ colorScheme: 'dark' });
    note('dark', await axeFindings(page, looks));
    await page.evaluate(() => document.documentElement.classList.add('elder'));
    note('large dark', await axeFindings(page, looks));
    await room('large');
    await page.emulateMedia({ colorScheme: 'light' });
    note('large light', await axeFindings(page, looks));
    note('large vertical', await page.evaluate(vertical));
    await page.evaluate(() => document.documentElement.classList.remove('elder'));
    note('vertical', await page.evaluate(vertical));
  }

  async function open(page: Page, path: string): Promise<void> {
    await page.goto(path);
    await judge(page, path);
  }

  async function press(page: Page, name: string): Promise<void> {
    await page.getByRole('button', { name, exact: true }).click();
    await page.waitForLoadState();
    await judge(page, `${new URL(page.url()).pathname} after ${name}`);
  }

  it('holds for who looks around and who comes for the first time', async () => {
    const { page } = await openResident(stage, { still: true });
    for (const path of ['/', '/items', '/items?q=xyz', '/items/old-age-allowance', '/place', '/nowhere', '/sign-in/help', '/query'])
      await open(page, path);
    await press(page, '查一查');
    await open(page, '/sign-in');
    await press(page, '发送验证码');
    await page.getByLabel('手机号').fill('19900009931');
    await press(page, '发送验证码');
    const code = (await page.locator('#demonstration-code').textContent()) ?? '';
    await page.getByLabel('短信里的 6 位数字').fill(code);
    await press(page, '进入');
    await press(page, '下一步');
    await page.getByLabel('姓名').fill('乌兰');
    await page.getByLabel('身份证号').fill('152421198001010022');
    await page.getByLabel('住在哪里').fill('2组8号');
    await page.getByRole('button', { name: '下一步' }).click();
    await open(page, '/register/community');
    await open(page, '/register/community?town=990101001000');
    assert.deepEqual(findings.splice(0), []);
  });

  it('holds for who applies, mends, confirms and rates', async () => {
    const { page, signIn } = await openResident(stage, { still: true });
    await signIn('19900000020');
    await judge(page, '/my');
    await open(page, '/my/looks');
    await open(page, '/apply/temporary-relief/reason');
    await press(page, '保存，下一步');
    await page.getByLabel('火灾').check();
    await page.getByLabel('简单说说经过').fill('昨天夜里库房着火');
    await press(page, '先存着，以后再填');
    await open(page, '/apply/temporary-relief/household');
    await page.getByLabel('一起生活的有几口人').fill('2');
    await page.getByLabel('全家一个月大约收入多少').fill('1200');
    await press(page, '保存，下一步');
    await page.locator('input[type=file]').setInputFiles({ name: '库房.jpg', mimeType: 'image/jpeg', buffer: photo });
    await press(page, '保存，下一步');
    await open(page, '/apply/temporary-relief/materials');
    await page.goto('/apply/temporary-relief/check');
    await press(page, '提交申请');
    const on = caseAt(page);
    const path = `/my/${on.county}/${on.id}`;
    await open(page, path);
    await open(page, `${path}/receipt`);
    await open(page, `${path}/withdraw`);
    await open(page, '/apply/temporary-relief');
    const [clerk, town] = await Promise.all([stage.server.as('chuangkou'), stage.server.as('jiedao')]);
    await actOn(clerk, on, 'request-correction');
    await open(page, path);
    await open(page, `${path}/correct`);
    await actOn(clerk, on, 'correct');
    await actOn(clerk, on, 'accept');
    await actOn(clerk, on, 'forward-town', { visited_on: '2026-11-20', finding: 'as-stated' });
    await actOn(town, on, 'town-grant', { amount: '1500' });
    for (const one of [path, `${path}/result`, `${path}/reopen`, `${path}/confirm`]) await open(page, one);
    await press(page, '提交确认');
    await page.getByRole('radio', { name: '办好了', exact: true }).check();
    await press(page, '提交确认');
    await page.getByRole('link', { name: '给这次服务打分' }).click();
    await judge(page, '/rate');
    await press(page, '提交评价');
    await page.getByRole('radio', { name: '满意', exact: true }).check();
    await press(page, '提交评价');
    await open(page, '/');
    await open(page, '/my');
    await signOutAndMeetAge(page);
    assert.deepEqual(findings.splice(0), []);
    assert.ok(looked > 40, String(looked));
  });

  /** Somebody who is too young meets a page of their own. */
  async function signOutAndMeetAge(page: Page): Promise<void> {
    await page.getByRole('button', { name: '退出登录' }).click();
    const young = await openResident(stage, { still: true });
    await young.signIn('19900000004');
    await open(young.page, '/apply/old-age-allowance');
  }
});
