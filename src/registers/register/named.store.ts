import type { Day, Handle } from '../../kernel/kernel.ts';
import type { Register } from './declare.ts';
import { namedByEntry, peopleIn } from './declare.ts';
import { tableOf } from './statement.store.ts';

/** Titles of the entries among these registers that last on a day and name a resident: posts held, teams joined. One statement. */
export async function namingEntries(
  handle: Handle,
  among: readonly Register[],
  county: string,
  person: string,
  on: Day,
): Promise<[register: string, title: string][]> {
  const parts = among
    .filter((one) => !namedByEntry(one))
    .flatMap((one) =>
      peopleIn(one).map((name) => {
        const lasting = one.lasts ? ` and (t.${one.lasts[1]} is null or t.${one.lasts[1]} > $3)` : '';
        return `select '${one.register}' as register, t.${one.title} as title from ${tableOf(one.register)} t where t.county = $1 and t.${name} = $2 and t.withdrawn_at is null${lasting}`;
      }),
    );
  const text = `select register, title from (${parts.join(' union ')}) named where $3::date is not null order by register, title limit 50`;
  const rows = await handle.query<{ register: string; title: string }>({ name: 'entries-naming', text }, [county, person, on]);
  return rows.map((row) => [row.register, row.title]);
}
