import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The comfort script as served: comments and indentation stay at home. */
export const comfortScript: string = readFileSync(join(import.meta.dirname, 'comfort/comfort.js'), 'utf8')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '' && !line.startsWith('//'))
  .join('\n');

/** Its address carries its hash, so that a browser keeps it for a year and still gets a new one. */
export const comfortPath = `/comfort-${createHash('sha256').update(comfortScript).digest('hex').slice(0, 10)}.js`;
