import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { getFirstCase } from '../support/case.ts';
import { axeFindings, desk, looks, overflow, phone, rested } from './browser.ts';
import { fillRelief, findPerson, openClerk, settled } from './clerk.ts';
import { onStage } from './stage.ts';

describe('the faces of the workbench in the midst of work', () => {
  const stage = onStage();
  const findings: string[] = [];

  /** The page as it stands: made well, readable by day and by night, nothing sticking out on a phone. */
  async function judge(page: Page, name: string): Promise<void> {
    await settled(page);
    await rested(page);
    const note = (mood: string, lines: readonly string[]): void => void findings.push(...lines.map((line) => `${name}, ${mood}: ${line}`));
    note('light', await axeFindings(page));
    await page.emulateMedia({ colorScheme: 'dark' });
    await rested(page);
    note('dark', await axeFindings(page, looks));
    await page.setViewportSize(phone);
    const over = await overflow(page);
    if (over > 0) note('phone', [`sticks out by ${over}`]);
    // What the fixed head covers after a jump to a field is not covered for who scrolls.
    await page.evaluate(() => scrollTo(0, 0));
    note('dark phone', await axeFindings(page, looks));
    await page.setViewportSize(desk);
    await page.emulateMedia({ colorScheme: 'light' });
  }

  it('holds at the window: found, nobody, a new resident, the questions, what is missing, the receipt, the archive', async () => {
    const { page, context, complaints } = await openClerk(stage, 'chuangkou');
    await page.goto('/workbench/window');
    await findPerson(page, '没有这个人');
    await page.getByRole('button', { name: '登记新居民' }).click();
    await page.locator('form:has(#register-name) button[type=submit]').click();
    await page.locator('.problem').waitFor();
    await judge(page, 'register, error');
    await page.goto('/workbench/window');
    await findPerson(page, '王建军');
    await page.locator('tbody button').first().waitFor();
    await judge(page, 'found');
    await page.locator('tbody button').first().click();
    await page.locator('#item-search').fill('火灾');
    await judge(page, 'person at the window');
    await page.locator('#item-search').press('Enter');
    await page.locator('#apply-story').waitFor();
    await page.getByText('由他人代办').click();
    await page.locator('form button[type=submit]').last().click();
    await page.locator('.problem').waitFor();
    await judge(page, 'application, error');
    await page.getByText('由他人代办').click();
    await fillRelief(page, '厨房起火');
    await page.locator('form button[type=submit]').last().click();
    await page.locator('.done-number').waitFor();
    await judge(page, 'receipt');
    await page.getByRole('link', { name: '居民档案' }).first().click();
    await page.locator('.facts').first().waitFor();
    await judge(page, 'archive');
    await context.close();
    assert.deepEqual([...findings.splice(0), ...complaints], []);
  });

  it('holds over a case with its acts, a missing opinion, a department asked, and drawers open', async () => {
    const town = await stage.server.as('jiedao');
    const held = await getFirstCase(town, 'view=inbox&item=temporary-relief');
    const { page, context, complaints } = await openClerk(stage, 'jiedao');
    await page.goto(`/workbench/cases/${held.county}/${held.id}`);
    await page.locator('.state-line').waitFor();
    await judge(page, 'case');
    for (const act of ['consult', 'town-grant']) {
      await page.locator(`#acts input[value="${act}"]`).check();
      await page.locator('#acts button[type=submit]').click();
      await page.locator('#acts .problem').waitFor();
      await judge(page, `${act}, error`);
    }
    const bad = await getFirstCase(town, 'view=all&item=rectification');
    await page.goto(`/workbench/cases/${bad.county}/${bad.id}`);
    const about = page.locator('.sheet', { hasText: '评价所指办件' });
    await about.waitFor();
    assert.match((await about.textContent()) ?? '', /不满意/);
    await judge(page, 'rectification');
    await about.getByRole('link').click();
    await page.locator('.sheet', { hasText: '申请内容' }).waitFor();
    await page.locator('h1').focus();
    await page.keyboard.press('?');
    await page.locator('.ant-drawer-content-wrapper kbd').first().waitFor();
    await judge(page, 'keys');
    await context.close();
    const officer = await openClerk(stage, 'minzheng');
    await officer.page.goto('/workbench/facilities');
    await officer.page.locator('tbody button').first().click();
    await officer.page.getByRole('button', { name: '更正' }).waitFor();
    await judge(officer.page, 'facility');
    await officer.page.goto('/workbench/reports');
    await officer.page.locator('.page-head button').click();
    await officer.page.locator('input[name=freeze-plan]').first().check();
    await judge(officer.page, 'freeze');
    await officer.page.goto('/workbench/?view=all');
    await officer.page.locator('tbody tr.here').waitFor();
    await officer.page.locator('tbody .tick input').first().check();
    await judge(officer.page, 'bulk');
    await officer.context.close();
    assert.deepEqual([...findings.splice(0), ...complaints], []);
  });
});
