import pg from 'pg';
import type { Database, Vault } from '../../src/kernel/kernel.ts';
import { createVault, openDatabase } from '../../src/kernel/kernel.ts';

/** A database of its own, cloned from the template that the runner prepared: 柳湾县 and the real regions are in it. */
export interface TestDatabase {
  readonly database: Database;
  readonly vault: Vault;
  /** Connected as the owner, for looking behind the policies. */
  readonly owner: pg.Client;
  readonly connection: pg.ClientConfig;
  close(): Promise<void>;
}

export const testSecret = Buffer.from('the secret of every test database, known to all');

/** Clones the template; about 60 ms. Set `template` to `linli_empty` for a migrated database without content. */
export async function testDatabase(template: 'linli_template' | 'linli_empty' = 'linli_template'): Promise<TestDatabase> {
  const text = process.env.LINLI_TEST_CONNECTION;
  if (!text) throw new Error('start the tests with npm test: it prepares the database they clone');
  const server = JSON.parse(text) as pg.ClientConfig;
  const name = `t_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  await asOwner({ ...server, database: 'postgres' }, (client) => client.query(`create database ${name} template ${template}`));
  const connection = { ...server, database: name };
  const owner = new pg.Client(connection);
  owner.on('error', () => undefined);
  await owner.connect();
  const vault = createVault(testSecret);
  const database = openDatabase(connection, (role) => vault.derivedPassword(role));
  return {
    database,
    vault,
    owner,
    connection,
    close: async () => {
      await database.close();
      await owner.end();
      await asOwner({ ...server, database: 'postgres' }, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

async function asOwner(connection: pg.ClientConfig, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
