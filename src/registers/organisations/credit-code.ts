import type { FieldFault } from '../../kernel/kernel.ts';
import { defineErrors } from '../../kernel/kernel.ts';

export const organisationErrors = defineErrors({ CREDIT_CODE_INVALID: 400 });

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** What is wrong with a unified social credit code (GB 32100-2015: 18 signs, the last one checks the others); nothing with an empty one. */
export function creditCodeFault(written: string): FieldFault | undefined {
  if (written === '') return undefined;
  const values = [...written].map((sign) => SIGNS.indexOf(sign));
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * (values[at] ?? 0), 0);
  const well = values.length === WEIGHTS.length + 1 && !values.includes(-1) && values.at(-1) === (31 - (sum % 31)) % 31;
  return well ? undefined : { code: organisationErrors.CREDIT_CODE_INVALID };
}
