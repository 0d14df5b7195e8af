import { Type } from 'typebox';
import type { Static } from 'typebox';
import { LinliError, bareText, defineErrors, isDay, plainText } from '../../kernel/kernel.ts';
import { readPhone } from '../../registers/registers.ts';

export const formErrors = defineErrors({
  FIELD_REQUIRED: 400, FIELD_UNREADABLE: 400, FIELD_TOO_LONG: 400, FIELD_NOT_NUMBER: 400, FIELD_NOT_WHOLE: 400, FIELD_OUT_OF_RANGE: 400,
  FIELD_NOT_DATE: 400, FIELD_NOT_CHOICE: 400, FIELD_NOT_BANK_ACCOUNT: 400, FIELD_NOT_PHONE: 400,
});

const Option = Type.Object({ value: Type.String({ minLength: 1 }), title: Type.String({ minLength: 1 }) }, { additionalProperties: false });

const fieldKinds = ['text', 'textarea', 'number', 'money', 'date', 'choice', 'choices', 'yes-no', 'bank-account', 'phone', 'unit'] as const;
/** Facts of the register that a question may be filled from. */
const prefills = ['person.bank', 'person.address', 'person.phone'] as const;

/** One question of a form, the same for hall, window, workbench and API. */
export const Field = Type.Object({
  name: Type.String({ pattern: '^[a-z][a-z0-9_]*$', form: 'measure' }),
  title: Type.String({ minLength: 1 }),
  hint: Type.Optional(Type.String()),
  kind: Type.Unsafe<(typeof fieldKinds)[number]>({ type: 'string', enum: [...fieldKinds] }),
  required: Type.Boolean(),
  options: Type.Optional(Type.Array(Option, { minItems: 2 })),
  unit: Type.Optional(Type.String()),
  least: Type.Optional(Type.Number()),
  most: Type.Optional(Type.Number()),
  /** Where a known value comes from: it is filled in, not asked. */
  prefill: Type.Optional(Type.Unsafe<(typeof prefills)[number]>({ type: 'string', enum: [...prefills] })),
  /** An expression over the guard variables: the answer an act's question most likely wants. It is filled in, open to change. */
  suggest: Type.Optional(Type.String()),
  /** Owner of the datum and the basis on which it may be asked. */
  owner: Type.String({ minLength: 1 }),
  basis: Type.String({ minLength: 1 }),
}, { additionalProperties: false });
export type Field = Static<typeof Field>;

export type FormValues = Readonly<Record<string, unknown>>;

const TEXT_LIMIT = 200;
const TEXTAREA_LIMIT = 2_000;

/**
 * Reads what was entered against the fields: trims, turns full-width digits into digits, makes numbers of numbers.
 * Unknown names are dropped. Throws `INPUT_INVALID` with one error code per faulty field; nothing typed is needed again.
 */
export function readForm(fields: readonly Field[], entered: FormValues): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const read = readField(field, entered[field.name]);
    if ('fault' in read) faults[field.name] = read.fault;
    else if (read.value !== undefined) values[field.name] = read.value;
  }
  if (Object.keys(faults).length > 0) throw new LinliError('INPUT_INVALID', { count: Object.keys(faults).length }, faults);
  return values;
}

type Read = { readonly value: unknown } | { readonly fault: string };

