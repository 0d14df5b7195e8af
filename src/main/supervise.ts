import { createLog, openDatabase, publicScope } from '../kernel/kernel.ts';
import type { Config } from '../kernel/kernel.ts';
import { loadDefaultContent } from './content.ts';
import type { Crew } from './crew.ts';
import { findDeploymentMode } from './deployment.store.ts';
import { openStore, packsFolder } from './program.ts';
import type { Store } from './program.ts';
import { onSignals, readiness, sayStep, welcome } from './speech.ts';

/** Brings the database up, fills a fresh one, lets the web processes serve, and stops everything on a signal. Throws coded errors a person can act on. */
export async function supervise(config: Config, crew: Crew): Promise<void> {
  const log = createLog(config.logLevel);
  await readiness(config);
  const store = await openStore(config, sayStep);
  const known = await modeOf(store);
  if (!known) await loadDefaultContent(store.connection, store.vault, packsFolder, 'demonstration', sayStep);
  store.server?.watch((event) => log.warn({ event }, 'database'));
  onSignals(async () => {
    await crew.stop();
    await store.server?.stop();
  });
  const address = await crew.open(store.connection, log).catch(async (error: unknown) => {
    await store.server?.stop();
    throw error;
  });
  welcome(address, (known ?? 'demonstration') === 'demonstration');
}

async function modeOf(store: Store): Promise<string | undefined> {
  const database = openDatabase(store.connection, (role) => store.vault.derivedPassword(role));
  try {
    return await findDeploymentMode(database.within(publicScope));
  } finally {
    await database.close();
  }
}
