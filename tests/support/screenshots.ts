// npm run screenshots [address] [folder]: lives two stories of the invented county in Chromium, as its people in turn, and keeps what they saw.
// Without a folder the README's pictures go to docs/images and all others to a temporary folder, whose name is said at the end.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { desk, openBrowser, openVisitor } from '../browser/browser.ts';
import { findPerson, openClerk } from '../browser/clerk.ts';
import type { Resident } from '../browser/resident.ts';
import { openResident } from '../browser/resident.ts';
import { openCamera } from './camera.ts';

const [address = 'http://localhost:8080', folder] = process.argv.slice(2);
const looked = folder ?? mkdtempSync(join(tmpdir(), 'linli-faces-'));
const { keep, faces, moods } = openCamera(folder ?? resolve(import.meta.dirname, '../../docs/images'), looked);
const browser = await openBrowser();
const stage = { browser, address };
const wide = { width: 1440, height: 900 };

async function visit(phoneNumber?: string): Promise<Resident> {
  const resident = await openResident(stage);
  if (phoneNumber) await resident.signIn(phoneNumber);
  return resident;
}

/** Opens the case as somebody of the staff, chooses an act, answers what it asks, does it. */
async function act(
  login: string,
  path: string,
  name: string,
  answers: Readonly<Record<string, string>> = {},
  look?: string,
): Promise<void> {
  const { page, context } = await openClerk(stage, login, { size: wide });
  await page.goto(path);
  await page.locator('.state-line').waitFor();
  const choice = page.locator(`#acts input[value="${name}"]`);
  if ((await choice.count()) > 0) await choice.check();
  for (const [field, value] of Object.entries(answers)) {
    const option = page.locator(`#acts input[name="act-${field}"][value="${value}"]`);
    if ((await option.count()) > 0) await option.check();
    else await page.locator(`[id="act-${field}"]`).fill(value);
  }
  if (look) await faces(page, look);
  await page.locator('#acts button[type=submit]').click();
  await page.locator('.ant-message-success').waitFor();
  if (look) await faces(page, `${look}-done`);
  await context.close();
}

/** A photo as a phone would take it: something drawn, nobody's real paper. */
async function photoOf(words: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 640, height: 420 } });
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;block-size:100vh;background:#c9b79c"><div style="inline-size:75%;block-size:70%;border-radius:18px;background:linear-gradient(120deg,#2d6a74,#1c4450);color:#fff;font:26px sans-serif;padding:36px;box-sizing:border-box;box-shadow:0 12px 30px #0006">${words}</div></body>`,
  );
  const taken = await page.screenshot();
  await page.close();
  return taken;
}

const next = (page: Page): Promise<void> => page.getByRole('button', { name: '保存，下一步' }).click();

/** The hall before anybody signs in. */
async function lookAround(): Promise<void> {
  const { page } = await visit();
  await page.goto('/');
  await keep(page, 'hall-phone');
  await moods(page, 'home');
  await page.goto('/elder?on=1&to=/');
  await keep(page, 'hall-elder');
  await page.goto('/elder?on=0&to=/');
  await page.goto('/items/old-age-allowance');
  await keep(page, 'hall-guide', true);
  await moods(page, 'guide');
  for (const [name, path] of [
    ['items', '/items?q=补贴'],
    ['items-none', '/items?q=飞机'],
    ['sign-in-help', '/sign-in/help'],
    ['missing', '/nowhere'],
    ['place', '/place'],
  ] as const) {
    await page.goto(path);
    await faces(page, name);
  }
  await page.goto('/sign-in');
  await page.getByRole('button', { name: '发送验证码' }).click();
  await moods(page, 'sign-in-error');
  await page.getByLabel('手机号').fill('19900009911');
  await page.getByRole('button', { name: '发送验证码' }).click();
  await faces(page, 'code');
  await page.getByLabel('短信里的 6 位数字').fill((await page.locator('#demonstration-code').textContent()) ?? '');
  await page.getByRole('button', { name: '进入' }).click();
  await faces(page, 'register');
  await page.goto('/register/community');
  await faces(page, 'community');
  await page.context().close();
}

