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

/** Stands for a filter of which nothing was left: no text of ours holds it, so it finds nothing. */
const NOTHING = '\ufffd';

/** Cleans the filters of an address. What was typed and cleans to nothing, or is blank, must not become the filter that lets everything through. */
export function cleanFilters(query: unknown): void {
  const typed = Object.entries((query ?? {}) as Record<string, unknown>).filter(([, value]) => typeof value === 'string' && value !== '');
  cleanTexts(query);
  for (const [name] of typed) {
    const filters = query as Record<string, string>;
    if (filters[name]!.trim() === '') filters[name] = NOTHING;
  }
}
