import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { createVault } from '../src/kernel/kernel.ts';
import { readPacks } from '../src/registers/registers.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'linli-start-'));
const started: ChildProcess[] = [];
after(async () => {
  await Promise.all(
    started
      .filter((child) => child.exitCode === null && child.signalCode === null)
      .map((child) => new Promise((done) => child.once('exit', done) && child.kill('SIGTERM'))),
  );
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly child: ChildProcess;
  said(): string;
  /** Resolves with the exit code, or with `serving` once the address was printed. */
  outcome: Promise<number | 'serving'>;
  /** Resolves when this was printed. */
  until(word: string): Promise<void>;
}

function run(environment: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: { ...process.env, NODE_TEST_CONTEXT: '', LINLI_LOG: 'silent', ...environment },
  });
  started.push(child);
  let said = '';
  const outcome = new Promise<number | 'serving'>((done) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes('19900000001')) done('serving');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => done(code ?? 1));
  });
  const until = async (word: string): Promise<void> => {
    while (!said.includes(word) && child.exitCode === null) await new Promise((done) => setTimeout(done, 5));
  };
  return { child, said: () => said, outcome, until };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => probe.once('listening', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

async function stop(one: Run): Promise<void> {
  const gone = new Promise((done) => one.child.once('exit', done));
  one.child.kill('SIGTERM');
  await gone;
}

test('a setting that cannot be, a taken port and an unreachable database are told in a sentence', async () => {
  const wrong = run({ PORT: 'eighty', LINLI_DATA: join(folder, 'a') });
  assert.equal(await wrong.outcome, 1);
  assert.match(wrong.said(), /PORT/);
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => other.once('listening', done));
  const { port } = other.address() as AddressInfo;
  const taken = run({ PORT: String(port), LINLI_DATA: join(folder, 'a') });
  assert.equal(await taken.outcome, 1);
  assert.match(taken.said(), new RegExp(String(port)));
  other.close();
  const lost = run({ PORT: '0', LINLI_DATA: join(folder, 'a'), DATABASE_URL: 'postgresql://nobody:x@127.0.0.1:1/nothing' });
  assert.equal(await lost.outcome, 1);
  assert.match(lost.said(), /连不上数据库，程序没有启动.*\n.*DATABASE_URL/);
  const kind = run({ PORT: '0', LINLI_DATA: join(folder, 'a'), DATABASE_URL: 'mysql://somebody:secret@127.0.0.1/x' });
  assert.equal(await kind.outcome, 1);
  assert.match(kind.said(), /DATABASE_URL 写的是“mysql:/);
  assert.doesNotMatch(kind.said(), /secret/);
  writeFileSync(join(folder, 'file'), '');
  const closed = run({ PORT: '0', LINLI_DATA: join(folder, 'file') });
  assert.equal(await closed.outcome, 1);
  assert.match(closed.said(), /数据文件夹 .*file 不能读写/);
  assert.ok(![wrong, taken, lost, kind, closed].some((one) => /\n\s+at .*\.ts/.test(one.said())), 'a stack is not a sentence');
});

test('a fresh folder is filled and served; a killed program and database leave nothing that keeps the next start', {
  timeout: 240_000,
}, async () => {
  const data = join(folder, 'b');
  const first = run({ PORT: '0', LINLI_DATA: data });
  assert.equal(await first.outcome, 'serving', first.said());
  for (const word of ['http://localhost', '/workbench', 'chuangkou']) assert.ok(first.said().includes(word), word);
  const databasePid = Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  first.child.kill('SIGKILL');
  process.kill(databasePid, 'SIGKILL');
  const second = run({ PORT: '0', LINLI_DATA: data });
  assert.equal(await second.outcome, 'serving', second.said());
  // A program killed alone leaves its database running: the next start adopts it.
  second.child.kill('SIGKILL');
  const port = await freePort();
  const third = run({ PORT: String(port), LINLI_DATA: data, LINLI_WEB: '3' });
  assert.equal(await third.outcome, 'serving', third.said());
  const beside = run({ PORT: '0', LINLI_DATA: data });
  assert.equal(await beside.outcome, 1);
  assert.match(beside.said(), /正被另一个运行中的邻里使用/);
  await assertOneProgram(`http://127.0.0.1:${port}`, third.child.pid!);
  await withOwner(data, (owner) =>
    owner.query("insert into public.linli_migration (number, name, hash) values (9999, '9999-from-the-future.sql', 'x')"),
  );
  await stop(third);
  const older = run({ PORT: '0', LINLI_DATA: data });
  assert.equal(await older.outcome, 1);
  assert.match(older.said(), /更新的版本/);
});

test('a first start killed while it loads the content is begun anew by the next one; a web process killed while it loads is replaced', {
  timeout: 120_000,
}, async () => {
  const data = join(folder, 'c');
  const first = run({ PORT: '0', LINLI_DATA: data });
  await first.until('过去几周的办件');
  first.child.kill('SIGKILL');
  await first.outcome;
  assert.doesNotMatch(first.said(), /19900000001/);
  const second = run({ PORT: '0', LINLI_DATA: data });
  assert.equal(await second.outcome, 'serving', second.said());
  assert.match(second.said(), /上一次装入没有做完/);
  await withOwner(data, async (owner) => {
    const { rows } = await owner.query('select count(*)::int as accounts, count(distinct login)::int as logins from registers.account');
    assert.ok(rows[0].accounts > 5 && rows[0].accounts === rows[0].logins);
  });
  await stop(second);
  const third = run({ PORT: '0', LINLI_DATA: data });
  await killFirstWebProcess(third.child.pid!);
  assert.equal(await third.outcome, 'serving', third.said());
  assert.doesNotMatch(third.said(), /上一次装入没有做完/, 'what was loaded whole is kept');
  await stop(third);
});

