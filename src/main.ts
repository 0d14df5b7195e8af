// The contents page: what the program is made of, in the order in which it comes up.
import { createLog, openDatabase, publicScope, readConfig } from './kernel/kernel.ts';
import { loadDefaultContent } from './main/content.ts';
import { startCrew } from './main/crew.ts';
import { findDeploymentMode } from './main/deployment.store.ts';
import { openStore, packsFolder } from './main/program.ts';
import type { Store } from './main/program.ts';
import { onSignals, readiness, sayError, sayStep, welcome } from './main/speech.ts';

async function run(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  await readiness(config);
  const crew = startCrew(config.webProcesses);
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

run().catch(async (error: unknown) => {
  await sayError(error);
  process.exit(1);
});
