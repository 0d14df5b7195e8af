// npm run bench: raw PostgreSQL and Linli over HTTP, same machine, same run. Writes docs/performance.md.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { serverFlags } from '../scripts/install.mjs';
import type { Scope } from '../src/kernel/kernel.ts';
import {
  dayOf,
  gateScope,
  jobScope,
  migrate,
  newId,
  openDatabase,
  openStatement,
  readConfig,
  readMigrations,
} from '../src/kernel/kernel.ts';
import { loadDefaultContent } from '../src/main/content.ts';
import { openStore, packsFolder, withOwner } from '../src/main/program.ts';
import { listCases } from '../src/procedures/procedures.ts';
import { findPeopleByPhone } from '../src/registers/registers.ts';
import { explaining } from './explain.ts';
import { fillCases, numberPeople } from './fill.ts';
import type { LoadResult } from './load.ts';
import { load } from './load.ts';
import type { RawTarget } from './raw.ts';
import { findPgbench, runDriver, runPgbench } from './raw.ts';
import type { RegionBench } from './regions.ts';
import { benchRegions } from './regions.ts';
import type { RegisterBench } from './registers.ts';
import { benchRegisters } from './registers.ts';
import type { SizeResult } from './report.ts';
import { writeReport } from './report.ts';

const root = resolve(import.meta.dirname, '..');
const quick = process.argv.includes('--quick');
const sizes = quick ? [10_000] : [10_000, 1_000_000];
const SECONDS = quick ? 5 : 10;
const ROUNDS = quick ? 3 : 5;
const CONNECTIONS = 16;
const PORT = 8_097;

const folder = mkdtempSync(join(tmpdir(), 'linli-bench-'));
const config = readConfig({ LINLI_DATA: folder, PORT: String(PORT) }, root);
const say = (line: string): void => console.log(line);

say('· preparing');
const store = await openStore(config, () => undefined, 'command');
await loadDefaultContent(store.connection, store.vault, packsFolder, 'demonstration');
const owner = new pg.Client(store.connection);
await owner.connect();
const database = openDatabase(store.connection, (role) => store.vault.derivedPassword(role));
const server = spawn(process.execPath, [...serverFlags, 'src/main.ts'], {
  cwd: root,
  env: { ...process.env, LINLI_DATA: folder, PORT: String(PORT), LINLI_LOG: 'error', NODE_ENV: 'production' },
  stdio: ['ignore', 'ignore', 'inherit'],
});

