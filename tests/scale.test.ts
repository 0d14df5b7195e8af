import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '..');
const schema = readFileSync(join(root, 'db/schema.sql'), 'utf8');
const page = readFileSync(join(root, 'docs/scale.md'), 'utf8');

/** Tables that docs/scale.md copies to every node or keeps at the coordinator. */
const ofTheHouse = new Set(
  page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...line.split('|')[1]!.matchAll(/`([\w.]+)`/g)].map((found) => found[1]!)),
);

/** What of a schema a database distributed by county would refuse. */
function distributionFaults(sql: string): string[] {
  const tables = [...sql.matchAll(/^create table ([\w.]+) \(/gm)].map((found) => found[1]!);
  const ofCounties = new Set(tables.filter((table) => !ofTheHouse.has(table)));
  const keys = [...sql.matchAll(/^alter table ([\w.]+) add constraint \w+ PRIMARY KEY \((\w+)/gm)];
  const first = new Map(keys.map((found) => [found[1]!, found[2]!]));
  const unique = [...sql.matchAll(/^CREATE UNIQUE INDEX (\w+) ON ([\w.]+) USING btree \((\w+)/gm)];
  const references = [
    ...sql.matchAll(/^alter table ([\w.]+) add constraint (\w+) FOREIGN KEY \(([^)]*)\) REFERENCES ([\w.]+)\(([^)]*)\)/gm),
  ];
  return [
    ...[...ofTheHouse].filter((table) => !tables.includes(table)).map((table) => `${table} is no table`),
    ...[...ofCounties].filter((table) => first.get(table) !== 'county').map((table) => `${table} is not kept by county`),
    ...unique
      .filter(([, , table, column]) => ofCounties.has(table!) && column !== 'county')
      .map(([, index]) => `${index} is unique across counties`),
    ...references
      .filter(([, from, , own, to, theirs]) => {
        const within = ofCounties.has(from!) && ofCounties.has(to!) && own!.startsWith('county') && theirs!.startsWith('county');
        const whole = ofTheHouse.has(from!) && ofTheHouse.has(to!);
        return !within && !whole;
      })
      .map(([, , name]) => `${name} crosses counties`),
  ];
}

test('every table of a county is kept, found and referred to by its county', () => {
  assert.deepEqual(distributionFaults(schema), []);
});

test('a table without the county, an index and a reference across counties are found', () => {
  const planted = `${schema}
create table registers.boat (
  county text not null,
  id uuid not null
);
alter table registers.boat add constraint boat_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX boat_number ON registers.boat USING btree (number);
alter table registers.boat add constraint boat_owner FOREIGN KEY (owner) REFERENCES registers.person(id);
`;
  assert.deepEqual(distributionFaults(planted), [
    'registers.boat is not kept by county',
    'boat_number is unique across counties',
    'boat_owner crosses counties',
  ]);
});

test('the functions that docs/scale.md names are all that still write rows from JSON in one statement', () => {
  const functions = schema.split(/^CREATE OR REPLACE FUNCTION /m).slice(1);
  const fromJson = functions
    .filter((body) =>
      [...body.matchAll(/\binsert into [^;]*?\bselect\b[^;]*;/gi)].some(([one]) =>
        /\bjsonb_(populate_record|array_elements|to_record)/.test(one),
      ),
    )
    .map((body) => /^[\w.]+/.exec(body)![0]);
  const named = [...page.split('## Not yet')[1]!.matchAll(/`((?:kernel|registers|procedures|indicators)\.\w+)`/g)].map(
    (found) => found[1]!,
  );
  assert.deepEqual([...new Set(fromJson)].sort(), named.toSorted());
});
