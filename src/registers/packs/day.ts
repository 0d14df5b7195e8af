import { isDay } from '../../kernel/kernel.ts';

const CENTURIES = /^(19|20|21)/;

/** Whether a day exists and lies where law and plans can mean it: a slip in the year makes a day of another millennium. */
export function isPlausibleDay(written: string): boolean {
  return isDay(written) && CENTURIES.test(written);
}
