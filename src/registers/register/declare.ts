import type { Day, FieldFault } from '../../kernel/kernel.ts';
import type { Place } from '../regions/region.ts';
import type { Duplicates } from './duplicates.ts';

/** How far a value may be shown: to everybody, to staff in scope, masked, or masked and never exported. */
export type DataClass = 'public' | 'internal' | 'personal' | 'sensitive';

interface Common {
  readonly required?: boolean;
  /** Entered once: a wrong value is corrected on a basis, but the form for changes does not ask it. */
  readonly fixed?: boolean;
  /** Offered as a filter of the list, and indexed. */
  readonly filter?: boolean;
  readonly class?: DataClass;
  /** Set right by one, decided by another: a correction waits for somebody with the power to approve. Not for sealed numbers. */
  readonly decided?: boolean;
}

/** A line of text, at most so many characters. */
export interface TextField extends Common {
  readonly kind: 'text';
  readonly most: number;
  /** Shown behind a mask like a sealed number; a look leaves a row. */
  readonly masked?: 'address';
}
/** Several lines of text. */
export interface NoteField extends Common {
  readonly kind: 'note';
  readonly most: number;
}
/** A whole number of something. A bound is a number, or the name of a parameter of the general pack. */
export interface CountField extends Common {
  readonly kind: 'count';
  readonly least: number;
  readonly most: number | string;
}
/** A measured number with up to two decimals; `unit` is a key of `registers.units`. */
export interface NumberField extends Common {
  readonly kind: 'number';
  readonly least: number;
  readonly most: number | string;
  readonly unit: string;
  /** What is meant where nobody says. */
  readonly otherwise?: number;
}
/** Yuan with up to two decimals. */
export interface AmountField extends Common {
  readonly kind: 'amount';
  readonly least: number;
  readonly most: number | string;
  readonly unit: string;
}
/** Yes or no; no until somebody says yes. */
export interface FlagField extends Common {
  readonly kind: 'flag';
}
/** A day of the registers; bounds are today or another day of the entry. */
export interface DayField extends Common {
  readonly kind: 'day';
  readonly notAfter?: string;
  readonly notBefore?: string;
  /** The day that is meant where nobody says: the first of these other days of the entry, or today, that is there. */
  readonly otherwise?: readonly string[];
}
/** One code of a table: of the register's own pack file, or a national one. */
export interface CodeField extends Common {
  readonly kind: 'code';
  readonly table: string;
  /** The code that is meant where nobody says. */
  readonly otherwise?: string;
}
/** Several codes of a table. */
export interface CodesField extends Common {
  readonly kind: 'codes';
  readonly table: string;
}
/** What an entry of another register needs to be named: the register, the column of its title, and the days between which it lasts. */
export interface Named {
  readonly register: string;
  readonly title: string;
  readonly lasts?: readonly [from: string, to: string];
  /** The title is shown by its mask only. */
  readonly masked?: boolean;
}
/** Another entry of the same county. */
export interface EntryField extends Common {
  readonly kind: 'entry';
  readonly of: Named;
}
/** A number that names a person: sealed, found by its keyed hash, shown by its last four characters. */
export interface SealedField extends Common {
  readonly kind: 'sealed';
  readonly as: 'id-number' | 'phone';
}
/** A place on the map: longitude and latitude in degrees, `111.123456,40.123456`. */
export interface PointField extends Common {
  readonly kind: 'point';
}
/** The sum of other fields, kept by the database. */
export interface SumField extends Common {
  readonly kind: 'sum';
  readonly of: readonly string[];
  readonly unit: string;
}

export type Field =
  | TextField
  | NoteField
  | CountField
  | NumberField
  | AmountField
  | FlagField
  | DayField
  | CodeField
  | CodesField
  | EntryField
  | SealedField
  | PointField
  | SumField;
export type FieldKind = Field['kind'];
export type Fields = Readonly<Record<string, Field>>;

const MOST_COUNT = 99_999_999;
const MOST_NUMBER = 999_999_999;

