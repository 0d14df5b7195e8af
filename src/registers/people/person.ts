import type { Day, Vault } from '../../kernel/kernel.ts';
import { bareText, defineErrors, LinliError, plainText } from '../../kernel/kernel.ts';
import type { Place } from '../regions/region.ts';
import { ageOn, normaliseNumber, readCitizenNumber } from './citizen-number.ts';
import { maskAddress, maskIdNumber, maskName, maskPhone } from './masking.ts';

export const personErrors = defineErrors({
  ID_NUMBER_LENGTH: 400,
  ID_NUMBER_CHARACTERS: 400,
  ID_NUMBER_PROVINCE: 400,
  ID_NUMBER_DATE: 400,
  ID_NUMBER_FUTURE: 400,
  ID_NUMBER_CHECK: 400,
  PHONE_INVALID: 400,
  BANK_ACCOUNT_INVALID: 400,
  NAME_INVALID: 400,
  PERSON_EXISTS: 409,
  ID_NUMBER_TAKEN_OVER: 409,
  PERSON_NOT_FOUND: 404,
  REASON_NEEDED: 400,
});

export const residences = ['registered', 'resident', 'floating'] as const;
export type Residence = (typeof residences)[number];

/** A person as stored: numbers sealed. */
export interface Person extends Place {
  readonly id: string;
  readonly name: string;
  readonly id_type: string;
  readonly id_sealed: Buffer | null;
  readonly id_last4: string;
  readonly birth: Day | null;
  readonly sex: string;
  readonly ethnic_group: string | null;
  readonly phone_sealed: Buffer | null;
  readonly phone_last4: string;
  readonly bank_sealed: Buffer | null;
  readonly bank_last4: string;
  readonly residence: Residence;
  readonly household_id: string | null;
  readonly relation: string;
  readonly address: string;
  readonly source: string;
  readonly education: string;
  readonly political_status: string;
  readonly occupation: string;
  /** Since when the person lives here, where somebody came from elsewhere. */
  readonly came_on: Day | null;
  /** When staff last saw at the door that the record is right. */
  readonly checked_on: Day | null;
  readonly ended_on: Day | null;
  readonly end_kind: string;
  /** The day on which a window or a real-name service saw the card. */
  readonly verified_on: Day | null;
  /** The day on which a verified registration took the number over. */
  readonly id_lost_on: Day | null;
  readonly version: number;
}

/** What opening a case needs to know of a person: where, who, and the facts that are filled in instead of asked. */
export type Applicant = Pick<
  Person,
  keyof Place | 'id' | 'name' | 'birth' | 'sex' | 'phone_sealed' | 'phone_last4' | 'bank_sealed' | 'bank_last4' | 'address'
>;

export interface PersonInput {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly place: Place;
  readonly address: string;
  readonly residence: Residence;
  readonly ethnicGroup?: string;
  readonly bankAccount?: string;
  readonly householdId?: string;
  readonly relation?: string;
  readonly education?: string;
  readonly politicalStatus?: string;
  readonly occupation?: string;
  readonly cameOn?: Day | null;
  readonly source: string;
  /** Who has seen the card; nobody for who registers alone online. */
  readonly seenBy?: string;
}

/** Whether anybody has seen the card, or somebody else with the card has taken the number over. */
export type Identity = 'verified' | 'unverified' | 'number-lost';

export function identityOf({ verified_on, id_lost_on }: Pick<Person, 'verified_on' | 'id_lost_on'>): Identity {
  if (verified_on !== null) return 'verified';
  return id_lost_on === null ? 'unverified' : 'number-lost';
}

/** What everybody may see who may see the person at all. */
export interface MaskedPerson {
  readonly county: string;
  readonly id: string;
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly sex: string;
  readonly age: number | null;
  readonly community: string;
  readonly address: string;
  readonly identity: Identity;
}

export function maskPerson(person: Person, today: Day): MaskedPerson {
  return {
    county: person.county,
    id: person.id,
    name: maskName(person.name),
    idNumber: maskIdNumber(person.id_last4),
    phone: maskPhone(person.phone_last4),
    sex: person.sex,
    age: person.birth ? ageOn(person.birth, today) : null,
    community: person.community,
    address: maskAddress(person.address),
    identity: identityOf(person),
  };
}

export const unmaskable = ['name', 'idNumber', 'phone', 'address', 'bank'] as const;
export type UnmaskableField = (typeof unmaskable)[number];

/** The plain values of the asked fields. The caller records the look (see `recordUnmasking`) in the same transaction. */
export function unmask(person: Person, fields: readonly UnmaskableField[], vault: Vault): Partial<Record<UnmaskableField, string>> {
  const open = (sealed: Buffer | null): string => (sealed ? vault.open(sealed) : '');
  const values: Record<UnmaskableField, () => string> = {
    name: () => person.name,
    idNumber: () => open(person.id_sealed),
    phone: () => open(person.phone_sealed),
    address: () => person.address,
    bank: () => open(person.bank_sealed),
  };
  return Object.fromEntries(fields.map((field) => [field, values[field]()]));
}

