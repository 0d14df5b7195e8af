import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestDatabase } from '../../tests/support/database.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { declaredRegisters } from './declared.ts';
import { columnTypes } from './register/declare.ts';
import { filters, sortsOf } from './register/list.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const COMMON = new Set(
  'county id province city town community grid source entered_by entered_at version withdrawn_at withdrawn_why former'.split(' '),
);

test('every declaration has its table, and every declared table its declaration: columns, types, indexes', async () => {
  const { rows: tables } = await database.owner.query<{
    register: string;
    title: string;
    lasts_from: string | null;
    lasts_to: string | null;
  }>('select register, title, lasts_from, lasts_to from registers.declared order by register');
  assert.deepEqual(
    tables.map((row) => row.register),
    declaredRegisters.map((one) => one.register).sort(),
  );
  for (const one of declaredRegisters) {
    const table = one.register.replaceAll('-', '_');
    const { rows } = await database.owner.query<{ column: string; type: string }>(
      `select attname as column, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
      [`registers.${table}`],
    );
    const held = Object.fromEntries(rows.filter((row) => !COMMON.has(row.column)).map((row) => [row.column, row.type]));
    const wanted = Object.fromEntries(Object.entries(one.fields).flatMap(([name, field]) => columnTypes(name, field)));
    const plain = (types: Record<string, string>) =>
      Object.fromEntries(Object.entries(types).map(([name, type]) => [name, type.replace(/^numeric.*/, 'numeric')]));
    assert.deepEqual(plain(held), plain(wanted), one.register);
    const facts = tables.find((row) => row.register === one.register)!;
    assert.deepEqual(
      [facts.title, facts.lasts_from, facts.lasts_to],
      [one.title, one.lasts?.[0] ?? null, one.lasts?.[1] ?? null],
      one.register,
    );
    const { rows: indexes } = await database.owner.query<{ name: string }>(
      `select relname as name from pg_class where relname like $1 and relkind = 'i'`,
      [`${table}\\_%`],
    );
    const names = new Set(indexes.map((row) => row.name));
    for (const [name, field] of filters(one))
      if (field.kind !== 'codes')
        assert.ok(names.has(`${table}_by_${name}`) || names.has(`${table}_in_${name}`), `${one.register} by ${name}`);
    for (const name of sortsOf(one).filter((sort) => sort !== one.title && sort !== 'entered_at'))
      assert.ok(names.has(`${table}_in_${name}`), `${one.register} in ${name}`);
    const { rows: identity } = await database.owner.query<{ said: string }>(
      'select indexdef as said from pg_indexes where indexname = $1',
      [`${table}_identity`],
    );
    // Without its former code an entry could not follow a merger of two places that have the same.
    assert.match(identity[0]?.said ?? '', /UNIQUE.*, former\) WHERE/, `${one.register} identity`);
  }
});

test('no field is called like what every list is narrowed by', () => {
  const taken = new Set('q place on state sort descending after limit count'.split(' '));
  for (const one of declaredRegisters) for (const name of Object.keys(one.fields)) assert.ok(!taken.has(name), `${one.register}: ${name}`);
});

test('a declaration names only fields it has', () => {
  for (const one of declaredRegisters) {
    const named = [
      ...one.list,
      ...one.sorts,
      ...(one.find ?? []),
      ...one.identity.filter((name) => name !== 'place'),
      one.title,
      ...(one.lasts ?? []),
    ];
    for (const name of named) assert.ok(name in one.fields, `${one.register}: ${name}`);
    assert.ok(one.for.length > 0, `${one.register} serves no requirement`);
  }
});