function readField(field: Field, entered: unknown): Read {
  const cleaned = (one: unknown): unknown => (typeof one === 'string' ? plainText(one).trim() : one);
  const raw = Array.isArray(entered) ? entered.map(cleaned) : cleaned(entered);
  if (raw === undefined || raw === null || raw === '' || (Array.isArray(raw) && raw.length === 0)) return field.required ? { fault: 'FIELD_REQUIRED' } : { value: undefined };
  // Forms know words, figures, ticks and lists of words; a program that sends anything else is told at the question.
  const list = Array.isArray(raw) ? raw : [raw];
  if (list.some((one) => !['string', 'number', 'boolean'].includes(typeof one))) return { fault: field.kind === 'choice' || field.kind === 'choices' ? 'FIELD_NOT_CHOICE' : 'FIELD_UNREADABLE' };
  switch (field.kind) {
    case 'text': return readText(String(raw), TEXT_LIMIT);
    case 'textarea': return readText(String(raw), TEXTAREA_LIMIT);
    case 'number': return readCount(field, raw);
    case 'money': return readMoney(field, raw);
    case 'date': return readDate(String(raw));
    case 'choice': return readChoice(field, String(raw));
    case 'choices': return readChoices(field, Array.isArray(raw) ? raw.map(String) : [String(raw)]);
    case 'yes-no': return readYesNo(raw);
    case 'bank-account': return readBankAccount(String(raw));
    case 'phone': return readTelephone(String(raw));
    case 'unit': return readText(String(raw), TEXT_LIMIT);
    default: throw new Error(`no reader for field kind ${field.kind}`);
  }
}

function readText(text: string, limit: number): Read {
  return [...text].length > limit ? { fault: 'FIELD_TOO_LONG' } : { value: text.normalize('NFC') };
}

/** Beyond this a number is a slip of the finger, and cents are lost. */
const MOST = 999_999_999_999;

function readNumber(field: Field, raw: unknown): Read {
  const figures = bareText(String(raw)).replaceAll(',', '');
  const number = typeof raw === 'number' ? raw : Number(figures);
  if (!Number.isFinite(number) || (typeof raw !== 'number' && !/^[+-]?\d+(\.\d+)?$/.test(figures))) return { fault: 'FIELD_NOT_NUMBER' };
  if (number < (field.least ?? -MOST) || number > (field.most ?? MOST)) return { fault: 'FIELD_OUT_OF_RANGE' };
  return { value: number };
}

/** People, days: `number` counts, so it is whole. */
function readCount(field: Field, raw: unknown): Read {
  const read = readNumber(field, raw);
  return 'value' in read && !Number.isInteger(read.value) ? { fault: 'FIELD_NOT_WHOLE' } : read;
}

/** Yuan with at most two decimals. */
function readMoney(field: Field, raw: unknown): Read {
  const read = readNumber({ ...field, least: field.least ?? 0 }, raw);
  if ('fault' in read) return read;
  return { value: Math.round((read.value as number) * 100) / 100 };
}

/** `2026-3-1`, `2026年3月1日`, `20260301` → `2026-03-01`. */
function readDate(text: string): Read {
  const parts = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?$/.exec(bareText(text));
  const day = parts ? `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}` : text;
  return isDay(day) ? { value: day } : { fault: 'FIELD_NOT_DATE' };
}

function readChoice(field: Field, value: string): Read {
  return field.options?.some((option) => option.value === value) ? { value } : { fault: 'FIELD_NOT_CHOICE' };
}

function readChoices(field: Field, values: string[]): Read {
  return values.every((value) => field.options?.some((option) => option.value === value)) ? { value: [...new Set(values)] } : { fault: 'FIELD_NOT_CHOICE' };
}

function readYesNo(raw: unknown): Read {
  if (raw === true || raw === 'yes' || raw === 'true') return { value: true };
  return raw === false || raw === 'no' || raw === 'false' ? { value: false } : { fault: 'FIELD_NOT_CHOICE' };
}

/** 8 to 30 digits; groups of four may be separated. Banks' own lengths differ too much for more. */
function readBankAccount(text: string): Read {
  const digits = bareText(text).replace(/[\p{Pd}\u2212]/gu, '');
  return /^\d{8,30}$/.test(digits) ? { value: digits } : { fault: 'FIELD_NOT_BANK_ACCOUNT' };
}

function readTelephone(text: string): Read {
  const phone = readPhone(text);
  return phone === undefined ? { fault: 'FIELD_NOT_PHONE' } : { value: phone };
}
