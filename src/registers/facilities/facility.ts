import type { FieldFault } from '../../kernel/kernel.ts';
import { defineErrors } from '../../kernel/kernel.ts';
import type { Values } from '../register/declare.ts';

export const facilityErrors = defineErrors({ FACILITY_USED_BEFORE_BUILT: 400 });

/** In what case a facility was built; the code table has these and no others. */
export const buildCases = ['existing', 'new_estate', 'renewal'] as const;
export type BuildCase = (typeof buildCases)[number];

/** What together is the comprehensive area of a facility; commercial area stands apart (X03). */
export const comprehensive = ['area_service', 'area_activity', 'area_office'] as const;

/** A facility serves from the day it is built at the earliest. */
export function facilityFaults({ built_on: built, valid_from: from }: Values): Record<string, FieldFault> {
  return typeof built === 'string' && typeof from === 'string' && from < built
    ? { valid_from: { code: facilityErrors.FACILITY_USED_BEFORE_BUILT } }
    : {};
}