/** Confirms the result and rates it. */
async function confirmAndRate(page: Page, path: string, solved: string, grade: string, name: string): Promise<void> {
  await page.goto(path);
  await faces(page, `${name}-decided`);
  await page.getByRole('link', { name: '确认结果' }).click();
  await moods(page, `${name}-confirm`);
  await page.getByRole('radio', { name: solved, exact: true }).check();
  await page.getByRole('button', { name: '提交确认' }).click();
  await moods(page, `${name}-confirmed`);
  await page.getByRole('link', { name: /给这次服务打分|再评一次/ }).click();
  await moods(page, `${name}-rate`);
  await page.getByRole('radio', { name: grade, exact: true }).check();
  if (grade.includes('不满意')) {
    await page.getByRole('button', { name: '提交评价' }).click();
    await faces(page, `${name}-rate-why`);
    await page.getByRole('checkbox', { name: '办得太慢' }).check();
    await page.getByLabel('想说的话').fill('来回等了好些天，没有人告诉我到哪一步了。');
  }
  await page.getByRole('button', { name: '提交评价' }).click();
  await moods(page, `${name}-rated`);
}

/** Old-age allowance: three levels, one after the other. */
async function allowance(): Promise<void> {
  const resident = await visit('19900000001');
  const { page } = resident;
  await page.goto('/apply/old-age-allowance?again=1');
  await moods(page, 'allowance-1');
  await next(page);
  await faces(page, 'allowance-1-error');
  await page.getByLabel('不要').check();
  await next(page);
  await page.goto('/apply/old-age-allowance/materials?from=check');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: '银行卡正面.png', mimeType: 'image/png', buffer: await photoOf('演示银行<br><br>**** **** **** 4875') });
  await moods(page, 'allowance-materials');
  await page.getByRole('button', { name: '保存，回到核对' }).click();
  await page.goto('/apply/old-age-allowance/check');
  await keep(page, 'hall-check', true);
  await moods(page, 'allowance-check');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.waitForURL(/receipt/);
  await keep(page, 'hall-receipt', true);
  await moods(page, 'allowance-receipt');
  const [, county, id] = /receipt\/(\d+)\/([0-9a-f-]+)/.exec(page.url()) ?? [];
  const path = `/workbench/cases/${county}/${id}`;
  const clerk = await openClerk(stage, 'chuangkou', { size: wide });
  await clerk.page.goto('/workbench/');
  await keep(clerk.page, 'inbox');
  await moods(clerk.page, 'wb-inbox');
  await clerk.page.goto('/workbench/window');
  await keep(clerk.page, 'window');
  await clerk.page.goto(path);
  await keep(clerk.page, 'case');
  await moods(clerk.page, 'wb-case');
  await clerk.context.close();
  await act('chuangkou', path, 'accept', { _opinion: '材料齐全' }, 'wb-accept');
  await act('zhuren', path, 'forward-town', { _opinion: '年龄、户籍核对无误。' });
  await act('jiedao', path, 'forward-county', { _opinion: '审核通过。' });
  await act('minzheng', path, 'grant', { monthly_amount: '100', from_month: '2026-12-01', _opinion: '同意。' }, 'wb-grant');
  await page.goto(`/my/${county}/${id}`);
  await keep(page, 'hall-case', true);
  await confirmAndRate(page, `/my/${county}/${id}`, '办好了', '非常满意', 'allowance');
  await page.goto(`/my/${county}/${id}`);
  await moods(page, 'allowance-end');
  await page.goto('/my');
  await moods(page, 'my');
  await page.goto('/my/looks');
  await faces(page, 'looks');
  await page.context().close();
}