type Given<F extends Field, Needed extends keyof F = never> = Partial<Omit<F, 'kind' | Needed>> & Pick<F, Needed>;

export const text = (given: Given<TextField> = {}): TextField => ({ kind: 'text', most: 200, ...given });
export const note = (given: Given<NoteField> = {}): NoteField => ({ kind: 'note', most: 2_000, ...given });
export const count = (given: Given<CountField> = {}): CountField => ({ kind: 'count', least: 0, most: MOST_COUNT, ...given });
export const number = (unit: string, given: Given<NumberField> = {}): NumberField => ({
  kind: 'number',
  unit,
  least: 0,
  most: MOST_NUMBER,
  ...given,
});
export const amount = (unit: string, given: Given<AmountField> = {}): AmountField => ({
  kind: 'amount',
  unit,
  least: 0,
  most: MOST_NUMBER,
  ...given,
});
export const flag = (given: Given<FlagField> = {}): FlagField => ({ kind: 'flag', ...given });
export const day = (given: Given<DayField> = {}): DayField => ({ kind: 'day', ...given });
export const code = (table: string, given: Given<CodeField> = {}): CodeField => ({ kind: 'code', table, ...given });
export const codes = (table: string, given: Given<CodesField> = {}): CodesField => ({ kind: 'codes', table, ...given });
export const entryOf = (
  { register, title, lasts, fields }: Named & { readonly fields?: Fields },
  given: Given<EntryField> = {},
): EntryField => ({
  kind: 'entry',
  of: { register, title, ...(lasts ? { lasts } : {}), ...(isMasked(fields?.[title]) ? { masked: true } : {}) },
  ...given,
});
/** The register of people, which has a store of its own. */
export const person: Named = { register: 'person', title: 'name' };
export const sealed = (as: SealedField['as'], given: Given<SealedField> = {}): SealedField => ({
  kind: 'sealed',
  as,
  class: 'sensitive',
  ...given,
});
export const point = (given: Given<PointField> = {}): PointField => ({ kind: 'point', ...given });
export const sum = (unit: string, of: readonly string[]): SumField => ({ kind: 'sum', unit, of });

/** A field in words. */
export interface FieldWords {
  readonly title: string;
  readonly hint?: string;
  /** Other headings people write over its column. */
  readonly headings?: readonly string[];
}

