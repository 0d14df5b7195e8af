import { hasText, text } from '../packs/texts.ts';

const DATED = /^([\w-]+) (\d{4})-(\d{2})-(\d{2})$/;

/** Where a version comes from, in words: lists that ship with the program are called by their title and day, everything else as it was written. */
export function regionSource(source: string): string {
  const [, list, year, month, day] = DATED.exec(source) ?? [];
  const key = `regions.source.${list ?? source}`;
  if (!hasText(key)) return source;
  return year ? text('regions.sourceOn', { title: text(key), year, month: Number(month), day: Number(day) }) : text(key);
}
