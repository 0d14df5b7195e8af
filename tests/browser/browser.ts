import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { preparedBrowser } from '../../scripts/browser.mjs';

/** Starts the browser that the runner found or unpacked. It calls nobody. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.LINLI_BROWSER ?? preparedBrowser();
  if (!executablePath) throw new Error('no browser for the tests: see above');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export const phone = { width: 360, height: 740 };
export const desk = { width: 1280, height: 900 };

/** The least that counts as a photo, for where any will do. */
export const photo = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

/** Where people come to the pages: a browser, and the address of the program it looks at. */
export interface Stage {
  readonly browser: Browser;
  readonly address: string;
}

/** How a visitor comes; with script, on a phone, by daylight unless told otherwise. */
export interface Visit {
  readonly script?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
  readonly dark?: boolean;
  /** Asks the pages for less motion, as the system's setting does. */
  readonly still?: boolean;
}

/** The empty page of a visitor of their own: cookies and storage are shared with nobody, and close with `page.context()`. */
export async function openVisitor(
  { browser, address }: Stage,
  { script = true, size = phone, dark = false, still = false }: Visit = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    javaScriptEnabled: script,
    viewport: size,
    locale: 'zh-CN',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: still ? 'reduce' : 'no-preference',
  });
  return context.newPage();
}

/** What axe finds against WCAG A and AA and best practice, as lines a person can read; empty when nothing. `rules` looks at these alone. */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules
    ? axe.withRules([...rules])
    : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
  ).analyze();
  return violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 120)} — ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`),
  );
}

/** The rules whose answer depends on colours and sizes: what another mood of the same page can break. */
export const looks = ['color-contrast', 'target-size', 'link-in-text-block', 'scrollable-region-focusable'] as const;

/** Waits until the page stands still. Drawers slide in and colours fade over; axe measures what stands still. On a busy machine they begin and end later than the styles say. */
export async function rested(page: Page): Promise<void> {
  await page.waitForTimeout(350);
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getComputedTiming().endTime === Infinity),
  );
}

/** The first heading of the page: where one is. */
export function heading(page: Page): Promise<string | null> {
  return page.locator('h1').first().textContent();
}

/** Whether anything sticks out of the page sideways. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
