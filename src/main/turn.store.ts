import type pg from 'pg';

// Advisory locks of the database: they end with the connection that holds them, so that a killed program leaves none.
const SERVING = 778_900;
const FILLING = 778_901;

/** Takes the right to serve from this database; false when another program holds it. */
export async function tryServing(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [SERVING]);
  return rows[0]!.taken;
}

/** Waits for the turn to fill this database; it ends with the connection. */
export async function waitToFill(client: pg.Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [FILLING]);
}
