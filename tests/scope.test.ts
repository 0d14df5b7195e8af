import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import type { Level, Row, Scope } from '../src/kernel/kernel.ts';
import type { Client, TestServer } from './support/server.ts';
import { openTestServer } from './support/server.ts';

/** Tables of public facts: readable by all, of no county. Whoever adds one gives a reason in its migration. */
const OPEN = new Set([
  'kernel.deployment',
  'registers.region',
  'registers.region_change',
  'registers.region_successor',
  'registers.pack_version',
  'registers.unit',
  'registers.place',
  'registers.declared',
]);
const OURS = '990101000000';
const THEIRS = '990102000000';

let server: TestServer;
let tables: string[];
before(async () => {
  server = await openTestServer();
  const { rows } = await server.owner.query<{
    name: string;
  }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('kernel', 'registers', 'procedures', 'indicators', 'channels') and c.relkind in ('r', 'p', 'v', 'm') order by 1`);
  tables = rows.map((row) => row.name);
  await copyToNeighbour();
});
after(() => server.close());

/** A neighbouring county with the same rows under other codes: whatever leaks, leaks visibly. */
async function copyToNeighbour(): Promise<void> {
  await server.owner.query("set session_replication_role = 'replica'");
  const { rows } = await server.owner.query<{
    name: string;
  }>(`select table_schema || '.' || table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where column_name = 'county' and table_type = 'BASE TABLE' and table_schema in ('kernel', 'registers', 'procedures', 'indicators') and table_schema || '.' || table_name not in ('registers.region', 'registers.sign_in_session', 'registers.appointment', 'registers.one_time_code', 'registers.handover', 'registers.person_directory', 'kernel.outbox')`);
  for (const { name } of rows) {
    // What the database reckons itself is not written.
    const { rows: written } = await server.owner.query<{ said: string; taken: string }>(
      `select string_agg(quote_ident(attname), ', ') as said, string_agg('r.' || quote_ident(attname), ', ') as taken
         from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [name],
    );
    await server.owner.query(
      `insert into ${name} (${written[0]!.said}) select ${written[0]!.taken} from ${name} t
         cross join lateral jsonb_populate_record(null::${name}, replace(replace(to_jsonb(t)::text, '990101', '990102'), '"number": "2', '"number": "7')::jsonb) r
        where t.county = $1 on conflict do nothing`,
      [OURS],
    );
  }
  await server.owner.query("set session_replication_role = 'origin'");
}

const scopes: Scope[] = [
  { level: 'county', code: OURS, county: OURS },
  { level: 'town', code: '990101001000', county: OURS },
  { level: 'community', code: '990101001001', county: OURS },
  { level: 'grid', code: '990101001001001', county: OURS },
  { level: 'city', code: '990100000000', county: '' },
  { level: 'province', code: '990000000000', county: '' },
  { level: 'unit', code: `${OURS}:medical-insurance`, county: OURS },
];

async function visible(scope: Scope, table: string): Promise<Row[] | 'denied'> {
  try {
    return await server.database.within(scope).query({ name: `all-${table}`, text: `select * from ${table}` });
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'FORBIDDEN', `${scope.level} on ${table}: ${String(error)}`);
    return 'denied';
  }
}

test('every table has row-level security, forced on its owner too', async () => {
  const { rows } = await server.owner.query<{
    name: string;
  }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('kernel', 'registers', 'procedures', 'indicators', 'channels') and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)`);
  assert.deepEqual(rows, []);
});

test('every view runs with the rights of its caller', async () => {
  const { rows } =
    await server.owner.query(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('kernel', 'registers', 'procedures', 'indicators', 'channels') and c.relkind = 'v' and not coalesce('security_invoker=true' = any(c.reloptions), false)`);
  assert.deepEqual(rows, []);
});

test('no hat of any level sees a foreign row in any table or view', async () => {
  let seen = 0;
  for (const scope of scopes) {
    for (const table of tables.filter((name) => !OPEN.has(name))) {
      const rows = await visible(scope, table);
      if (rows === 'denied') continue;
      seen += rows.length;
      const column = scope.level;
      for (const row of rows) assert.equal(row[column], scope.code, `${scope.level} sees ${table} ${JSON.stringify(row).slice(0, 300)}`);
    }
  }
  assert.ok(seen > 500, `only ${seen} rows were looked at`);
});

