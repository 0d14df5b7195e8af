import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { rebuildMeasures } from '../indicators/indicators.ts';
import type { AuditHead, Config, Suite, Vault } from '../kernel/kernel.ts';
import {
  clientHandle,
  createVault,
  defineErrors,
  isSealedContent,
  jobScope,
  LinliError,
  migrate,
  openDatabase,
  openStream,
  opensBeginning,
  readHeads,
  readMigrations,
  refreshStatistics,
  replaceOutsideHeads,
  resealAfterRestore,
  SEALED_BEGINNING,
  sealStream,
  setRolePasswords,
} from '../kernel/kernel.ts';
import { diskFiles } from '../procedures/procedures.ts';
import type { TableShape } from './backup.store.ts';
import {
  beginRestore,
  beginSnapshot,
  commit,
  emptyTables,
  endSessions,
  isBoundByPolicies,
  lastMigration,
  listTables,
  readTable,
  rollback,
  settleTransactions,
  writeTable,
} from './backup.store.ts';
import { beginFilling, setDeploymentMode, suspendMode } from './deployment.store.ts';
import type { Store } from './program.ts';
import { root, withOwner } from './program.ts';

export const backupErrors = defineErrors({
  BACKUP_DAMAGED: 400,
  BACKUP_NEWER: 400,
  BACKUP_OTHER_KEY: 400,
  BACKUP_NOT_EMPTY: 409,
  BACKUP_OWNER: 403,
});

/**
 * A backup is a gzip stream of frames, sealed chunk by chunk (those of older programs are not sealed). Frame: a line of JSON with a length, then that
 * many bytes. First the manifest, then tables in order of reference, then attachment files, last an end mark without which the backup counts as
 * damaged.
 */
type Frame =
  | { kind: 'manifest'; version: 1; migration: number; made: string; check: string; heads?: readonly AuditHead[] }
  | { kind: 'table'; table: TableShape }
  | { kind: 'data' }
  | { kind: 'file'; path: string }
  | { kind: 'end'; tables: number; files: number };

const CHECK = 'linli backup';

