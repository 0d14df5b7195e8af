import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import type { Request } from 'playwright-core';
import { openResident } from './resident.ts';
import { onStage } from './stage.ts';

const PAGE_BYTES = 14 * 1024;
const SCRIPT_BYTES = 8 * 1024;
const REQUESTS = 3;

describe('the hall with its comfort', () => {
  const stage = onStage();

  const casesOf = async (last4: string): Promise<number> =>
    (
      await stage.server.owner.query<{ n: number }>(
        'select count(*)::int as n from procedures.cases c join registers.person p on p.county = c.county and p.id = c.applicant where p.phone_last4 = $1',
        [last4],
      )
    ).rows[0]!.n;

  it('a nervous double click hands in once', async () => {
    const { page, signIn, fillAllowance } = await openResident(stage);
    await signIn('19900000036');
    await fillAllowance();
    const sent: string[] = [];
    page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.url())));
    await page.getByRole('button', { name: '提交申请' }).dblclick();
    await page.waitForURL('**/receipt/**');
    assert.equal(sent.length, 1);
  });

  it('a repeated submission without script leads to the same receipt', async () => {
    const { page, signIn, fillAllowance } = await openResident(stage, { script: false });
    await signIn('19900000060');
    await fillAllowance();
    const form = {
      _csrf: await page.locator('form[action$=submit] [name=_csrf]').getAttribute('value'),
      draft: await page.locator('[name=draft]').getAttribute('value'),
    } as Record<string, string>;
    const answers = await Promise.all([1, 2, 3].map(() => page.request.post('/apply/old-age-allowance/submit', { form, maxRedirects: 0 })));
    assert.deepEqual(
      answers.map((answer) => answer.status()),
      [303, 303, 303],
    );
    assert.equal(new Set(answers.map((answer) => answer.headers().location)).size, 1);
  });

  it('when the answer to a submission is lost on the way, coming back leads to the one case', async () => {
    const { page, signIn, fillAllowance } = await openResident(stage);
    await signIn('19900000034');
    await fillAllowance();
    const before = await casesOf('0034');
    await page.route('**/submit', async (route) => {
      await route.fetch({ maxRedirects: 0 });
      await route.abort('connectionreset');
    });
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.unroute('**/submit');
    await page.goto('/apply/old-age-allowance/check');
    assert.equal(await page.locator('h1').textContent(), '这件事正在办');
    assert.equal(await casesOf('0034'), before + 1);
    await page.getByRole('link', { name: '看这件事的进度' }).click();
    assert.match(page.url(), /\/my\/990101000000\//);
  });

  it('a photo of several megabytes leaves the phone below 300 KB', async () => {
    const { page, signIn } = await openResident(stage);
    await signIn('19900000011');
    await page.goto('/apply/old-age-allowance/materials');
    const big = await page.evaluate(async () => {
      const canvas = document.createElement('canvas');
      canvas.width = 2400;
      canvas.height = 1800;
      const context = canvas.getContext('2d')!;
      const noise = context.createImageData(2400, 1800);
      for (let at = 0; at < noise.data.length; at += 1) noise.data[at] = at % 4 === 3 ? 255 : Math.random() * 256;
      context.putImageData(noise, 0, 0);
      return canvas.toDataURL('image/jpeg', 0.95).split(',')[1]!;
    });
    const buffer = Buffer.from(big, 'base64');
    assert.ok(buffer.length > 3_000_000);
    await page.locator('input[type=file]').setInputFiles({ name: 'card.jpg', mimeType: 'image/jpeg', buffer });
    await page.getByRole('button', { name: '保存，下一步' }).click();
    await page.waitForURL('**/check');
    const { rows } = await stage.server.owner.query<{ size: number }>(
      `select size from procedures.attachment where filename = 'card.jpg' order by uploaded_at desc limit 1`,
    );
    assert.ok(rows[0]!.size <= 300 * 1024, String(rows[0]!.size));
  });

  it('after a mistake the focus is on the summary, and its line leads to the field', async () => {
    const { page, signIn } = await openResident(stage);
    await signIn('19900000004');
    await page.goto('/apply/temporary-relief/household');
    await page.getByRole('button', { name: '保存，下一步' }).click();
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'errors');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'household_size');
    assert.match(await page.title(), /^有错要改/);
  });

  it('every page is light: bytes, script and requests', async () => {
    const { page, signIn } = await openResident(stage);
    await signIn('19900000003');
    const heaviest: [string, number][] = [];
    for (const path of ['/', '/items', '/items/temporary-relief', '/apply/temporary-relief/reason', '/my', '/query']) {
      const asked: string[] = [];
      const note = (request: Request): void => void (request.url().startsWith('http') && asked.push(request.url()));
      page.on('request', note);
      await page.goto(path, { waitUntil: 'networkidle' });
      page.off('request', note);
      const loaded = await Promise.all(
        asked.map(async (url) => ({ url, bytes: brotliCompressSync(await (await page.request.get(url)).body()).length })),
      );
      const total = loaded.reduce((sum, one) => sum + one.bytes, 0);
      const script = loaded.filter((one) => one.url.endsWith('.js')).reduce((sum, one) => sum + one.bytes, 0);
      heaviest.push([path, total]);
      assert.ok(
        total <= PAGE_BYTES && script <= SCRIPT_BYTES && loaded.length <= REQUESTS,
        `${path}: ${total} bytes, ${script} script, ${loaded.length} requests`,
      );
    }
    console.log(heaviest.map(([path, bytes]) => `${path} ${bytes} B`).join(', '));
  });
});
