import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPacks } from '../registers/registers.ts';
import { addDays, dayKind, daysBetween, daysLeft, dueDate, isWorkingDay, spansOf, workingDaysBetween } from './kernel.ts';

const calendar = readPacks(resolve(import.meta.dirname, '../../packs')).calendar();

test('in a year without a notice the holidays the regulation fixes are off all the same, and nothing else', () => {
  const off = (year: number): string[] => [...calendar.holidays.keys()].filter((one) => one.startsWith(String(year))).sort();
  // By the almanac: New Year's Eve of the year of the monkey is 25 January 2028, Dragon Boat 28 May (before the leap month), mid-autumn 3 October.
  assert.deepEqual(off(2028), [
    '2028-01-01',
    '2028-01-25',
    '2028-01-26',
    '2028-01-27',
    '2028-01-28',
    '2028-04-04',
    '2028-05-01',
    '2028-05-02',
    '2028-05-28',
    '2028-10-01',
    '2028-10-02',
    '2028-10-03',
  ]);
  assert.equal(dayKind(calendar, '2027-01-01'), 'holiday');
  assert.equal(calendar.holidays.get('2029-02-12'), '春节', "New Year's Eve is off since 2025");
  assert.deepEqual(
    off(2023).filter((one) => one < '2023-03'),
    ['2023-01-01', '2023-01-22', '2023-01-23', '2023-01-24'],
    'before that it was not',
  );
});

test('a last day on a holiday of an unpublished year runs on to the next working day', () => {
  // Friday 1 January 2027, then a weekend.
  const due = dueDate(calendar, '2026-12-25', 7, 'calendar');
  assert.equal(due.day, '2027-01-04');
  assert.equal(due.provisional, true);
  assert.equal(dueDate(calendar, '2026-12-31', 1, 'working').day, '2027-01-04');
});

test('the explanation tells neighbouring days of one kind in one line', () => {
  const working = spansOf(dueDate(calendar, '2026-09-30', 3, 'working').trace);
  assert.deepEqual(
    working.map((span) => [span.from, span.to, span.kind, span.counted?.to ?? null]),
    [
      ['2026-09-30', '2026-09-30', 'start', null],
      ['2026-10-01', '2026-10-07', 'holiday', null],
      ['2026-10-08', '2026-10-09', 'working', 2],
      ['2026-10-10', '2026-10-10', 'make-up', 3],
    ],
  );
  const plain = spansOf(dueDate(calendar, '2026-11-02', 30, 'calendar').trace);
  assert.deepEqual(
    plain.map((span) => span.kind),
    ['start', 'calendar'],
  );
  assert.deepEqual(plain[1]!.counted, { from: 1, to: 30 });
  assert.deepEqual(
    spansOf(dueDate(calendar, '2026-12-25', 7, 'calendar').trace).map((span) => span.kind),
    ['start', 'calendar', 'weekend', 'rolled'],
  );
});

test('days left are counted in the unit of the promise', () => {
  assert.equal(daysLeft(calendar, '2026-09-30', '2026-10-10', 'working'), 3);
  assert.equal(daysLeft(calendar, '2026-09-30', '2026-10-10', 'calendar'), 10);
  assert.equal(daysLeft(calendar, '2026-11-09', '2026-11-06', 'working'), -1);
});

const day = fc.integer({ min: 0, max: 900 }).map((offset) => addDays('2024-01-01', offset));

test('the day of the event does not count, holidays are left out and make-up days count', () => {
  // 2026-09-30 is a Wednesday; 1–7 October are off, Saturday 10 October is worked.
  const due = dueDate(calendar, '2026-09-30', 3, 'working');
  assert.equal(due.day, '2026-10-10');
  assert.deepEqual(
    due.trace.filter((step) => step.kind === 'make-up').map((step) => step.day),
    ['2026-10-10'],
  );
  assert.ok(due.trace.some((step) => step.kind === 'holiday' && step.note !== ''));
});

test('a limit in calendar days that ends on a day off runs to the next working day', () => {
  assert.equal(dueDate(calendar, '2026-09-25', 7, 'calendar').day, '2026-10-08');
});

test('a year whose notice is not published gives a provisional date', () => {
  const last = Math.max(...calendar.years);
  assert.equal(dueDate(calendar, `${last}-12-01`, 5, 'working').provisional, false);
  assert.equal(dueDate(calendar, `${last}-12-28`, 10, 'working').provisional, true);
});

test('paused days do not count and the trace says why', () => {
  const paused = dueDate(calendar, '2026-11-02', 5, 'working', [{ from: '2026-11-04', to: '2026-11-09', reason: 'publicity' }]);
  assert.equal(dueDate(calendar, '2026-11-02', 5, 'working').day, '2026-11-09');
  assert.equal(paused.day, '2026-11-12');
  assert.equal(paused.trace.filter((step) => step.kind === 'paused').length, 5);
});

test('every due date is a working day, has exactly the days asked for behind it, and grows with the limit', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 40 }), (start, days) => {
      const due = dueDate(calendar, start, days, 'working');
      assert.ok(isWorkingDay(calendar, due.day));
      assert.equal(workingDaysBetween(calendar, start, due.day), days);
      assert.ok(dueDate(calendar, start, days + 1, 'working').day > due.day);
      assert.equal(due.trace.at(-1)!.counted, days);
    }),
  );
});

test('a pause moves the date by the working days it covers', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 2, max: 20 }), fc.integer({ min: 1, max: 20 }), (start, days, length) => {
      const from = addDays(start, 1);
      const to = addDays(from, length);
      const covered = workingDaysBetween(calendar, addDays(from, -1), addDays(to, -1));
      const due = dueDate(calendar, start, days, 'working', [{ from, to, reason: 'x' }]);
      assert.equal(workingDaysBetween(calendar, start, due.day), days + covered);
      assert.ok(daysBetween(start, due.day) > 0);
    }),
  );
});
