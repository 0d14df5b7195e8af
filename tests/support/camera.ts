import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { desk, phone } from '../browser/browser.ts';

/** Photographs pages into folders. */
export interface Camera {
  /** The page as it stands, for the README. */
  keep(page: Page, name: string, fullPage?: boolean): Promise<void>;
  /** The whole page on a phone and on a desk, for eyes that look for faults. */
  faces(page: Page, name: string): Promise<void>;
  /** The same in the dark, and in large type where the hall offers it. */
  moods(page: Page, name: string): Promise<void>;
}

/** `shown` holds the README's pictures, `looked` everything else. */
export function openCamera(shown: string, looked: string): Camera {
  mkdirSync(shown, { recursive: true });
  mkdirSync(looked, { recursive: true });
  const shoot = async (page: Page, folder: string, name: string, fullPage: boolean): Promise<void> => {
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await page.waitForTimeout(new URL(page.url()).pathname.startsWith('/workbench') ? 700 : 100);
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
    console.log(name);
  };
  const faces = async (page: Page, name: string): Promise<void> => {
    const before = page.viewportSize() ?? desk;
    for (const [size, mark] of [
      [phone, 'phone'],
      [desk, 'desk'],
    ] as const) {
      await page.setViewportSize(size);
      await shoot(page, looked, `${name}-${mark}`, true);
    }
    await page.setViewportSize(before);
  };
  return {
    keep: (page, name, fullPage = false) => shoot(page, shown, name, fullPage),
    faces,
    moods: async (page, name) => {
      await faces(page, name);
      await page.emulateMedia({ colorScheme: 'dark' });
      await faces(page, `${name}-dark`);
      await page.emulateMedia({ colorScheme: 'light' });
      if (new URL(page.url()).pathname.startsWith('/workbench')) return;
      await page.evaluate(() => document.documentElement.classList.add('elder'));
      await faces(page, `${name}-elder`);
      await page.evaluate(() => document.documentElement.classList.remove('elder'));
    },
  };
}
