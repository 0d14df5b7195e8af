import type { Runner, TaskList } from 'graphile-worker';
import { Logger, parseCronItems, run } from 'graphile-worker';
import type pg from 'pg';
import { sweepHits } from '../channels/http/limits.store.ts';
import type { Linli } from '../channels/http/linli.ts';
import { adapterOf, deliverMessages } from '../channels/messages/messages.ts';
import { carryDueRegions, foldDeltas } from '../indicators/indicators.ts';
import type { Handle } from '../kernel/kernel.ts';
import { isGenuineHead, jobScope, keepOutsideHeads, openPool, readHeads, sealAudit } from '../kernel/kernel.ts';
import { closeUnanswered, recomputeProvisional, sweepContents, sweepFiles } from '../procedures/procedures.ts';
import { forgetFormerPhones, sweepUnknownLogins } from '../registers/registers.ts';

export interface Jobs {
  stop(): Promise<void>;
}

/** How long an audit row may wait for its seal, and a measure for its fold. */
const SHORT_MS = 2_000;
/** How far the copy of the audit's heads outside may lag behind. */
const HEADS_MS = 60_000;

/** Starts the background work: sealing and folding every two seconds, the rest through the queue of the database. */
export async function startJobs(linli: Linli, connection: pg.ClientConfig): Promise<Jobs> {
  const handle = linli.database.within(jobScope);
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => sealAudit(handle, linli.vault))
      .then(() => foldDeltas(handle))
      .catch((error: unknown) => linli.log.warn({ err: error }, 'short job failed'));
  }, SHORT_MS);
  timer.unref();
  const heads = headKeeper(linli, handle);
  const keeping = setInterval(() => void heads.keep(), HEADS_MS);
  keeping.unref();
  let stopping = false;
  const pool = openPool({ ...connection, max: 3 }, (error) =>
    stopping ? undefined : linli.log.warn({ err: error }, 'job connection lost'),
  );
  const runner = await startQueue(linli, pool, () => stopping);
  return {
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      clearInterval(keeping);
      await running;
      await heads.keep();
      await runner.stop().catch(() => undefined);
      await pool.end();
    },
  };
}

/** Copies the heads of the audit chains out of the database, into the data folder and the log, whenever they have moved. */
function headKeeper(linli: Linli, handle: Handle): { keep(): Promise<void> } {
  const kept = new Map<string, number>();
  const keep = async (): Promise<void> => {
    const moved = (await readHeads(handle)).filter((head) => isGenuineHead(linli.vault, head) && kept.get(head.county) !== head.seq);
    if (moved.length === 0) return;
    keepOutsideHeads(linli.config.dataFolder, moved);
    for (const head of moved) kept.set(head.county, head.seq);
    linli.log.info({ heads: moved }, 'audit heads');
  };
  return { keep: () => keep().catch((error: unknown) => linli.log.warn({ err: error }, 'audit heads not kept')) };
}

function startQueue(linli: Linli, pool: pg.Pool, isStopping: () => boolean): Promise<Runner> {
  const handle = linli.database.within(jobScope);
  const adapter = adapterOf(process.env);
  const tasks: TaskList = {
    'deliver-messages': async () => {
      if (adapter) await deliverMessages(handle, linli.vault, adapter);
    },
    // A change of regions that was recorded ahead takes effect on its day.
    'carry-regions': async () => {
      if ((await carryDueRegions(linli)) > 0) await linli.sessions.forget();
    },
    'sweep-limits': async () => {
      await Promise.all([sweepHits(handle), sweepUnknownLogins(handle), forgetFormerPhones(handle)]);
    },
    // Files somebody uploaded and never sent along.
    'sweep-files': async () => {
      await sweepFiles(linli);
    },
    'sweep-contents': async () => {
      await linli.files.sealPlain();
      await sweepContents(linli);
    },
    'close-unconfirmed': async () => {
      await closeUnanswered(linli);
    },
    // A year's holiday notice comes with a new pack; what was provisional is computed again.
    'recompute-provisional': async () => {
      await recomputeProvisional(linli);
    },
  };
  const parsedCronItems = parseCronItems([
    { task: 'deliver-messages', match: '* * * * *' },
    { task: 'carry-regions', match: '* * * * *' },
    { task: 'sweep-limits', match: '40 * * * *' },
    { task: 'close-unconfirmed', match: '10 * * * *' },
    { task: 'sweep-files', match: '50 * * * *' },
    { task: 'sweep-contents', match: '40 3 * * *' },
    { task: 'recompute-provisional', match: '20 3 * * *' },
  ]);
  return run({
    pgPool: pool,
    taskList: tasks,
    parsedCronItems,
    concurrency: 1,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => (level === 'error' && !isStopping() ? linli.log.error(message) : undefined)),
  });
}
