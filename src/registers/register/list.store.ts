import type { Handle, Scope, Statement, Vault } from '../../kernel/kernel.ts';
import { gramQuery } from '../../kernel/kernel.ts';
import { personQuery } from '../people/person.store.ts';
import { idHash, phoneHash } from '../people/person.ts';
import { levelOfCode } from '../regions/region.ts';
import type { Entry, Field, Register } from './declare.ts';
import { columnTypes, peopleIn } from './declare.ts';
import type { EntryQuery } from './list.ts';
import { cursorText, readCursor, sortsOf } from './list.ts';
import { compile, joinsOf, named, tableOf, titlesOf } from './statement.store.ts';

/** A page of a register. */
export interface EntryPage {
  readonly rows: Entry[];
  /** Hand it back for the next page; undefined at the end. */
  readonly next: string | undefined;
}

/** So many hits of one search are told apart by the list's other filters. */
const MOST_HITS = 2_000;

/** A page of the entries in the caller's scope. Keyset paging: nothing is shown twice or skipped while others write. */
export async function listEntries(
  handle: Handle,
  vault: Vault,
  one: Register,
  query: EntryQuery,
  after?: string,
  size = 50,
): Promise<EntryPage> {
  const { statement, values } = listStatement(one, vault, handle.scope, query, after, size + 1);
  const found = await handle.query<Entry & { sort_key: string }>(statement, values);
  const rows = found.slice(0, size);
  const last = rows.at(-1);
  return {
    rows: rows.map(({ sort_key: _, ...row }) => row as Entry),
    next: found.length > size && last ? cursorText({ key: last.sort_key, id: last.id }) : undefined,
  };
}

/** As far as entries are counted; more are "more than". */
const MOST_COUNTED = 1_000;

/** How many entries there are, up to a thousand or to `most`. */
export async function countEntries(
  handle: Handle,
  vault: Vault,
  one: Register,
  query: EntryQuery,
  most = MOST_COUNTED,
): Promise<{ value: number; more: boolean }> {
  const { where, values } = conditions(one, vault, query);
  const text = `select count(*) as value from (select from ${tableOf(one.register)} t where ${where.join(' and ')} limit ${most + 1}) hits`;
  const [row] = await handle.query<{ value: number }>(named(`${one.register}-count`, text), values);
  return { value: Math.min(row!.value, most), more: row!.value > most };
}

function listStatement(
  one: Register,
  vault: Vault,
  scope: Scope,
  query: EntryQuery,
  after: string | undefined,
  limit: number,
): { statement: Statement; values: unknown[] } {
  const { where, values } = conditions(one, vault, query);
  const { key, type } = sortKey(one, query.sort ?? sortsOf(one)[0]!);
  // Orders other than the title's are kept by county: a town walks that index and leaves out what is not its own.
  if (scope.county !== '') where.push(`t.county = $${values.push(scope.county)}`);
  const direction = query.descending ? 'desc' : 'asc';
  const cursor = readCursor(after);
  if (cursor) {
    values.push(cursor.key, cursor.id);
    where.push(`(${key}, t.id) ${query.descending ? '<' : '>'} ($${values.length - 1}::${type}, $${values.length}::uuid)`);
  }
  values.push(limit);
  const columns = compile(one)
    .shown.map((column) => `t.${column}`)
    .join(', ');
  const text = `select ${columns}${titlesOf(one)}, ${key}::text as sort_key from ${tableOf(one.register)} t${joinsOf(one)}
     where ${where.join(' and ')} order by ${key} ${direction}, t.id ${direction} limit $${values.length}`;
  return { statement: named(`${one.register}-list`, text), values };
}

/** By what a list is put in order: as the index has it, with a place for what nobody filled in. */
function sortKey(one: Register, sort: string): { key: string; type: string } {
  if (sort === 'entered_at') return { key: 't.entered_at', type: 'timestamptz' };
  const field = one.fields[sort];
  const name = field ? sort : one.title;
  const [[, type]] = columnTypes(name, one.fields[name]!) as [[string, string]];
  const nullable =
    field !== undefined && ['day', 'count', 'number', 'amount'].includes(field.kind) && !('required' in field && field.required);
  if (!nullable) return { key: `t.${name}`, type };
  return { key: `coalesce(t.${name}, ${field.kind === 'day' ? "'0001-01-01'::date" : "'-1'"})`, type };
}

