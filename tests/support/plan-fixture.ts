import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { foldDeltas } from '../../src/indicators/indicators.ts';
import type { Handle } from '../../src/kernel/kernel.ts';
import { jobScope } from '../../src/kernel/kernel.ts';
import {
  facility,
  facilityCensus,
  loadEntries,
  loadRegions,
  loadSnapshots,
  parseCsvText,
  readPacks,
  readShippedRegions,
} from '../../src/registers/registers.ts';
import type { TestDatabase } from './database.ts';
import { testDatabase } from './database.ts';
import { withoutGrids } from './grids.ts';

export const packsFolder = resolve(import.meta.dirname, '../../packs');
export const library = readPacks(packsFolder);

/** A database that holds the invented county's regions, facilities and households, and nothing else. */
export async function planDatabase(): Promise<TestDatabase> {
  const db = await testDatabase('linli_empty');
  const job = db.database.within(jobScope);
  const by = { actor: 'test', hat: 'test', channel: 'test', at: new Date('2026-01-01T00:00:00Z') };
  const rows = (name: string) => parseCsvText(readFileSync(resolve(packsFolder, 'liuwan', name), 'utf8')).records;
  await loadRegions(job, await readShippedRegions(resolve(packsFolder, 'liuwan/regions.csv')), { validFrom: '2020-01-01', source: 'test' });
  for (const one of [facility, facilityCensus])
    await loadEntries({ handle: job, vault: db.vault, by }, library, one, rows(`registers/${one.register}.csv`), new Set());
  await loadSnapshots(job, db.vault, rows('population.csv'), by);
  await withoutGrids(db.owner);
  return db;
}

const unsettled = {
  name: 'test-unsettled',
  text: 'select count(*) as n from procedures.measure_fact where xid >= pg_snapshot_xmin(pg_current_snapshot())',
};

/**
 * Waits until no running transaction of the whole server is older than the deltas, then folds them. Other test files share the
 * server, and a fold rightly leaves what a running transaction might still precede.
 */
export async function foldSettled(job: Handle, batch?: number): Promise<number> {
  for (let tries = 0; tries < 600; tries += 1) {
    const [{ n } = { n: 0 }] = await job.query<{ n: number }>(unsettled);
    if (n === 0) return foldDeltas(job, batch);
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('a transaction has been running for half a minute');
}
