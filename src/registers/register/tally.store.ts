import type { Day, Handle } from '../../kernel/kernel.ts';
import { levelOfCode } from '../regions/region.ts';
import type { Register } from './declare.ts';
import { tableOf } from './statement.store.ts';

/** How many entries of a place carry a value; one entry with several values counts under each. */
export interface Tally {
  /** The lowest level down to the community at which the entries stand. */
  readonly place: string;
  readonly value: string;
  readonly count: number;
}

/** Tallies of the same place and value as one. */
export function summed(tallies: readonly Tally[]): Tally[] {
  const sums = new Map<string, Tally>();
  for (const one of tallies) {
    const key = `${one.place} ${one.value}`;
    sums.set(key, { ...one, count: one.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}

/** Counts the entries that last on a day in a region, by place and by the values of one field; without a field, under an empty value. */
export async function tallyEntries(
  handle: Handle,
  one: Register,
  { region, on, by, filled }: { region: string; on: Day; by?: string; filled?: string },
): Promise<Tally[]> {
  const field = by === undefined ? undefined : one.fields[by];
  const [from, to] = one.lasts ?? [];
  const value = field === undefined ? "''" : field.kind === 'codes' ? 'v' : `t.${by}::text`;
  const where = [
    `t.${levelOfCode(region)} = $1`,
    't.withdrawn_at is null',
    ...(from === undefined ? ['$2::date is not null'] : [`(t.${from} is null or t.${from} <= $2) and (t.${to} is null or t.${to} > $2)`]),
    ...(filled === undefined ? [] : [`t.${filled} is not null and t.${filled}::text <> ''`]),
  ];
  const text = `select coalesce(t.community, t.town, t.county) as place, ${value} as value, count(*) as count
      from ${tableOf(one.register)} t${field?.kind === 'codes' ? ` cross join unnest(t.${by}) v` : ''}
     where ${where.join(' and ')} group by 1, 2 order by 1, 2`;
  return handle.query<Tally>({ name: `${one.register}-tally-${by ?? ''}-${filled ?? ''}-${levelOfCode(region)}`, text }, [region, on]);
}
