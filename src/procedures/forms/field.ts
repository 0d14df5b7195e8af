import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Day, FieldFault } from '../../kernel/kernel.ts';
import { addDays, bareText, defineErrors, LinliError, plainText } from '../../kernel/kernel.ts';
import { dayOutOfRange, outOfRange, readDay, readPhone, unusual } from '../../registers/registers.ts';

export const formErrors = defineErrors({
  FIELD_REQUIRED: 400,
  FIELD_UNREADABLE: 400,
  FIELD_TOO_LONG: 400,
  FIELD_NOT_NUMBER: 400,
  FIELD_NOT_WHOLE: 400,
  FIELD_OUT_OF_RANGE: 400,
  FIELD_NOT_DATE: 400,
  FIELD_DAY_MISSING: 400,
  FIELD_DAY_UNREAD: 400,
  FIELD_DATE_RANGE: 400,
  FIELD_DATE_ORDER: 400,
  FIELD_UNUSUAL: 400,
  FIELD_NOT_CHOICE: 400,
  FIELD_NOT_BANK_ACCOUNT: 400,
  FIELD_NOT_PHONE: 400,
});

const Option = Type.Object({ value: Type.String({ minLength: 1 }), title: Type.String({ minLength: 1 }) }, { additionalProperties: false });

const fieldKinds = ['text', 'textarea', 'number', 'money', 'date', 'choice', 'choices', 'yes-no', 'bank-account', 'phone', 'unit'] as const;
/** Facts of the register that a question may be filled from. */
const prefills = ['person.bank', 'person.address', 'person.phone'] as const;

const DAY_BOUND = '^(\\d{4}-\\d{2}-\\d{2}|today([+-]\\d{1,5})?)$';

/** One question of a form, the same for hall, window, workbench and API. */
export const Field = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9_]*$', form: 'measure' }),
    title: Type.String({ minLength: 1 }),
    hint: Type.Optional(Type.String()),
    kind: Type.Unsafe<(typeof fieldKinds)[number]>({ type: 'string', enum: [...fieldKinds] }),
    required: Type.Boolean(),
    options: Type.Optional(Type.Array(Option, { minItems: 2 })),
    unit: Type.Optional(Type.String()),
    least: Type.Optional(Type.Number()),
    most: Type.Optional(Type.Number()),
    /** Above this a number may be right but mostly is a slip: it is asked once more, with a reason. */
    usual_most: Type.Optional(Type.Number()),
    /** Bounds of a day: a day, or days from today such as `today-365`. */
    earliest: Type.Optional(Type.String({ pattern: DAY_BOUND, form: 'day-bound' })),
    latest: Type.Optional(Type.String({ pattern: DAY_BOUND, form: 'day-bound' })),
    /** Where a known value comes from: it is filled in, not asked. */
    prefill: Type.Optional(Type.Unsafe<(typeof prefills)[number]>({ type: 'string', enum: [...prefills] })),
    /** An expression over the guard variables: the answer an act's question most likely wants. It is filled in, open to change. */
    suggest: Type.Optional(Type.String()),
    /** Owner of the datum and the basis on which it may be asked. */
    owner: Type.String({ minLength: 1 }),
    basis: Type.String({ minLength: 1 }),
  },
  { additionalProperties: false },
);
export type Field = Static<typeof Field>;

export type FormValues = Readonly<Record<string, unknown>>;

const TEXT_LIMIT = 200;
const TEXTAREA_LIMIT = 2_000;

/**
 * Reads what was entered against the fields: trims, turns full-width digits into digits, makes numbers of numbers.
 * Unknown names are dropped. A value beyond what is usual needs a reason under `whyName`, which is kept beside it. Throws `INPUT_INVALID` with one fault
 * per field, which tells the limits; nothing typed is needed again.
 */
export function readForm(fields: readonly Field[], entered: FormValues, today: Day): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const faults: Record<string, FieldFault> = {};
  for (const field of fields) {
    const read = readField(field, entered[field.name], today);
    const why = whyOf(field, 'value' in read ? read.value : undefined, entered[whyName(field.name)]);
    if ('fault' in read) faults[field.name] = read.fault;
    else if (why === '') faults[field.name] = unusual(field.usual_most!, field.unit);
    else if (read.value !== undefined)
      Object.assign(values, { [field.name]: read.value }, why === undefined ? {} : { [whyName(field.name)]: why });
  }
  if (Object.keys(faults).length > 0) throw new LinliError('INPUT_INVALID', { count: Object.keys(faults).length }, faults);
  return values;
}

/** Under this name stands why an unusual value is right. */
export function whyName(name: string): string {
  return `${name}_why`;
}

/** Whether a value, as typed or as read, is beyond what is usual; what cannot be at all is refused, whatever the reason. */
export function isUnusual(field: Pick<Field, 'usual_most' | 'most'>, value: unknown): boolean {
  if (field.usual_most === undefined) return false;
  const number = Number(bareText(String(value ?? '')).replaceAll(',', ''));
  return number > field.usual_most && number <= (field.most ?? MOST);
}

/** The reason for an unusual value; empty when it lacks one, undefined when none is needed. */
function whyOf(field: Field, value: unknown, why: unknown): string | undefined {
  if (!isUnusual(field, value)) return undefined;
  const said = plainText(typeof why === 'string' ? why : '').trim();
  return (said.match(/[\p{L}\p{N}]/gu) ?? []).length < 2 ? '' : [...said].slice(0, TEXT_LIMIT).join('');
}

