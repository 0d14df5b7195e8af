import { bareText, gramsOf } from '../../../kernel/kernel.ts';
import type { ServiceItem } from '../../../procedures/procedures.ts';

/** The items a resident may apply for here. */
export function hallItems(items: readonly ServiceItem[]): ServiceItem[] {
  return items.filter((item) => item.channels.includes('hall') && item.pages.length > 0);
}

/** Items by everyday words, best first: the official title, what people call it, then words they have in common. */
export function findItems(items: readonly ServiceItem[], query: string): ServiceItem[] {
  const wanted = plain(query);
  // Nothing asked shows everything; something asked of which no word is left finds nothing.
  if (wanted === '') return query.trim() === '' ? [...items] : [];
  const scored = items.map((item) => ({
    item,
    score: Math.max(
      ...[item.title, ...item.aliases].map((words) => likeness(plain(words), wanted)),
      likeness(plain(item.summary), wanted) / 2,
    ),
  }));
  return scored
    .filter((one) => one.score >= LEAST)
    .sort((a, b) => b.score - a.score)
    .map((one) => one.item);
}

/** Below this two texts have a syllable in common and nothing more. */
const LEAST = 0.3;

function plain(text: string): string {
  return bareText(text).toLowerCase().replace(/\p{P}/gu, '');
}

/** 1 for the same words, 0.9 when one holds the other, else the share of the query's character pairs that both have. */
function likeness(words: string, wanted: string): number {
  if (words === wanted) return 1;
  if (words.includes(wanted) || (words.length > 1 && wanted.includes(words))) return 0.9;
  const own = new Set(gramsOf(words));
  const pairs = gramsOf(wanted).filter((gram) => [...gram].length === 2);
  return pairs.length === 0 ? 0 : (pairs.filter((gram) => own.has(gram)).length / pairs.length) * 0.8;
}
