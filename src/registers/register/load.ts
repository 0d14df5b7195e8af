import { dayOf } from '../../kernel/kernel.ts';
import type { CsvRow, PackLibrary } from '../packs/packs.ts';
import { peopleByPhone } from '../people/person.store.ts';
import type { Register } from './declare.ts';
import { entered, peopleIn } from './declare.ts';
import type { RegisterDesk } from './entry.store.ts';
import { addEntries } from './entry.store.ts';
import { entryRules, requireEntry } from './entry.ts';
import { listEntries } from './list.store.ts';
import { sheetNames } from './names.store.ts';
import type { SheetNames } from './sheet.ts';

/** Residents a demonstration names by their telephone, for each field that names one. */
async function peopleNamed({ handle, vault }: RegisterDesk, one: Register, rows: readonly CsvRow[]): Promise<SheetNames['entries']> {
  const phones = (name: string): string[] => [...new Set(rows.map((row) => row[name] ?? '').filter((phone) => phone !== ''))];
  const found = peopleIn(one).map(async (name) => [name, await peopleByPhone(handle, vault, phones(name))] as const);
  return Object.fromEntries(await Promise.all(found));
}

/** Enters the rows of a demonstration's `registers/<register>.csv`, unless the register holds something already. Returns how many were new. */
export async function loadEntries(
  desk: RegisterDesk,
  library: PackLibrary,
  one: Register,
  rows: readonly CsvRow[],
  areas: ReadonlySet<string>,
): Promise<number> {
  const { handle, vault, by } = desk;
  const today = dayOf(by.at);
  if (rows.length === 0 || (await listEntries(handle, vault, one, { state: 'all' }, undefined, 1)).rows.length > 0) return 0;
  const known: SheetNames['entries'] = entered(one).some(([, field]) => field.kind === 'entry')
    ? (await sheetNames(handle, one, '', today)).entries
    : {};
  const named = { ...known, ...(await peopleNamed(desk, one, rows)) };
  const rules = entryRules(library, one, today, areas);
  const wanted = rows.map(({ place = '', source = '', ...row }) => {
    const given = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, named[name]?.get(value ?? '') ?? value]));
    return { place, values: requireEntry(one, given, rules, source), source };
  });
  await addEntries(desk, one, wanted, { kind: 'pack', id: 'demonstration' }, today);
  return wanted.length;
}
