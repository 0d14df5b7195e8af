// The contents page: what the program is made of, in the order in which it comes up.
import { LinliError, openDatabase, publicScope, readConfig } from './kernel/kernel.ts';
import { buildApp } from './channels/http/app.ts';
import { loadDefaultContent } from './main/content.ts';
import { findDeploymentMode } from './main/deployment.store.ts';
import { startJobs } from './main/jobs.ts';
import { openLinli, openStore, packsFolder } from './main/program.ts';
import { onSignals, readiness, sayError, sayStep, welcome } from './main/speech.ts';

async function run(): Promise<void> {
  const config = readConfig();
  await readiness(config);
  const store = await openStore(config, sayStep);
  const known = await modeOf(store);
  if (!known) await loadDefaultContent(store.connection, store.vault, packsFolder, 'demonstration', sayStep);
  const linli = await openLinli(config, store);
  const app = await buildApp(linli);
  store.server?.watch((event) => linli.log.warn({ event }, 'database'));
  const jobs = await startJobs(linli, store.connection);
  onSignals(async () => {
    await app.close();
    await jobs.stop();
    await linli.sessions.flush().catch(() => undefined);
    await linli.database.close();
    await store.server?.stop();
  });
  await app.listen({ port: config.port, host: config.host }).catch((error: unknown) => {
    throw (error as { code?: string }).code === 'EADDRINUSE' ? new LinliError('PORT_TAKEN', { port: config.port }) : error;
  });
  welcome(linli, app.server.address());
}

async function modeOf(store: Awaited<ReturnType<typeof openStore>>): Promise<string | undefined> {
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
