import type { Day, Handle, Vault } from '../../kernel/kernel.ts';
import type { Entry, Register } from './declare.ts';
import { listEntries } from './list.store.ts';
import type { EntryQuery } from './list.ts';

/** So many at once. */
const PAGE = 500;

interface Where {
  readonly handle: Handle;
  readonly vault: Vault;
  readonly region: string;
}

/** All entries that last on a day in a region, by title: for registers of which a county holds hundreds. */
export function entriesOn<R extends Register>({ on, ...where }: Where & { readonly on: Day }, one: R): Promise<Entry<R>[]> {
  return entries(where, one, { on });
}

/** All entries there ever were in a region, save those taken back. */
export function allEntries<R extends Register>(where: Where, one: R): Promise<Entry<R>[]> {
  return entries(where, one, { state: 'all' });
}

async function entries<R extends Register>({ handle, vault, region }: Where, one: R, query: EntryQuery): Promise<Entry<R>[]> {
  const found: Entry<R>[] = [];
  let next: string | undefined;
  do {
    const page = await listEntries(handle, vault, one, { ...query, place: region }, next, PAGE);
    found.push(...(page.rows as Entry<R>[]));
    next = page.next;
  } while (next !== undefined);
  return found;
}
