import type { Day, FieldFault } from '../../kernel/kernel.ts';
import { text } from './texts.ts';

const figures = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 4 });

/** The fault of a number outside its bounds; its sentence tells them. */
export function outOfRange(least: number | undefined, most: number | undefined): FieldFault {
  return {
    code: 'FIELD_OUT_OF_RANGE',
    values: {
      range: rangeSaid('numbers', least === undefined ? '' : figures.format(least), most === undefined ? '' : figures.format(most)),
    },
  };
}

/** The fault of a day outside its bounds. */
export function dayOutOfRange(earliest: Day | undefined, latest: Day | undefined): FieldFault {
  return { code: 'FIELD_DATE_RANGE', values: { range: rangeSaid('days', earliest ?? '', latest ?? '') } };
}

/** The fault of a number that may be right and mostly is not: it asks for a reason. */
export function unusual(most: number, unit = ''): FieldFault {
  return { code: 'FIELD_UNUSUAL', values: { most: `${figures.format(most)}${unit === '' ? '' : ` ${unit}`}` } };
}

function rangeSaid(of: 'numbers' | 'days', least: string, most: string): string {
  return text(`imports.ranges.${of}.${least === '' ? 'most' : most === '' ? 'least' : 'between'}`, { least, most });
}
