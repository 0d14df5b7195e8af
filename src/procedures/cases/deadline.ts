import type { Day, DueDate, LegalCalendar, Pause, TimeUnit } from '../../kernel/kernel.ts';
import { addDays, dueDate, nextWorkingDay, workingDaysBetween } from '../../kernel/kernel.ts';

/** The clock of a case: facts only; the due date follows from them and the calendar. */
export interface CaseClock {
  readonly start: Day;
  readonly days: number;
  readonly unit: TimeUnit;
  /** Where the number of days stands. */
  readonly source: string;
  readonly pauses: readonly { readonly from: Day; readonly to?: Day; readonly reason: string }[];
  /** Days granted by extensions. */
  readonly extended: number;
  /** Most days a pause may last; afterwards the clock runs again by itself. */
  readonly pauseCap: number;
}

// A day's new cases share a handful of clocks: start, days and unit decide while nothing was paused.
const plainDates = new WeakMap<LegalCalendar, Map<string, DueDate>>();

/** The due date of a clock with its explanation. A pause still open is taken to end at its cap. */
export function caseDueDate(calendar: LegalCalendar, clock: CaseClock): DueDate {
  return clock.pauses.length === 0 ? plainDueDate(calendar, clock) : pausedDueDate(calendar, clock);
}

function plainDueDate(calendar: LegalCalendar, clock: CaseClock): DueDate {
  const known = plainDates.get(calendar) ?? new Map<string, DueDate>();
  plainDates.set(calendar, known);
  const key = `${clock.start} ${clock.days + clock.extended} ${clock.unit}`;
  const due = known.get(key) ?? dueDate(calendar, clock.start, clock.days + clock.extended, clock.unit);
  if (known.size > 2_000) known.clear();
  known.set(key, due);
  return due;
}

function pausedDueDate(calendar: LegalCalendar, clock: CaseClock): DueDate {
  const pauses: Pause[] = clock.pauses.map((one) => ({
    from: one.from,
    to: earlier(one.to, pauseEnds(calendar, clock, one.from)),
    reason: one.reason,
  }));
  return dueDate(calendar, clock.start, clock.days + clock.extended, clock.unit, pauses);
}

function earlier(left: Day | undefined, right: Day): Day {
  return left !== undefined && left < right ? left : right;
}

/** The day on which a pause reaches its cap and the clock runs again; a cap that falls on a day off runs on to the next working day. */
export function pauseEnds(calendar: LegalCalendar, clock: Pick<CaseClock, 'pauseCap'>, from: Day): Day {
  return nextWorkingDay(calendar, addDays(from, clock.pauseCap));
}

export function openPause(clock: CaseClock, from: Day, reason: string): CaseClock {
  return { ...clock, pauses: [...clock.pauses, { from, reason }] };
}

/** Ends the open pause on `day`; a clock that stands not is returned as it is. */
export function endPause(clock: CaseClock, day: Day): CaseClock {
  return { ...clock, pauses: clock.pauses.map((one) => (one.to === undefined ? { ...one, to: day } : one)) };
}

export type Light = 'green' | 'yellow' | 'red' | 'grey';

/** Red after the due date, yellow from `warnDays` working days before it, grey where no clock runs. */
export function deadlineLight(calendar: LegalCalendar, dueOn: Day | null, running: boolean, today: Day, warnDays: number): Light {
  if (!dueOn || !running) return 'grey';
  if (today > dueOn) return 'red';
  return workingDaysBetween(calendar, today, dueOn) <= warnDays ? 'yellow' : 'green';
}
