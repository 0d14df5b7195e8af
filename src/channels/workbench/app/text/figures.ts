import { words } from './words.ts';

const zone = 'Asia/Shanghai';
const dayFormat = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, year: 'numeric', month: 'long', day: 'numeric' });
const minuteFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const fullFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});
const isoFormat = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
const numberFormat = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 });

/** A calendar day in China, e.g. for comparing with `dueOn`; `at` defaults to now. */
export function isoDay(at: Date = new Date()): string {
  return isoFormat.format(at);
}

/** A day or moment as a full date; an empty value becomes a dash. */
export function day(value: string | null | undefined): string {
  if (!value) return words('none');
  return told(dayFormat, value);
}

/** Date and minute of an act. */
export function minute(value: string | null | undefined): string {
  return value ? told(minuteFormat, value) : words('none');
}

/** To the second, for audit rows. */
export function second(value: string | null | undefined): string {
  return value ? told(fullFormat, value) : words('none');
}

/** A number with separators; an empty value becomes a dash, never a zero. */
export function figure(value: number | string | null | undefined): string {
  if (value === null || value === undefined || value === '') return words('none');
  const number = Number(value);
  return Number.isFinite(number) ? numberFormat.format(number) : String(value);
}

/** "5 minutes ago" in the reader's language, by the largest unit that fits. */
export function ago(value: string, now: number = Date.now()): string {
  const minutes = Math.max(0, Math.round((now - Date.parse(value)) / 60_000));
  if (minutes < 1) return words('ago.now');
  if (minutes < 60) return words('ago.minutes', { n: minutes });
  if (minutes < 60 * 24) return words('ago.hours', { n: Math.round(minutes / 60) });
  return words('ago.days', { n: Math.round(minutes / 1440) });
}

/** Bytes as a person reads them. */
export function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** A count that the server stops at: "1,000+". */
export function count(value: { value: number; more: boolean } | undefined): string {
  if (!value) return words('none');
  return `${figure(value.value)}${value.more ? '+' : ''}`;
}

/** What is not a time is shown as it stands: a page must not fall over a word. */
function told(format: Intl.DateTimeFormat, value: string): string {
  const at = moment(value);
  return Number.isNaN(at.getTime()) ? value : format.format(at);
}

function moment(value: string): Date {
  return new Date(value.length === 10 ? `${value}T00:00:00+08:00` : value);
}