/** Writes everything into one file, and the key beside it unless the key comes from the environment. Returns counts. */
export async function writeBackup(
  config: Config,
  store: Pick<Store, 'connection' | 'vault'>,
  target: string,
): Promise<{ tables: number; files: number; bytes: number }> {
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.unfinished`;
  const zip = createGzip({ level: 6 });
  const out = createWriteStream(draft, { mode: 0o600 });
  const sealer = sealStream(store.vault, 'backup');
  zip.pipe(sealer).pipe(out);
  const put = async (frame: Frame, content?: Buffer): Promise<void> => {
    const head = Buffer.from(`${JSON.stringify({ ...frame, length: content?.length ?? 0 })}\n`);
    if (!zip.write(content ? Buffer.concat([head, content]) : head)) await once(zip, 'drain');
  };
  let tables = 0;
  let files = 0;
  await withOwner(store.connection, async (client) => {
    if (await isBoundByPolicies(client)) throw new LinliError('BACKUP_OWNER');
    await beginSnapshot(client);
    await put({
      kind: 'manifest',
      version: 1,
      migration: await lastMigration(client),
      made: new Date().toISOString(),
      check: checkOf(store.vault),
      heads: await readHeads(clientHandle(client, jobScope)),
    });
    for (const table of await listTables(client)) {
      await put({ kind: 'table', table });
      for await (const chunk of readTable(client, table)) await put({ kind: 'data' }, chunk as Buffer);
      tables += 1;
    }
    await commit(client);
  });
  // Listed after the tables: what their rows name is there by now, and only what no row names is swept meanwhile.
  for (const path of listFiles(join(config.dataFolder, 'files'))) {
    const file = await open(path).catch(() => undefined);
    if (!file) continue;
    await put({ kind: 'file', path: relative(config.dataFolder, path) });
    for await (const chunk of file.createReadStream()) await put({ kind: 'data' }, chunk as Buffer);
    files += 1;
  }
  await put({ kind: 'end', tables, files });
  zip.end();
  await once(out, 'close');
  renameSync(draft, target);
  const key = join(config.dataFolder, 'secret.key');
  if (!process.env.LINLI_SECRET && existsSync(key)) writeFileSync(`${target}.key`, readFileSync(key), { mode: 0o600 });
  return { tables, files, bytes: statSync(target).size };
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/**
 * Finds the key that opens a backup before anything is made with another one: the deployment's own, or the one beside the backup, which then
 * moves into a data folder that has no database yet. Call before the configuration is read. Throws `BACKUP_OTHER_KEY`, `BACKUP_DAMAGED`.
 */
export async function adoptKey(dataFolder: string, source: string, suite: Suite): Promise<void> {
  const opens = async (secret: Buffer): Promise<boolean> => (await readManifest(createVault(secret, suite), source)) !== undefined;
  const given = process.env.LINLI_SECRET;
  const key = join(dataFolder, 'secret.key');
  if (given === undefined ? existsSync(key) && (await opens(keyIn(key))) : await opens(Buffer.from(given, 'utf8'))) return;
  const beside = `${source}.key`;
  if (given !== undefined || existsSync(join(dataFolder, 'postgres')) || !existsSync(beside) || !(await opens(keyIn(beside))))
    throw new LinliError('BACKUP_OTHER_KEY');
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(key, readFileSync(beside), { mode: 0o600 });
}

function keyIn(file: string): Buffer {
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
}

type Manifest = Extract<Frame, { kind: 'manifest' }>;

/** The manifest of a backup, or undefined when this key does not open it. Throws `BACKUP_DAMAGED` for what is no backup. */
async function readManifest(vault: Vault, source: string): Promise<Manifest | undefined> {
  const beginning = await beginningOf(source);
  if (isSealedContent(beginning) && !opensBeginning(vault, 'backup', beginning)) return undefined;
  try {
    for await (const { frame } of frames(vault, source))
      if (frame.kind === 'manifest') return frame.check === checkOf(vault) ? frame : undefined;
  } catch {
    // What cannot be read is told below.
  }
  throw new LinliError('BACKUP_DAMAGED');
}

/** The heads of the audit chains that a backup keeps. Throws `BACKUP_OTHER_KEY`, `BACKUP_DAMAGED`. */
export async function readBackupHeads(vault: Vault, source: string): Promise<readonly AuditHead[]> {
  const manifest = await readManifest(vault, source);
  if (!manifest) throw new LinliError('BACKUP_OTHER_KEY');
  return manifest.heads ?? [];
}

function checkOf(vault: Vault): string {
  return vault.keyedHash('backup', CHECK).toString('hex');
}

async function beginningOf(source: string): Promise<Buffer> {
  const file = await open(source);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SEALED_BEGINNING), 0, SEALED_BEGINNING, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * Restores into an empty database, all or nothing: killed before its end, it leaves what the next start or restore begins anew. Throws `BACKUP_NOT_EMPTY`, `BACKUP_DAMAGED`, `BACKUP_NEWER`, `BACKUP_OTHER_KEY`.
 */
export async function restoreBackup(
  config: Config,
  store: Pick<Store, 'connection' | 'vault'>,
  source: string,
  isEmpty: boolean,
): Promise<{ tables: number; files: number }> {
  if (!isEmpty) throw new LinliError('BACKUP_NOT_EMPTY');
  if (!(await readManifest(store.vault, source))) throw new LinliError('BACKUP_OTHER_KEY');
  const staged = join(config.dataFolder, 'files.restoring');
  rmSync(staged, { recursive: true, force: true });
  const found = await withOwner(store.connection, async (client) => {
    await beginFilling(clientHandle(client, jobScope), 'real');
    await beginRestore(client);
    try {
      await emptyTables(client, await listTables(client));
      const result = await applyFrames(client, store.vault, source, config.dataFolder, staged);
      // A cookie or a code from before opens nothing that was brought back.
      await endSessions(client);
      const mode = await suspendMode(clientHandle(client, jobScope));
      if (existsSync(staged)) {
        rmSync(join(config.dataFolder, 'files'), { recursive: true, force: true });
        renameSync(staged, join(config.dataFolder, 'files'));
      }
      await commit(client);
      return { ...result, mode };
    } catch (error) {
      await rollback(client).catch(() => undefined);
      rmSync(staged, { recursive: true, force: true });
      throw error instanceof LinliError ? error : new LinliError('BACKUP_DAMAGED', { reason: (error as Error).message.slice(0, 200) });
    }
  });
  await withOwner(store.connection, async (client) => {
    await migrate(client, readMigrations(join(root, 'db/migrations')));
    await setRolePasswords(client, (role) => store.vault.derivedPassword(role));
  });
  const database = openDatabase(store.connection, (role) => store.vault.derivedPassword(role));
  await resealAfterRestore(database.within(jobScope), store.vault);
  replaceOutsideHeads(config.dataFolder, await readHeads(database.within(jobScope)), new Date());
  await withOwner(store.connection, settleTransactions);
  await rebuildMeasures(database.within(jobScope));
  await withOwner(store.connection, refreshStatistics);
  await diskFiles(join(config.dataFolder, 'files'), store.vault).sealPlain();
  if (found.mode) await setDeploymentMode(database.within(jobScope), found.mode);
  await database.close();
  return { tables: found.tables, files: found.files };
}

async function applyFrames(
  client: Parameters<typeof writeTable>[0],
  vault: Vault,
  source: string,
  dataFolder: string,
  staged: string,
): Promise<{ tables: number; files: number }> {
  let table: { stream: PassThrough; done: Promise<void> } | undefined;
  let file: { stream: NodeJS.WritableStream; done: Promise<unknown> } | undefined;
  let counted = { tables: 0, files: 0 };
  let ended: { tables: number; files: number } | undefined;
  const finish = async (): Promise<void> => {
    table?.stream.end();
    await table?.done;
    file?.stream.end();
    await file?.done;
    [table, file] = [undefined, undefined];
  };
  const abandon = async (error: unknown): Promise<never> => {
    // An unfinished copy would keep the connection waiting for the rest of its rows.
    table?.stream.destroy(error as Error);
    await table?.done.catch(() => undefined);
    throw error;
  };
  const take = async (frame: Frame, content: Buffer): Promise<void> => {
    if (frame.kind === 'data') {
      const stream = table?.stream ?? file?.stream;
      if (!stream) throw new LinliError('BACKUP_DAMAGED');
      if (!stream.write(content)) await once(stream, 'drain');
      return;
    }
    await finish();
    if (frame.kind === 'manifest') await checkManifest(client, vault, frame);
    if (frame.kind === 'table') {
      const stream = new PassThrough();
      table = { stream, done: writeTable(client, frame.table, stream) };
      counted = { ...counted, tables: counted.tables + 1 };
    }
    if (frame.kind === 'file') {
      const path = join(staged, relative('files', frame.path));
      if (!path.startsWith(staged) || relative(dataFolder, path).startsWith('..')) throw new LinliError('BACKUP_DAMAGED');
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const stream = createWriteStream(path, { mode: 0o600 });
      file = { stream, done: once(stream, 'close') };
      counted = { ...counted, files: counted.files + 1 };
    }
    if (frame.kind === 'end') ended = frame;
  };
  try {
    for await (const { frame, content } of frames(vault, source)) await take(frame, content);
    await finish();
  } catch (error) {
    await abandon(error);
  }
  if (!ended || ended.tables !== counted.tables || ended.files !== counted.files) throw new LinliError('BACKUP_DAMAGED');
  return counted;
}

async function checkManifest(
  client: Parameters<typeof writeTable>[0],
  vault: Vault,
  manifest: Extract<Frame, { kind: 'manifest' }>,
): Promise<void> {
  const known = await lastMigration(client);
  if (manifest.migration > known) throw new LinliError('BACKUP_NEWER', { found: manifest.migration, known });
  if (manifest.check !== checkOf(vault)) throw new LinliError('BACKUP_OTHER_KEY');
}

async function* frames(vault: Vault, source: string): AsyncGenerator<{ frame: Frame; content: Buffer }> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of unzipped(vault, source, isSealedContent(await beginningOf(source)))) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    for (;;) {
      const line = rest.indexOf(10);
      if (line < 0) break;
      const { length, ...frame } = JSON.parse(rest.toString('utf8', 0, line)) as Frame & { length: number };
      if (rest.length < line + 1 + length) break;
      yield { frame: frame as Frame, content: rest.subarray(line + 1, line + 1 + length) };
      rest = rest.subarray(line + 1 + length);
    }
  }
  if (rest.length > 0) throw new LinliError('BACKUP_DAMAGED');
}

/** The opened and unzipped content; an error of any stream reaches the reader. */
function unzipped(vault: Vault, source: string, sealed: boolean): Readable {
  const zip = createGunzip();
  const file = createReadStream(source);
  const content: Readable = sealed ? Readable.from(openStream(vault, 'backup', file), { objectMode: false }) : file;
  content.on('error', (error: Error) => zip.destroy(error)).pipe(zip);
  return zip;
}
