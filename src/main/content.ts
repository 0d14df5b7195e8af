import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { jobScope, openDatabase, systemClock } from '../kernel/kernel.ts';
import type { Clock, Handle, Vault } from '../kernel/kernel.ts';
import { checkLibrary } from '../indicators/indicators.ts';
import { checkProcedures } from '../procedures/procedures.ts';
import { loadFacilities, loadRegions, loadSnapshots, parseCsvText, readPacks, readShippedRegions, storePacks } from '../registers/registers.ts';
import { loadDemonstration } from './demonstration.ts';
import { setDeploymentMode } from './deployment.store.ts';
import type { DeploymentMode } from './deployment.store.ts';

/** The real lists that ship with the program, each under the day of its vintage. */
export const shippedRegions = ['alxa_1529', 'yizheng_321081', 'xincheng_150102'] as const;
const VINTAGE = '2023-06-30';
/** Facts of a division list do not say since when; they hold at least from the start of the earliest pack's period. */
const VALID_FROM = '2016-01-01';

/** Loads the regions of one shipped list. */
export async function loadShippedRegions(handle: Handle, packsFolder: string, name: string): Promise<number> {
  const rows = await readShippedRegions(join(packsFolder, 'base/regions', `${name}.csv`));
  return loadRegions(handle, rows, { validFrom: VALID_FROM, source: `${name} ${VINTAGE}` });
}

/**
 * Fills a fresh database: packs, real regions, and for a demonstration 柳湾县 with its people and some weeks of cases.
 * Throws when a pack is faulty.
 */
export async function loadDefaultContent(connection: pg.ClientConfig, vault: Vault, packsFolder: string, mode: DeploymentMode, report: (step: string) => void = () => undefined, clock: Clock = systemClock): Promise<void> {
  const database = openDatabase(connection, (role) => vault.derivedPassword(role));
  try {
    const library = readPacks(packsFolder);
    const [fault] = [...checkLibrary(library), ...checkProcedures(library)];
    if (fault) throw new Error(`${fault.file}:${fault.line} ${fault.message}`);
    const handle = database.within(jobScope);
    report('packs');
    await storePacks(handle, library);
    report('regions');
    for (const name of shippedRegions) await loadShippedRegions(handle, packsFolder, name);
    if (mode === 'demonstration') {
      await loadRegions(handle, await readShippedRegions(join(packsFolder, 'liuwan/regions.csv')), { validFrom: VALID_FROM, source: 'liuwan' });
      report('people');
      await loadRegisters(handle, vault, packsFolder, clock);
      await loadDemonstration({ database, vault, library, clock }, packsFolder, report);
    }
    await setDeploymentMode(handle, mode);
  } finally {
    await database.close();
  }
}

async function loadRegisters(handle: Handle, vault: Vault, packsFolder: string, clock: Clock): Promise<void> {
  const rows = (name: string) => parseCsvText(readFileSync(join(packsFolder, 'liuwan', name), 'utf8')).records;
  const by = { actor: 'system', hat: 'system', channel: 'system', at: clock.now() };
  await loadFacilities(handle, vault, rows('facilities.csv'), by);
  await loadSnapshots(handle, vault, rows('population.csv'), by);
}