test('web processes that start while the database is away serve when it is back', { timeout: 180_000 }, async () => {
  const data = join(folder, 'd');
  const port = await freePort();
  const one = run({ PORT: String(port), LINLI_DATA: data, LINLI_WEB: '2', LINLI_LOG: 'warn' });
  assert.equal(await one.outcome, 'serving', one.said());
  while (webProcesses(one.child.pid!).length < 2) await new Promise((done) => setTimeout(done, 50));
  const database = Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  renameSync(join(data, 'postgres'), join(data, 'away'));
  for (const pid of [database, ...webProcesses(one.child.pid!)]) process.kill(pid, 'SIGKILL');
  const failed = (): number => one.said().split('"msg":"web process"').length - 1;
  for (const until = Date.now() + 60_000; failed() < 3; await new Promise((done) => setTimeout(done, 50)))
    assert.ok(Date.now() < until, one.said());
  renameSync(join(data, 'away'), join(data, 'postgres'));
  const well = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(5_000) }).then(
      (answer) => answer.ok,
      () => false,
    );
  for (const until = Date.now() + 60_000; !(await well()); await new Promise((done) => setTimeout(done, 100)))
    assert.ok(Date.now() < until, one.said());
  assert.doesNotMatch(one.said(), /Unhandled 'error' event/);
  await stop(one);
});

/** Every request on a connection of its own, so that the web processes answer in turn. */
async function ask(
  base: string,
  path: string,
  token: string,
  body?: unknown,
  method = body ? 'POST' : 'GET',
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${base}${path}`, {
    headers: {
      authorization: `Bearer ${token}`,
      'x-linli-client': 'program',
      connection: 'close',
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    method,
    signal: AbortSignal.timeout(5_000),
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

/** Several web processes behave as one: sessions end everywhere at once, a killed one is replaced, tries are counted together. */
async function assertOneProgram(base: string, supervisor: number): Promise<void> {
  const signedIn = (await ask(base, '/api/sign-in', 'none', { login: 'chuangkou', password: 'Liuwan-2026' })).body.token as string;
  const seenBy = async (times: number): Promise<boolean[]> => {
    const seen: boolean[] = [];
    while (seen.length < times) seen.push((await ask(base, '/api/session', signedIn)).body.account !== null);
    return seen;
  };
  assert.ok((await seenBy(6)).every((known) => known));
  assert.equal((await ask(base, '/api/session', signedIn, undefined, 'DELETE')).status, 200);
  assert.ok(
    (await seenBy(6)).every((known) => !known),
    'a session that ended lives on in a web process',
  );
  const children = webProcesses(supervisor);
  assert.equal(children.length, 3);
  for (const pid of children.slice(0, 2)) process.kill(pid, 'SIGKILL');
  const until = Date.now() + 40_000;
  while (
    webProcesses(supervisor).length < 3 ||
    !(await seenBy(6).then(
      () => true,
      () => false,
    ))
  )
    assert.ok(Date.now() < until, 'killed web processes did not come back');
  const statuses: number[] = [];
  while (!statuses.includes(429) && statuses.length < 200)
    statuses.push((await ask(base, '/api/sign-in', 'none', { login: 'nobody-here', password: 'wrong' })).status);
  // One attempt of this minute was the sign-in above.
  assert.equal(statuses.length, ATTEMPTS_PER_MINUTE, 'tries are counted for each process alone');
}

const ATTEMPTS_PER_MINUTE = Number(
  (readPacks(join(root, 'packs')).packOf('base').sections.get('parameters')!.data as { name: string; value: number }[]).find(
    (one) => one.name === 'sign_in.attempts_per_minute',
  )!.value,
);

/** Before it serves, nothing watches it yet. */
async function killFirstWebProcess(supervisor: number): Promise<void> {
  for (;;) {
    const [child] = webProcesses(supervisor);
    if (child) return void process.kill(child, 'SIGKILL');
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Children of the program that run Node. */
function webProcesses(supervisor: number): number[] {
  const children = readFileSync(`/proc/${supervisor}/task/${supervisor}/children`, 'utf8').trim().split(' ').map(Number);
  return children.filter((pid) => {
    try {
      return pid > 0 && /web\.ts/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    } catch {
      // It ended while we looked.
      return false;
    }
  });
}

async function withOwner(data: string, work: (owner: pg.Client) => Promise<unknown>): Promise<void> {
  const vault = createVault(Buffer.from(readFileSync(join(data, 'secret.key'), 'utf8').trim(), 'base64'));
  const [, , , port, host] = readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n');
  const owner = new pg.Client({
    host: host!.trim(),
    port: Number(port),
    user: 'linli_owner',
    password: vault.derivedPassword('owner'),
    database: 'linli',
  });
  await owner.connect();
  await work(owner);
  await owner.end();
}
