import type { BrowserContext, Page } from 'playwright-core';
import { demonstrationPassword } from '../support/server.ts';
import type { Stage, Visit } from './browser.ts';
import { desk, openVisitor } from './browser.ts';

/** A member of staff in front of the workbench. */
export interface Clerk {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the pages complained about in the console. */
  readonly complaints: string[];
}

/** Opens the workbench, on a desk unless told otherwise, and signs in by login; everybody's password stands in packs/liuwan/staff.yaml. */
export async function openClerk(stage: Stage, login: string, visit: Visit = {}): Promise<Clerk> {
  const page = await openVisitor(stage, { size: desk, ...visit });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto('/workbench/');
  await signIn(page, login, demonstrationPassword);
  await page.locator('.frame').waitFor();
  return { page, context: page.context(), complaints };
}

/** Fills the sign-in page that is open, or the one over a page whose session has ended. */
export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.locator('input[autocomplete=username]').last().fill(login);
  await page.locator('input[autocomplete=current-password]').last().fill(password);
  await page.locator('form:has(input[autocomplete=current-password]) button[type=submit]').last().click();
}

/** Waits until the page says nothing of fetching any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => !document.body.textContent?.includes('正在取数据'));
}

/** Searches for a person by number, phone or name, at the window or in the register. */
export async function findPerson(page: Page, words: string): Promise<void> {
  await page.locator('#person-search').fill(words);
  await page.locator('.person-search button').click();
}

/** Opens the form of a temporary relief at the window for 王秀英. */
export async function openRelief(page: Page): Promise<void> {
  await page.goto('/workbench/window');
  await findPerson(page, '王秀英');
  await page.locator('tbody button').first().click();
  await page.locator('#item-search').fill('家里遭了火灾');
  await page.locator('#item-search').press('Enter');
  await page.locator('#apply-story').waitFor();
}

/** Answers all that the open form of a temporary relief must know. */
export async function fillRelief(page: Page, story: string): Promise<void> {
  await page.locator('input[value=fire]').check();
  await page.locator('#apply-story').fill(story);
  await page.locator('#apply-household_size').fill('2');
  await page.locator('#apply-monthly_income').fill('1800');
}