test('a resident sees rows of the own person only, and the gate no table of cases', async () => {
  const {
    rows: [person],
  } = await server.owner.query<{ id: string }>('select applicant as id from procedures.cases where county = $1 limit 1', [OURS]);
  const scope: Scope = { level: 'resident', code: person!.id, county: OURS };
  for (const table of tables.filter((name) => !OPEN.has(name))) {
    const rows = await visible(scope, table);
    if (rows === 'denied') continue;
    for (const row of rows) assert.ok([row.applicant, row.person_id, row.id, row.head].includes(person!.id), `resident sees ${table}`);
  }
  const gate: Scope = { level: 'gate', code: '', county: '' };
  for (const table of tables.filter((name) => name.startsWith('procedures.'))) assert.equal(await visible(gate, table), 'denied', table);
  const anyone: Scope = { level: 'public', code: '', county: '' };
  for (const table of tables.filter((name) => !OPEN.has(name))) assert.equal(await visible(anyone, table), 'denied', table);
});

test('nobody can write a row into a foreign place', async () => {
  for (const scope of scopes.filter((one) => one.level !== 'unit')) {
    const moved = server.database.within(scope).query({
      name: 'move-out',
      text: `update procedures.cases set community = '990102001001', town = '990102001000', county = '${THEIRS}', city = '990200000000', province = '980000000000', grid = '990102001001001'`,
    });
    await assert.rejects(moved, (error: { code?: string }) => error.code === 'FORBIDDEN', scope.level);
  }
});

test('a county writes no fate of a foreign region', async () => {
  const county = server.database.within(scopes[0]!);
  const change = (id: string, of: string) =>
    county.query(
      {
        name: `change-${of}`,
        text: "insert into registers.region_change (id, kind, effective, reason, source, actor, codes, county) values ($1, 'rename', '2026-01-01', 'r', 's', 'a', array[$2], $3)",
      },
      [id, `${of.slice(0, 6)}001000`, of],
    );
  const fate = (id: string, from: string, to: string) =>
    county.query(
      {
        name: 'fate',
        text: "insert into registers.region_successor (change_id, from_code, to_code, effective, step) values ($1, $2, $3, '2026-01-01', 1)",
      },
      [id, from, to],
    );
  const forbidden = (error: { code?: string }): boolean => error.code === 'FORBIDDEN';
  const id = '00000000-0000-4000-8000-000000000001';
  const {
    rows: [foreign],
  } = await server.owner.query<{ n: number }>(
    "select count(*)::int as n from registers.region where county = '152921000000' and valid_to is null",
  );
  assert.ok(foreign!.n > 10);
  await county.query({ name: 'end-foreign', text: "update registers.region set valid_to = '2026-01-01' where county = '152921000000'" });
  const {
    rows: [still],
  } = await server.owner.query<{ n: number }>(
    "select count(*)::int as n from registers.region where county = '152921000000' and valid_to is null",
  );
  assert.equal(still!.n, foreign!.n);
  await assert.rejects(change('00000000-0000-4000-8000-000000000002', THEIRS), forbidden);
  await change(id, OURS);
  await assert.rejects(fate(id, '990101001000', '990102001000'), forbidden);
  await assert.rejects(fate(id, '990102001000', '990101001000'), forbidden);
  await fate(id, '990101001000', '990101001000');
});

test('concurrent requests on pooled connections keep their scopes apart', async () => {
  const towns = ['990101001000', '990101100000', '990101200000', '990101201000', '990102001000', '990102100000'];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...towns), { minLength: 30, maxLength: 60 }), async (asked) => {
      const answers = await Promise.all(
        asked.map((code) =>
          server.database
            .within({ level: 'town' as Level, code, county: `${code.slice(0, 6)}000000` })
            .query<{ town: string }>({ name: 'towns-seen', text: 'select distinct town from procedures.cases' }),
        ),
      );
      for (const [index, rows] of answers.entries()) assert.ok(rows.every((row) => row.town === asked[index]));
    }),
    { numRuns: 20 },
  );
});

interface Route {
  method: string;
  path: string;
}

function apiRoutes(): Route[] {
  const { paths } = server.app.swagger() as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })))
    .filter((route) => route.path.startsWith('/api/'));
}

