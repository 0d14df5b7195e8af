import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import type { Visit } from './browser.ts';
import { axeFindings, openVisitor, overflow } from './browser.ts';
import { openResident } from './resident.ts';
import { onStage } from './stage.ts';

describe('receipt and result as pages to print', () => {
  const stage = onStage();
  let signedIn: BrowserContext;
  let path: string;
  before(async () => {
    const {
      rows: [one],
    } = await stage.server.owner.query<{ county: string; id: string; phone: string }>(
      `select c.county, c.id, p.phone_last4 as phone from procedures.cases c join registers.person p on p.county = c.county and p.id = c.applicant where c.outcome = 'granted' order by c.opened_at limit 1`,
    );
    path = `/my/${one!.county}/${one!.id}`;
    const resident = await openResident(stage);
    await resident.signIn(`1990000${one!.phone}`);
    signedIn = resident.page.context();
  });

  const open = async (visit: Visit, elder: boolean, document: string): Promise<Page> => {
    const page = await openVisitor(stage, visit);
    await page.context().addCookies([...(await signedIn.cookies()), { name: 'linli_elder', value: elder ? '1' : '0', url: stage.address }]);
    await page.goto(`${path}/${document}`);
    return page;
  };

  it('they fit a phone, in normal and large type, by day and by night, and axe finds nothing', async () => {
    for (const document of ['receipt', 'result']) {
      for (const elder of [false, true]) {
        const page = await open({ dark: elder }, elder, document);
        assert.equal(await overflow(page), 0, `${document} elder=${elder}`);
        assert.deepEqual(await axeFindings(page), [], `${document} elder=${elder}`);
        await page.context().close();
      }
    }
  });

  it('on paper there is the document alone, black on white, on one A4 page, also from a dark screen and in large type', async () => {
    for (const [document, elder] of [
      ['receipt', false],
      ['result', false],
      ['receipt', true],
      ['result', true],
    ] as const) {
      const page = await open({ dark: true }, elder, document);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      for (const hidden of ['.top', '.foot', '.crumbs', '.demo', '.buttons'])
        assert.equal(await page.locator(hidden).isVisible(), false, hidden);
      assert.equal(await page.locator('.said').isVisible(), true);
      assert.deepEqual(
        await page.evaluate(() => [
          getComputedStyle(globalThis.document.body).backgroundColor,
          getComputedStyle(globalThis.document.querySelector('h1')!).color,
        ]),
        ['rgb(255, 255, 255)', 'rgb(0, 0, 0)'],
      );
      const printed = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      assert.deepEqual(
        [...printed.matchAll(/\/MediaBox \[0 0 (\d+)[.\d]* (\d+)/g)].map(([, width, height]) => [width, height]),
        [['594', '841']],
        `${document} elder=${elder}`,
      );
      await page.context().close();
    }
  });

  it('the button to print shows where scripts run and prints; without script the page is whole without it', async () => {
    const page = await open({}, false, 'receipt');
    await page.evaluate('window.print = function () { window.printed = true; }');
    await page.getByRole('button', { name: '打印' }).click();
    assert.equal(await page.evaluate('window.printed'), true);
    const plain = await open({ script: false }, false, 'receipt');
    assert.equal(await plain.locator('.print').isVisible(), false);
    assert.equal(await plain.locator('.qr svg path').count(), 1);
    assert.equal(await plain.getByRole('link', { name: '打开 PDF' }).getAttribute('href'), `${path}/receipt.pdf`);
  });
});
