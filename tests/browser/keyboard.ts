import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** What somebody without a mouse sees of the place they are at. */
export interface Focused {
  readonly tag: string;
  readonly id: string;
  /** What the control is called: its label, or its words. */
  readonly name: string;
  /** A ring is drawn around it, or around the tile it stands in. */
  readonly ringed: boolean;
  /** It is on the screen, and nothing lies over it. */
  readonly seen: boolean;
  /** Distance from the beginning of the page. */
  readonly start: number;
  readonly left: number;
  /** Fixed or sticky things stand beside the order of the page. */
  readonly floats: boolean;
}

/** A person at the keyboard. Every step checks that the focus shows itself. */
export interface Keyboard {
  focused(): Promise<Focused>;
  /** One Tab (or Shift+Tab); fails where the focus cannot be seen. */
  tab(back?: boolean): Promise<Focused>;
  /** Tabs on until the control of this name; fails when it is out of reach. */
  reach(name: string | RegExp, back?: boolean): Promise<Focused>;
  press(...keys: string[]): Promise<void>;
  /** Presses a key that leads to another page, and waits for it. */
  follow(key: string, to: string | RegExp): Promise<void>;
  type(words: string): Promise<void>;
}

/** Runs in the page; kept free of anything from outside. */
function look(): Focused {
  const at = document.activeElement as HTMLElement & { labels?: NodeListOf<HTMLElement> };
  const labels = [...(at.labels ?? [])].map((label) => label.textContent).join(' ');
  const group = at.closest('fieldset')?.querySelector('legend')?.textContent ?? '';
  const words = at.getAttribute('aria-label') ?? (labels || at.textContent || '');
  const tile = at.closest<HTMLElement>('.choice, .act, .option, .tick') ?? at;
  const rings = [at, tile]
    .map((one) => getComputedStyle(one))
    .some((style) => (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none');
  // A link over two lines has a box whose middle may be beside it: its first line counts.
  const box = at.getClientRects()[0] ?? at.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 40), 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 3 && box.height > 3;
  const frames: string[] = [];
  for (let one: HTMLElement | null = at; one; one = one.parentElement) frames.push(getComputedStyle(one).position);
  return {
    tag: at.tagName,
    id: at.id,
    name: `${group && at.matches('input') ? `${group}: ` : ''}${words}`.replace(/\s+/g, ' ').trim(),
    ringed: rings,
    seen: inside && top !== null && (at.contains(top) || top.contains(at) || tile.contains(top)),
    start: box.top + scrollY,
    left: box.left,
    floats: frames.some((position) => position === 'fixed' || position === 'sticky' || position === 'absolute'),
  };
}

export function openKeyboard(page: Page): Keyboard {
  const focused = (): Promise<Focused> => page.evaluate(look);
  const tab = async (back = false): Promise<Focused> => {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    const at = await focused();
    if (at.tag === 'BODY') return at;
    const where = `${new URL(page.url()).pathname}: ${at.tag} ${at.id} ${at.name.slice(0, 40)}`;
    assert.ok(at.ringed, `no ring around the focus, ${where}`);
    assert.ok(at.seen, `the focus is out of sight, ${where}`);
    return at;
  };
  return {
    focused,
    tab,
    reach: async (name, back) => {
      const passed: string[] = [];
      for (let steps = 0; steps < 60; steps += 1) {
        const at = await tab(back);
        if (typeof name === 'string' ? at.name.includes(name) : name.test(at.name)) return at;
        passed.push(at.name);
      }
      return assert.fail(`${String(name)} is out of the keyboard's reach on ${page.url()}: ${passed.join(' | ')}`);
    },
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    follow: async (key, to) => {
      await Promise.all([page.waitForURL(to), page.keyboard.press(key)]);
      await page.waitForLoadState('domcontentloaded');
    },
    type: (words) => page.keyboard.type(words),
  };
}

/** Walks the whole page once and tells where the order of the stops runs against the order in which the page is read: down, then to the next column. */
export async function strayStops(page: Page): Promise<string[]> {
  const keyboard = openKeyboard(page);
  const stray: string[] = [];
  let before: Focused | undefined;
  for (let steps = 0; steps < 120; steps += 1) {
    const at = await keyboard.tab();
    if (at.tag === 'BODY') break;
    if (before && !at.floats && !before.floats && at.start < before.start - 60 && at.left < before.left + 200)
      stray.push(`${before.name} → ${at.name}`);
    before = at;
  }
  return stray;
}
