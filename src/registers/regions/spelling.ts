import { pinyin } from 'pinyin-pro';

/** A name in letters: full pinyin without tones, and the first letter of each syllable. */
export interface Spelling {
  readonly pinyin: string;
  readonly initials: string;
}

/** Spells a Chinese name. Characters without a reading stay as they are. */
export function spell(name: string): Spelling {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true }).map((one) => one.toLowerCase());
  return { pinyin: syllables.join(''), initials: syllables.map((one) => [...one][0] ?? '').join('') };
}
