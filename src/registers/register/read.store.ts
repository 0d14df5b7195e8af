import type { Day, Handle, Statement } from '../../kernel/kernel.ts';
import { LinliError } from '../../kernel/kernel.ts';
import type { Entry, Register } from './declare.ts';
import type { EntryChange } from './entry.ts';
import { entryErrors } from './entry.ts';
import { compile } from './statement.store.ts';

/** The entry, or undefined when there is none in the caller's scope. */
export async function findEntry<R extends Register>(handle: Handle, one: R, county: string, id: string): Promise<Entry<R> | undefined> {
  return (await handle.query<Entry<R>>(compile(one).byId, [county, id]))[0];
}

/** The entry. Throws ENTRY_NOT_FOUND, also outside the caller's scope. */
export async function getEntry<R extends Register>(handle: Handle, one: R, county: string, id: string): Promise<Entry<R>> {
  const found = await findEntry(handle, one, county, id);
  if (!found) throw new LinliError(entryErrors.ENTRY_NOT_FOUND);
  return found;
}

const history: Statement = {
  name: 'entry-history',
  text: `select at, what, actor, basis_kind, basis_id, before, after from registers.entry_change where county = $1 and entry_id = $2 and register = $3 order by at, id limit 500`,
};

/** What happened to an entry, oldest first; the first is its entry. */
export function entryHistory(handle: Handle, one: Register, county: string, id: string): Promise<EntryChange[]> {
  return handle.query<EntryChange>(history, [county, id, one.register]);
}

const stays: Statement = {
  name: 'entry-stays',
  text: `select region, "from", "to" from registers.stay where county = $1 and entry_id = $2 and register = $3 order by "to"`,
};

/** Where an entry stood before. */
export function entryStays(
  handle: Handle,
  one: Register,
  county: string,
  id: string,
): Promise<{ region: string; from: Day | null; to: Day }[]> {
  return handle.query(stays, [county, id, one.register]);
}