type Read = { readonly value: unknown } | { readonly fault: FieldFault };

function wrong(code: string): { readonly fault: FieldFault } {
  return { fault: { code } };
}

function readField(field: Field, entered: unknown, today: Day): Read {
  const cleaned = (one: unknown): unknown => (typeof one === 'string' ? plainText(one).trim() : one);
  const raw = Array.isArray(entered) ? entered.map(cleaned) : cleaned(entered);
  if (raw === undefined || raw === null || raw === '' || (Array.isArray(raw) && raw.length === 0))
    return field.required ? wrong('FIELD_REQUIRED') : { value: undefined };
  // Forms know words, figures, ticks and lists of words; a program that sends anything else is told at the question.
  const list = Array.isArray(raw) ? raw : [raw];
  if (list.some((one) => !['string', 'number', 'boolean'].includes(typeof one)))
    return wrong(field.kind === 'choice' || field.kind === 'choices' ? 'FIELD_NOT_CHOICE' : 'FIELD_UNREADABLE');
  switch (field.kind) {
    case 'text':
      return readText(String(raw), TEXT_LIMIT);
    case 'textarea':
      return readText(String(raw), TEXTAREA_LIMIT);
    case 'number':
      return readCount(field, raw);
    case 'money':
      return readMoney(field, raw);
    case 'date':
      return readDate(field, String(raw), today);
    case 'choice':
      return readChoice(field, String(raw));
    case 'choices':
      return readChoices(field, Array.isArray(raw) ? raw.map(String) : [String(raw)]);
    case 'yes-no':
      return readYesNo(raw);
    case 'bank-account':
      return readBankAccount(String(raw));
    case 'phone':
      return readTelephone(String(raw));
    case 'unit':
      return readText(String(raw), TEXT_LIMIT);
    default:
      throw new Error(`no reader for field kind ${field.kind}`);
  }
}

function readText(text: string, limit: number): Read {
  return [...text].length > limit ? wrong('FIELD_TOO_LONG') : { value: text.normalize('NFC') };
}

/** Beyond this a number is a slip of the finger, and cents are lost. */
const MOST = 999_999_999_999;

function readNumber(field: Field, raw: unknown): Read {
  const figures = bareText(String(raw)).replaceAll(',', '');
  const number = typeof raw === 'number' ? raw : Number(figures);
  if (!Number.isFinite(number) || (typeof raw !== 'number' && !/^[+-]?\d+(\.\d+)?$/.test(figures))) return wrong('FIELD_NOT_NUMBER');
  if (number < (field.least ?? -MOST) || number > (field.most ?? MOST))
    return { fault: outOfRange(field.least, field.most ?? (number > MOST ? MOST : undefined)) };
  return { value: number };
}

/** People, days: `number` counts, so it is whole. */
function readCount(field: Field, raw: unknown): Read {
  const read = readNumber(field, raw);
  return 'value' in read && !Number.isInteger(read.value) ? wrong('FIELD_NOT_WHOLE') : read;
}

/** Yuan with at most two decimals. */
function readMoney(field: Field, raw: unknown): Read {
  const read = readNumber({ ...field, least: field.least ?? 0 }, raw);
  if ('fault' in read) return read;
  return { value: Math.round((read.value as number) * 100) / 100 };
}

function readDate(field: Field, text: string, today: Day): Read {
  const read = readDay(text);
  if (!('day' in read)) return { fault: read };
  const [earliest, latest] = [dayBound(field.earliest, today), dayBound(field.latest, today)];
  const inside = (earliest === undefined || read.day >= earliest) && (latest === undefined || read.day <= latest);
  return inside ? { value: read.day } : { fault: dayOutOfRange(earliest, latest) };
}

/** A declared bound as a day. */
function dayBound(bound: string | undefined, today: Day): Day | undefined {
  return bound?.startsWith('today') ? addDays(today, Number(bound.slice('today'.length) || 0)) : bound;
}

function readChoice(field: Field, value: string): Read {
  return field.options?.some((option) => option.value === value) ? { value } : wrong('FIELD_NOT_CHOICE');
}

function readChoices(field: Field, values: string[]): Read {
  return values.every((value) => field.options?.some((option) => option.value === value))
    ? { value: [...new Set(values)] }
    : wrong('FIELD_NOT_CHOICE');
}

function readYesNo(raw: unknown): Read {
  if (raw === true || raw === 'yes' || raw === 'true') return { value: true };
  return raw === false || raw === 'no' || raw === 'false' ? { value: false } : wrong('FIELD_NOT_CHOICE');
}

/** 8 to 30 digits; groups of four may be separated. Banks' own lengths differ too much for more. */
function readBankAccount(text: string): Read {
  const digits = bareText(text).replace(/[\p{Pd}\u2212]/gu, '');
  return /^\d{8,30}$/.test(digits) ? { value: digits } : wrong('FIELD_NOT_BANK_ACCOUNT');
}

function readTelephone(text: string): Read {
  const phone = readPhone(text);
  return phone === undefined ? wrong('FIELD_NOT_PHONE') : { value: phone };
}
