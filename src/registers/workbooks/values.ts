import type { Day, ErrorValues } from '../../kernel/kernel.ts';
import { bareText, isDay } from '../../kernel/kernel.ts';
import { readDay } from '../imports/day.ts';
import { normaliseNumber, readCitizenNumber } from '../people/citizen-number.ts';
import { normaliseName, readPhone } from '../people/person.ts';
import type { Cell } from './book.ts';
import type { SheetField, SheetWords } from './shape.ts';

/** What is wrong with a cell; its sentence stands in the catalogue under `workbooks.faults`. */
export interface ValueFault {
  readonly code: string;
  readonly values?: ErrorValues;
}

export type Value = string | number | boolean | null | readonly string[];

/** The fields a cell fills, or what is wrong with it. */
export type Read = { readonly values: Readonly<Record<string, Value>> } | ValueFault;

/** What reading needs to know of the world. */
export interface World {
  readonly today: Day;
  /** Every county code there ever was. */
  readonly areas: ReadonlySet<string>;
  /** Names of places, short ones included → the name in the register, by level. */
  readonly places: Readonly<Record<'town' | 'community', ReadonlyMap<string, string>>>;
  readonly words: SheetWords;
}

const SCIENTIFIC = /^\d(?:\.\d+)?e\+?\d+$/i;
const TICK = '[\u221a\u2713\u2714\u2611\u25a0]';
const BOX = '[\u25a1\u2610]';
const BOXES = new RegExp(`${BOX}|${TICK}`, 'u');
const PASSPORT = /^[A-Z]{1,2}\d{7,8}$/;

const fault = (code: string, values?: ErrorValues): ValueFault => (values ? { code, values } : { code });

/** Reads a filled cell as its column says; one reader a kind. Never guesses: what can be read in two ways is told. */
export function readValue(cell: Cell, field: SheetField, world: World): Read {
  if (cell.kind === 'empty') return { values: {} };
  if (cell.kind === 'error') return fault('formula', { written: cell.text });
  switch (field.kind) {
    case 'serial':
      return one(field, /^\d{1,9}$/.test(cell.text) ? Number(cell.text) : cell.text);
    case 'text':
      return one(field, cell.text.trim());
    case 'list':
      return one(field, parts(cell.text));
    case 'name':
      return nameCell(cell, field);
    case 'id_number':
      return idCell(cell, field, world);
    case 'phone':
      return phoneCell(cell, field);
    case 'day':
      return orFault(dayIn(cell, world, field.ahead), (day) => one(field, day));
    case 'month':
      return orFault(monthIn(cell, world, field.ahead), (month) => one(field, month));
    case 'month_age':
      return monthAndAge(cell, field, world);
    case 'period':
      return periodCell(cell, field, world);
    case 'money':
    case 'number':
      return numberCell(cell, field, world);
    case 'choice':
      return choiceCell(cell, field, world);
    case 'choices':
      return choicesCell(cell, field, world);
    case 'yes_no':
      return yesNoCell(cell, field, world);
    case 'place':
      return placeCell(cell, field, world);
    case 'digits':
      return digitsCell(cell, field);
    case 'credit_code':
      return creditCodeCell(cell, field);
    case 'people':
      return one2(field, peopleIn(cell.text, world.words));
  }
}

const one = ({ field }: SheetField, value: Value): Read => ({ values: { [field]: value } });

/** Several fields from one cell, in the order of `into`. */
const one2 = ({ field, into = [field] }: SheetField, found: readonly Value[]): Read => ({
  values: Object.fromEntries(into.map((name, at) => [name, found[at] ?? null])),
});

function orFault<T>(read: T | ValueFault, then: (value: T) => Read): Read {
  return typeof read === 'object' && read !== null && 'code' in read ? (read as ValueFault) : then(read as T);
}

