// node --import tsx bench/registers.ts [entries] [people]: lists and searches of a large register and of many residents, in a fresh database.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type pg from 'pg';
import type { Database, Handle, Level, Scope, Vault } from '../src/kernel/kernel.ts';
import { openDatabase, readConfig } from '../src/kernel/kernel.ts';
import { loadDefaultContent } from '../src/main/content.ts';
import { openStore, packsFolder, withOwner } from '../src/main/program.ts';
import type { EntryPage, EntryQuery } from '../src/registers/registers.ts';
import { declaredRegisters, filters, listEntries, searchPeople, sortsOf, spellName } from '../src/registers/registers.ts';
import { explaining } from './explain.ts';

/** Milliseconds of one kind of call, one after the other, and the pages of 8 KiB that the dearest of them touched. */
export interface Taken {
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
  readonly buffers: number;
  /** Which call touched most. */
  readonly dearest: string;
}

export interface RegisterBench {
  readonly entries: number;
  readonly people: number;
  readonly fillSeconds: number;
  readonly lists: Readonly<Record<string, Taken>>;
  readonly names: Readonly<Record<string, Taken>>;
}

type Call = readonly [label: string, ask: (handle: Handle) => Promise<unknown>];

const ROUNDS = 10;
const volunteer = declaredRegisters.find((one) => one.register === 'volunteer')!;
const scopes: readonly Scope[] = [
  { level: 'community', code: '990101001001', county: '990101000000' },
  { level: 'town', code: '990101001000', county: '990101000000' },
  { level: 'county', code: '990101000000', county: '990101000000' },
];
const [first, second, third] = [
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗',
  '秀建国玉海丽春文永志桂福凤金素长德宝明红',
  '英军梅华兰强芳平山林云花珍生田霞燕龙才顺',
].map((one) => [...one]) as [string[], string[], string[]];

/** Eight thousand names, each with its letters. */
async function nameThem(owner: pg.Client): Promise<void> {
  await owner.query(
    'create temp table named (n int primary key, name text, pinyin text, initials text, grams tsvector generated always as (array_to_tsvector(array[substr(name, 1, 1), substr(name, 2, 1), substr(name, 3, 1), substr(name, 1, 2), substr(name, 2, 2)])) stored)',
  );
  const names = first.flatMap((a) => second.flatMap((b) => third.map((c) => a + b + c)));
  const spelt = names.map(spellName);
  await owner.query('insert into named select (row_number() over ()) - 1, * from unnest($1::text[], $2::text[], $3::text[])', [
    names,
    spelt.map(([whole]) => whole),
    spelt.map(([, initials]) => initials),
  ]);
}

/** A number between nothing and `below` that goes with no other of the n-th row. */
const drawn = (salt: number, below: number): string => `(hashint4(g # ${salt * 65_537}) & 2147483647) % ${below}`;

/** One of the values. */
const oneOf = (salt: number, values: readonly string[]): string =>
  `(array[${values.map((value) => `'${value}'`).join(', ')}])[1 + ${drawn(salt, values.length)}]`;

/** Where the n-th of them lives: so many counties of twenty towns with ten communities each. */
function placed(counties: number): string {
  const county = `'9901' || lpad((1 + g % ${counties})::text, 2, '0')`;
  const town = `${county} || lpad((1 + g / ${counties} % 20)::text, 3, '0')`;
  return `${county} || '000000' as county, ${town} || '000' as town, ${town} || lpad((1 + g / ${20 * counties} % 10)::text, 3, '0') as community`;
}

/** Volunteers of one large county, with what finds them. */
async function fillEntries(owner: pg.Client, count: number): Promise<void> {
  await owner.query(
    `insert into registers.volunteer (county, id, province, city, town, community, name, sex, identities, sign_up, skills, times, registered_on, left_on, source, entered_by, entered_at)
     select p.county, gen_random_uuid(), '990000000000', '990100000000', p.town, p.community, n.name, (1 + g % 2)::text,
            array[${oneOf(1, ['party', 'student', 'retired', 'staff'])}], ${oneOf(2, ['online', 'site', 'organisation'])},
            array[${oneOf(3, ['care', 'law', 'health', 'repair'])}], array[${oneOf(4, ['weekend', 'evening'])}],
            date '2015-01-01' + ${drawn(5, 4_000)}, case when ${drawn(6, 20)} = 0 then date '2026-01-01' end, 'bench', 'bench', timestamptz '2020-01-01' + make_interval(mins => g)
       from generate_series(1, $1::int) g cross join lateral (select ${placed(1)}) p join named n on n.n = ${drawn(7, 8_000)} on conflict do nothing`,
    [count],
  );
  await owner.query(
    `insert into registers.finder (county, register, entry_id, province, city, town, community, title, grams, initials, lasting)
     select v.county, 'volunteer', v.id, v.province, v.city, v.town, v.community, v.name, n.grams, n.initials, v.left_on is null
       from registers.volunteer v join named n on n.name = v.name where v.source = 'bench'`,
  );
  await owner.query('vacuum (analyze) registers.volunteer');
  await owner.query('vacuum (analyze) registers.finder');
}

