import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { sessionCookie } from '../../src/channels/http/session.ts';
import { overflow } from './browser.ts';
import { openResident } from './resident.ts';
import { onStage } from './stage.ts';

// Longer than a cookie could carry.
const STORY = '昨天夜里库房着火，粮食和农具都烧了，四口人现在借住在邻居家。'.repeat(60);

describe('a session that ends while somebody is typing', () => {
  const stage = onStage();

  /** Signs in, opens the first page of an application, types, and loses the session before pressing the button. */
  async function typeAndLose(phone: string): Promise<Page> {
    const { page, signIn } = await openResident(stage, { script: false });
    await signIn(phone);
    await page.goto('/apply/temporary-relief/reason?again=1');
    await page.getByLabel('火灾').check();
    await page.getByLabel('简单说说经过').fill(STORY);
    await page.context().clearCookies({ name: sessionCookie });
    await page.getByRole('button', { name: '保存，下一步' }).click();
    return page;
  }

  it('the same person signs in and finds every word on the same page', async () => {
    const page = await typeAndLose('19900000020');
    assert.match((await page.locator('main').textContent()) ?? '', /您刚才填的还在/);
    assert.equal(await overflow(page), 0);
    assert.doesNotMatch(await page.content(), /库房着火/);
    await enter(page, '19900000020');
    assert.match(page.url(), /\/apply\/temporary-relief\/reason\?kept=1$/);
    assert.match((await page.locator('main').textContent()) ?? '', /您刚才填的都在这里/);
    assert.equal(await page.getByLabel('简单说说经过').inputValue(), STORY);
    assert.equal(await page.getByLabel('火灾').isChecked(), true);
    assert.equal(await overflow(page), 0);
    await page.getByLabel('一起生活的有几口人').fill('4');
    await page.getByLabel('全家一个月大约收入多少').fill('1200');
    await page.getByRole('button', { name: '保存，下一步' }).click();
    assert.match(page.url(), /temporary-relief\/(?!reason)/);
  });

  it('somebody else who signs in on the same device sees nothing of it, and nothing reaches any draft', async () => {
    const page = await typeAndLose('19900000021');
    await enter(page, '19900000004');
    assert.doesNotMatch(await page.content(), /库房着火/);
    const { rows } = await stage.server.owner.query<{ n: number }>(
      `select count(*)::int as n from procedures.draft d join registers.person p on p.county = d.county and p.id = d.applicant where d.form::text like '%库房着火%' and p.phone_last4 in ('0004', '0021')`,
    );
    assert.equal(rows[0]!.n, 0);
  });

  it('a page that one person left open is not taken for another who has signed in since', async () => {
    const { page, signIn } = await openResident(stage, { script: false });
    await signIn('19900000013');
    await page.goto('/apply/temporary-relief/reason?again=1');
    await page.getByLabel('火灾').check();
    await page.getByLabel('简单说说经过').fill(STORY);
    const other = await openResident(stage, { script: false });
    await other.signIn('19900000004');
    await page.context().addCookies((await other.page.context().cookies()).filter((cookie) => cookie.name === sessionCookie));
    const [answer] = await Promise.all([
      page.waitForResponse((one) => one.request().method() === 'POST'),
      page.getByRole('button', { name: '保存，下一步' }).click(),
    ]);
    assert.equal(answer.status(), 403);
  });
});

async function enter(page: Page, phone: string): Promise<void> {
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('button', { name: '发送验证码' }).click();
  // A mistyped code loses nothing either.
  await page.getByLabel('短信里的 6 位数字').waitFor();
  const code = (await page.locator('#demonstration-code').textContent()) ?? '';
  await page.getByLabel('短信里的 6 位数字').fill(code === '111111' ? '222222' : '111111');
  await page.getByRole('button', { name: '进入' }).click();
  await page.getByLabel('短信里的 6 位数字').fill(code);
  await page.getByRole('button', { name: '进入' }).click();
}
