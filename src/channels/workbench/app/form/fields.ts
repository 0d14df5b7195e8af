import { figure } from '../text/figures.ts';
import { words } from '../text/words.ts';

/** A question as the server describes it; the same record serves acts, items and the administration's own forms. */
export interface Field {
  readonly name: string;
  readonly title: string;
  readonly hint?: string | undefined;
  readonly kind: FieldKind;
  readonly required?: boolean | undefined;
  readonly options?: readonly { readonly value: string; readonly title: string; readonly hint?: string }[] | undefined;
  readonly unit?: string | undefined;
  readonly max?: number | undefined;
  /** Above this a number is asked once more, with a reason. */
  readonly usual_most?: number | undefined;
  readonly most?: number | undefined;
  /** Only for forms of this application: regions offered by a picker, and how the browser may help. */
  readonly level?: string | undefined;
  /** For `entry`: the register whose entry is chosen. */
  readonly of?: string | undefined;
  readonly autoComplete?: string | undefined;
}

export type FieldKind =
  | 'text'
  | 'textarea'
  | 'number'
  | 'money'
  | 'date'
  | 'choice'
  | 'choices'
  | 'yes-no'
  | 'unit'
  | 'region'
  | 'entry'
  | 'password'
  | 'code'
  | 'id-number'
  | 'phone';
export type FieldValue = string | number | boolean | readonly string[] | undefined;
export type FieldValues = Record<string, FieldValue>;

/** Up to this many options stand open as radios; more go into a list. */
export const mostRadios = 15;

/** The questions, and behind an unusual number the one why it is right. */
export function withReasons(fields: readonly Field[], values: FieldValues): readonly Field[] {
  return fields.flatMap((field) => {
    const number = Number(numberOf(values[field.name]));
    const beyond = field.usual_most !== undefined && number > field.usual_most && number <= (field.most ?? Infinity);
    if (!beyond) return [field];
    const { title, usual_most: most, unit = '' } = field;
    return [
      field,
      {
        name: `${field.name}_why`,
        title: words('form.why', { title }),
        hint: words('form.whyHint', { most: figure(most!), unit }),
        kind: 'text',
        required: true,
        max: 200,
      } as const,
    ];
  });
}

/** True when nothing was entered; `false` and `0` are answers. */
export function isBlank(value: FieldValue): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The values as the API takes them: blanks left out, numbers as numbers. */
export function sent(fields: readonly Field[], values: FieldValues): FieldValues {
  const kept = fields.flatMap((field) => {
    const value = values[field.name];
    if (isBlank(value)) return [];
    const numeric = field.kind === 'number' || field.kind === 'money';
    return [[field.name, numeric ? numberOf(value) : typeof value === 'string' ? value.trim() : value] as const];
  });
  return Object.fromEntries(kept);
}

/** A number as people write it: full-width, with commas, with a blank nobody sees. What is none goes to the server as it stands, which says so. */
export function numberOf(value: FieldValue): number | string {
  const figures = String(value)
    .normalize('NFKC')
    .replace(/[,\s\p{Default_Ignorable_Code_Point}]/gu, '');
  return Number.isFinite(Number(figures)) ? Number(figures) : String(value).trim();
}
