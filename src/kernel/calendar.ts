import type { Day } from './clock.ts';
import { addDays, daysBetween } from './clock.ts';

/** Public holidays and make-up working days (调休): as published by the State Council, in other years as the regulation alone fixes them. */
export interface LegalCalendar {
  /** Years with a published notice. */
  readonly years: ReadonlySet<number>;
  /** Days off (weekday or weekend) with the holiday's name. */
  readonly holidays: ReadonlyMap<Day, string>;
  /** Weekend days worked in exchange, with the holiday's name. */
  readonly makeUpDays: ReadonlyMap<Day, string>;
}

export type DayKind = 'working' | 'make-up' | 'weekend' | 'holiday';

/** What kind of day it is. In a year without a notice weekends and the holidays of the regulation are off, and nobody yet works in exchange. */
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
  /** `calendar`: counted whatever day it is; `rolled`: the next working day, to which a last day off runs on. */
  readonly kind: DayKind | 'start' | 'paused' | 'calendar' | 'rolled';
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
  const end = unit === 'calendar' && days > 0 ? nextWorkingDay(calendar, day) : day;
  while (day < end) {
    day = addDays(day, 1);
    trace.push({ day, kind: day === end ? 'rolled' : dayKind(calendar, day), counted, note: holidayName(calendar, day) });
  }
  return { day, provisional: trace.some((step) => !calendar.years.has(Number(step.day.slice(0, 4)))), trace };
}

/** The day itself when offices work on it, else the first one after it on which they do (Civil Code art. 203). */
export function nextWorkingDay(calendar: LegalCalendar, day: Day): Day {
  let next = day;
  while (!isWorkingDay(calendar, next)) next = addDays(next, 1);
  return next;
}

/** Neighbouring days of one kind, told together. */
export interface DueSpan extends Omit<DueStep, 'day' | 'counted'> {
  readonly from: Day;
  readonly to: Day;
  /** First and last number counted in the span; null where its days are left out. */
  readonly counted: { readonly from: number; readonly to: number } | null;
}

/** The explanation of a due date for people: days of one kind that follow each other are one line. */
export function spansOf(trace: readonly DueStep[]): DueSpan[] {
  const spans: DueSpan[] = [];
  let before = 0;
  for (const { day, kind, counted, note } of trace) {
    const last = spans.at(-1);
    const numbers = counted > before ? { from: counted, to: counted } : null;
    before = counted;
    if (last?.kind === kind && last.note === note)
      spans.splice(-1, 1, { ...last, to: day, counted: numbers && { from: last.counted?.from ?? numbers.from, to: numbers.to } });
    else spans.push({ from: day, to: day, kind, note, counted: numbers });
  }
  return spans;
}

function countDay(calendar: LegalCalendar, day: Day, counted: number, unit: TimeUnit, pauses: readonly Pause[]): DueStep {
  const pause = pauses.find((one) => day >= one.from && (one.to === undefined || day < one.to));
  if (pause) {
    // An open pause would never end here; the caller computes the date when the clock runs again.
    if (pause.to === undefined) return { day, kind: 'paused', counted: Number.POSITIVE_INFINITY, note: pause.reason };
    return { day, kind: 'paused', counted, note: pause.reason };
  }
  if (unit === 'calendar') return { day, kind: 'calendar', counted: counted + 1, note: '' };
  return { day, kind: dayKind(calendar, day), counted: counted + (isWorkingDay(calendar, day) ? 1 : 0), note: holidayName(calendar, day) };
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

/** Days left from `today` to `due`, negative when past, in the unit the promise was made in. */
export function daysLeft(calendar: LegalCalendar, today: Day, due: Day, unit: TimeUnit): number {
  return unit === 'calendar' ? daysBetween(today, due) : workingDaysBetween(calendar, today, due);
}
