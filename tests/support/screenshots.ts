// npm run screenshots: lives one story of the invented county in Chromium, as five people in turn, and keeps what they saw for the README.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { desk, openBrowser, openVisitor, phone } from '../browser/browser.ts';
import { buildWorkbench, openClerk } from '../browser/clerk.ts';
import { openResident } from '../browser/resident.ts';

const address = process.argv[2] ?? 'http://localhost:8080';
const folder = resolve(import.meta.dirname, '../../docs/images');
mkdirSync(folder, { recursive: true });
buildWorkbench();
const browser = await openBrowser();
const wide = { width: 1440, height: 900 };

async function keep(page: Page, name: string, fullPage = false): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForTimeout(900);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
  console.log(name);
}

const visitor = await openVisitor(browser, address, { size: phone });
const resident = await openResident(visitor);
await resident.page.goto('/');
await keep(resident.page, 'hall-phone');
await resident.page.goto('/elder?on=1&to=/');
await keep(resident.page, 'hall-elder');
await resident.page.goto('/elder?on=0&to=/');
await resident.page.goto('/items/old-age-allowance');
await keep(resident.page, 'hall-guide', true);
await resident.signIn('19900000001');
await resident.fillAllowance();
await keep(resident.page, 'hall-check', true);
for (const box of await resident.page.getByRole('checkbox').all()) await box.check();
await resident.page.getByRole('button', { name: /提交|确认/ }).last().click();
await resident.page.waitForURL(/receipt/);
await keep(resident.page, 'hall-receipt', true);
const [, county, id] = /receipt\/(\d+)\/([0-9a-f-]+)/.exec(resident.page.url()) ?? [];
const path = `/workbench/cases/${county}/${id}`;

const clerk = await openClerk(browser, address, 'chuangkou', { size: wide });
await clerk.page.goto('/workbench/');
await keep(clerk.page, 'inbox');
await clerk.page.goto('/workbench/window');
await keep(clerk.page, 'window');
await clerk.page.goto(path);
await keep(clerk.page, 'case');

async function act(login: string, title: string, opinion?: string, more?: (page: Page) => Promise<void>): Promise<void> {
  const { page, context } = await openClerk(browser, address, login, { size: wide });
  await page.goto(path);
  await page.waitForTimeout(600);
  const choice = page.getByRole('button', { name: title, exact: true }).or(page.getByRole('radio', { name: title, exact: true })).or(page.getByRole('tab', { name: title, exact: true }));
  await choice.first().click();
  await page.waitForTimeout(400);
  if (opinion) await page.locator('textarea').last().fill(opinion);
  await more?.(page);
  await page.locator('form button[type=submit]').last().click();
  await page.waitForTimeout(1_200);
  await context.close();
}
await act('chuangkou', '受理', '材料齐全');
await act('zhuren', '报乡镇（街道）审核', '年龄、户籍核对无误。');
await act('jiedao', '报县级审定', '审核通过。');
await act('minzheng', '同意', '同意。', async (page) => {
  await page.getByLabel(/每月发放金额/).fill('100');
  await page.getByLabel(/从哪一天起发放/).fill('2026-12-01');
});
await resident.page.goto(`/my/${county}/${id}`);
await keep(resident.page, 'hall-case', true);

const officer = await openClerk(browser, address, 'minzheng', { size: wide });
await officer.page.goto('/workbench/plan');
await keep(officer.page, 'plan');
await officer.page.goto('/workbench/reports');
await officer.page.getByRole('button', { name: '生成并提交' }).first().click();
await officer.page.getByRole('radio').first().check();
await officer.page.getByRole('button', { name: '生成并提交' }).last().click();
await officer.page.waitForURL(/reports\/\d/, { timeout: 20_000 });
await keep(officer.page, 'report');
await officer.page.goto('/workbench/facilities');
await keep(officer.page, 'facilities');
const pocket = await openClerk(browser, address, 'zhuren', { size: { width: 390, height: 844 } });
await pocket.page.goto('/workbench/');
await keep(pocket.page, 'inbox-phone');
const dark = await openClerk(browser, address, 'zhuren', { size: desk, dark: true });
await dark.page.goto('/workbench/');
await keep(dark.page, 'inbox-dark');
await browser.close();
