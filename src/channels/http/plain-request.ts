import { plainText } from '../../kernel/kernel.ts';

/**
 * Cleans every text of a parsed body or query in place, at any depth: names, addresses, reasons and notes reach the registers by many roads, and none
 * of them may bring characters that turn lines around, break files or are half a character.
 */
export function cleanTexts(parsed: unknown): void {
  const open: unknown[] = [parsed];
  while (open.length > 0) {
    const at = open.pop();
    if (typeof at !== 'object' || at === null || Buffer.isBuffer(at)) continue;
    const values = at as Record<string, unknown>;
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === 'string') values[name] = plainText(value);
      else open.push(value);
    }
  }
}
