import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { createVault } from '../src/kernel/kernel.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'linli-start-'));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly child: ChildProcess;
  said(): string;
  /** Resolves with the exit code, or with `serving` once the address was printed. */
  outcome: Promise<number | 'serving'>;
}

function run(environment: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], { cwd: root, env: { ...process.env, NODE_TEST_CONTEXT: '', LINLI_LOG: 'silent', ...environment } });
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
  return { child, said: () => said, outcome };
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
  assert.match(lost.said(), /数据库/);
  assert.ok(![wrong, taken, lost].some((one) => /\n\s+at .*\.ts/.test(one.said())), 'a stack is not a sentence');
});

test('a fresh folder is filled and served; a killed program and database leave nothing that keeps the next start', { timeout: 240_000 }, async () => {
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
  const third = run({ PORT: '0', LINLI_DATA: data });
  assert.equal(await third.outcome, 'serving', third.said());
  await withOwner(data, (owner) => owner.query("insert into public.linli_migration (number, name, hash) values (9999, '9999-from-the-future.sql', 'x')"));
  await stop(third);
  const older = run({ PORT: '0', LINLI_DATA: data });
  assert.equal(await older.outcome, 1);
  assert.match(older.said(), /更新的版本/);
});

async function withOwner(data: string, work: (owner: pg.Client) => Promise<unknown>): Promise<void> {
  const vault = createVault(Buffer.from(readFileSync(join(data, 'secret.key'), 'utf8').trim(), 'base64'));
  const [, , , port, host] = readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n');
  const owner = new pg.Client({ host: host!.trim(), port: Number(port), user: 'linli_owner', password: vault.derivedPassword('owner'), database: 'linli' });
  await owner.connect();
  await work(owner);
  await owner.end();
}
