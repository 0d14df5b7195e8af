import type { Query } from '../client/client.ts';
import { go, here } from '../route/router.tsx';

/** What of a list stands in its address, so that it can be kept, sent and come back to. */
export type ListQuery = Readonly<Record<string, string | undefined>>;

const sizes = ['20', '50', '100', '200'] as const;
export const pageSizes: readonly string[] = sizes;

export function readQuery(query: URLSearchParams): ListQuery {
  return Object.fromEntries(query);
}

/** Puts a changed filter into the address; the list starts again from its first page. */
export function narrow(before: ListQuery, more: ListQuery): void {
  go(here({ ...before, ...more }), true);
}

/** The list as the API is asked for it. */
export function asked({ columns: _, limit, ...query }: ListQuery, after: string | undefined): Query {
  return { ...query, limit: limit ?? '20', after, count: after === undefined ? 'true' : undefined };
}

const store = 'linli.registers';

/** What a person set for a register on this machine: columns and density. Nothing personal. */
export interface Taste {
  readonly columns?: readonly string[];
  readonly compact?: boolean;
}

export function readTaste(register: string): Taste {
  try {
    return (JSON.parse(localStorage.getItem(store) ?? '{}') as Record<string, Taste>)[register] ?? {};
  } catch {
    return {};
  }
}

export function keepTaste(register: string, taste: Taste): void {
  try {
    const all = JSON.parse(localStorage.getItem(store) ?? '{}') as Record<string, Taste>;
    localStorage.setItem(store, JSON.stringify({ ...all, [register]: taste }));
  } catch {
    // A browser that keeps nothing shows the declared columns again.
  }
}