test('no endpoint shows or changes a foreign row, whatever the hat', async () => {
  const {
    rows: [foreign],
  } = await server.owner.query<{ id: string; number: string; applicant: string }>(
    'select id, number, applicant from procedures.cases where county = $1 limit 1',
    [THEIRS],
  );
  const {
    rows: [consultation],
  } = await server.owner.query<{ id: string }>('select id from procedures.consultation where county = $1 limit 1', [THEIRS]);
  const before_ = await fingerprint();
  const logins = ['chuangkou', 'zhuren', 'jiedao', 'minzheng', 'yibao', 'guanli', 'shenji', 'wangge', 'mengshi', 'quji'];
  for (const login of logins) {
    const upper = login === 'mengshi' || login === 'quji';
    const client = await server.as(login);
    for (const route of apiRoutes()) {
      // Leaving and ending sessions would end the walk.
      if (/\/api\/session|\/api\/sign-in|\/api\/account\//.test(route.path)) continue;
      for (const id of [foreign!.id, foreign!.applicant, consultation!.id]) {
        const path = route.path
          .replace('{county}', THEIRS)
          .replace('{region}', THEIRS)
          .replace('{code}', THEIRS)
          .replace(/\{\w+\}/g, id);
        const answer =
          route.method === 'GET' ? await client.get(path) : await client.send(route.method as 'PUT', path, foreignBody(foreign!));
        const said = wordsOf(answer.raw);
        assert.ok(answer.status !== 500, `${login} ${route.method} ${path}: ${said.slice(0, 300)}`);
        if (!upper && answer.status < 400)
          assert.ok(
            !said.includes(foreign!.number) && !said.replaceAll(THEIRS, '').includes('990102'),
            `${login} ${route.method} ${path} told ${said.slice(0, 400)}`,
          );
      }
    }
    await assertSearches(client, foreign!, upper);
  }
  assert.deepEqual(await fingerprint(), before_);
});

/** What an answer says, also inside a workbook. */
function wordsOf(raw: Buffer): string {
  if (raw.subarray(0, 2).toString('latin1') !== 'PK') return raw.toString('utf8');
  return Object.values(unzipSync(raw))
    .map((part) => strFromU8(part))
    .join('\n');
}

function foreignBody(foreign: { id: string; applicant: string; number: string }): Record<string, unknown> {
  return {
    county: THEIRS,
    region: THEIRS,
    community: '990102001001',
    id: foreign.id,
    applicant: foreign.applicant,
    item: 'old-age-allowance',
    form: {},
    key: 'foreign-key-1',
    act: 'accept',
    expected: 1,
    opinion: 'x',
    fields: ['phone'],
    reason: 'curious',
    cases: [{ county: THEIRS, id: foreign.id, expected: 1 }],
    name: 'x',
    login: 'foreigner',
    phone: '',
    role: 'county-officer',
    validFrom: '2026-01-01',
    answer: 'agree',
    query: {},
    residence: 'registered',
    idNumber: '',
    address: '',
    basis: 'xx',
    day: '2026-12-31',
    fromAppointment: foreign.id,
    toAppointment: foreign.id,
    note: '',
    appointment: foreign.id,
    toLogin: 'zhuren',
    from: '2026-01-01',
    to: '2026-12-31',
  };
}

async function assertSearches(client: Client, foreign: { number: string }, upper: boolean): Promise<void> {
  if (upper) return;
  for (const view of ['inbox', 'all', 'overdue', 'due-soon', 'supervised', 'closed']) {
    const answer = await client.get<{ cases?: { county: string }[] }>(`/api/cases?view=${view}&limit=100`);
    assert.ok((answer.body.cases ?? []).every((one) => one.county === OURS));
  }
  const byNumber = await client.get<{ cases?: unknown[]; count?: { value: number } }>(`/api/cases?view=all&query=${foreign.number}`);
  assert.equal(byNumber.body.cases?.length ?? 0, 0);
  assert.equal(byNumber.body.count?.value ?? 0, 0);
  const people = await client.post<{ people?: { county: string }[] }>('/api/people/search', { name: '王' });
  assert.ok((people.body.people ?? []).every((one) => one.county === OURS));
}

/** The neighbour's rows, so that a silent change would show. */
async function fingerprint(): Promise<unknown> {
  const sums: Record<string, unknown> = {};
  for (const table of [
    'procedures.cases',
    'procedures.act',
    'procedures.consultation',
    'procedures.notice',
    'procedures.rating',
    'registers.person',
    'registers.facility',
    'registers.population_snapshot',
  ]) {
    const { rows } = await server.owner.query<{ sum: string }>(
      `select md5(string_agg(t::text, '|' order by t::text)) as sum from ${table} t where county = $1`,
      [THEIRS],
    );
    sums[table] = rows[0]!.sum;
  }
  return sums;
}