const MOBILE = /^1[3-9]\d{9}$/;
/** Area codes of three digits are those of Beijing and 02x. */
const LANDLINE = /^0(?:10\d{8}|2\d{9}|[3-9]\d{9,10})$/;
/** An extension behind a word, a sign or a third dash; landlines only. */
const EXTENSION = /^(.*\d)(?:转|分机号?|ext\.?|x|#|\*)[:-]?(\d{1,6})$|^(0\d{2,3}-\d{7,8})-(\d{1,6})$/u;

/**
 * The one way of writing a telephone: a mobile number of eleven digits, or a landline with its area code and, behind a dash, its extension. Half-width,
 * without country code, without the 0 that some dial before a mobile number. Undefined when it is neither.
 */
export function readPhone(text: string): string | undefined {
  const typed = bareText(text)
    .toLowerCase()
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[()·]/g, '');
  const [, main = typed, behind, whole, third] = EXTENSION.exec(typed) ?? [];
  const national = (whole ?? main)
    .replace(/[-.]/g, '')
    .replace(/^(?:\+|00)86(?=\d)/, '')
    .replace(/^86(?=1\d{10}$)/, '')
    .replace(/^0(?=1[3-9]\d{9}$)/, '');
  const extension = behind ?? third;
  if (MOBILE.test(national)) return extension === undefined ? national : undefined;
  // Behind a country code the 0 of the area is left out.
  const landline = national.startsWith('0') || !/^(?:\+|00)/.test(typed) ? national : `0${national}`;
  return LANDLINE.test(landline) ? `${landline}${extension === undefined ? '' : `-${extension}`}` : undefined;
}

/** The telephone as `readPhone` writes it. Throws `PHONE_INVALID`. */
export function normalisePhone(text: string): string {
  const phone = readPhone(text);
  if (phone === undefined) throw new LinliError('PHONE_INVALID');
  return phone;
}

/** The four digits a mask shows: the last of the number, not of its extension. */
export function phoneLast4(phone: string): string {
  return phone.split('-')[0]!.slice(-4);
}

/** The character people write as a ring where a keyboard lacks it. */
const ZERO = String.fromCodePoint(0x3007);

/**
 * Up to 50 characters counted by code point; letters of any script and 〇, `·` between parts. Blanks between two Han characters only pad a form.
 * Throws `NAME_INVALID`.
 */
export function normaliseName(text: string): string {
  const signs = plainText(text)
    .normalize('NFKC')
    .replace(/[.•・‧∙⋅]/gu, '·')
    .replace(/[’‘`]/gu, "'")
    .replace(/[\u25cb\u25ef]/gu, ZERO);
  const name = signs
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .replace(/ ?· ?/gu, '·');
  const count = [...name].length;
  if (count < 1 || count > 50 || !/^[\p{L}\p{M}〇·' \u200c\u200d-]+$/u.test(name) || !/\p{L}/u.test(name))
    throw new LinliError('NAME_INVALID');
  return name;
}

/** Reads an id number or throws the `ID_NUMBER_…` error that says what is wrong with it. */
export function requireCitizenNumber(text: string, areas: ReadonlySet<string>, today: Day): { number: string; birth: Day; sex: string } {
  const read = readCitizenNumber(text, areas, today);
  if ('fault' in read) throw new LinliError(`ID_NUMBER_${read.fault.toUpperCase()}`);
  return read;
}

/** The keyed hash under which an id number is looked up. */
export function idHash(vault: Vault, number: string): Buffer {
  return vault.keyedHash('id-number', normaliseNumber(number));
}

/** The keyed hash under which a phone number is looked up. */
export function phoneHash(vault: Vault, phone: string): Buffer {
  return vault.keyedHash('phone', phone);
}

/** 8 to 30 digits; groups of four may be separated. Throws `BANK_ACCOUNT_INVALID`. */
export function normaliseBankAccount(text: string): string {
  const digits = bareText(text).replace(/[\p{Pd}\u2212]/gu, '');
  if (!/^\d{8,30}$/.test(digits)) throw new LinliError('BANK_ACCOUNT_INVALID');
  return digits;
}

/** Whether there is something to read later: at least two letters or figures, not dots or what nobody sees. */
export function saysSomething(reason: string): boolean {
  return (reason.match(/[\p{L}\p{N}]/gu) ?? []).length >= 2;
}

/** A reason somebody can read later. Throws `REASON_NEEDED`. */
export function requireReason(reason: string): string {
  if (!saysSomething(reason)) throw new LinliError('REASON_NEEDED');
  return reason.trim();
}
