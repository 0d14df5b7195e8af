import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createVault, jobScope, openDatabase, readConfig, sealAudit, verifyAudit } from '../../src/kernel/kernel.ts';
import { demonstrationPassword } from '../support/server.ts';

// Submissions while server, database and web processes are killed at random, at least one whole round of them: what was acknowledged must be there, once,
// whole. `LINLI_FAULT_SUBMISSIONS=10000` goes on for as many rounds as that takes.
const SUBMISSIONS = Number(process.env.LINLI_FAULT_SUBMISSIONS ?? 600);
const CONNECTIONS = 16;
const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'linli-faults-'));
let port = 0;
let server: ChildProcess | undefined;
let stopping = false;

before(async () => {
  port = await freePort();
  start();
  await untilWell();
});
after(async () => {
  stopping = true;
  server?.kill('SIGTERM');
  await new Promise((done) => server?.once('exit', done));
  rmSync(folder, { recursive: true, force: true });
});

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => done(free));
    });
  });
}

function start(): void {
  server = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], { cwd: root, env: { ...process.env, NODE_TEST_CONTEXT: '', LINLI_DATA: folder, PORT: String(port), LINLI_LOG: 'silent' }, stdio: ['ignore', 'ignore', 'ignore'] });
  server.once('exit', () => {
    if (!stopping) setTimeout(start, 100);
  });
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

async function untilWell(): Promise<void> {
  for (const until = Date.now() + 90_000; Date.now() < until; await pause(100)) {
    if (await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(5_000) }).then((answer) => answer.ok, () => false)) return;
  }
  throw new Error('the server did not come back');
}

/** Asks until an answer comes that is not a failure of the machine; the key stays the same. */
async function insist(path: string, body: unknown, token: string): Promise<{ status: number; body: Record<string, string> }> {
  for (const until = Date.now() + 150_000; Date.now() < until; await pause(50 + Math.random() * 100)) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-linli-client': 'program' }, body: JSON.stringify(body), signal: AbortSignal.timeout(30_000) })
      .then(async (got) => ({ status: got.status, body: (await got.json()) as Record<string, string> }), () => undefined);
    if (answer && answer.status < 500) return answer;
  }
  throw new Error('no answer in time');
}

function databasePid(): number {
  return Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** One of the processes that answer; the program replaces it. */
function killWebProcess(): void {
  const [child] = readFileSync(`/proc/${server!.pid}/task/${server!.pid}/children`, 'utf8').trim().split(' ').filter((pid) => /web\.ts/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')));
  if (child) process.kill(Number(child), 'SIGKILL');
}

async function killAtRandom(isDone: () => boolean, onRound: () => void): Promise<{ server: number; database: number; web: number }> {
  const kills = { server: 0, database: 0, web: 0 };
  const turns = ['server', 'database', 'web', 'both', 'server', 'web', 'database'] as const;
  for (let turn = 0; !isDone(); turn += 1) {
    if (turn === turns.length) onRound();
    await pause(1_500 + Math.random() * 2_500);
    if (isDone()) break;
    const target = turns[turn % turns.length]!;
    if (target === 'web') {
      killWebProcess();
      kills.web += 1;
      await untilWell();
      continue;
    }
    if (target !== 'server') {
      try {
        process.kill(databasePid(), 'SIGKILL');
        kills.database += 1;
      } catch {
        // It was just being started: the next turn will find it.
      }
    }
    if (target !== 'database' && server?.pid && server.kill('SIGKILL')) kills.server += 1;
    await untilWell();
  }
  return kills;
}

test('every acknowledged submission is there once and whole after kills of server and database', { timeout: 600_000 }, async () => {
  const token = (await insist('/api/sign-in', { login: 'chuangkou', password: demonstrationPassword }, 'none')).body.token!;
  const found = await insist('/api/people/search', { phone: '19900000001' }, token) as unknown as { body: { people: { county: string; id: string }[] } };
  const person = found.body.people[0]!;
  const acknowledged = new Map<string, string>();
  let next = 0;
  let done = false;
  let rounded = false;
  const form = { bank_account: '6217309657442074875', contact_phone: '19900000001', address: '杨柳路12号', visit_help: 'no' };
  const submitters = Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    while (next < SUBMISSIONS || !rounded) {
      const key = `fault-submission-${next++}`;
      const answer = await insist('/api/cases', { item: 'old-age-allowance', county: person.county, applicant: person.id, form, key }, token);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      acknowledged.set(key, answer.body.id!);
    }
  })).finally(() => (done = true));
  const kills = await killAtRandom(() => done, () => {
    rounded = true;
  });
  await submitters;
  await untilWell();
  assert.ok(kills.server >= 1 && kills.database >= 1 && kills.web >= 1, JSON.stringify(kills));
  await assertWhole(acknowledged);
});

async function assertWhole(acknowledged: ReadonlyMap<string, string>): Promise<void> {
  const config = readConfig({ LINLI_DATA: folder, PORT: String(port) });
  const vault = createVault(config.secret);
  const [, , , socketPort, host] = readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n');
  const connection = { host: host!.trim(), port: Number(socketPort), user: 'linli_owner', password: vault.derivedPassword('owner'), database: 'linli' };
  const owner = new pg.Client(connection);
  await owner.connect();
  const { rows } = await owner.query<{ key: string; case_id: string }>("select key, case_id from procedures.act where key like 'fault-submission-%'");
  assert.equal(rows.length, acknowledged.size);
  for (const row of rows) assert.equal(acknowledged.get(row.key), row.case_id);
  const { rows: [half] } = await owner.query<{ n: number }>(`select count(*)::int as n from procedures.cases c where
    (select count(*) from procedures.act a where a.county = c.county and a.case_id = c.id) <> c.acts
    or not exists (select from kernel.audit a where a.county = c.county and a.subject = 'case:' || c.id)
    or not exists (select from procedures.notice n where n.county = c.county and n.case_id = c.id)`);
  assert.equal(half!.n, 0, 'half cases');
  await owner.end();
  const database = openDatabase(connection, (role) => vault.derivedPassword(role));
  await sealAudit(database.within(jobScope), vault);
  const findings = await verifyAudit(database.within(jobScope), vault);
  await database.close();
  assert.ok(findings.every((finding) => finding.broken === undefined), JSON.stringify(findings));
}
