import type { Day } from '../../kernel/kernel.ts';
import { bareText, isDay } from '../../kernel/kernel.ts';

/** What a citizen number (GB 11643-1999) or a foreign permanent resident's number (2023 form) tells. */
export interface CitizenNumber {
  /** Normalised: half-width, `X` upper case. */
  readonly number: string;
  readonly birth: Day;
  /** GB/T 2261.1: `1` male, `2` female. */
  readonly sex: '1' | '2';
  /** Six digits of first registration; never today's residence. */
  readonly area: string;
  /** False when the area is not in the history of county codes: a reason to look twice, not to refuse. */
  readonly areaKnown: boolean;
}

export type CitizenNumberFault = 'length' | 'characters' | 'province' | 'date' | 'future' | 'check';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

/** The check character of the first 17 digits: MOD 11-2 of GB 11643. */
export function checkCharacter(seventeen: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(seventeen[index]), 0);
  return CHECKS[sum % 11]!;
}

/** Half-width, without blanks, dashes and what nobody sees; `x`, and the letters and the sign written for it at the end, to `X`. */
export function normaliseNumber(text: string): string {
  return bareText(text)
    .replace(/[\p{Pd}\u2212]/gu, '')
    .toUpperCase()
    .replace(/[\u00d7\u0425\u03a7]$/u, 'X');
}

/**
 * Reads a number; `areas` holds every county code there ever was (GB/T 2260, 1980 on), `today` refuses births to come.
 * Returns the fault instead when it is no number that can exist.
 */
export function readCitizenNumber(text: string, areas: ReadonlySet<string>, today: Day): CitizenNumber | { fault: CitizenNumberFault } {
  const number = normaliseNumber(text);
  if (number.length !== 18) return { fault: 'length' };
  if (!/^\d{17}[\dX]$/.test(number)) return { fault: 'characters' };
  const area = number.slice(0, 6);
  // A foreign permanent resident's number opens with 9; the province stands behind it.
  const foreign = number[0] === '9' && !areas.has(area);
  const province = foreign ? number.slice(1, 3) : number.slice(0, 2);
  if (!provinces(areas).has(province)) return { fault: 'province' };
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isDay(birth)) return { fault: 'date' };
  if (birth > today) return { fault: 'future' };
  if (checkCharacter(number) !== number[17]) return { fault: 'check' };
  return { number, birth, sex: Number(number[16]) % 2 === 1 ? '1' : '2', area, areaKnown: foreign || areas.has(area) };
}

const known = new WeakMap<ReadonlySet<string>, Set<string>>();

function provinces(areas: ReadonlySet<string>): Set<string> {
  const found = known.get(areas) ?? new Set([...areas].map((code) => code.slice(0, 2)));
  known.set(areas, found);
  return found;
}

/** Completed years of age on a day. */
export function ageOn(birth: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}
