import pg from 'pg';
import { LinliError } from '../errors.ts';
import type { Level, Scope } from '../scope.ts';
import { openStatement } from '../scope.ts';
import type { Call, Row, Statement, Values } from './exchange.ts';
import { exchange, exchangeWithin } from './exchange.ts';

export type { Call, Row, Statement, Values } from './exchange.ts';

/** What a store works with: statements run in one transaction under one scope. */
export interface Handle {
  readonly scope: Scope;
  /** Runs one statement in a transaction of its own: one round trip, one commit. */
  query<R extends object = Row>(statement: Statement, values?: Values): Promise<R[]>;
  /** Runs several statements in one transaction, sent together: still one round trip. */
  batch(calls: readonly Call[]): Promise<Row[][]>;
  /** An interactive transaction, for bulk work only: one round trip per statement. */
  transaction<T>(work: (handle: Handle) => Promise<T>): Promise<T>;
}

export interface Database {
  /** A handle that acts under the scope; there is no other way to reach the tables. */
  within(scope: Scope): Handle;
  close(): Promise<void>;
}

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

/** How many connections a login role may hold, all web processes together; hot roles get the more. */
const POOL_SIZE: Record<Level, number> = {
  province: 4,
  city: 4,
  county: 8,
  town: 8,
  community: 16,
  grid: 4,
  unit: 4,
  resident: 16,
  public: 8,
  gate: 8,
  job: 4,
};

/** A pool that outlives its server. A connection lost between two statements of its holder tells nobody who waits, and would end the process if nobody heard it; the next statement fails and says so. */
export function openPool(config: pg.PoolConfig, report: (error: Error) => void = () => undefined): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', report));
  return pool;
}

/** Connects one small pool per level. `connection` tells host, port, database; `passwordOf` the login role's password; `sharers` among how many processes the connections are shared. */
export function openDatabase(connection: pg.ClientConfig, passwordOf: (role: string) => string, sharers = 1): Database {
  const pools = new Map<Level, pg.Pool>();
  const poolOf = (level: Level): pg.Pool => {
    const known = pools.get(level);
    if (known) return known;
    const user = `linli_${level}`;
    const pool = openPool({
      ...connection,
      user,
      password: passwordOf(user),
      max: Math.ceil(POOL_SIZE[level] / sharers),
      idleTimeoutMillis: 60_000,
    });
    pools.set(level, pool);
    return pool;
  };
  return {
    within: (scope) => poolHandle(poolOf(scope.level), scope),
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}

function poolHandle(pool: pg.Pool, scope: Scope): Handle {
  const batch = (calls: readonly Call[]): Promise<Row[][]> =>
    withClient(pool, (client) => exchangeWithin(client, scope, calls).catch(rethrow));
  return {
    scope,
    batch,
    query: async (statement, values = []) => (await batch([[statement, values]]))[0] as never,
    transaction: (work) => withClient(pool, (client) => interactive(client, scope, work)),
  };
}

async function interactive<T>(client: pg.PoolClient, scope: Scope, work: (handle: Handle) => Promise<T>): Promise<T> {
  await client.query(openStatement(scope));
  try {
    const result = await work(clientHandle(client, scope));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw translate(error);
  }
}

/** A handle inside an open transaction. */
export function clientHandle(client: pg.ClientBase, scope: Scope): Handle {
  const handle: Handle = {
    scope,
    query: async (statement, values = []) => (await exchange(client, [[statement, values]]))[0] as never,
    batch: (calls) => exchange(client, calls),
    transaction: (work) => work(handle),
  };
  return handle;
}

function rethrow(error: unknown): never {
  throw translate(error);
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw translate(error);
  });
  let broken: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    if (!(error instanceof LinliError) && !isStatementError(error)) broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Five-character SQLSTATE: the statement failed, the connection is well. */
function isStatementError(error: unknown): boolean {
  return typeof (error as { code?: unknown }).code === 'string' && /^[0-9A-Z]{5}$/.test((error as { code: string }).code);
}

const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03', '08006', '08001']);

/** Turns what the driver throws into an error a person can act on; leaves statement errors for the store that knows them. */
export function translate(error: unknown): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (code === '53100' || code === 'ENOSPC') return new LinliError('DISK_FULL');
  if (code === '42501') return Object.assign(new LinliError('FORBIDDEN'), { cause: error });
  // A missing socket, not a missing file.
  const noSocket = code === 'ENOENT' && (error as { syscall?: string }).syscall === 'connect';
  const lost = /^Connection (terminated|ended)|not queryable/i.test(String((error as Error).message));
  if (UNREACHABLE.has(code) || noSocket || (!code && lost)) return new LinliError('DATABASE_UNREACHABLE');
  return error;
}

/** The constraint a statement error names, or undefined. */
export function violatedConstraint(error: unknown): string | undefined {
  return (error as { constraint?: string }).constraint;
}

/** The first rows of a list, and whether there are more: no list is cut in silence. */
export interface Some<T> {
  readonly rows: readonly T[];
  readonly more: boolean;
}

/** The first `most` of rows that were asked for with a limit of one more. */
export function someOf<T>(rows: readonly T[], most: number): Some<T> {
  return { rows: rows.slice(0, most), more: rows.length > most };
}