/** Temporary relief above the town's limit: a department is asked meanwhile, the county decides, the rating is bad and is looked into. */
async function relief(): Promise<void> {
  const { page } = await visit('19900000003');
  await page.goto('/apply/temporary-relief?again=1');
  await next(page);
  await moods(page, 'relief-1-error');
  await page.getByLabel('火灾').check();
  await page.getByLabel('简单说说经过').fill('昨天夜里厨房线路起火，灶台和橱柜烧坏了，人没有受伤，眼下做不了饭。');
  await next(page);
  await faces(page, 'relief-2');
  await page.getByLabel('一起生活的有几口人').fill('2');
  await page.getByLabel('全家一个月大约收入多少').fill('1800');
  await page
    .getByLabel('本人银行账号')
    .fill('6217309657442074875')
    .catch(() => undefined);
  await next(page);
  await faces(page, 'relief-materials-empty');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: '厨房照片.png', mimeType: 'image/png', buffer: await photoOf('厨房（演示照片）') });
  await next(page);
  await faces(page, 'relief-check');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.waitForURL(/receipt/);
  await faces(page, 'relief-receipt');
  const [, county, id] = /receipt\/(\d+)\/([0-9a-f-]+)/.exec(page.url()) ?? [];
  const path = `/workbench/cases/${county}/${id}`;
  await act('chuangkou', path, 'accept', { _opinion: '材料齐全。' });
  await act(
    'zhuren',
    path,
    'forward-town',
    { visited_on: '2026-11-20', finding: 'as-stated', _opinion: '已入户看过，情况属实。' },
    'wb-director',
  );
  await act('jiedao', path, 'consult', { unit: `${county}:medical-insurance`, question: '请核对申请人今年的医疗报销情况。' }, 'wb-consult');
  const department = await openClerk(stage, 'yibao', { size: wide });
  await department.page.goto('/workbench/consultations');
  await moods(department.page, 'wb-consultations');
  const sheet = department.page.locator('.sheet', { hasText: '请核对申请人今年的医疗报销情况。' });
  await sheet.locator('input[type=radio]').first().check();
  await sheet.locator('textarea').fill('今年没有住院报销，门诊报销三百元。');
  await sheet.locator('button[type=submit]').click();
  await sheet.waitFor({ state: 'detached' });
  await faces(department.page, 'wb-consultations-none');
  await department.context.close();
  await act('jiedao', path, 'forward-county', { amount: '5000', _opinion: '情况属实，超过街道限额，请县里审定。' });
  await act('minzheng', path, 'grant', { amount: '5000', _opinion: '同意。' }, 'wb-relief-grant');
  await confirmAndRate(page, `/my/${county}/${id}`, '办好了一部分', '不满意', 'relief');
  await rectify(page);
  await page.context().close();
}

/** The bad rating has opened a case of its own: somebody calls, mends, and is rated again. */
async function rectify(page: Page): Promise<void> {
  const town = await openClerk(stage, 'jiedao', { size: wide });
  await town.page.goto('/workbench/?item=rectification');
  await faces(town.page, 'wb-rectifications');
  await town.page.locator('tr', { hasText: '赵*兰' }).locator('.what a').first().click();
  await town.page.locator('.state-line').waitFor();
  await moods(town.page, 'wb-rectification');
  const path = new URL(town.page.url()).pathname;
  await town.context.close();
  await act('jiedao', path, 'call-back', { reached: 'true', _opinion: '电话里道了歉，说明了每一步由谁办。' }, 'wb-call-back');
  await act('jiedao', path, 'rectify', { measure: 'fixed', _opinion: '今后每过一步都发短信告诉申请人。' });
  await page.goto('/my');
  await faces(page, 'my-rectification');
  await confirmAndRate(page, path.replace('/workbench/cases', '/my'), '办好了', '满意', 'rectified');
}

/** The window, from the search to the receipt. */
async function window(): Promise<void> {
  const { page, context } = await openClerk(stage, 'chuangkou', { size: wide });
  await page.goto('/workbench/window');
  await moods(page, 'wb-window');
  await findPerson(page, '没有这个人');
  await page.locator('.empty').waitFor();
  await faces(page, 'wb-window-nobody');
  await page.getByRole('button', { name: '登记新居民' }).click();
  await faces(page, 'wb-window-register');
  await page.goto('/workbench/window');
  await findPerson(page, '𠮷田广');
  await page.locator('tbody button').first().waitFor();
  await faces(page, 'wb-window-found');
  await page.locator('tbody button').first().click();
  await page.locator('#item-search').waitFor();
  await faces(page, 'wb-window-person');
  await page.locator('#item-search').fill('老人补贴');
  await page.locator('#item-search').press('Enter');
  await page.locator('.guide').waitFor();
  await moods(page, 'wb-window-apply');
  await page.getByText('由他人代办').click();
  await page.locator('form button[type=submit]').last().click();
  await page.locator('.problem').waitFor();
  await faces(page, 'wb-window-apply-error');
  await page.getByText('由他人代办').click();
  await page.locator('[name=apply-visit_help]').last().check();
  for (const box of await page.locator('.check input[type=checkbox]').all()) await box.check();
  await page.locator('form button[type=submit]').last().click();
  await page.locator('.done-number').waitFor();
  await faces(page, 'wb-window-receipt');
  await page.getByRole('link', { name: '居民档案' }).first().click();
  await page.locator('.facts').first().waitFor();
  await moods(page, 'wb-person');
  await context.close();
}

