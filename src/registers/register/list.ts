import type { Day } from '../../kernel/kernel.ts';
import { LinliError } from '../../kernel/kernel.ts';
import type { Field, Register } from './declare.ts';
import { namedByEntry } from './declare.ts';

/** Which entries a list shows: those that last, those that ended, those taken back, or all that were not taken back. */
export const listStates = ['lasting', 'ended', 'withdrawn', 'all'] as const;
export type ListState = (typeof listStates)[number];

/** What a list of a register is narrowed and ordered by. */
export interface EntryQuery {
  readonly state?: ListState;
  /** Only entries that last on that day. */
  readonly on?: Day;
  /** Code of a place: only entries in it. */
  readonly place?: string;
  /** Words, initials or a number. */
  readonly q?: string;
  /** Field → what it must be; a range as `[from, to]`. */
  readonly where?: Readonly<Record<string, Condition>>;
  /** A declared sort, `place` or `entered_at`. */
  readonly sort?: string;
  readonly descending?: boolean;
}

export type Condition = { readonly is: string | boolean } | { readonly has: string } | { readonly from?: string; readonly to?: string };

/** The names under which the filters of a field stand in an address. */
export function filterNames(name: string, { kind }: Field): string[] {
  return ['day', 'count', 'number', 'amount', 'sum'].includes(kind) ? [`${name}_from`, `${name}_to`] : [name];
}

/** Fields a list is filtered by: those declared so, and the entries that others name. */
export function filters(one: Register): [string, Field][] {
  return Object.entries(one.fields).filter(([, field]) => field.kind === 'entry' || ('filter' in field && field.filter === true));
}

/** Reads the filters of an address. */
export function readConditions(one: Register, query: Readonly<Record<string, unknown>>): Record<string, Condition> {
  return Object.fromEntries(
    filters(one).flatMap(([name, field]): [string, Condition][] => {
      const [first, second] = filterNames(name, field)
        .map((key) => query[key])
        .map((value) => (value === undefined || value === '' ? undefined : String(value)));
      if (first === undefined && second === undefined) return [];
      if (field.kind === 'flag') return [[name, { is: first === 'yes' || first === 'true' }]];
      if (field.kind === 'codes') return [[name, { has: first! }]];
      if (filterNames(name, field).length === 2)
        return [[name, { ...(first === undefined ? {} : { from: first }), ...(second === undefined ? {} : { to: second }) }]];
      return [[name, { is: first! }]];
    }),
  );
}

/** Every way a list can be ordered; the first unless another is asked for. */
export function sortsOf(one: Register): string[] {
  return [...new Set([...(namedByEntry(one) ? [] : [one.title]), ...one.sorts, 'entered_at'])];
}

/** From where the next page starts. */
export interface Cursor {
  readonly key: string;
  readonly id: string;
}

export function cursorText({ key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** Reads a cursor; one that was made up reads as none. */
export function readCursor(after: string | undefined): Cursor | undefined {
  if (!after) return undefined;
  try {
    const [key, id] = JSON.parse(Buffer.from(after, 'base64url').toString()) as [unknown, unknown];
    return typeof key === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? { key, id } : undefined;
  } catch {
    return undefined;
  }
}

/** The register of a name. Throws REGISTER_UNKNOWN. */
export function registerNamed(all: readonly Register[], name: string): Register {
  const found = all.find((one) => one.register === name);
  if (!found) throw new LinliError('REGISTER_UNKNOWN', { name });
  return found;
}
