import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { actOn, getFirstCase } from '../support/case.ts';
import { desk, heading, openVisitor } from './browser.ts';
import { fillRelief, openClerk, openRelief, signIn } from './clerk.ts';
import { onStage } from './stage.ts';

const story = '昨夜厨房起火，烧了半间屋，人没事。';

describe('the workbench', () => {
  const stage = onStage();

  const cases = async (): Promise<number> =>
    Number((await stage.server.owner.query('select count(*) from procedures.cases')).rows[0].count);

  it('refuses a wrong password in words, takes focus there, and brings the clerk to the address first asked for', async () => {
    const page = await openVisitor(stage, { size: desk });
    await page.goto('/workbench/people');
    await signIn(page, 'chuangkou', 'not the password');
    await page.locator('.errors').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'errors');
    assert.equal(await page.locator('#login').inputValue(), 'chuangkou');
    assert.equal(await page.locator('#password').inputValue(), '');
    await signIn(page, 'chuangkou', 'Liuwan-2026');
    await page.locator('#person-search').waitFor();
    assert.equal(new URL(page.url()).pathname, '/workbench/people');
    await page.context().close();
  });

  it('the first list arrives in 250 KB, the door before it in a tenth of that', async () => {
    const page = await openVisitor(stage, { size: desk });
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    let bytes = 0;
    network.on('Network.loadingFinished', (done) => {
      bytes += done.encodedDataLength;
    });
    await page.goto('/workbench/');
    await page.locator('#login').waitFor();
    assert.ok(bytes < 25_000, `door: ${bytes}`);
    await signIn(page, 'zhuren', 'Liuwan-2026');
    await page.locator('.frame h1').waitFor();
    await page.waitForLoadState('networkidle');
    assert.ok(bytes < 250_000, `first list: ${bytes}`);
    await page.context().close();
  });

  it('finds an item by everyday words, says what is missing, keeps what was typed, and a double click hands in once', async () => {
    const { page, context, complaints } = await openClerk(stage, 'chuangkou');
    await openRelief(page);
    assert.equal(await heading(page), '临时救助申请');
    await page.locator('#apply-story').fill('昨夜厨房起火');
    await page.locator('form button[type=submit]').last().click();
    await page.locator('.problem').waitFor();
    assert.match((await page.evaluate(() => document.activeElement?.className)) ?? '', /problem/);
    assert.equal(await page.locator('#apply-story').inputValue(), '昨夜厨房起火');
    await page.locator('.problem a').first().click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'apply-reason_kind-0');
    await fillRelief(page, story);
    const before = await cases();
    await page.locator('form button[type=submit]').last().dblclick();
    await page.locator('.done-number').waitFor();
    assert.equal(await cases(), before + 1);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('a lost network loses nothing: the same form goes through once when the network is back, even if the first try had arrived', async () => {
    const { page, context } = await openClerk(stage, 'chuangkou');
    await openRelief(page);
    await fillRelief(page, story);
    const before = await cases();
    // The server does the work but its answer never comes.
    await page.route(
      '**/api/cases',
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await page.locator('form button[type=submit]').last().click();
    await page.locator('.problem').waitFor();
    assert.match((await page.locator('.problem').textContent()) ?? '', /网络中断/);
    assert.equal(await page.locator('#apply-story').inputValue(), story);
    await page.locator('form button[type=submit]').last().click();
    await page.locator('.done-number').waitFor();
    assert.equal(await cases(), before + 1);
    await context.close();
  });

  it('shows that a case has moved, keeps the opinion, and acts on the newest state', async () => {
    const director = await stage.server.as('zhuren');
    const on = await getFirstCase(director, 'view=inbox&item=temporary-relief');
    const { page, context } = await openClerk(stage, 'chuangkou');
    await page.goto(`/workbench/cases/${on.county}/${on.id}`);
    await page.locator('.act.primary').click();
    await page.locator('#act-_opinion').waitFor();
    await page.locator('#act-_opinion').fill('材料齐了，先受理。');
    await actOn(director, on, 'request-correction', {}, '请补一张照片');
    await page.locator('#acts button[type=submit]').click();
    await page.locator('#acts .note').waitFor();
    assert.equal(await page.locator('#act-_opinion').inputValue(), '材料齐了，先受理。');
    await page.locator('#acts .note button').click();
    await page.locator('.timeline li').nth(1).waitFor();
    assert.match((await page.locator('.state-line').textContent()) ?? '', /补/);
    await context.close();
  });

  it('an ended session asks to sign in over the page and gives the page back with what was typed', async () => {
    const { page, context } = await openClerk(stage, 'zhuren');
    const director = await stage.server.as('zhuren');
    await openRelief(page);
    await page.locator('#apply-story').fill('写到一半');
    const { body } = await director.get<{ sessions: { id: string; current: boolean }[] }>('/api/sessions');
    for (const one of body.sessions.filter((each) => !each.current)) await director.send('DELETE', `/api/sessions/${one.id}`);
    await page.locator('input[value=fire]').check();
    await page.locator('#apply-household_size').fill('1');
    await page.locator('#apply-monthly_income').fill('900');
    await page.locator('form button[type=submit]').last().click();
    await page.locator('.over').waitFor();
    await signIn(page, 'zhuren', 'Liuwan-2026');
    await page.locator('.over').waitFor({ state: 'detached' });
    assert.equal(await page.locator('#apply-story').inputValue(), '写到一半');
    await page.locator('form button[type=submit]').last().click();
    await page.locator('.done-number').waitFor();
    await context.close();
  });

  it('a new account gets a one-time code, must choose a password of its own, and one person with two posts wears one hat at a time', async () => {
    const administrator = await stage.server.as('guanli');
    const { body: made } = await administrator.post<{ id: string; oneTimeCode: string }>('/api/accounts', {
      login: 'xinren',
      name: '田新',
      phone: '19900009001',
      role: 'community-clerk',
      region: '990101001001',
      validFrom: '2026-01-01',
    });
    await administrator.post(`/api/accounts/${made.id}/appointments`, {
      role: 'community-director',
      region: '990101001002',
      validFrom: '2026-01-01',
    });
    const page = await openVisitor(stage, { size: desk });
    await page.goto('/workbench/');
    await signIn(page, 'xinren', made.oneTimeCode);
    await page.locator('input[autocomplete=new-password]').waitFor();
    await page.locator('input[autocomplete=current-password]').fill(made.oneTimeCode);
    await page.locator('input[autocomplete=new-password]').fill('柳湾的春天来得很早 2026');
    await page.locator('button[type=submit]').click();
    await page.locator('.hat-choice').nth(1).waitFor();
    assert.equal(await page.locator('.hat-choice').count(), 2);
    await page.locator('.hat-choice', { hasText: '社区主任' }).click();
    await page.locator('.frame').waitFor();
    assert.match((await page.locator('.hat').textContent()) ?? '', /社区主任/);
    await page.context().close();
  });

  it('moves through the queue by keys: j and k walk, Enter opens, ? explains, / finds', async () => {
    const { page, context } = await openClerk(stage, 'minzheng');
    await page.goto('/workbench/?view=all');
    await page.locator('tbody tr.here').waitFor();
    await page.locator('h1').focus();
    const first = await page.locator('tr.here').getAttribute('id');
    await page.keyboard.press('j');
    assert.notEqual(await page.locator('tr.here').getAttribute('id'), first);
    await page.keyboard.press('k');
    assert.equal(await page.locator('tr.here').getAttribute('id'), first);
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'finder');
    await page.locator('h1').focus();
    await page.keyboard.press('?');
    await page.locator('.ant-drawer-content-wrapper kbd').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.ant-drawer-content-wrapper kbd').first().waitFor({ state: 'hidden' });
    await page.locator('h1').focus();
    await page.keyboard.press('Enter');
    await page.locator('.state-line').waitFor();
    await context.close();
  });

  it('a figure of the plan opens its receipt, and the receipt leads down to the communities', async () => {
    const { page, context } = await openClerk(stage, 'minzheng');
    await page.goto('/workbench/plan');
    await page.locator('.figure-button').nth(1).click();
    await page.locator('.receipt .said').first().waitFor();
    await page.locator('.receipt details summary').first().click();
    await page.locator('.receipt .formula').waitFor();
    assert.match((await page.locator('.receipt').textContent()) ?? '', /户数/);
    await page.locator('.receipt a').last().click();
    await page.locator('.bars .short').first().waitFor();
    assert.ok((await page.locator('table').last().locator('tbody tr').count()) > 1);
    await context.close();
  });

  it('the figures of a plan are chosen by light, put in order by gap and saved as they stand', async () => {
    const { page, context } = await openClerk(stage, 'minzheng');
    await page.goto('/workbench/plan');
    await page.getByLabel('完成情况', { exact: true }).selectOption('unmet');
    await page.getByLabel('排序', { exact: true }).selectOption('gap');
    await page.locator('tbody tr', { hasText: '未达标' }).first().waitFor();
    const shown = await page.locator('tbody th a').allTextContents();
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 CSV' }).click()]);
    const lines = readFileSync(await saved.path(), 'utf8')
      .split('\r\n')
      .slice(1, shown.length + 1);
    assert.deepEqual(
      lines.map((line) => line.split(',')[1]),
      shown,
    );
    assert.equal(await page.locator('tbody .light.green').count(), 0);
    await context.close();
  });

  it('a reader of the city, which has no plan, sees its counties coloured by gap, as tiles where there is no outline, and goes down to a community', async () => {
    const { page, context } = await openClerk(stage, 'mengshi');
    await page.goto('/workbench/plan');
    await page.locator('.map canvas').waitFor();
    await page.getByText('演示市没有本级规划').waitFor();
    await page.route('**/api/geo/**', (route) => route.fulfill({ status: 404, json: { code: 'NOT_FOUND' } }));
    await page.goto('/workbench/plan/L06');
    const tile = page.locator('.tiles button', { hasText: '柳湾县' });
    await tile.waitFor();
    assert.match((await tile.textContent()) ?? '', /差 40/);
    for (const place of ['柳湾县', '青石沟乡', '上河村']) await page.getByRole('button', { name: place }).first().click();
    await page.locator('.page-head', { hasText: '上河村' }).waitFor();
    await page.getByText('经清查无设施', { exact: true }).waitFor();
    await context.close();
  });
});