function parts(text: string): string[] {
  return text
    .normalize('NFKC')
    .split(/[,;/+\s\u3001\uff1b]+/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function nameCell(cell: Cell & { text: string }, field: SheetField): Read {
  const [, before, phone] = field.phone_in ? (/^(.*?)[\s(]*(1[\d -]{10,})\)?$/u.exec(cell.text.normalize('NFKC')) ?? []) : [];
  const written = before ?? cell.text;
  if (/\d/.test(written.normalize('NFKC'))) return fault('name_digit');
  try {
    const name = normaliseName(written);
    if (phone === undefined) return one(field, name);
    const read = readPhone(phone);
    return read === undefined ? fault('phone') : { values: { [field.field]: name, [field.phone_in!]: read } };
  } catch {
    return fault('name');
  }
}

function idCell(cell: Cell & { text: string }, field: SheetField, { areas, today }: World): Read {
  if (cell.kind === 'number' && !Number.isSafeInteger(cell.number)) return fault('digits_lost');
  const number = normaliseNumber(cell.text);
  if (SCIENTIFIC.test(number)) return fault('digits_lost');
  if (field.documents && PASSPORT.test(number)) return { values: { [field.documents]: number } };
  if (!/\d/.test(number)) return fault('id_none');
  if (/^\d{15}$/.test(number)) return fault('id_old');
  const read = readCitizenNumber(number, areas, today);
  if (!('fault' in read)) return one(field, read.number);
  return read.fault === 'length' ? fault('id_length', { count: number.length }) : fault(`id_${read.fault}`);
}

function phoneCell(cell: Cell & { text: string }, field: SheetField): Read {
  const written = cell.text.normalize('NFKC');
  if (SCIENTIFIC.test(bareText(written))) return fault('digits_lost');
  const found: string[] = [];
  for (const part of written.split(/[\n,;/\u3001\uff1b]+/u).filter((each) => each.trim() !== '')) {
    const phone = readPhone(part);
    if (phone === undefined)
      return /\d/.test(part) ? fault('phone_length', { count: part.replace(/\D/g, '').length }) : fault('phone_none');
    found.push(phone);
  }
  return one(field, found.length === 1 ? found[0]! : found);
}

/** The last days of the century before this one are written with two digits as well. */
function wholeYear(short: string, today: Day): string {
  return `${Number(short) > Number(today.slice(2, 4)) + 5 ? '19' : '20'}${short}`;
}

/** Days since 1900 as spreadsheets count them, between 1909 and 2064. */
function serialDay(number: number): Day | undefined {
  if (!Number.isInteger(number) || number < 3_500 || number > 60_000) return undefined;
  return new Date(Date.UTC(1899, 11, 30) + number * 86_400_000).toISOString().slice(0, 10);
}

function dayIn(cell: Cell & { text: string }, { today }: World, ahead = false): Day | ValueFault {
  const typed = bareText(cell.text);
  const [, year, rest] = /^(\d{2})([-/.]\d{1,2}[-/.]\d{1,2})$/.exec(typed) ?? [];
  const serial = /^\d{4,5}$/.test(typed) ? serialDay(Number(typed)) : undefined;
  const read = serial ? { day: serial } : readDay(year ? `${wholeYear(year, today)}${rest}` : typed);
  if (!('day' in read))
    return fault(read.code === 'FIELD_NOT_DATE' ? 'day_none' : read.code === 'FIELD_DAY_MISSING' ? 'day_part' : 'day_unread');
  return !ahead && read.day > today ? fault('day_ahead') : read.day;
}

const MONTHS = /^(\d{4})(?:[-/.\u5e74](\d{1,2})\u6708?(?:\u4efd)?|(\d{2})(?:\d{2})?)$/;

/** A month `YYYY-MM`. A number loses its last zero: 2010.1 may be January or October. */
function monthIn(cell: Cell & { text: string }, world: World, ahead = false): string | ValueFault {
  const typed = bareText(cell.text);
  if (cell.kind === 'number' && /^\d{4}\.1$/.test(typed)) return fault('month_lost', { year: typed.slice(0, 4) });
  const [, year, spaced, joined] = MONTHS.exec(typed) ?? [];
  if (year === undefined) return orDay(dayIn(cell, world, ahead));
  const month = `${year}-${(spaced ?? joined)!.padStart(2, '0')}`;
  if (!isDay(`${month}-01`)) return fault('month_none');
  return !ahead && month > world.today.slice(0, 7) ? fault('day_ahead') : month;
}

const orDay = (day: Day | ValueFault): string | ValueFault => (typeof day === 'string' ? day.slice(0, 7) : day);

function monthAndAge(cell: Cell & { text: string }, field: SheetField, world: World): Read {
  const typed = bareText(cell.text);
  const [, month = typed, age] = /^(.*?)\((\d{1,3})\D?\)$/u.exec(typed) ?? [];
  const read = monthIn(month === typed ? cell : { kind: 'text', text: month }, world);
  return orFault(read, (value) => one2(field, [value, age === undefined ? null : Number(age)]));
}

function periodCell(cell: Cell & { text: string }, field: SheetField, world: World): Read {
  const days = bareText(cell.text).match(/\d{4}[-/.\u5e74]\d{1,2}[-/.\u6708]\d{1,2}\u65e5?/gu) ?? [];
  if (days.length !== 2) return fault('period_unread');
  const [from, until] = days.map((text) => dayIn({ kind: 'text', text }, world, field.ahead));
  if (typeof from !== 'string') return from!;
  if (typeof until !== 'string') return until!;
  return from > until ? fault('period_order', { from, until }) : one2(field, [from, until]);
}

function numberCell(cell: Cell & { text: string }, field: SheetField, { words }: World): Read {
  const typed = bareText(cell.text).replace(/(?<=\d),(?=\d{3})/g, '');
  const number = plainNumber(typed, field, words);
  if (number === undefined) return fault('number');
  const least = field.above ?? 0;
  if (number < least || (field.above !== undefined && number === least)) return fault('number_small', { least: String(least) });
  return one(field, number);
}

const unitsKnown = new WeakMap<SheetWords, readonly string[]>();

function unitsOf(words: SheetWords): readonly string[] {
  const found = unitsKnown.get(words) ?? words.units.map(bareText);
  unitsKnown.set(words, found);
  return found;
}

/** Figures with a unit behind them, with a size before them (`4kg×2`), about, by sons and daughters, or so many a month. */
function plainNumber(typed: string, field: SheetField, words: SheetWords): number | undefined {
  const [[sons, daughters], [before, behind]] = [words.child_words, words.about];
  const unit = unitsOf(words).find((each) => typed.endsWith(each) && /[\d\p{Script=Han}]$/u.test(typed.slice(0, -each.length)));
  const bare = unit === undefined ? typed : typed.slice(0, -unit.length);
  if (/^-?\d+(?:\.\d+)?$/.test(bare)) return Number(bare);
  const children = new RegExp(`^(\\d+)${sons}(\\d+)${daughters}$`, 'u').exec(bare);
  if (children) return Number(children[1]) + Number(children[2]);
  if (field.per === 'year' && bare.startsWith(words.monthly) && /^\d+$/.test(bare.slice(words.monthly.length)))
    return Number(bare.slice(words.monthly.length)) * 12;
  const [, count] = /^\d+(?:\.\d+)?[a-z]+[\u00d7x*](\d+)$/iu.exec(bare) ?? [];
  if (count !== undefined) return Number(count);
  const [, about] = new RegExp(`^(?:${before})?(-?\\d+(?:\\.\\d+)?)(?:${behind})?$`, 'u').exec(bare) ?? [];
  return about === undefined ? undefined : Number(about);
}

/** Every way to write a choice → its value. */
function choicesOf(field: SheetField, words: SheetWords): ReadonlyMap<string, string> {
  const found = known.get(field);
  if (found) return found;
  const list = typeof field.choices === 'string' ? (words.lists[field.choices] ?? []) : (field.choices ?? []);
  const said = new Map<string, string>();
  for (const [at, names] of list.entries()) {
    const value = names[0]!;
    for (const name of [...names, ...(field.numbered ? [String(at + 1)] : [])]) said.set(bareText(name), value);
    for (const suffix of words.suffixes)
      if (value.endsWith(suffix) && value.length > suffix.length) said.set(bareText(value.slice(0, -suffix.length)), value);
  }
  known.set(field, said);
  return said;
}

const known = new WeakMap<SheetField, ReadonlyMap<string, string>>();

const unnumbered = (text: string): string => bareText(text).replace(/^\d+[.\u3001)]?(?=\p{L})/u, '');

function chosen(text: string, field: SheetField, words: SheetWords): string | undefined {
  const said = choicesOf(field, words);
  return said.get(bareText(text)) ?? said.get(unnumbered(text));
}

function choiceCell(cell: Cell & { text: string }, field: SheetField, { words }: World): Read {
  const boxes = ticked(cell.text);
  if (boxes && boxes.length > 1) return fault('choice_several', { choices: boxes.join('\u3001') });
  if (boxes && boxes.length === 0) return { values: {} };
  const value = chosen(boxes?.[0] ?? cell.text, field, words);
  if (value === undefined) return fault('choice', offered(field, words));
  return value === '' ? { values: {} } : one(field, value);
}

/** What may be written, by its words where the value is a code. */
function offered(field: SheetField, words: SheetWords): ErrorValues {
  const list = typeof field.choices === 'string' ? (words.lists[field.choices] ?? []) : (field.choices ?? []);
  const named = list.map((names) => names.find((name) => /\p{Script=Han}/u.test(name)) ?? names[0]!);
  return { choices: named.join('\u3001') };
}

/** What is ticked among boxes in a text; undefined where there are no boxes. */
function ticked(text: string): string[] | undefined {
  if (!BOXES.test(text)) return undefined;
  return [...text.matchAll(new RegExp(`${TICK}\\s*([^\\s${BOX.slice(1, -1)}${TICK.slice(1, -1)}]+)`, 'gu'))].map(([, name]) => name!);
}

function choicesCell(cell: Cell & { text: string }, field: SheetField, { words }: World): Read {
  if (words.blank_signs.includes(bareText(cell.text))) return one(field, []);
  const found: string[] = [];
  for (const part of ticked(cell.text) ?? parts(cell.text)) {
    const value = chosen(part, field, words);
    if (value === undefined) return fault('choice', offered(field, words));
    found.push(value);
  }
  return one(field, found);
}

function yesNoCell(cell: Cell & { text: string }, field: SheetField, { words }: World): Read {
  const typed = bareText(cell.text).toLowerCase();
  if (words.yes.includes(typed) || field.yes?.includes(typed)) return one(field, true);
  if (words.no.includes(typed) || field.no?.includes(typed)) return one(field, false);
  if (words.neither.includes(typed)) return { values: {} };
  const both = [...words.yes, ...words.no].filter((word) => /^\p{Script=Han}$/u.test(word)).join('');
  const boxed = [...typed.matchAll(new RegExp(`([${both}])${TICK}`, 'gu'))].map(([, word]) => word!);
  if (boxed.length === 1) return one(field, words.yes.includes(boxed[0]!));
  return fault(boxed.length > 1 ? 'yes_no_both' : 'yes_no');
}

function placeCell(cell: Cell & { text: string }, field: SheetField, { places }: World): Read {
  const name = places[field.level ?? 'community'].get(bareText(cell.text));
  return name === undefined ? fault('place') : one(field, name);
}

function digitsCell(cell: Cell & { text: string }, field: SheetField): Read {
  const typed = normaliseNumber(cell.text);
  if ((cell.kind === 'number' && !Number.isSafeInteger(cell.number)) || SCIENTIFIC.test(typed)) return fault('digits_lost');
  return (field.letters ? /^[\dA-Z]+$/ : /^\d+$/).test(typed) ? one(field, typed) : fault('digits');
}

const CREDIT_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** A unified social credit code with the check character of GB 32100-2015. */
function creditCodeCell(cell: Cell & { text: string }, field: SheetField): Read {
  const code = normaliseNumber(cell.text);
  if (code.length !== 18) return fault('credit_length', { count: code.length });
  const strange = [...code].find((sign) => !CREDIT_SIGNS.includes(sign));
  if (strange !== undefined) return fault('credit_letter', { sign: strange });
  const sum = CREDIT_WEIGHTS.reduce((total, weight, at) => total + weight * CREDIT_SIGNS.indexOf(code[at]!), 0);
  return CREDIT_SIGNS[(31 - (sum % 31)) % 31] === code[17] ? one(field, code) : fault('credit_check');
}

/** Names with the telephone behind each, in the order they stand. */
function peopleIn(text: string, { kin_words: kin }: SheetWords): string[] {
  const written = text.normalize('NFKC').replace(new RegExp(`(?:${kin.join('|')}):?`, 'gu'), ' ');
  return [...written.matchAll(/([\p{Script=Han}\u00b7]{2,})[\s(:]*(1\d{10})/gu)].flatMap(([, name, phone]) => [name!, phone!]);
}