const results: SizeResult[] = [];
try {
  await waitForServer();
  await addPeople();
  await numberPeople(owner);
  for (const size of sizes) results.push(await measure(size));
  const regions = await measureRegions();
  const registers = await measureRegisters();
  await writeReport(join(root, 'docs/performance.md'), {
    results,
    regions,
    registers,
    quick,
    raw: findPgbench() ? 'pgbench' : 'driver',
    processor: `${cpus().length} × ${cpus()[0]!.model}`,
    memory: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres: (await owner.query<{ v: string }>("select current_setting('server_version') as v")).rows[0]!.v,
    connections: CONNECTIONS,
    seconds: SECONDS,
    rounds: ROUNDS,
    day: dayOf(new Date()),
  });
} finally {
  await owner.end();
  await database.close();
  server.kill('SIGTERM');
  await new Promise((done) => server.once('exit', done));
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

/** The national list in a database of its own, on the same server. */
async function measureRegions(): Promise<RegionBench | undefined> {
  if (quick) return undefined;
  say('· loading the national list of regions');
  await owner.query('create database regions');
  const connection = { ...store.connection, database: 'regions' };
  await withOwner(connection, async (client) => {
    await migrate(client, readMigrations(join(root, 'db/migrations')));
  });
  const national = openDatabase(connection, (role) => store.vault.derivedPassword(role));
  const measured = await benchRegions(national.within(jobScope), () =>
    withOwner(connection, (client) => client.query('vacuum analyze registers.region')),
  );
  await national.close();
  return measured;
}

/** A register of a million entries and five million residents, in a database of their own. */
async function measureRegisters(): Promise<RegisterBench | undefined> {
  if (quick) return undefined;
  say('· filling a register with 1,000,000 entries and 5,000,000 residents');
  await owner.query('create database registers');
  const connection = { ...store.connection, database: 'registers' };
  await withOwner(connection, async (client) => {
    await migrate(client, readMigrations(join(root, 'db/migrations')));
  });
  await loadDefaultContent(connection, store.vault, packsFolder, 'demonstration');
  const filled = openDatabase(connection, (role) => store.vault.derivedPassword(role));
  const measured = await withOwner(connection, (client) => benchRegisters(client, filled, store.vault, 1_000_000, 5_000_000));
  await filled.close();
  return measured;
}

async function waitForServer(): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    const well = await fetch(`http://127.0.0.1:${PORT}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (well) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('the server did not come up');
}

/** Fifty thousand people, so that names and applicants are as many as in a real county's case load. */
async function addPeople(): Promise<void> {
  await owner.query(`insert into registers.person (county, id, province, city, town, community, grid, name, name_grams, birth, sex, phone_last4, residence, address, source)
    select t.county, gen_random_uuid(), t.province, t.city, t.town, t.community, t.grid, n.name, array_to_tsvector(array[substr(n.name, 1, 1), substr(n.name, 2, 1), substr(n.name, 3, 1), substr(n.name, 1, 2), substr(n.name, 2, 2)]),
           date '1940-01-01' + (g % 1800)::int, '1', '0000', 'registered', '', 'bench'
      from generate_series(1, 50000) g
      join lateral (select substr('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗', 1 + (g % 20)::int, 1) || substr('秀建国玉海丽春文永志桂福凤金素长德宝明红', 1 + (g / 20 % 20)::int, 1) || substr('英军梅华兰强芳平山林云花珍生田霞燕龙才顺', 1 + (g / 400 % 20)::int, 1) as name) n on true
      join lateral (select * from registers.household h offset g % 80 limit 1) t on true`);
  await owner.query('vacuum (analyze) registers.person');
}

async function signIn(login: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${PORT}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer none', 'x-linli-client': 'program' },
    body: JSON.stringify({ login, password: 'Liuwan-2026' }),
  });
  return ((await answer.json()) as { token: string }).token;
}

async function measure(size: number): Promise<SizeResult> {
  say(`· filling up to ${size.toLocaleString('en')} cases`);
  await fillCases(owner, size);
  await owner.query('checkpoint');
  const address = { host: '127.0.0.1', port: PORT };
  const [person] = await findPeopleByPhone(database.within(gateScope), store.vault, '19900000001');
  const token = await signIn('chuangkou');
  const submit = (): { method: 'POST'; path: string; body: string } => ({
    method: 'POST',
    path: '/api/cases',
    body: JSON.stringify({
      item: 'old-age-allowance',
      county: person!.county,
      applicant: person!.id,
      form: { bank_account: '6217309657442074875', contact_phone: '19900000001', address: '杨柳路12号', visit_help: 'no' },
      key: newId(),
    }),
  });
  const target = await rawTarget(person!.county, token, submit());
  const pgbench = findPgbench();
  const raws: LoadResult[] = [];
  const ours: LoadResult[] = [];
  // Every web process compiles its hot paths first.
  await load(address, token, CONNECTIONS, 10, submit);
  for (let round = 0; round < ROUNDS; round += 1) {
    raws.push(pgbench ? runPgbench(pgbench, target, CONNECTIONS, SECONDS) : await runDriver(target, CONNECTIONS, SECONDS));
    ours.push(await load(address, token, CONNECTIONS, SECONDS, submit));
    say(
      `  submit: raw ${raws.at(-1)!.perSecond.toFixed(0)}/s p99 ${raws.at(-1)!.p99.toFixed(1)} ms · ours ${ours.at(-1)!.perSecond.toFixed(0)}/s p99 ${ours.at(-1)!.p99.toFixed(1)} ms, failed ${ours.at(-1)!.failed}`,
    );
  }
  const inbox = await load(address, token, CONNECTIONS, SECONDS, () => ({ method: 'GET', path: '/api/cases?view=inbox&count=false' }));
  const life = await lives(token, await signIn('zhuren'), await signIn('jiedao'));
  const buffers = await inboxBuffers();
  say(`  life ${life.toFixed(2)} ms · inbox ${inbox.perSecond.toFixed(0)}/s · buffers ${JSON.stringify(buffers)}`);
  return { size, raw: median(raws), ours: median(ours), inbox, life, buffers };
}

function median(runs: LoadResult[]): LoadResult {
  return runs.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(runs.length / 2)]!;
}

/** Captures the very payload of one submission and makes its ids random, so that raw and ours write the same rows. */
async function rawTarget(county: string, token: string, request: { path: string; body: string }): Promise<RawTarget> {
  const answer = await fetch(`http://127.0.0.1:${PORT}${request.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: request.body,
  });
  const { id } = (await answer.json()) as { id: string };
  const payload = await payloadOfCase(county, id);
  const scope: Scope = { level: 'community', code: '990101001001', county };
  return {
    connection: store.connection,
    user: 'linli_community',
    password: store.vault.derivedPassword('linli_community'),
    open: openStatement(scope),
    payload,
  };
}

