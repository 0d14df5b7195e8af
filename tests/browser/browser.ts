import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'];

/** Where a Chromium is: `CHROMIUM_PATH`, or a common place; undefined when there is none, so that a test can say so. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM_PATH, ...PLACES].find((path) => path !== undefined && existsSync(path));
}

/** Starts the browser of the system. It calls nobody. */
export function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium found: set CHROMIUM_PATH');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
}

export const phone = { width: 360, height: 740 };
export const desk = { width: 1280, height: 900 };

/** A visitor of their own: nothing is shared with others. */
export function openVisitor(browser: Browser, address: string, options: { script?: boolean; size?: { width: number; height: number }; dark?: boolean } = {}): Promise<BrowserContext> {
  return browser.newContext({ baseURL: address, javaScriptEnabled: options.script ?? true, viewport: options.size ?? phone, locale: 'zh-CN', colorScheme: options.dark ? 'dark' : 'light' });
}

/** What axe finds against WCAG A and AA and best practice, as lines a person can read; empty when nothing. `rules` looks at these alone. */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules([...rules]) : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])).analyze();
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 120)} — ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`));
}

/** The rules whose answer depends on colours and sizes: what another mood of the same page can break. */
export const looks = ['color-contrast', 'target-size', 'link-in-text-block', 'scrollable-region-focusable'] as const;

/** Whether anything sticks out of the page sideways. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
