import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import copyStreams from 'pg-copy-streams';

/** A table with the columns a copy carries (generated ones are left out). */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

const SCHEMAS = ['kernel', 'registers', 'procedures', 'indicators', 'channels'];

/** All tables that outlive a crash, those that others refer to first. */
export async function listTables(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; needs: string[] }>(
    `select n.nspname || '.' || c.relname as name,
            (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
            coalesce((select array_agg(distinct fn.nspname || '.' || f.relname) from pg_constraint k join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '{}') as needs
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and c.relpersistence = 'p' and n.nspname = any($1) order by 1`,
    [SCHEMAS],
  );
  const ordered: typeof rows = [];
  while (ordered.length < rows.length) {
    const ready = rows.filter((row) => !ordered.includes(row) && row.needs.every((need) => ordered.some((done) => done.name === need)));
    if (ready.length === 0) throw new Error('tables refer to each other in a circle');
    ordered.push(...ready);
  }
  return ordered.map(({ name, columns }) => ({ name, columns }));
}

function columnList(table: TableShape): string {
  return table.columns.map((column) => `"${column}"`).join(', ');
}

/** The content of a table in PostgreSQL's own text form. */
export function readTable(client: pg.Client, table: TableShape): NodeJS.ReadableStream {
  return client.query(copyStreams.to(`copy ${table.name} (${columnList(table)}) to stdout`));
}

export async function writeTable(client: pg.Client, table: TableShape, content: Readable): Promise<void> {
  await pipeline(content, client.query(copyStreams.from(`copy ${table.name} (${columnList(table)}) from stdin`)));
}

/** One snapshot for all tables: what is written meanwhile is in the next backup. */
export async function beginSnapshot(client: pg.Client): Promise<void> {
  await client.query('begin isolation level repeatable read read only');
}

export async function beginRestore(client: pg.Client): Promise<void> {
  await client.query('begin');
}

export async function commit(client: pg.Client): Promise<void> {
  await client.query('commit');
}

export async function rollback(client: pg.Client): Promise<void> {
  await client.query('rollback');
}

/** The number of the last migration the database holds; 0 for a fresh one. */
export async function lastMigration(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>('select coalesce(max(number), 0)::int as n from public.linli_migration');
  return rows[0]!.n;
}

/** Whether rows are hidden from this owner: a role that row policies bind would write an empty backup. */
export async function isBoundByPolicies(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    'select rolsuper or rolbypassrls as free from pg_roles where rolname = current_user',
  );
  return !rows[0]?.free;
}

/** Empties the tables that a migration filled, before the backup's content comes in. */
export async function emptyTables(client: pg.Client, tables: readonly TableShape[]): Promise<void> {
  await client.query(`truncate ${tables.map((table) => table.name).join(', ')}`);
}

/** After a restore, transaction numbers begin anew: what the backup held counts as settled. Nobody but the owner may touch audit rows at all. */
export async function settleTransactions(client: pg.Client): Promise<void> {
  await client.query(`update procedures.fact_delta set xid = '3'::xid8`);
  await client.query(`update kernel.audit set xid = '3'::xid8`);
}

/** Ends every sign-in, and every code that could open one. */
export async function endSessions(client: pg.Client): Promise<void> {
  await client.query('update registers.sign_in_session set ended_at = now() where ended_at is null');
  await client.query('update registers.one_time_code set used_at = now() where used_at is null');
}
