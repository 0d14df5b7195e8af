import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPacks } from '../registers/registers.ts';
import { addDays, daysBetween, dueDate, isWorkingDay, workingDaysBetween } from './kernel.ts';

const calendar = readPacks(resolve(import.meta.dirname, '../../packs')).calendar();
const day = fc.integer({ min: 0, max: 900 }).map((offset) => addDays('2024-01-01', offset));

test('the day of the event does not count, holidays are left out and make-up days count', () => {
  // 2026-09-30 is a Wednesday; 1–7 October are off, Saturday 10 October is worked.
  const due = dueDate(calendar, '2026-09-30', 3, 'working');
  assert.equal(due.day, '2026-10-10');
  assert.deepEqual(due.trace.filter((step) => step.kind === 'make-up').map((step) => step.day), ['2026-10-10']);
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
  fc.assert(fc.property(day, fc.integer({ min: 1, max: 40 }), (start, days) => {
    const due = dueDate(calendar, start, days, 'working');
    assert.ok(isWorkingDay(calendar, due.day));
    assert.equal(workingDaysBetween(calendar, start, due.day), days);
    assert.ok(dueDate(calendar, start, days + 1, 'working').day > due.day);
    assert.equal(due.trace.at(-1)!.counted, days);
  }));
});

test('a pause moves the date by the working days it covers', () => {
  fc.assert(fc.property(day, fc.integer({ min: 2, max: 20 }), fc.integer({ min: 1, max: 20 }), (start, days, length) => {
    const from = addDays(start, 1);
    const to = addDays(from, length);
    const covered = workingDaysBetween(calendar, addDays(from, -1), addDays(to, -1));
    const due = dueDate(calendar, start, days, 'working', [{ from, to, reason: 'x' }]);
    assert.equal(workingDaysBetween(calendar, start, due.day), days + covered);
    assert.ok(daysBetween(start, due.day) > 0);
  }));
});
