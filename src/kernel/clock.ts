/** The one source of the current time; tests pass a fixed one. */
export interface Clock {
  /** Now, as an instant. */
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still, for tests and for recomputation "as it was". */
export function fixedClock(instant: string | Date): Clock {
  const at = new Date(instant);
  return { now: () => new Date(at) };
}

/** A civil date of the People's Republic of China as `YYYY-MM-DD`. */
export type Day = string;

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** The civil date in China (UTC+8 all year) at an instant. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

/** When a civil date begins in China. */
export function startOf(day: Day): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - CHINA_OFFSET_MS);
}

/** The time of day in China at an instant, as `HH:MM:SS`. */
export function timeOf(instant: Date): string {
  return new Date(instant.getTime() + CHINA_OFFSET_MS).toISOString().slice(11, 19);
}

const civil = new Intl.DateTimeFormat('zh-CN', { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });

// Formatting one date costs as much as hashing an audit row, and the dates people are told are few.
const said = new Map<Day, string>();

/** A civil date as people say it. */
export function sayDay(day: Day): string {
  const known = said.get(day) ?? civil.format(new Date(`${day}T00:00:00Z`));
  if (said.size > 5_000) said.clear();
  said.set(day, known);
  return known;
}

/** `day` plus a number of calendar days (may be negative). */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Whether the text is a real date written `YYYY-MM-DD` (30 February is not). */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text;
}
