import type { ItemSummary } from '../items/items.client.ts';

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{Default_Ignorable_Code_Point}]/gu, '');
}

/** Pairs of neighbouring characters: Chinese is written without spaces, and most words have two characters. */
function pairs(text: string): Set<string> {
  const characters = Array.from(bare(text));
  return new Set(characters.slice(1).map((character, at) => characters[at]! + character));
}

/** Items that fit what was typed, best first. People say a sentence, so shared word pairs count, names more than descriptions. */
export function rank(items: readonly ItemSummary[], typed: string): readonly ItemSummary[] {
  const text = bare(typed);
  if (!text) return items;
  const asked = pairs(text);
  const shared = (told: string) => [...pairs(told)].filter((pair) => asked.has(pair)).length;
  const score = (item: ItemSummary) => {
    const names = [item.title, ...item.aliases];
    const whole = names.some((name) => bare(name).includes(text)) ? 100 : 0;
    return whole + 3 * names.reduce((sum, name) => sum + shared(name), 0) + shared(item.summary);
  };
  return items
    .map((item) => ({ item, score: score(item) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((one) => one.item);
}
