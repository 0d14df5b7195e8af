import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { checkLibrary } from '../indicators/indicators.ts';
import type { Clock, Handle, Vault } from '../kernel/kernel.ts';
import { jobScope, openDatabase, refreshStatistics, systemClock } from '../kernel/kernel.ts';
import { checkProcedures } from '../procedures/procedures.ts';
import type { PackLibrary } from '../registers/registers.ts';
import {
  declaredRegisters,
  houseHouseholds,
  loadEntries,
  loadRegions,
  loadSnapshots,
  parseCsvText,
  readPacks,
  readShippedRegions,
  storePacks,
} from '../registers/registers.ts';
import { loadDemonstration, loadPeople } from './demonstration.ts';
import type { DeploymentMode } from './deployment.store.ts';
import { setDeploymentMode } from './deployment.store.ts';
import { withOwner } from './program.ts';

/** The real lists that ship with the program, by name. */
export function shippedRegions(packsFolder: string): string[] {
  const names = readdirSync(join(packsFolder, 'base/regions')).filter((name) => name.endsWith('.csv') && !name.startsWith('changes_'));
  return names.map((name) => name.slice(0, -'.csv'.length)).sort();
}

const VINTAGE = '2023-06-30';
/** Facts of a division list do not say since when; they hold at least from the start of the earliest pack's period. */
const VALID_FROM = '2016-01-01';

/** Loads the regions of one shipped list. */
export async function loadShippedRegions(handle: Handle, packsFolder: string, name: string): Promise<number> {
  const rows = await readShippedRegions(join(packsFolder, 'base/regions', `${name}.csv`));
  return loadRegions(handle, rows, { validFrom: VALID_FROM, source: `${name} ${VINTAGE}` });
}

/**
 * Fills a fresh database: packs, real regions, and for a demonstration the invented county with its people and some weeks of cases.
 * Throws when a pack is faulty.
 */
export async function loadDefaultContent(
  connection: pg.ClientConfig,
  vault: Vault,
  packsFolder: string,
  mode: DeploymentMode,
  report: (step: string) => void = () => undefined,
  clock: Clock = systemClock,
): Promise<void> {
  const database = openDatabase(connection, (role) => vault.derivedPassword(role));
  try {
    const library = readPacks(packsFolder);
    const [fault] = [...checkLibrary(library), ...checkProcedures(library)];
    if (fault) throw new Error(`${fault.file}:${fault.line} ${fault.message}`);
    const handle = database.within(jobScope);
    report('packs');
    await storePacks(handle, library);
    report('regions');
    for (const name of shippedRegions(packsFolder)) await loadShippedRegions(handle, packsFolder, name);
    const invented = library.packs.find((pack) => pack.manifest.demonstration);
    if (mode === 'demonstration' && invented) {
      const folder = join(packsFolder, invented.name);
      await loadRegions(handle, await readShippedRegions(join(folder, 'regions.csv')), { validFrom: VALID_FROM, source: invented.name });
      report('people');
      await loadPeople({ database, vault, library, clock }, parseCsvText(readFileSync(join(folder, 'people.csv'), 'utf8')).records);
      await loadRegisters(handle, vault, library, folder, clock);
      await houseHouseholds(handle);
      await loadDemonstration({ database, vault, library, clock }, invented, folder, report);
    }
    await withOwner(connection, refreshStatistics);
    await setDeploymentMode(handle, mode);
  } finally {
    await database.close();
  }
}

async function loadRegisters(handle: Handle, vault: Vault, library: PackLibrary, folder: string, clock: Clock): Promise<void> {
  const rows = (name: string) => parseCsvText(readFileSync(join(folder, name), 'utf8')).records;
  const by = { actor: 'system', hat: 'system', channel: 'system', at: clock.now() };
  await loadSnapshots(handle, vault, rows('population.csv'), by);
  const areas = new Set(library.codeTable('gb2260_history').map((row) => row.code ?? ''));
  for (const one of declaredRegisters) {
    const file = `registers/${one.register}.csv`;
    if (existsSync(join(folder, file))) await loadEntries({ handle, vault, by }, library, one, rows(file), areas);
  }
}
