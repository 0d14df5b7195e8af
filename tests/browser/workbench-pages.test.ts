import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { getFirstCase } from '../support/case.ts';
import { demonstrationPassword } from '../support/server.ts';
import { axeFindings, desk, looks, openVisitor, overflow, rested } from './browser.ts';
import { openClerk, settled, signIn } from './clerk.ts';
import { onStage } from './stage.ts';

const built = resolve(import.meta.dirname, '../../dist/workbench');
const narrow = { width: 390, height: 844 };

/** Who looks at which pages. */
const pages: Record<string, readonly string[]> = {
  minzheng: [
    '/',
    '/?view=all',
    '/window',
    '/people',
    '/notices',
    '/plan',
    '/plan?light=unmet&order=gap',
    '/plan/L02',
    '/plan/L14',
    '/facilities',
    '/facilities/population',
    '/workbooks',
    '/reports',
    '/regions',
    '/settings',
    '/ledgers',
    '/ledgers/new',
  ],
  chuangkou: ['/sheets', '/proposals', '/visits/tasks'],
  mengshi: ['/plan', '/plan?plan=liuwan', '/plan/L02', '/reports'],
  guanli: ['/accounts', '/roles', '/regions'],
  shenji: ['/audit'],
  yibao: ['/consultations'],
  wangge: ['/visits'],
};

/** Cells whose sentence stands in a column too narrow for three characters. */
function squeezed(page: Page): Promise<string[]> {
  return page.locator('table.list tbody :is(th, td)').evaluateAll((cells) =>
    cells
      .filter((cell) => (cell.textContent ?? '').length > 3)
      .filter((cell) => {
        const { paddingLeft, paddingRight, fontSize } = getComputedStyle(cell);
        return cell.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) < 3 * Number.parseFloat(fontSize);
      })
      .map((cell) => cell.textContent!.slice(0, 20)),
  );
}

/** What sticks out of the page as it stands, is squeezed, or writes a day in another way. */
async function misfits(page: Page, path: string): Promise<string[]> {
  const over = await overflow(page);
  const days = ((await page.locator('#content').textContent()) ?? '').match(/\d{4}\/\d{1,2}\/\d{1,2}/g) ?? [];
  return [
    ...(over > 0 ? [`${path} sticks out by ${over}`] : []),
    ...(await squeezed(page)).map((one) => `${path} squeezed: ${one}`),
    ...days.map((one) => `${path} another way to write a day: ${one}`),
  ];
}

describe('every page of the workbench', () => {
  const stage = onStage();

  it('has no finding of axe, no error and nothing sticking out, light on a phone and dark on a desk', async () => {
    const found: string[] = [];
    for (const [login, paths] of Object.entries(pages)) {
      const { page, context, complaints } = await openClerk(stage, login, { size: narrow });
      for (const [at, path] of paths.entries()) {
        await page.setViewportSize(narrow);
        await page.emulateMedia({ colorScheme: 'light' });
        await page.goto(`/workbench${path}`);
        await settled(page);
        found.push(...(await axeFindings(page)).map((one) => `${path} ${one}`), ...(await misfits(page, path)));
        // The colours of all pages come from one sheet: every other page shows them at night.
        if (at % 2 === 1) continue;
        await page.setViewportSize(desk);
        await page.emulateMedia({ colorScheme: 'dark' });
        await rested(page);
        found.push(...(await axeFindings(page, looks)).map((one) => `${path} dark ${one}`), ...(await misfits(page, `${path} dark`)));
      }
      found.push(...complaints.map((one) => `${login} ${one}`));
      await context.close();
    }
    assert.deepEqual(found, []);
  });

  it('an address of a page of other hats shows the sentence and the way back, and nothing of the page', async () => {
    const { page, context, complaints } = await openClerk(stage, 'shenji', { size: narrow });
    for (const path of [
      '/window',
      '/people',
      '/accounts',
      '/plan',
      '/notices',
      '/regions/assignments',
      '/cases/990101000000/018f0000-0000-7000-8000-000000000000',
    ]) {
      await page.goto(`/workbench${path}`);
      await page.getByRole('heading', { name: '当前岗位无权查看此页' }).waitFor();
      assert.equal(await page.locator('#content :is(input, select, textarea, button, table)').count(), 0, path);
    }
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('link', { name: '回到“审计记录”' }).click();
    await page.waitForURL(/\/workbench\/audit$/);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('the sign-in page has no finding of axe on a phone and offers the people of the demonstration', async () => {
    const page = await openVisitor(stage, { size: narrow });
    await page.goto('/workbench/plan');
    await page.locator('#login').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    assert.equal(await overflow(page), 0);
    await page.getByRole('button', { name: /周海燕/ }).click();
    await page.locator('.figure-button').first().waitFor();
    await page.context().close();
  });

  it('the map of a figure lets a finger scroll past it on a phone, and a tap on a place opens its figure', async () => {
    const context = await stage.browser.newContext({
      baseURL: stage.address,
      viewport: narrow,
      hasTouch: true,
      isMobile: true,
      locale: 'zh-CN',
    });
    const page = await context.newPage();
    await page.goto('/workbench/');
    await signIn(page, 'minzheng', demonstrationPassword);
    await page.locator('.frame').waitFor();
    await page.goto('/workbench/plan/L06');
    await page.locator('.map canvas').waitFor();
    await page.evaluate(() => document.querySelector('.map')!.scrollIntoView({ block: 'center' }));
    const before = await page.evaluate(() => scrollY);
    const box = (await page.locator('.map').boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const touch = await context.newCDPSession(page);
    for (const [type, dy] of [
      ['touchStart', 0],
      ['touchMove', -30],
      ['touchMove', -80],
      ['touchMove', -130],
    ] as const)
      await touch.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y: y + dy }] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.waitForFunction((from) => scrollY > from, before);
    const there = (await page.locator('.map').boundingBox())!;
    await page.touchscreen.tap(there.x + there.width * 0.75, there.y + there.height * 0.45);
    await page.waitForURL(/region=990101100000/);
    await context.close();
  });

  it('shows a case without findings to the one who holds it', async () => {
    const held = await getFirstCase(await stage.server.as('minzheng'), 'view=inbox');
    const { page, context } = await openClerk(stage, 'minzheng');
    await page.goto(`/workbench/cases/${held.county}/${held.id}`);
    await page.locator('.state-line').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await context.close();
  });

  it('loads at most 300 KB at first and 120 KB for a page, compressed', () => {
    const weigh = (file: string): number => gzipSync(readFileSync(resolve(built, file))).length / 1024;
    const html = readFileSync(resolve(built, 'index.html'), 'utf8');
    const first = [...html.matchAll(/(?:src|href)="\/workbench\/([^"]+\.(?:js|css))"/g)].map((match) => match[1]!);
    const weight = first.reduce((sum, file) => sum + weigh(file), 0);
    assert.ok(first.length > 1 && weight <= 300, `first load weighs ${Math.round(weight)} KB`);
    const later = readdirSync(resolve(built, 'assets'))
      .map((name) => `assets/${name}`)
      .filter((file) => !first.includes(file));
    assert.deepEqual(
      later.filter((file) => weigh(file) > 120),
      [],
    );
  });
});
