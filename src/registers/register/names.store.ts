import type { Day, Handle, Statement } from '../../kernel/kernel.ts';
import type { Named, Register } from './declare.ts';
import { entered } from './declare.ts';
import type { SheetEntry, SheetNames } from './sheet.ts';
import { identityKey } from './sheet.ts';
import { tableOf } from './statement.store.ts';

/** So many places and entries a sheet offers by name; beyond that they are given by code. */
const MOST_NAMED = 20_000;

const places: Statement = {
  name: 'register-places',
  text: `select code, name from registers.region
          where $1 in (province, city, county, town, community, code) and level = any($2) and known_to is null and valid_from <= $3 and (valid_to is null or valid_to > $3) order by code limit ${MOST_NAMED}`,
};

/** What a sheet may name in a scope: the places where entries of the register stand, and the entries its fields point at. */
export async function sheetNames(handle: Handle, one: Register, scope: string, today: Day): Promise<SheetNames> {
  const levels = one.stands.includes('community') ? [...new Set([...one.stands, 'grid'])] : one.stands;
  const found = await handle.query<{ code: string; name: string }>(places, [scope, levels, today]);
  const entries: Record<string, ReadonlyMap<string, string>> = {};
  for (const [name, field] of entered(one)) {
    if (field.kind === 'entry' && field.of.register !== 'person' && !field.of.masked) entries[name] = await titles(handle, field.of, today);
  }
  return {
    places: unique(
      found.map(({ code, name }) => [name, code]),
      true,
    ),
    entries,
  };
}

/** Of several entries of one name the one that lasts is meant; who was in office twice is still found by the name. */
async function titles(handle: Handle, { register, title, lasts }: Named, today: Day): Promise<ReadonlyMap<string, string>> {
  const lasting = lasts ? `(${lasts[1]} is null or ${lasts[1]} > $1)` : '$1::date is not null';
  const text = `select id, ${title} as title, ${lasting} as lasting from ${tableOf(register)} where withdrawn_at is null order by ${title}, id limit ${MOST_NAMED}`;
  const rows = await handle.query<{ id: string; title: string; lasting: boolean }>({ name: `${register}-titles`, text }, [today]);
  const named = (some: typeof rows): ReadonlyMap<string, string> =>
    unique(
      some.map((row) => [row.title, row.id]),
      false,
    );
  return new Map([...named(rows), ...named(rows.filter((row) => row.lasting))]);
}

/** Names that only one has; two of a name count with the code behind it, so that nobody is guessed. */
function unique(pairs: readonly (readonly [string, string])[], coded: boolean): ReadonlyMap<string, string> {
  const times = new Map<string, number>();
  for (const [name] of pairs) times.set(name, (times.get(name) ?? 0) + 1);
  const said = pairs.flatMap(([name, code]): [string, string][] =>
    times.get(name) === 1 ? [[name, code]] : coded ? [[`${name} ${code}`, code]] : [],
  );
  return new Map([...said, ...(coded ? pairs.map(([, code]): [string, string] => [code, code]) : [])]);
}

/** Which of the entries of a sheet stand in the register already, as identity keys: one question for all rows. */
export async function knownKeys(handle: Handle, one: Register, inputs: readonly SheetEntry[]): Promise<ReadonlySet<string>> {
  if (inputs.length === 0) return new Set();
  const names = one.identity.filter((name) => name !== 'place');
  const columns = names.map((name) => `t.${name}`);
  const place = `coalesce(t.community, t.town, t.county)`;
  const lasting = one.lasts ? ` and t.${one.lasts[1]} is null` : '';
  const text = `select ${place} as place, ${columns.join(', ')} from ${tableOf(one.register)} t
     join unnest($1::text[], $2::text[]) as k(place, first) on k.place = ${place} and k.first = ${columns[0]}::text where t.withdrawn_at is null${lasting}`;
  const rows = await handle.query<Record<string, unknown>>({ name: `${one.register}-known`, text }, [
    inputs.map((input) => input.place.slice(0, 12)),
    inputs.map((input) => String(input.values[names[0]!] ?? '')),
  ]);
  return new Set(rows.map((row) => identityKey(one, String(row.place), row)));
}
