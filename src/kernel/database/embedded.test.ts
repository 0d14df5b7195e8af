import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import type { LinliError } from '../errors.ts';
import { binariesFolder, startEmbedded } from './embedded.ts';

test("the log of the database is its owner's alone and keeps no word of a citizen", { skip: process.platform === 'win32' }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linli-log-'));
  const log = join(folder, 'postgres.log');
  writeFileSync(log, 'from an earlier version\n', { mode: 0o644 });
  const server = await startEmbedded(folder, 'owner of the log', { fsync: 'off' });
  try {
    const client = new pg.Client(server.connection);
    await client.connect();
    await assert.rejects(client.query('select $1::text::jsonb', ['{"story": 孤身一人}']), { code: '22P02' });
    await client.query('create table t (story text constraint short check (length(story) < 3))');
    await assert.rejects(client.query('insert into t values ($1)', ['孤身一人']), { code: '23514' });
    await client.end();
  } finally {
    await server.stop();
  }
  const said = readFileSync(log, 'utf8');
  assert.equal(statSync(log).mode & 0o777, 0o600);
  assert.match(said, /violates check constraint/);
  assert.doesNotMatch(said, /孤身/);
  rmSync(folder, { recursive: true, force: true });
});

test('a first start killed while it made the cluster leaves nothing the next one stumbles over; another version is told older or newer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linli-draft-'));
  const gone = 4_194_300;
  mkdirSync(join(folder, `postgres.draft-${gone}/global`), { recursive: true });
  writeFileSync(join(folder, `postgres.draft-${gone}/PG_VERSION`), '1');
  mkdirSync(join(folder, 'postgres'));
  const server = await startEmbedded(folder, 'owner', { fsync: 'off' });
  await server.stop();
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('draft')),
    [],
  );
  assert.ok(existsSync(join(folder, 'postgres/global/pg_control')));
  for (const [version, code] of [
    ['9', 'DATA_FOLDER_OLDER'],
    ['99', 'DATA_FOLDER_NEWER'],
  ] as const) {
    writeFileSync(join(folder, 'postgres/PG_VERSION'), version);
    await assert.rejects(
      startEmbedded(folder, 'owner'),
      (error: LinliError) => error.code === code && error.values.found === `PostgreSQL ${version}`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
});

test('as root, a program and data in a folder closed to others still start, or say which folder is in the way', {
  skip: process.getuid?.() !== 0,
}, async () => {
  const closed = mkdtempSync(join(tmpdir(), 'linli-closed-'));
  assert.equal(statSync(closed).mode & 0o777, 0o700);
  cpSync(join(binariesFolder(), '..'), join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
  const binaries = join(closed, 'native/bin');
  const server = await startEmbedded(join(closed, 'data'), 'owner', { fsync: 'off' }, binaries);
  const client = new pg.Client(server.connection);
  await client.connect();
  assert.deepEqual((await client.query('select 1 as one')).rows, [{ one: 1 }]);
  await client.end();
  await server.stop();
  const path = process.env.PATH;
  process.env.PATH = '/nowhere';
  try {
    await assert.rejects(
      startEmbedded(join(closed, 'data'), 'owner', { fsync: 'off' }, binaries),
      (error: LinliError) => error.code === 'SERVER_USER_SHUT_OUT' && error.values.folder === closed,
    );
  } finally {
    process.env.PATH = path;
  }
  rmSync(closed, { recursive: true, force: true });
});
