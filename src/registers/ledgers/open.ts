import type { Day, Handle } from '../../kernel/kernel.ts';
import type { PackLibrary } from '../packs/packs.ts';
import { text } from '../packs/packs.ts';
import { maskName } from '../people/masking.ts';
import { personRecord } from '../people/person-record.ts';
import { ancestryOfCode } from '../regions/region.ts';
import type { Entry, Register } from '../register/declare.ts';
import type { RegisterDesk } from '../register/entry.store.ts';
import { choicesOf } from '../register/words.ts';
import type { DerivedRow, Deriving } from './derive.store.ts';
import { deriveCommunities, deriveRows } from './derive.store.ts';
import type { KnownField } from './dictionary.ts';
import { dictionaryOf, ledgerFact } from './dictionary.ts';
import type { Ledger } from './ledger.store.ts';
import { formOf, getLedger, listLedgers } from './ledger.store.ts';
import type { LedgerForm } from './ledger.ts';
import { askedFields, registerOf, SUBJECT, stateOn, subjects } from './ledger.ts';
import type { KeptRow, KeptValue, SheetRow } from './sheet.store.ts';
import { getSheet, rowsOfSheet } from './sheet.store.ts';
import { cellsOf, isFilled } from './sheet.ts';

/** What ledgers are read against: the packs, the declared registers, a day. */
export interface LedgerGround {
  readonly library: PackLibrary;
  readonly registers: readonly Register[];
  readonly today: Day;
  placeName(code: string): Promise<string>;
}

/** With what a command on a sheet works. */
export type LedgerDesk = RegisterDesk & LedgerGround;

/** Every declared register, the people first. */
export function allRegisters({ registers }: Pick<LedgerGround, 'registers'>): Register[] {
  return [personRecord, ...registers];
}

const read = new WeakMap<PackLibrary, readonly KnownField[]>();

/** Every fact the registers keep; read once a library. */
export function factsOf(ground: Pick<LedgerGround, 'library' | 'registers'>): readonly KnownField[] {
  const known = read.get(ground.library) ?? dictionaryOf(ground.library, allRegisters(ground));
  read.set(ground.library, known);
  return known;
}

/** What other living ledgers about the same things ask: known facts for a new one (DAT-03). */
export async function factsOfLedgers(handle: Handle, today: Day, rows: string, but?: string): Promise<KnownField[]> {
  if (rows === 'free') return [];
  const ledgers = await listLedgers(handle);
  return ledgers
    .filter((one) => one.id !== but && formOf(one).form.rows === rows)
    .filter((one) => ['live', 'waiting'].includes(stateOn(formOf(one).form, one.decisions, today)))
    .flatMap((one) => {
      const { form } = formOf(one);
      const every = text(`ledgers.frequencies.${form.frequency}`);
      return askedFields(form).map((field) => ledgerFact({ id: one.id, title: form.title, every }, { ...field, kind: field.kind! }));
    });
}

/** What the rows of a ledger are derived by: the registers, and what the form itself says of other ledgers. */
export function derivingOf(ground: LedgerGround, form: LedgerForm): Deriving {
  const others = form.fields.flatMap((field) => {
    const [first, id, name] = (field.known ?? '').split('.');
    return first === 'ledger' && id && name
      ? [ledgerFact({ id, title: field.title, every: '' }, { ...field, name, kind: field.kind! })]
      : [];
  });
  return { all: allRegisters(ground), known: [...factsOf(ground), ...others], today: ground.today };
}

/** The choices of a coded fact: code → name. */
export function choicesOfFact(ground: LedgerGround, fact: KnownField): Record<string, string> {
  if (fact.options) return Object.fromEntries(fact.options.map((option) => [option, option]));
  const owner = allRegisters(ground).find(({ register }) => register === fact.register)!;
  const choices = choicesOf(ground.library, owner, (fact.declared as { table: string }).table);
  return Object.fromEntries(choices.map(({ code, name }) => [code, name]));
}

/** A ledger as a register. */
export function asRegister(ground: LedgerGround, form: LedgerForm, asked = false): Register {
  return registerOf(form, { ...derivingOf(ground, form), codes: (fact) => choicesOfFact(ground, fact) }, asked);
}

/** A sheet with the version of the ledger it was sent out under. */
export interface OpenSheet {
  readonly sheet: SheetRow;
  readonly ledger: Ledger;
  readonly form: LedgerForm;
  /** The whole ledger as a register, and only what is asked. */
  readonly one: Register;
  readonly asked: Register;
}

/** A sheet in the caller's scope. Throws SHEET_NOT_FOUND. */
export async function openSheet(
  desk: LedgerGround & { handle: Handle },
  { county, id }: { county: string; id: string },
): Promise<OpenSheet> {
  const sheet = await getSheet(desk.handle, county, id);
  const ledger = await getLedger(desk.handle, county, sheet.ledger);
  const { form } = formOf(ledger, sheet.ledger_version);
  return { sheet, ledger, form, one: asRegister(desk, form), asked: asRegister(desk, form, true) };
}

/** What a row of a sheet is about, what is known of it, and what was answered. */
export interface WholeRow {
  readonly subject: string;
  readonly title: string;
  readonly known: Readonly<Record<string, KeptValue>>;
  readonly kept: KeptRow | undefined;
}

/** Whether a sheet shows what the registers said when it was handed in, and not what they say now. */
export const isFrozen = ({ state }: Pick<SheetRow, 'state'>): boolean => ['submitted', 'checked', 'locked'].includes(state);