async function payloadOfCase(county: string, id: string): Promise<string> {
  const one = async (text: string): Promise<Record<string, unknown>[]> =>
    (await owner.query<{ j: Record<string, unknown> }>(text, [county, id])).rows.map((row) => row.j);
  // A UUID of 32 digits: two random groups of eight and a constant that tells the rows of one command apart.
  const uuid = (index: number): string => `@A@-@B@-${String(index).padStart(16, '0')}`;
  const [theCase] = await one('select to_jsonb(c) as j from procedures.cases c where county = $1 and id = $2');
  const acts = await one('select to_jsonb(a) as j from procedures.act a where county = $1 and case_id = $2');
  const notices = await one('select to_jsonb(n) as j from procedures.notice n where county = $1 and case_id = $2');
  const [audit] = await one(
    "select to_jsonb(a) || jsonb_build_object('hash', encode(a.hash, 'hex')) as j from kernel.audit a where county = $1 and subject = 'case:' || $2::text",
  );
  const messages = [{ id: uuid(40), to_sealed: 'ab'.repeat(40), body_sealed: 'cd'.repeat(180) }];
  return JSON.stringify({
    county,
    key: `raw-@A@-@B@`,
    expected: 0,
    case: { ...theCase, id: uuid(1), number: '@A@-@B@', opened_at: '@T@', holder_since: '@T@' },
    acts: acts.map((act) => ({ ...act, at: '@T@', case_id: uuid(1), id: uuid(2), key: 'raw-@A@-@B@' })),
    audit: [{ ...audit, at: '@T@', id: uuid(3) }],
    notices: notices.map((notice, index) => ({ ...notice, created_at: '@T@', id: uuid(10 + index), case_id: uuid(1) })),
    messages,
    deltas: [{ id: uuid(30), measure: 'cases_opened', amount: 1, day: '2026-11-22' }],
  });
}

/** Mean milliseconds of a whole life over HTTP, one after the other: create, accept, forward, decide, search. */
async function lives(clerk: string, director: string, town: string): Promise<number> {
  const call = async (token: string, method: string, path: string, body?: unknown): Promise<Record<string, never>> => {
    const answer = await fetch(`http://127.0.0.1:${PORT}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, never>;
  };
  const [person] = await findPeopleByPhone(database.within(gateScope), store.vault, '19900000001');
  const count = quick ? 40 : 200;
  const started = performance.now();
  for (let index = 0; index < count; index += 1) {
    const opened = await call(clerk, 'POST', '/api/cases', {
      item: 'temporary-relief',
      county: person!.county,
      applicant: person!.id,
      form: { reason_kind: 'fire', story: '灶房起火', household_size: 3, monthly_income: 1200, contact_phone: '19900000001' },
      seen: ['event-proof'],
      key: newId(),
    });
    const path = `/api/cases/${opened.county}/${opened.id}/acts`;
    await call(clerk, 'POST', path, { act: 'accept', expected: 1, form: {}, opinion: '', key: newId() });
    await call(director, 'POST', path, {
      act: 'forward-town',
      expected: 2,
      form: { visited_on: '2026-11-20', finding: 'as-stated' },
      opinion: '属实',
      key: newId(),
    });
    await call(town, 'POST', path, { act: 'town-grant', expected: 3, form: { amount: 800 }, opinion: '同意', key: newId() });
    await call(town, 'GET', `/api/cases?view=all&query=${opened.number}`);
  }
  return (performance.now() - started) / count;
}

/** Buffers the inbox list touches at every level, as EXPLAIN counts them under the level's own login role. */
async function inboxBuffers(): Promise<Record<string, number>> {
  const scopes: Scope[] = [
    { level: 'community', code: '990101001001', county: '990101000000' },
    { level: 'town', code: '990101001000', county: '990101000000' },
    { level: 'county', code: '990101000000', county: '990101000000' },
    { level: 'city', code: '990100000000', county: '' },
    { level: 'province', code: '990000000000', county: '' },
  ];
  const found: Record<string, number> = {};
  for (const scope of scopes) {
    const view = scope.level === 'city' || scope.level === 'province' ? 'all' : 'inbox';
    await listCases(
      explaining(database.within(scope), (buffers) => (found[scope.level] = buffers)),
      { view, sort: view === 'inbox' ? 'due' : 'opened', limit: 20 },
      dayOf(new Date()),
      dayOf(new Date()),
    );
  }
  return found;
}
