import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TOTP } from 'otpauth';
import { addDays, dayOf } from '../../src/kernel/kernel.ts';
import { checkCharacter } from '../../src/registers/registers.ts';
import { demonstrationPassword } from '../support/server.ts';
import { axeFindings, desk, openVisitor, overflow, rested } from './browser.ts';
import { fillRelief, findPerson, openClerk, openRelief, signIn } from './clerk.ts';
import { onStage } from './stage.ts';

const narrow = { width: 390, height: 844 };

describe('people in front of and behind the window', () => {
  const stage = onStage();

  it('registers somebody new at the window, goes on with them, and helps them sign in once', async () => {
    const { page, context } = await openClerk(stage, 'chuangkou');
    // An invented number: its county code was abolished before id numbers existed.
    const digits = '15242119600305412';
    const number = `${digits}${checkCharacter(digits)}`;
    await page.goto('/workbench/window');
    await findPerson(page, number);
    await page.getByRole('button', { name: '登记新居民' }).click();
    assert.equal(await page.locator('#register-idNumber').inputValue(), number);
    await page.locator('#register-name').fill('吐尔逊·买买提');
    await page.locator('#register-phone').fill('19900009123');
    await page.locator('#register-address').fill('杨柳社区8号楼2单元101室');
    // Without a word on the card nobody is registered.
    await page.locator('#register-cardSeen-0').check();
    await page.locator('form:has(#register-name) button[type=submit]').click();
    await page.locator('.standing').waitFor();
    await page.getByRole('link', { name: '居民档案' }).click();
    await page.getByRole('button', { name: '帮办登录' }).click();
    assert.match((await page.locator('.spoken-code').textContent()) ?? '', /^\d{6}$/);
    await context.close();
  });

  it('RES-04 a grid worker records a visit on the phone in few taps: what was typed survives a lost network, and the clerk decides', async () => {
    const { page, context } = await openClerk(stage, 'wangge', { size: narrow });
    await page.goto('/workbench/visits');
    await page.locator('.visit-door', { hasText: '王*英' }).click();
    await page.getByRole('heading', { level: 1, name: '柳湾县河西街道杨柳路12号3单元201室' }).waitFor();
    await rested(page);
    assert.deepEqual([await axeFindings(page), await overflow(page)], [[], 0]);
    await page.getByLabel('见到本人或家人').check();
    await page.locator('.sheet', { hasText: '王*军' }).getByRole('button', { name: '有变化' }).click();
    await page.getByLabel('新手机号').fill('13911112222');
    await page.getByLabel('情况说明').fill('换了手机号');
    await rested(page);
    assert.deepEqual([await axeFindings(page), await overflow(page)], [[], 0]);
    await context.setOffline(true);
    await page.getByRole('button', { name: '提交走访结果' }).click();
    await page.getByRole('alert').waitFor();
    assert.equal(await page.getByLabel('新手机号').inputValue(), '13911112222');
    await context.setOffline(false);
    await page.getByRole('button', { name: '提交走访结果' }).dblclick();
    await page.getByText('1 处变化已交社区核实').waitFor();
    await page.locator('.visit-door', { hasText: '王*英' }).waitFor({ state: 'detached' });
    await context.close();
    const clerk = await openClerk(stage, 'chuangkou');
    await clerk.page.goto('/workbench/proposals');
    const sheet = clerk.page.locator('.sheet', { hasText: '王*军：情况有变化' });
    await sheet.getByText('李红梅').first().waitFor();
    await sheet.getByRole('button', { name: '同意' }).click();
    await sheet.waitFor({ state: 'detached' });
    await clerk.context.close();
  });

  it('writes for a helper: who, in what relation, on what mandate', async () => {
    const { page, context } = await openClerk(stage, 'chuangkou');
    await openRelief(page);
    await fillRelief(page, '厨房起火');
    await page.getByText('由他人代办').click();
    await page.locator('#apply-agent\\.name').fill('王强');
    await page.locator('input[value=family]').check();
    await page.locator('input[value=spoken]').check();
    await page.locator('form button[type=submit]').last().click();
    await page.locator('.done-number').waitFor();
    await page.getByRole('button', { name: '查看本件' }).click();
    await page.getByText('王强').first().waitFor();
    await context.close();
  });

  it('a second factor is set up with a code from the phone and asked for at the next sign-in', async () => {
    const { page, context } = await openClerk(stage, 'shenji');
    await page.goto('/workbench/settings');
    await page.locator('#begin-totp-password').fill(demonstrationPassword);
    await page.getByRole('button', { name: '开始设置' }).click();
    const secret = (await page.locator('code').first().textContent()) ?? '';
    const code = (after = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + after });
    await page.locator('#totp-code').fill(code());
    await page.locator('form:has(#totp-code) button[type=submit]').click();
    await page.getByText('已启用').waitFor();
    await context.close();
    const again = await openVisitor(stage, { size: desk });
    await again.goto('/workbench/');
    await signIn(again, 'shenji', demonstrationPassword);
    // The code that set it up is spent.
    await again.locator('#totp').fill(code(30_000));
    await again.locator('form:has(#totp) button[type=submit]').click();
    await again.locator('.frame').waitFor();
    await again.context().close();
  });

  it('a colleague stands in for some days and the hat says for whom', async () => {
    const director = await openClerk(stage, 'zhuren');
    await director.page.goto('/workbench/settings');
    await director.page.locator('#delegate-toLogin').fill('chuangkou');
    await director.page.locator('#delegate-to').fill(addDays(dayOf(new Date()), 14));
    await director.page.locator('#delegate-reason').fill('外出培训');
    await director.page.locator('form:has(#delegate-toLogin) button[type=submit]').click();
    await director.page.getByText('赵明远委托林小云代班').waitFor();
    await director.context.close();
    const page = await openVisitor(stage, { size: desk });
    await page.goto('/workbench/');
    await signIn(page, 'chuangkou', demonstrationPassword);
    await page.locator('.hat-choice', { hasText: '代 赵明远' }).click();
    await page.locator('.frame').waitFor();
    assert.match((await page.locator('.hat').textContent()) ?? '', /社区主任.*代 赵明远/);
    await page.context().close();
  });
});
