import type { Day, FieldFault } from '../../kernel/kernel.ts';
import { bareText, isDay } from '../../kernel/kernel.ts';

const WHOLE = /^(\d{4})[-/.\u5e74](\d{1,2})[-/.\u6708](\d{1,2})[\u65e5\u53f7]?$|^(\d{4})(\d{2})(\d{2})$/;
const MONTH = /^\d{4}[-/.\u5e74]\d{1,2}\u6708?(?:\u4efd)?$|^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$|^(?:19|20)\d{2}\u5e74?$/;

/**
 * A day as people write it: `2026-3-1`, `2026/3/1`, `2026.3.1`, `2026年3月1日`, `20260301`. Tells a day that does not exist from a month or year without
 * its day and from what is none of these.
 */
export function readDay(text: string): { readonly day: Day } | FieldFault {
  const typed = bareText(text);
  const parts = WHOLE.exec(typed);
  if (!parts) return { code: MONTH.test(typed) ? 'FIELD_DAY_MISSING' : 'FIELD_DAY_UNREAD' };
  const [year, month, day] = parts[1] ? parts.slice(1, 4) : parts.slice(4, 7);
  const written = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  return isDay(written) ? { day: written } : { code: 'FIELD_NOT_DATE' };
}
