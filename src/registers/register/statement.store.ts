import { createHash } from 'node:crypto';
import type { Call, Statement } from '../../kernel/kernel.ts';
import type { Register } from './declare.ts';
import { columnTypes, entered } from './declare.ts';

export const PLACE = ['county', 'id', 'province', 'city', 'town', 'community', 'grid'] as const;
const TAIL = ['source', 'entered_by', 'entered_at', 'version', 'withdrawn_at', 'withdrawn_why', 'former'] as const;
const COMMON: Readonly<Record<string, string>> = {
  county: 'text',
  id: 'uuid',
  province: 'text',
  city: 'text',
  town: 'text',
  community: 'text',
  grid: 'text',
  source: 'text',
  entered_by: 'text',
  entered_at: 'timestamptz',
  version: 'int',
};

/** The table of a register. */
export function tableOf(register: string): string {
  return `registers.${register.replaceAll('-', '_')}`;
}

/** A statement made for a question, under a name that is its text's own, so that it is planned once. */
export function named(name: string, text: string): Statement {
  return { name: `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`, text };
}

interface Compiled {
  readonly columns: readonly string[];
  readonly types: Readonly<Record<string, string>>;
  /** What a reader selects: sealed numbers by their last characters only. */
  readonly shown: readonly string[];
  readonly byId: Statement;
  readonly update: Statement;
  readonly withdraw: Statement;
  readonly audit: string;
}

const compiled = new WeakMap<Register, Compiled>();

/** The statements of a register, made once. */
export function compile(one: Register): Compiled {
  const known = compiled.get(one);
  if (known) return known;
  const table = tableOf(one.register);
  const own = entered(one).flatMap(([name, field]) => columnTypes(name, field));
  const shown = Object.entries(one.fields).flatMap(([name, field]) => (field.kind === 'sealed' ? [`${name}_last4`] : [name]));
  const selected = [...PLACE, ...shown, ...TAIL];
  const set = own.map(([column, type], at) => `${column} = $${at + 4}::${type}`);
  const made: Compiled = {
    columns: [...PLACE, ...own.map(([column]) => column), 'source', 'entered_by', 'entered_at', 'version'],
    types: { ...COMMON, ...Object.fromEntries(own) },
    shown: selected,
    audit: one.register,
    byId: {
      name: `${one.register}-entry`,
      text: `select ${selected.map((column) => `t.${column}`).join(', ')}${titlesOf(one)} from ${table} t${joinsOf(one)} where t.county = $1 and t.id = $2`,
    },
    update: {
      name: `${one.register}-update`,
      text: `with changed as (update ${table} set ${[...set, `source = $${own.length + 4}::text`, 'version = version + 1'].join(', ')}
                where county = $1 and id = $2 and version = $3 and withdrawn_at is null returning 1) select kernel.expect_one((select count(*) from changed))`,
    },
    withdraw: {
      name: `${one.register}-withdraw`,
      text: `with changed as (update ${table} set withdrawn_at = $4::timestamptz, withdrawn_why = $5, version = version + 1 where county = $1 and id = $2 and version = $3 returning 1)
             select kernel.expect_one((select count(*) from changed))`,
    },
  };
  compiled.set(one, made);
  return made;
}

/** The titles of the entries that an entry names, as `<field>__title`; null where they are out of the reader's scope. */
export function titlesOf(one: Register): string {
  return Object.entries(one.fields)
    .flatMap(([name, field]) => (field.kind === 'entry' ? [`, r_${name}.${field.of.title} as ${name}__title`] : []))
    .join('');
}

export function joinsOf(one: Register): string {
  const named = Object.entries(one.fields).flatMap(([name, field]) =>
    field.kind === 'entry'
      ? [` left join ${tableOf(field.of.register)} r_${name} on r_${name}.county = t.county and r_${name}.id = t.${name}`]
      : [],
  );
  return named.join('');
}

/** So many rows go in one statement, whose text is then known already. */
const AT_ONCE = 100;

/** Rows as `values`, which a table distributed by county takes under its row policy; a full packet has a name, so that it is planned once. */
export function inserts(
  table: string,
  columns: readonly string[],
  typeOf: (column: string) => string,
  rows: readonly (readonly unknown[])[],
  rest = '',
): Call[] {
  const calls: Call[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = rows.slice(from, from + AT_ONCE);
    const place = (row: number, at: number): string => {
      const parameter = `$${row * columns.length + at + 1}`;
      return columns[at] === 'grams' ? `array_to_tsvector(${parameter}::text[])` : `${parameter}::${typeOf(columns[at]!)}`;
    };
    const values = part.map((_, row) => `(${columns.map((__, at) => place(row, at)).join(', ')})`).join(', ');
    const name = part.length === 1 || part.length === AT_ONCE ? `${table}-insert-${part.length}` : '';
    calls.push([
      { name, text: `insert into ${table} (${columns.map((column) => `"${column}"`).join(', ')}) values ${values}${rest}` },
      part.flat(),
    ]);
  }
  return calls;
}
