import { defineErrors } from '../kernel/kernel.ts';

export const indicatorErrors = defineErrors({
  PLAN_NOT_FOUND: 404,
  TARGET_NOT_FOUND: 404,
  MEASURE_UNKNOWN: 400,
  REPORT_NOT_FOUND: 404,
  REPORT_LOCKED: 409,
  REPORT_WRONG_STATE: 409,
  REPORT_SAME_HAND: 403,
  REPORT_YEAR_OUTSIDE: 400,
});
