import { addDays } from './clock.ts';
import type { Day } from './clock.ts';

/** Public holidays and make-up working days (调休) of the years whose notice the State Council has published. */
export interface LegalCalendar {
  /** Years with a published notice. */
  readonly years: ReadonlySet<number>;
  /** Days off that the notice names (weekday or weekend) with the holiday's name. */
  readonly holidays: ReadonlyMap<Day, string>;
  /** Weekend days worked in exchange, with the holiday's name. */
  readonly makeUpDays: ReadonlyMap<Day, string>;
}

export type DayKind = 'working' | 'make-up' | 'weekend' | 'holiday';

/** What kind of day it is. In a year without a notice, weekends are off and nothing else. */
export function dayKind(calendar: LegalCalendar, day: Day): DayKind {
  if (calendar.makeUpDays.has(day)) return 'make-up';
  if (calendar.holidays.has(day)) return 'holiday';
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 ? 'weekend' : 'working';
}

/** Whether offices work that day. */
export function isWorkingDay(calendar: LegalCalendar, day: Day): boolean {
  const kind = dayKind(calendar, day);
  return kind === 'working' || kind === 'make-up';
}

/** One line of the explanation of a due date. */
export interface DueStep {
  readonly day: Day;
  readonly kind: DayKind | 'start' | 'paused';
  /** Days counted so far, this one included. */
  readonly counted: number;
  /** The holiday's name, or the reason of the pause. */
  readonly note: string;
}

export interface DueDate {
  readonly day: Day;
  /** True when a day was counted in a year whose notice is not yet published. */
  readonly provisional: boolean;
  readonly trace: readonly DueStep[];
}

export interface Pause {
  readonly from: Day;
  /** First day on which the clock runs again; undefined while it still stands. */
  readonly to: Day | undefined;
  readonly reason: string;
}

export type TimeUnit = 'working' | 'calendar';

/**
 * The last day of a time limit. The day of the event is not counted (Civil Code art. 201); a limit in calendar days that ends on a
 * day off runs to the next working day (art. 203). Paused days are not counted.
 */
export function dueDate(calendar: LegalCalendar, start: Day, days: number, unit: TimeUnit, pauses: readonly Pause[] = []): DueDate {
  const trace: DueStep[] = [{ day: start, kind: 'start', counted: 0, note: '' }];
  let day = start;
  let counted = 0;
  while (counted < days) {
    day = addDays(day, 1);
    const step = countDay(calendar, day, counted, unit, pauses);
    counted = step.counted;
    trace.push(step);
  }
  while (unit === 'calendar' && days > 0 && !isWorkingDay(calendar, day)) {
    day = addDays(day, 1);
    trace.push({ day, kind: dayKind(calendar, day), counted, note: holidayName(calendar, day) });
  }
  return { day, provisional: trace.some((step) => !calendar.years.has(Number(step.day.slice(0, 4)))), trace };
}

function countDay(calendar: LegalCalendar, day: Day, counted: number, unit: TimeUnit, pauses: readonly Pause[]): DueStep {
  const pause = pauses.find((one) => day >= one.from && (one.to === undefined || day < one.to));
  if (pause) {
    // An open pause would never end here; the caller computes the date when the clock runs again.
    if (pause.to === undefined) return { day, kind: 'paused', counted: Number.POSITIVE_INFINITY, note: pause.reason };
    return { day, kind: 'paused', counted, note: pause.reason };
  }
  const counts = unit === 'calendar' || isWorkingDay(calendar, day);
  return { day, kind: dayKind(calendar, day), counted: counted + (counts ? 1 : 0), note: holidayName(calendar, day) };
}

function holidayName(calendar: LegalCalendar, day: Day): string {
  return calendar.holidays.get(day) ?? calendar.makeUpDays.get(day) ?? '';
}

/** Working days from `from` (exclusive) to `to` (inclusive); negative when `to` lies before. */
export function workingDaysBetween(calendar: LegalCalendar, from: Day, to: Day): number {
  if (to < from) return -workingDaysBetween(calendar, to, from);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) count += 1;
  return count;
}
