import type { Call, Day, Statement } from '../../kernel/kernel.ts';
import type { Register, RegisterMeasure } from './declare.ts';
import { tableOf } from './statement.store.ts';

/** What the entries of a register come to in one community on a day. */
export interface MeasuredRow {
  readonly region: string;
  readonly measure: string;
  readonly value: number;
}

type Column = 'province' | 'city' | 'county' | 'town' | 'community';

const statements = new Map<string, Statement>();

/**
 * Counts and sums of a register's own measures by the community in which its entries stood on a day; a community in which nothing was ever entered by
 * that day has no row, for nobody knows. One statement a register. `values`: region, day, and below the county the stem of its code.
 */
export function measureCall(one: Register, column: Column, region: string, on: Day, stem: string): Call {
  const name = `${one.register}-measures-${column}`;
  const known = statements.get(name) ?? { name, text: measureText(one, column) };
  statements.set(name, known);
  return [known, [region, on, stem]];
}

function measureText(one: Register, column: Column): string {
  const [from, to] = one.lasts ?? [];
  const begun = from === undefined ? 't.entered_at < kernel.start_of($2::date + 1)' : `(t.${from} is null or t.${from} <= $2::date)`;
  const lasting = to === undefined ? 'true' : `(e.${to} is null or e.${to} > $2::date)`;
  const figures = Object.entries(one.measures ?? {}).map(([name, measure]) => `'${name}', ${figure(one, measure, lasting)}`);
  const within =
    column === 'town' || column === 'community'
      ? `(t.${column} = $1 or starts_with(coalesce(s.region, t.community), $3))`
      : `t.${column} = $1 and $3::text is not null`;
  return `with e as (
      select coalesce(s.region, t.community) as region, t.* from ${tableOf(one.register)} t
        left join lateral (select s.region from registers.stay s
                            where s.county = t.county and s.register = '${one.register}' and s.entry_id = t.id and s."to" > $2::date order by s."to" limit 1) s on true
       where ${within} and t.withdrawn_at is null and ${begun})
    select region, m.key as measure, m.value::numeric as value
      from (select e.region, jsonb_build_object(${figures.join(', ')}) as all_of from e where e.region is not null group by e.region) g cross join lateral jsonb_each_text(g.all_of) m order by 1, 2`;
}

function figure(one: Register, { sum, where = {} }: RegisterMeasure, lasting: string): string {
  const conditions = Object.entries(where).map(([name, wanted]) => {
    const { kind } = one.fields[name]!;
    if (wanted === 'filled') return kind === 'codes' ? `e.${name} <> '{}'` : `coalesce(e.${name}::text, '') <> ''`;
    if (typeof wanted === 'boolean') return `e.${name} = ${wanted}`;
    const list = wanted.map((code) => `'${code.replaceAll("'", "''")}'`).join(', ');
    return kind === 'codes' ? `e.${name} && array[${list}]` : `e.${name} in (${list})`;
  });
  const counted = [lasting, ...conditions].join(' and ');
  return sum === undefined ? `count(*) filter (where ${counted})` : `coalesce(sum(e.${sum}) filter (where ${counted}), 0)`;
}

/** Whether anything was ever entered in a community. */
export function anyEntryCall(one: Register, community: string): Call {
  return [
    { name: `${one.register}-any`, text: `select 1 from ${tableOf(one.register)} where community = $1 and withdrawn_at is null limit 1` },
    [community],
  ];
}
