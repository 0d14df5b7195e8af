import { defineErrors } from '../../kernel/kernel.ts';

export const packErrors = defineErrors({
  PACK_UNKNOWN: 404,
  PACK_FOLDER_MISSING: 400,
  PACK_FOLDER_EMPTY: 400,
  PACK_DEMONSTRATION: 400,
  PARAMETER_UNKNOWN: 500,
  CODE_TABLE_UNKNOWN: 404,
});
