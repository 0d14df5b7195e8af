import type { Field, Register } from './declare.ts';
import { columnTypes } from './declare.ts';
import { filters } from './list.ts';

const EMPTY: Readonly<Record<string, string>> = {
  text: " not null default ''",
  'text[]': " not null default '{}'",
  boolean: ' not null default false',
};

function column(name: string, field: Field): string[] {
  if (field.kind === 'sum') return [`  ${name} numeric generated always as (${field.of.join(' + ')}) stored`];
  const required = 'required' in field && field.required === true;
  return columnTypes(name, field).map(([own, type]) => {
    const check = ['count', 'number', 'amount'].includes(field.kind) ? ` check (${own} >= 0)` : '';
    return `  ${own} ${type}${required && type !== 'bytea' ? ' not null' : (EMPTY[type] ?? '')}${check}`;
  });
}

/** A draft of the migration of a register, to be read, named and commented by a person before it lands. */
export function draftSql(one: Register, title: string): string {
  const table = `registers.${one.register.replaceAll('-', '_')}`;
  const list = (names: readonly string[]): string => `'{${names.join(',')}}'`;
  const named = Object.entries(one.fields).flatMap(([name, field]) =>
    field.kind === 'entry'
      ? [
          `alter table ${table} add foreign key (county, ${name}) references registers.${field.of.register.replaceAll('-', '_')} (county, id);`,
        ]
      : [],
  );
  const [from, to] = one.lasts ?? [];
  const order = from && to ? [`  check (${to} >= ${from})`] : [];
  const place = one.stands.includes('county')
    ? 'coalesce(community, town, county)'
    : one.stands.includes('town')
      ? 'coalesce(community, town)'
      : one.stands[0] === 'grid'
        ? 'grid'
        : 'community';
  const filtered = filters(one)
    .filter(([, field]) => field.kind !== 'entry' && field.kind !== 'codes')
    .map(([name]) => name);
  const given = [
    `'${table}'`,
    `'${one.title}'`,
    ...(one.lasts ? [`lasts => ${list(one.lasts)}`] : []),
    ...(filtered.length > 0 ? [`filters => ${list(filtered)}`] : []),
    ...(one.sorts.length > 0 ? [`sorts => ${list(one.sorts)}`] : []),
    `levels => ${list(one.stands)}`,
  ];
  const identity = one.identity.map((name) => (name === 'place' ? place : name));
  return [
    `create table ${table} (`,
    [...Object.entries(one.fields).flatMap(([name, field]) => column(name, field)), ...order].join(',\n'),
    ');',
    `comment on table ${table} is '${title} (${one.for.join(', ')}).';`,
    `select registers.declare_register(${given.join(', ')});`,
    `create unique index ${one.register.replaceAll('-', '_')}_identity on ${table} (county, ${identity.map((name) => (name.includes('(') ? `(${name})` : name)).join(', ')}, former) where withdrawn_at is null${to ? ` and ${to} is null` : ''};`,
    ...named,
    '',
  ].join('\n');
}
