import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { sha256 } from '../crypto.ts';
import { LinliError } from '../errors.ts';
import { levels } from '../scope.ts';

/** A forward-only step of the schema, `db/migrations/NNNN-<wing>-<what>.sql`. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
}

/** Reads the migrations in order. Throws when numbers are doubled or a name is malformed. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name, index) => {
    const number = Number(name.slice(0, 4));
    if (number !== index + 1) throw new Error(`${name}: expected number ${String(index + 1).padStart(4, '0')}`);
    return { number, name, text: readFileSync(join(folder, name), 'utf8') };
  });
}

/**
 * Brings the database to the newest schema; returns the names applied. Each step is one transaction.
 * Throws `DATABASE_TOO_OLD` below PostgreSQL 15, `DATA_FOLDER_NEWER` when the database knows a later step than the program.
 */
export async function migrate(
  client: pg.ClientBase,
  migrations: readonly Migration[],
  report: (name: string) => void = () => undefined,
): Promise<string[]> {
  const {
    rows: [server],
  } = await client.query<{ v: string }>(`select current_setting('server_version_num') as v`);
  if (Number(server!.v) < 150_000) throw new LinliError('DATABASE_TOO_OLD', { version: Math.floor(Number(server!.v) / 10_000) });
  // Two programs starting at once take turns.
  await client.query('select pg_advisory_lock(778899)');
  try {
    return await applyMissing(client, migrations, report);
  } finally {
    await client.query('select pg_advisory_unlock(778899)');
  }
}

async function applyMissing(client: pg.ClientBase, migrations: readonly Migration[], report: (name: string) => void): Promise<string[]> {
  await client.query(
    'create table if not exists public.linli_migration (number int primary key, name text not null, hash text not null, applied_at timestamptz not null default now())',
  );
  const { rows } = await client.query<{ number: number; name: string; hash: string }>(
    'select number, name, hash from public.linli_migration order by number',
  );
  const last = rows.at(-1)?.number ?? 0;
  if (last > migrations.length) throw new LinliError('DATA_FOLDER_NEWER', { found: last, known: migrations.length });
  for (const row of rows) {
    if (migrations[row.number - 1]?.name !== row.name || hashOf(migrations[row.number - 1]!) !== row.hash)
      throw new LinliError('DATA_FOLDER_NEWER', { found: row.name, known: migrations[row.number - 1]?.name ?? '' });
  }
  const missing = migrations.slice(last);
  for (const migration of missing) {
    report(migration.name);
    await client.query('begin');
    try {
      await client.query(migration.text);
      await client.query('insert into public.linli_migration (number, name, hash) values ($1, $2, $3)', [
        migration.number,
        migration.name,
        hashOf(migration),
      ]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw new Error(`${migration.name}: ${(error as Error).message}`, { cause: error });
    }
  }
  return missing.map((migration) => migration.name);
}

function hashOf(migration: Migration): string {
  return sha256(migration.text).toString('hex');
}

/** Tells the planner what the tables hold now; without it, plans made right after a large load fit empty tables. */
export async function refreshStatistics(client: pg.ClientBase): Promise<void> {
  await client.query('analyze');
}

/** Gives every login role its password, derived from the deployment secret. */
export async function setRolePasswords(client: pg.ClientBase, passwordOf: (role: string) => string): Promise<void> {
  const statements = levels.map(
    (level) => `alter role linli_${level} with login password '${passwordOf(`linli_${level}`).replaceAll("'", "''")}'`,
  );
  await client.query(statements.join(';'));
}
