import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Components in the order of their styles; each has a folder of its name. */
export const components = [
  'shell',
  'button',
  'field',
  'input',
  'radios',
  'dates',
  'upload',
  'error-summary',
  'summary-list',
  'notice',
  'timeline',
  'progress',
  'panel',
  'qr',
  'breadcrumb',
  'pagination',
  'known',
  'tag',
  'card',
  'form',
  'sheet',
] as const;

const folder = join(import.meta.dirname, 'components');

/** The one stylesheet of hall and kiosk, small enough to travel inside each page. */
export const stylesheet: string = shorten(components.map((name) => readFileSync(join(folder, name, `${name}.css`), 'utf8')).join('\n'));

/** What the content security policy names instead of allowing every inline style. */
export const stylesheetHash = `'sha256-${createHash('sha256').update(stylesheet).digest('base64')}'`;

/** Takes away what only people read. */
export function shorten(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*([{};,>])\s*/g, '$1')
    .replace(/([:;])\s+/g, '$1')
    .replace(/;}/g, '}')
    .trim();
}