/** What the county sees: plan, report, facilities, and the pages of administration. */
async function desks(): Promise<void> {
  const { page, context } = await openClerk(stage, 'minzheng', { size: wide });
  await page.goto('/workbench/plan');
  await keep(page, 'plan');
  await moods(page, 'wb-plan');
  await page.goto('/workbench/plan/L02');
  await moods(page, 'wb-target');
  await page.goto('/workbench/reports');
  await faces(page, 'wb-reports');
  await page.getByRole('button', { name: '生成并提交' }).first().click();
  await page.getByRole('radio').first().check();
  await faces(page, 'wb-freeze');
  await page.getByRole('button', { name: '生成并提交' }).last().click();
  await page.waitForURL(/reports\/\d/, { timeout: 20_000 });
  await keep(page, 'report');
  await moods(page, 'wb-report');
  await page.goto('/workbench/facilities');
  await keep(page, 'facilities');
  await moods(page, 'wb-facilities');
  await page.locator('tbody button').first().click();
  await faces(page, 'wb-facility');
  for (const [name, path] of [
    ['wb-population', '/facilities/population'],
    ['wb-notices', '/notices'],
    ['wb-regions', '/regions'],
    ['wb-settings', '/settings'],
    ['wb-all', '/?view=all'],
    ['wb-none', '/?view=all&query=zzzz'],
    ['wb-missing', '/nowhere'],
  ] as const) {
    await page.goto(`/workbench${path}`);
    await faces(page, name);
  }
  await context.close();
  for (const [login, path, name] of [
    ['guanli', '/accounts', 'wb-accounts'],
    ['guanli', '/roles', 'wb-roles'],
    ['shenji', '/audit', 'wb-audit'],
  ] as const) {
    const other = await openClerk(stage, login, { size: wide });
    await other.page.goto(`/workbench${path}`);
    await faces(other.page, name);
    await other.context.close();
  }
  const door = await openVisitor(stage, { size: wide });
  await door.goto('/workbench/');
  await door.locator('#login').waitFor();
  await moods(door, 'wb-door');
  await door.context().close();
}

/** The queue on a phone and in the dark, full of work. */
async function queue(): Promise<void> {
  const pocket = await openClerk(stage, 'zhuren', { size: { width: 390, height: 844 } });
  await pocket.page.goto('/workbench/');
  await keep(pocket.page, 'inbox-phone');
  const dark = await openClerk(stage, 'zhuren', { size: desk, dark: true });
  await dark.page.goto('/workbench/');
  await keep(dark.page, 'inbox-dark');
}

/** A register as it is looked at all day: its list, one entry with everything about it, and the one box that finds all. */
async function registers(): Promise<void> {
  const { page, context } = await openClerk(stage, 'zhuren', { size: desk });
  await page.goto('/workbench/registers/social-organisation');
  await page.locator('tbody tr').first().waitFor();
  await keep(page, 'register');
  await page.goto('/workbench/registers/household');
  await page.locator('tbody button').first().click();
  await page.getByRole('dialog').getByRole('link').last().waitFor();
  await keep(page, 'entry');
  await page.goto('/workbench/registers');
  await page.locator('#finder').fill('杨柳');
  await page.locator('[role=option]').nth(2).waitFor();
  await keep(page, 'finder');
  await context.close();
}

async function ledgers(): Promise<void> {
  const county = (await openClerk(stage, 'minzheng', { size: wide })).page;
  await county.goto('/workbench/ledgers');
  await county.locator('#content tbody a').first().click();
  await county.locator('#content tbody').first().waitFor();
  await keep(county, 'ledger');
  await county.context().close();
  const clerk = (await openClerk(stage, 'chuangkou', { size: wide })).page;
  await clerk.goto('/workbench/workbooks');
  await clerk.setInputFiles('#file-step', resolve(import.meta.dirname, '../ledgers/02-残疾人基本状况台账.xlsx'));
  await clerk.locator('.field + div button').click();
  await clerk.locator('#content h2').waitFor();
  await keep(clerk, 'workbook');
  await clerk.context().close();
}

for (const part of [lookAround, allowance, relief, window, desks, queue, registers, ledgers]) {
  const only = process.env.LINLI_PICTURES?.split(',');
  if (!only || only.includes(part.name)) await part();
}
await browser.close();
console.log(looked);
