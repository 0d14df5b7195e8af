import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { LinliError } from './errors.ts';
import type { Suite } from './crypto.ts';

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

/** Reads the configuration once. Throws `CONFIG_INVALID` naming the setting to mend. */
export function readConfig(environment: Environment = process.env, root: string = process.cwd()): Config {
  const port = readPort(environment.PORT);
  const dataFolder = resolve(root, environment.LINLI_DATA ?? 'data');
  const publicUrl = (environment.LINLI_URL ?? `http://localhost:${port}`).replace(/\/$/, '');
  if (!URL.canParse(publicUrl)) throw new LinliError('CONFIG_INVALID', { setting: 'LINLI_URL', value: publicUrl });
  return {
    host: environment.HOST ?? '0.0.0.0',
    port,
    webProcesses: readWebProcesses(environment.LINLI_WEB),
    dataFolder,
    databaseUrl: readDatabaseUrl(environment.DATABASE_URL),
    secret: readSecret(environment.LINLI_SECRET, dataFolder),
    suite: readChoice('LINLI_CRYPTO', environment.LINLI_CRYPTO, ['aes', 'sm'] as const),
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
  if (!/^postgres(ql)?:\/\//.test(text)) throw new LinliError('CONFIG_INVALID', { setting: 'DATABASE_URL', value: 'postgresql://…' });
  return text;
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
  if (existsSync(file)) return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  mkdirSync(dataFolder, { recursive: true });
  const secret = randomBytes(48);
  writeFileSync(file, `${secret.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return secret;
}
