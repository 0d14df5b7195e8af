import { bareText } from './plain-text.ts';

/** Lower case, half-width, without blanks, name dots and what nobody sees, split by code point. */
function characters(text: string): string[] {
  return [
    ...bareText(text)
      .toLowerCase()
      .replace(/[·•・.]/gu, ''),
  ];
}

/** Single characters and neighbouring pairs: the lexemes of a positionless tsvector, as an array for `array_to_tsvector`. */
export function gramsOf(text: string): string[] {
  const list = characters(text);
  const pairs = list.slice(1).map((character, index) => `${list[index]}${character}`);
  return [...new Set([...list, ...pairs])];
}

/** A tsquery that asks for every pair of the text (or its only character). Empty when there is nothing to ask. */
export function gramQuery(text: string): string {
  const list = characters(text);
  const wanted = list.length === 1 ? list : list.slice(1).map((character, index) => `${list[index]}${character}`);
  return [...new Set(wanted)].map((gram) => `'${gram.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`).join(' & ');
}