function conditions(
  one: Register,
  vault: Vault,
  { state = 'lasting', on, place, q, where: wanted = {} }: EntryQuery,
): { where: string[]; values: unknown[] } {
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const where = [state === 'withdrawn' ? 't.withdrawn_at is not null' : 't.withdrawn_at is null'];
  if (one.lasts && (on !== undefined || state === 'lasting' || state === 'ended')) {
    const [from, to] = one.lasts.map((name) => `t.${name}`);
    const day = on === undefined ? 'kernel.today()' : `${put(on)}::date`;
    if (state === 'ended') where.push(`${to} <= ${day}`);
    else where.push(`(${to} is null or ${to} > ${day})`, ...(on === undefined ? [] : [`(${from} is null or ${from} <= ${day})`]));
  } else if (state === 'ended') where.push('false');
  if (place !== undefined) where.push(`t.${levelOfCode(place)} = ${put(place)}`);
  for (const [name, condition] of Object.entries(wanted)) {
    const field = one.fields[name]!;
    const type = columnTypes(name, field)[0]![1];
    if ('is' in condition) where.push(`t.${name} = ${put(condition.is)}::${type}`);
    else if ('has' in condition) where.push(`t.${name} @> array[${put(condition.has)}::text]`);
    else {
      const range = condition;
      if (range.from !== undefined) where.push(`t.${name} >= ${put(range.from)}::${type}`);
      if (range.to !== undefined) where.push(`t.${name} <= ${put(range.to)}::${type}`);
    }
  }
  if (q !== undefined && q.trim() !== '') {
    const { grams, initials, hash } = wordsWanted(vault, q, Object.values(one.fields));
    const [wantedGrams, wantedLetters, wantedPeople] = [put(grams), put(initials), one.personal ? peopleIn(one) : []];
    const found = `t.id in (select f.entry_id from registers.find(${wantedGrams}::tsquery, ${wantedLetters}, ${put(hash)}::bytea, array['${one.register}'], ${MOST_HITS}) f)`;
    const named = wantedPeople.map(
      (name) => `t.${name} in (select s.id from registers.find_people(${wantedGrams}::tsquery, ${wantedLetters}, ${MOST_HITS}) s)`,
    );
    where.push(`(${[found, ...named].join(' or ')})`);
  }
  return { where, values };
}

export interface Wanted {
  readonly grams: string;
  readonly initials: string;
  readonly hash: Buffer | null;
}

/** What was typed into one box: a number that names somebody, letters that may be initials, else a part of the words. */
export function wordsWanted(vault: Vault, typed: string, fields?: readonly Field[]): Wanted {
  const query = personQuery(typed);
  const sealed = (as: string): boolean => fields === undefined || fields.some((field) => field.kind === 'sealed' && field.as === as);
  if ('idNumber' in query && sealed('id-number')) return { grams: '', initials: '', hash: idHash(vault, query.idNumber) };
  if ('phone' in query && sealed('phone')) return { grams: '', initials: '', hash: phoneHash(vault, query.phone) };
  const letters = /^[a-z]{1,20}$/i.test(typed.trim()) ? typed.trim().toLowerCase() : '';
  return { grams: gramQuery(typed), initials: letters, hash: null };
}

/** A hit of the finder. */
export interface Found {
  readonly county: string;
  readonly register: string;
  readonly entry_id: string;
  readonly title: string;
  readonly community: string | null;
  readonly town: string | null;
  readonly lasting: boolean;
}

const find: Statement = {
  name: 'finder',
  text: 'select county, register, entry_id, title, community, town, lasting from registers.find($1::tsquery, $2, $3, $4::text[], $5)',
};

/** Entries of any of the registers by words, initials or number; one more than `most` says that there are more. */
export async function findEntries(handle: Handle, vault: Vault, typed: string, among: readonly string[], most: number): Promise<Found[]> {
  const { grams, initials, hash } = wordsWanted(vault, typed);
  if (grams === '' && initials === '' && hash === null) return [];
  return handle.query<Found>(find, [grams, initials, hash, among, most]);
}

/** How many entries of each register last in the caller's scope, up to a thousand: one exchange for all. */
export async function countRegisters(
  handle: Handle,
  vault: Vault,
  all: readonly Register[],
): Promise<Record<string, { value: number; more: boolean }>> {
  if (all.length === 0) return {};
  const rows = await handle.batch(
    all.map((one) => {
      const { where, values } = conditions(one, vault, {});
      const text = `select count(*) as value from (select from ${tableOf(one.register)} t where ${where.join(' and ')} limit ${MOST_COUNTED + 1}) hits`;
      return [named(`${one.register}-count`, text), values] as const;
    }),
  );
  return Object.fromEntries(
    all.map((one, at) => {
      const value = Number(rows[at]![0]!.value);
      return [one.register, { value: Math.min(value, MOST_COUNTED), more: value > MOST_COUNTED }];
    }),
  );
}
