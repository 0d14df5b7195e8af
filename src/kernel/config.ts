import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Suite } from './crypto.ts';
import { LinliError } from './errors.ts';

export interface Config {
  readonly host: string;
  readonly port: number;
  /** How many processes answer requests; they share the port. */
  readonly webProcesses: number;
  /** Absolute folder of the embedded database, attachments and the secret. */
  readonly dataFolder: string;
  /** An owner's connection string of one's own PostgreSQL; undefined means the embedded one. */
  readonly databaseUrl: string | undefined;
  readonly secret: Buffer;
  readonly suite: Suite;
  readonly logLevel: string;
  /** Address under which people reach this server, without a slash at the end; used in QR codes and messages. */
  readonly publicUrl: string;
  readonly secureCookies: boolean;
}

type Environment = Record<string, string | undefined>;

/** Reads the configuration once. Throws `CONFIG_INVALID` naming the setting to mend, `DATA_FOLDER_CLOSED`, `DISK_FULL`. */
export function readConfig(environment: Environment = process.env, root: string = process.cwd()): Config {
  const port = readPort(environment.PORT);
  const dataFolder = resolve(root, environment.LINLI_DATA ?? 'data');
  const publicUrl = (environment.LINLI_URL ?? `http://localhost:${port}`).replace(/\/$/, '');
  if (!URL.canParse(publicUrl)) throw new LinliError('CONFIG_INVALID', { setting: 'LINLI_URL', value: publicUrl });
  const databaseUrl = readDatabaseUrl(environment.DATABASE_URL);
  openFolder(dataFolder);
  return {
    host: environment.HOST ?? '0.0.0.0',
    port,
    webProcesses: readWebProcesses(environment.LINLI_WEB),
    dataFolder,
    databaseUrl,
    secret: readSecret(environment.LINLI_SECRET, dataFolder),
    suite: readSuite(environment.LINLI_CRYPTO),
    logLevel: readChoice('LINLI_LOG', environment.LINLI_LOG, ['warn', 'info', 'debug', 'error', 'silent'] as const),
    publicUrl,
    secureCookies: publicUrl.startsWith('https:'),
  };
}

function readPort(text = '8080'): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new LinliError('CONFIG_INVALID', { setting: 'PORT', value: text });
  return port;
}

/** One per processor, but more than four seldom help: the database then needs the rest of the machine. */
const MOST_BY_ITSELF = 4;

function readWebProcesses(text: string | undefined): number {
  if (!text) return Math.min(availableParallelism(), MOST_BY_ITSELF);
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 64) throw new LinliError('CONFIG_INVALID', { setting: 'LINLI_WEB', value: text });
  return count;
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  if (!text) return undefined;
  // The value holds a password, so only its beginning is told.
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text))
    throw new LinliError('CONFIG_INVALID', { setting: 'DATABASE_URL', value: `${text.split(/:|\//)[0]!.slice(0, 20)}://…` });
  return text;
}

/** Throws `CONFIG_INVALID`. */
export function readSuite(text: string | undefined): Suite {
  return readChoice('LINLI_CRYPTO', text, ['aes', 'sm'] as const);
}

function readChoice<const T extends readonly string[]>(setting: string, text: string | undefined, choices: T): T[number] {
  const value = text ?? choices[0]!;
  if (!choices.includes(value)) throw new LinliError('CONFIG_INVALID', { setting, value });
  return value;
}

function readSecret(text: string | undefined, dataFolder: string): Buffer {
  if (text !== undefined) {
    if (text.length < 32) throw new LinliError('CONFIG_INVALID', { setting: 'LINLI_SECRET', value: '***' });
    return Buffer.from(text, 'utf8');
  }
  const file = resolve(dataFolder, 'secret.key');
  return onFolder(dataFolder, () => readKey(file) ?? makeKey(file));
}

function readKey(file: string): Buffer | undefined {
  try {
    return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written beside its place and linked when whole: a kill leaves no half key, and of two programs the first one's counts. */
function makeKey(file: string): Buffer {
  const draft = `${file}.draft-${process.pid}`;
  try {
    writeFileSync(draft, `${randomBytes(48).toString('base64')}\n`, { mode: 0o600 });
    placeOnce(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  return readKey(file)!;
}

/** Links, because that never replaces what is there; some file systems know no links. */
function placeOnce(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch {
    if (!existsSync(file)) renameSync(draft, file);
  }
}

function openFolder(folder: string): void {
  onFolder(folder, () => {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  });
}

const CLOSED = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENOENT']);

/** Does something in the data folder; tells in a coded error when the folder cannot be used. */
function onFolder<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (code === 'ENOSPC') throw new LinliError('DISK_FULL');
    throw CLOSED.has(code) ? new LinliError('DATA_FOLDER_CLOSED', { folder, reason: (error as Error).message }) : error;
  }
}
