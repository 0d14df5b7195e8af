import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { LoadResult } from './load.ts';
import { at } from './load.ts';

export interface RawTarget {
  readonly connection: pg.ClientConfig;
  readonly user: string;
  readonly password: string;
  /** What opens the transaction: begin and the literal scope. */
  readonly open: string;
  /** A payload of `procedures.record` in which `@A@`, `@B@` stand for fresh random numbers and `@T@` for a time that moves on. */
  readonly payload: string;
}

/** The path of pgbench on this machine, or undefined: PostgreSQL's own benchmark is not in the registry's package. */
export function findPgbench(): string | undefined {
  const found = ['', ...readVersions().map((version) => `/usr/lib/postgresql/${version}/bin/`)].map((folder) => `${folder}pgbench`);
  return found.find((path) => spawnSync(path, ['--version']).status === 0);
}

function readVersions(): string[] {
  return existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort().reverse() : [];
}

/** The same transaction without us: pgbench, one message per transaction, 16 clients in two threads. */
export function runPgbench(pgbench: string, target: RawTarget, connections: number, seconds: number): LoadResult {
  const folder = mkdtempSync(join(tmpdir(), 'linli-pgbench-'));
  const script = join(folder, 'submit.sql');
  const literal = target.payload.replaceAll("'", "''").replaceAll('@A@', ':a').replaceAll('@B@', ':b').replaceAll('@T@', ':d :t');
  // pgbench has no clock: every transaction of a client is a second later than its last, so that indexes over time grow as they do in life.
  const clock =
    '\\set n :n + 1\n\\set s :n * 16 + :client_id\n\\set d 20261201 + (:s / 50400)\n\\set t 100000 + ((:s / 3600) % 14) * 10000 + ((:s / 60) % 60) * 100 + (:s % 60)\n';
  writeFileSync(
    script,
    `${clock}\\set a random(10000000, 99999999)\n\\set b random(10000000, 99999999)\n${target.open.replaceAll('; ', ' \\; ')} \\; select procedures.record('${literal}') \\; commit;\n`,
  );
  const { host, port, database } = target.connection;
  const parameters = [
    '-h',
    String(host),
    '-p',
    String(port),
    '-U',
    target.user,
    '-n',
    '-D',
    'n=0',
    '-c',
    String(connections),
    '-j',
    '2',
    '-T',
    String(seconds),
    '-f',
    script,
    '-l',
    '--log-prefix',
    join(folder, 'log'),
    String(database),
  ];
  const result = spawnSync(pgbench, parameters, {
    encoding: 'utf8',
    env: { ...process.env, PGPASSWORD: target.password },
    maxBuffer: 64 * 1024 * 1024,
  });
  const times = readdirSync(folder)
    .filter((name) => name.startsWith('log'))
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .trim()
        .split('\n')
        .map((line) => Number(line.split(' ')[2]) / 1_000),
    );
  rmSync(folder, { recursive: true, force: true });
  if (result.status !== 0) throw new Error(result.stderr.slice(-2_000));
  times.sort((a, b) => a - b);
  return {
    count: times.length,
    failed: 0,
    perSecond: Number(/tps = ([\d.]+)/.exec(result.stdout)?.[1] ?? times.length / seconds),
    p50: at(times, 0.5),
    p99: at(times, 0.99),
  };
}

/** Where there is no pgbench: the same messages through the driver. Slower than pgbench, so the ratio flatters; the report says which was used. */
export async function runDriver(target: RawTarget, connections: number, seconds: number): Promise<LoadResult> {
  const times: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1_000;
  const random = (): string => String(Math.floor(1e7 + Math.random() * 9e7));
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ ...target.connection, user: target.user, password: target.password });
      await client.connect();
      while (performance.now() < until) {
        const literal = target.payload
          .replaceAll("'", "''")
          .replaceAll('@A@', random())
          .replaceAll('@B@', random())
          .replaceAll('@T@', new Date().toISOString());
        const sent = performance.now();
        await client.query(`${target.open}; select procedures.record('${literal}'); commit`);
        times.push(performance.now() - sent);
      }
      await client.end();
    }),
  );
  times.sort((a, b) => a - b);
  return {
    count: times.length,
    failed: 0,
    perSecond: times.length / ((performance.now() - started) / 1_000),
    p50: at(times, 0.5),
    p99: at(times, 0.99),
  };
}
