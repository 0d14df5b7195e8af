import type { Config } from '../kernel/kernel.ts';
import { createLog } from '../kernel/kernel.ts';
import { loadDefaultContent } from './content.ts';
import type { Crew } from './crew.ts';
import { fillOnce } from './filling.ts';
import { openStore, packsFolder } from './program.ts';
import { onSignals, readiness, sayStep, welcome } from './speech.ts';

/** Brings the database up, fills a fresh one, lets the web processes serve, and stops everything on a signal. Throws coded errors a person can act on. */
export async function supervise(config: Config, crew: Crew): Promise<void> {
  const log = createLog(config.logLevel);
  await readiness(config);
  const store = await openStore(config, sayStep, 'serve');
  const stop = async (): Promise<void> => {
    await crew.stop();
    await store.close();
  };
  onSignals(stop);
  try {
    const known = await fillOnce(store, sayStep, 'demonstration', () =>
      loadDefaultContent(store.connection, store.vault, packsFolder, 'demonstration', sayStep),
    );
    store.watch((event) => log.warn({ event }, 'database'));
    welcome(await crew.open(store.connection, log), (known ?? 'demonstration') === 'demonstration');
  } catch (error) {
    await stop();
    throw error;
  }
}