/** Residents of ten counties. */
async function fillPeople(owner: pg.Client, count: number): Promise<void> {
  await owner.query(
    `insert into registers.person (county, id, province, city, town, community, name, name_grams, pinyin, initials, birth, sex, phone_last4, residence, address, source)
     select p.county, gen_random_uuid(), '990000000000', '990100000000', p.town, p.community, n.name, n.grams, n.pinyin, n.initials,
            date '1940-01-01' + (g % 30000), (1 + g % 2)::text, '0000', 'registered', '', 'bench'
       from generate_series(1, $1::int) g cross join lateral (select ${placed(10)}) p join named n on n.n = ${drawn(7, 8_000)}`,
    [count],
  );
  await owner.query('vacuum (analyze) registers.person');
}

/** Every way a list of the register is asked for: each order both ways and further down, each filter, a search. */
function listCalls(vault: Vault): Record<string, Call[]> {
  const page = (query: EntryQuery, label: string): Call => [label, (handle) => listEntries(handle, vault, volunteer, query, undefined, 20)];
  const further = (query: EntryQuery, label: string): Call => [
    label,
    async (handle) => {
      const one: EntryPage = await listEntries(handle, vault, volunteer, query, undefined, 20);
      return listEntries(handle, vault, volunteer, query, one.next, 20);
    },
  ];
  const values: Record<string, string> = { identities: 'retired', skills: 'law', times: 'evening', sign_up: 'site' };
  const narrowed = filters(volunteer)
    .filter(([name]) => values[name] !== undefined)
    .map(([name, field]) => ({ name, where: { [name]: field.kind === 'codes' ? { has: values[name]! } : { is: values[name]! } } }));
  return {
    'a page in any order': sortsOf(volunteer).flatMap((sort) => [
      page({ sort }, sort),
      page({ sort, descending: true }, `${sort}, descending`),
      further({ sort }, `${sort}, next page`),
    ]),
    'narrowed by any filter': narrowed.map(({ name, where }) => page({ where }, name)),
    'narrowed by any filter, in any order': narrowed.flatMap(({ name, where }) =>
      sortsOf(volunteer).map((sort) => page({ where, sort, descending: true }, `${name} by ${sort}`)),
    ),
    'narrowed by place': [page({ place: '990101001000' }, 'a town'), page({ place: '990101001001' }, 'a community')],
    'two characters of a name': ['王秀', '秀英', '建军'].map((q) => page({ q }, q)),
    'three characters of a name': ['王秀英', '李建军'].map((q) => page({ q }, q)),
    initials: ['wxy', 'ljj'].map((q) => page({ q }, q)),
  };
}

function nameCalls(vault: Vault): Record<string, Call[]> {
  const search = (name: string): Call => [name, (handle) => searchPeople(handle, vault, { name })];
  return {
    'one character': ['王', '英'].map(search),
    'two characters': ['王秀', '秀英', '建军'].map(search),
    'three characters': ['王秀英', '李建军'].map(search),
    'letters and initials': ['wangxiu', 'wxy'].map(search),
  };
}

async function measure(database: Database, calls: readonly Call[], level: Level): Promise<Taken> {
  const handle = database.within(scopes.find((one) => one.level === level)!);
  const taken: number[] = [];
  let [buffers, dearest] = [0, ''];
  for (const [label, ask] of calls) {
    let touched = 0;
    await ask(explaining(handle, (count) => (touched = Math.max(touched, count))));
    if (touched > buffers) [buffers, dearest] = [touched, label];
  }
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [, ask] of calls) {
      const from = performance.now();
      await ask(handle);
      taken.push(performance.now() - from);
    }
  taken.sort((a, b) => a - b);
  const at = (part: number): number => Math.round((taken[Math.min(taken.length - 1, Math.floor(taken.length * part))] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), worst: at(1), buffers, dearest };
}

async function measureAll(database: Database, all: Readonly<Record<string, Call[]>>): Promise<Record<string, Taken>> {
  const found: Record<string, Taken> = {};
  for (const [name, calls] of Object.entries(all))
    for (const { level } of scopes) found[`${name}, ${level}`] = await measure(database, calls, level);
  return found;
}

/** Fills a database that has the demonstration, then asks as a community, a town and a county do. */
export async function benchRegisters(
  owner: pg.Client,
  database: Database,
  vault: Vault,
  entries: number,
  people: number,
): Promise<RegisterBench> {
  const started = performance.now();
  await nameThem(owner);
  await fillEntries(owner, entries);
  await fillPeople(owner, people);
  await owner.query('checkpoint');
  const fillSeconds = (performance.now() - started) / 1000;
  return {
    entries,
    people,
    fillSeconds,
    lists: await measureAll(database, listCalls(vault)),
    names: await measureAll(database, nameCalls(vault)),
  };
}

/** Starts a database of its own, measures, takes it away again. */
async function run(entries: number, people: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-bench-'));
  const store = await openStore(readConfig({ LINLI_DATA: folder }, resolve(import.meta.dirname, '..')), () => undefined, 'command');
  const database = openDatabase(store.connection, (role) => store.vault.derivedPassword(role));
  try {
    await loadDefaultContent(store.connection, store.vault, packsFolder, 'demonstration');
    const bench = await withOwner(store.connection, (owner) => benchRegisters(owner, database, store.vault, entries, people));
    console.log(`${entries} entries, ${people} people in ${Math.round(bench.fillSeconds)} s`);
    console.table(bench.lists);
    console.table(bench.names);
  } finally {
    await database.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (resolve(process.argv[1] ?? '') === import.meta.filename)
  await run(Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 5_000_000));
