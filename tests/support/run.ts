// Prepares the databases that tests clone, runs the test files, cleans up. `npm test -- path…` runs only those.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { preparedBrowser } from '../../scripts/browser.mjs';
import { ensureBuilt } from '../../scripts/build.mjs';
import { createVault, migrate, readMigrations, setRolePasswords, startEmbedded } from '../../src/kernel/kernel.ts';
import { urlConnection } from '../../src/main/program.ts';
import { testSecret } from './database.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'linli-test-'));
const vault = createVault(testSecret);
// Tests prove behaviour, not durability (tests/faults starts a server of its own), so they need not wait for the disk. With DATABASE_URL
// they run on that server, whose owner must be a superuser and which must hold no Linli yet: login roles belong to a whole server.
const own = process.env.DATABASE_URL;
delete process.env.DATABASE_URL;
const server = own
  ? { connection: urlConnection(own), stop: () => Promise.resolve() }
  : await startEmbedded(folder, 'owner of the test databases', { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' });

async function within(database: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ ...server.connection, database });
  await client.connect();
  await work(client);
  await client.end();
}

async function prepare(): Promise<void> {
  await within('postgres', (client) => client.query('create database linli_empty'));
  await within('linli_empty', async (client) => {
    await migrate(client, readMigrations(join(root, 'db/migrations')));
    await setRolePasswords(client, (role) => vault.derivedPassword(role));
  });
  await within('postgres', (client) => client.query('create database linli_template template linli_empty'));
  const { loadDefaultContent } = await import('../../src/main/content.ts');
  await loadDefaultContent({ ...server.connection, database: 'linli_template' }, vault, join(root, 'packs'), 'demonstration');
}

/** Every file of tests; those that start whole programs and browsers take longest and begin first, so that none of them runs alone at the end. */
function testFiles(): string[] {
  const found = ['tests', 'src'].map((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  return found.flatMap((names) =>
    names
      .filter((name) => /\.test\.tsx?$/.test(name))
      .sort()
      .reverse(),
  );
}

/** Prepares the browser once for all files that open pages; who asks for no such file needs none. Ends the run with a sentence where there can be none. */
function browserFor(files: readonly string[]): Record<string, string> {
  if (!files.some((name) => name.includes('browser'))) return {};
  const path = preparedBrowser();
  if (!path) throw new Error('no browser for the tests: see above');
  return { LINLI_BROWSER: path };
}

/** What a file has that opens a program, a database or a process of its own, or waits while it is being read: it gets its own process. */
const APART = /support\/(?:server|database)|openDatabase|startEmbedded|spawn|^(?:const|let|await)\b[^\n]*\bawait\b|^await\b/m;
/** Said at the end of the joint process; without it some file was not read to its end. */
const READ = 'the files of pure rules are read';
const JOINT = 'pure.test.mts';

/** Files that open neither program nor database share one process: reading the sources anew took each of them longer than its tests. */
function together(files: readonly string[]): string[] {
  const pure = files.filter((name) => !APART.test(readFileSync(name, 'utf8')));
  if (pure.length < 2) return [...files];
  const joint = join(folder, JOINT);
  const imports = pure.map((name) => `import ${JSON.stringify(pathToFileURL(name).href)};\n`).join('');
  writeFileSync(joint, `import { test } from 'node:test';\n${imports}test(${JSON.stringify(READ)}, () => undefined);\n`);
  return [...files.filter((name) => !pure.includes(name)), joint];
}

/** Two files at a time, in the order given: `node --test` would put them in its own. */
async function runTests(files: readonly string[]): Promise<number> {
  Object.assign(process.env, browserFor(files), { LINLI_TEST_CONNECTION: JSON.stringify(server.connection) });
  const processes = together(files.map((name) => resolve(root, name)));
  const tests = run({ files: processes, concurrency: 2 });
  let failed = 0;
  let read = processes.every((name) => !name.endsWith(JOINT));
  tests.on('test:pass', ({ name }) => {
    read ||= name === READ;
  });
  tests.on('test:fail', () => {
    failed += 1;
  });
  await pipeline(tests, new spec(), process.stdout, { end: false });
  if (!read) console.error(`✖ ${READ}: not to their end`);
  return failed === 0 && read ? 0 : 1;
}

/** The compiler reads the whole tree in a few seconds; a fault of types fails the run before any test. */
function typecheck(): void {
  const result = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit'], { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) throw new Error('types do not fit');
}

let code = 1;
try {
  const asked = process.argv.slice(2);
  if (asked.length === 0) typecheck();
  await ensureBuilt();
  await prepare();
  const files = asked.length > 0 ? asked : testFiles();
  code = await runTests(files);
} catch (error) {
  console.error(error);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(code);