/** Rows of a sheet that follow `after`; `only` asks for some subjects. */
export async function rowsOf(
  desk: LedgerGround & { handle: Handle },
  { sheet, form, one }: OpenSheet,
  page: { after?: string | undefined; size: number; only?: readonly string[] },
): Promise<{ rows: WholeRow[]; next: string | undefined }> {
  const { handle } = desk;
  const { after, size, only } = page;
  if (isFrozen(sheet) || form.rows === 'free') {
    const kept = await rowsOfSheet(handle, sheet, { ...(only ? { subjects: only } : {}), after, size: size + 1 });
    const rows = kept.slice(0, size).map((row) => ({ subject: row.subject, title: titleIn(one, row), known: row.known, kept: row }));
    return { rows, next: kept.length > size ? rows.at(-1)?.subject : undefined };
  }
  if (form.rows === 'community') return { rows: after === undefined ? [await placeRow(desk, sheet, form)] : [], next: undefined };
  const { rows, next } = await deriveRows(handle, form, derivingOf(desk, form), sheet.community, page);
  const found = await rowsOfSheet(handle, sheet, { subjects: rows.map(({ id }) => id) });
  const kept = new Map(found.map((row) => [row.subject, row]));
  return {
    rows: rows.map((row) => ({ subject: row.id, title: row.title, known: withTitle(row, keptOf(row)), kept: kept.get(row.id) })),
    next,
  };
}

async function placeRow(desk: LedgerGround & { handle: Handle }, sheet: SheetRow, form: LedgerForm): Promise<WholeRow> {
  const title = await desk.placeName(sheet.community);
  const of = [{ community: sheet.community, subject: sheet.id, title }];
  const [[found], [kept]] = await Promise.all([
    deriveCommunities(desk.handle, form, derivingOf(desk, form), sheet.community, of),
    rowsOfSheet(desk.handle, sheet, { subjects: [sheet.id] }),
  ]);
  return { subject: sheet.id, title, known: withTitle(found!, keptOf(found!)), kept };
}

/** Every row of a sheet, packet by packet. */
export async function everyRow(desk: LedgerDesk, open: OpenSheet): Promise<WholeRow[]> {
  const all: WholeRow[] = [];
  let after: string | undefined;
  do {
    const page = await rowsOf(desk, open, { after, size: 1_000 });
    all.push(...page.rows);
    after = page.next;
  } while (after);
  return all;
}

/** The name of what a row is about is kept beside the values, for who reads the sheet when the record has moved. */
const TITLE = '$title';

function withTitle({ title, id }: { title: string; id: string }, known: Record<string, KeptValue>): Record<string, KeptValue> {
  return { ...known, [TITLE]: { value: title, register: '', entry: id, on: null, by: '' } };
}

/** What a kept row is about, by name. */
export function titleIn(one: Register, row: Pick<KeptRow, 'known' | 'answers'>): string {
  return String(row.known[TITLE]?.value ?? row.answers[one.title] ?? '');
}

/** Known values without the name that is kept beside them. */
export function valuesIn(known: Readonly<Record<string, KeptValue>>): Record<string, KeptValue> {
  return Object.fromEntries(Object.entries(known).filter(([name]) => name !== TITLE));
}

/** What the registers say of a row, as it is kept when the sheet is handed in. */
export function keptOf({ known, titles, sources }: Pick<DerivedRow, 'known' | 'titles' | 'sources'>): Record<string, KeptValue> {
  return Object.fromEntries(
    Object.entries(known).map(([name, value]) => [name, { value, ...(titles[name] ? { title: titles[name] } : {}), ...sources[name]! }]),
  );
}

/** The values of a row under the names of the ledger's register, as entries of registers are. */
export function ledgerEntry(
  form: Pick<LedgerForm, 'rows'>,
  one: Register,
  place: { county: string; town: string | null; community: string; grid: string | null; id: string },
  about: { readonly title: string; readonly known: Readonly<Record<string, KeptValue>> },
  kept: { readonly answers: Readonly<Record<string, unknown>>; readonly version: number } | undefined,
): Entry {
  const values: Record<string, unknown> = { ...kept?.answers };
  for (const [name, { value, title }] of Object.entries(valuesIn(about.known))) {
    values[one.fields[name]?.kind === 'sealed' ? `${name}_last4` : name] = value;
    if (title !== undefined) values[`${name}__title`] = title;
  }
  const { province, city } = ancestryOfCode(place.community);
  const { county, town, community, grid, id } = place;
  return {
    ...values,
    [SUBJECT]: id,
    [`${SUBJECT}__title`]: form.rows === 'household' ? maskName(about.title) : about.title,
    province,
    city,
    county,
    town,
    community,
    grid,
    id,
    source: '',
    entered_by: '',
    entered_at: new Date(0),
    version: kept?.version ?? 0,
    withdrawn_at: null,
    withdrawn_why: '',
  } as unknown as Entry;
}

/** Cells of rows, and how many of them the system filled in. */
export function countCells(form: LedgerForm, rows: readonly WholeRow[]): { cells: number; known: number } {
  const values = (known: Readonly<Record<string, KeptValue>>) =>
    Object.fromEntries(Object.entries(known).flatMap(([name, { value }]) => (isFilled(value) ? [[name, value]] : [])));
  return cellsOf(
    form,
    rows.map(({ known, kept }) => ({ known: values(known), answers: kept?.answers ?? {} })),
  );
}

/** Whether what rows are about is derived from a register. */
export const isDerived = ({ rows }: Pick<LedgerForm, 'rows'>): boolean => (subjects as readonly string[]).includes(rows);
