import chineseDays from 'chinese-days';
import type { Day } from '../../kernel/kernel.ts';
import { addDays } from '../../kernel/kernel.ts';
import type { CsvRow } from './document.ts';

export const reckonings = ['solar', 'lunar', 'term'] as const;

/**
 * The days off that hold by the regulation alone in a year (全国年节及纪念日放假办法), with their names, from the rules of the general pack:
 * what counts while the State Council has not yet said how that year's days are exchanged.
 */
export function statutoryDays(rules: readonly CsvRow[], year: number): [Day, string][] {
  return rules.flatMap((rule) => {
    const first = firstDay(rule, year);
    if (first < (rule.valid_from ?? '') || (rule.valid_to && first >= rule.valid_to)) return [];
    const from = addDays(first, Number(rule.offset));
    return Array.from({ length: Number(rule.days) }, (_, index): [Day, string] => [addDays(from, index), rule.name ?? '']);
  });
}

function firstDay(rule: CsvRow, year: number): Day {
  const day = `${year}-${(rule.month ?? '').padStart(2, '0')}-${(rule.day ?? '').padStart(2, '0')}`;
  switch (rule.reckoning) {
    case 'lunar':
      return chineseDays.getSolarDateFromLunar(day).date;
    case 'term':
      return chineseDays.getSolarTermDate(year, Number(rule.month), rule.day as Term);
    default:
      return day;
  }
}

type Term = Parameters<typeof chineseDays.getSolarTermDate>[2];