/** `registers/<register>.yaml` of the general pack: how a register and its fields are called, and its own code lists. */
export interface RegisterWords {
  readonly title: string;
  /** One entry: 社区工作者. */
  readonly one: string;
  readonly lead: string;
  readonly fields: Readonly<Record<string, FieldWords | string>>;
  readonly codes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Where an entry can stand: the lowest level its place names. */
export type StandLevel = 'county' | 'town' | 'community' | 'grid';

/** A figure that the entries of a register give by themselves: how many there are, or the sum of a field. */
export interface RegisterMeasure {
  readonly sum?: string;
  /** Values that count: field → the codes, or true for a flag, or `filled`. */
  readonly where?: Readonly<Record<string, readonly string[] | boolean | 'filled'>>;
}

/** What a register is. Texts and code lists stand in `packs/base/registers/<register>.yaml`, columns in its migration. */
export interface Register<F extends Fields = Fields> {
  readonly register: string;
  /** The desk under which people look for it; the areas stand in the general pack. */
  readonly area: string;
  /** Requirements it serves. */
  readonly for: readonly string[];
  /** Its entries are about residents: only who may read people opens it. */
  readonly personal?: boolean;
  readonly stands: readonly StandLevel[];
  /** Written only with a power of its own or of its area: the general one opens it for reading. */
  readonly guarded?: boolean;
  /** Each entry says where it was taken from. */
  readonly sourced?: boolean;
  readonly fields: F;
  /** The text that names an entry, or the entry that does: the label of a person is called by the person. */
  readonly title: string;
  /** The days between which an entry lasts; the second is the first day on which it does no more. */
  readonly lasts?: readonly [from: string, to: string];
  /** What makes two lasting entries of one place the same; `place` stands for the place itself. */
  readonly identity: readonly string[];
  /** Texts and sealed numbers by which an entry is found, beside its title. */
  readonly find?: readonly string[];
  /** By what two entries are offered as one entered twice. */
  readonly duplicates?: Duplicates;
  readonly list: readonly string[];
  readonly sorts: readonly string[];
  readonly measures?: Readonly<Record<string, RegisterMeasure>>;
  /** What a schema cannot say: field → fault. Pure. */
  readonly rules?: (values: Values, today: Day) => Readonly<Record<string, FieldFault>>;
  /** How it is called, where no file of the general pack says so: a county declared it by itself. */
  readonly words?: RegisterWords;
}

/** The values of an entry by field name. */
export type Values = Readonly<Record<string, unknown>>;

type Value<F extends Field> = F extends { kind: 'count' | 'number' | 'amount' }
  ? F extends { required: true }
    ? number
    : number | null
  : F extends { kind: 'sum' }
    ? number
    : F extends { kind: 'flag' }
      ? boolean
      : F extends { kind: 'codes' }
        ? readonly string[]
        : F extends { kind: 'day' }
          ? F extends { required: true }
            ? Day
            : Day | null
          : F extends { kind: 'entry' }
            ? string | null
            : string;

/** What every entry has beside its own fields. */
export interface EntryFacts extends Omit<Place, 'town' | 'community'> {
  readonly town: string | null;
  readonly community: string | null;
  readonly id: string;
  readonly source: string;
  readonly entered_by: string;
  readonly entered_at: Date;
  readonly version: number;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_why: string;
  /** Code it stood under before a change of regions, where its successor had another of the same identity; else empty. */
  readonly former: string;
}

/** An entry as the register holds it. */
export type Entry<R extends Register = Register> = string extends keyof R['fields']
  ? EntryFacts
  : EntryFacts & { readonly [K in keyof R['fields']]: Value<R['fields'][K]> };

/** Declares a register. What derives from it: form, list, filters, history, import, export, finder, API, carrying over, figures. */
export function register<const F extends Fields>(declared: Register<F>): Register<F> {
  return declared;
}

/** Fields that people fill in; sums are the database's. */
export function entered(one: Register): [string, Exclude<Field, SumField>][] {
  return Object.entries(one.fields).filter((pair): pair is [string, Exclude<Field, SumField>] => pair[1].kind !== 'sum');
}

/** Whether a field is shown by its mask only. */
export function isMasked(field: Field | undefined): boolean {
  return field?.kind === 'sealed' || (field?.kind === 'text' && field.masked !== undefined);
}

/** The fields that name residents. */
export function peopleIn(one: Register): string[] {
  return Object.entries(one.fields).flatMap(([name, field]) =>
    field.kind === 'entry' && field.of.register === person.register ? [name] : [],
  );
}

/** Whether another entry names this one. */
export function namedByEntry(one: Register): boolean {
  return one.fields[one.title]?.kind === 'entry';
}

/** The columns that hold a field. */
export function columnsOf(name: string, field: Field): string[] {
  return field.kind === 'sealed' ? [`${name}_sealed`, `${name}_hash`, `${name}_last4`] : [name];
}

const TYPES: Readonly<Record<Exclude<FieldKind, 'sealed'>, string>> = {
  text: 'text',
  note: 'text',
  count: 'integer',
  number: 'numeric(14,2)',
  amount: 'numeric(14,2)',
  flag: 'boolean',
  day: 'date',
  code: 'text',
  codes: 'text[]',
  entry: 'uuid',
  point: 'text',
  sum: 'numeric',
};

/** The columns of a field with their types, as its table must have them. */
export function columnTypes(name: string, field: Field): [string, string][] {
  if (field.kind === 'sealed')
    return [
      [`${name}_sealed`, 'bytea'],
      [`${name}_hash`, 'bytea'],
      [`${name}_last4`, 'text'],
    ];
  return [[name, TYPES[field.kind]]];
}
