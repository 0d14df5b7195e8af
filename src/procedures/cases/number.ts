import type { Day } from '../../kernel/kernel.ts';
import { newDigits } from '../../kernel/kernel.ts';

/** A case number of twelve digits that can be said over the phone: year and month, seven random digits, a Luhn check digit. */
export function newCaseNumber(day: Day): string {
  const body = `${day.slice(2, 4)}${day.slice(5, 7)}${newDigits(7)}`;
  return `${body}${luhn(body)}`;
}

/** Digits of a number as somebody says or types it; undefined when a digit was misheard. */
export function readCaseNumber(text: string): string | undefined {
  const digits = text.normalize('NFKC').replace(/\D/g, '');
  return digits.length === 12 && luhn(digits.slice(0, 11)) === digits[11] ? digits : undefined;
}

/** In groups of four, as it is printed and said. */
export function sayCaseNumber(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, '$1 ');
}

function luhn(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}
