import { resolve } from 'node:path';
import type pg from 'pg';
import type { Database, Handle, Vault } from '../kernel/kernel.ts';
import { auditRow, dayOf, defineErrors, gateScope, jobScope, LinliError, newId, refreshStatistics } from '../kernel/kernel.ts';
import type { Pack, PackLibrary, Region } from '../registers/registers.ts';
import {
  ancestryOfCode,
  createAccount,
  endOtherSessions,
  findAccountByLogin,
  findRegion,
  grantAppointment,
  levelOfCode,
  listReach,
  loadRegions,
  narrowLibrary,
  normaliseLogin,
  packsMadeFor,
  readPacks,
  readShippedRegions,
  resetAccount,
  storePacks,
  text,
} from '../registers/registers.ts';
import { loadShippedRegions, shippedRegions } from './content.ts';
import { loadUnits } from './demonstration.ts';
import { setChosenPacks, setCounties, setDeploymentMode } from './deployment.store.ts';
import { fillOnce } from './filling.ts';
import type { Report, Store } from './program.ts';
import { withOwner } from './program.ts';

/** What the administrator is asked, one question after another; an answer may have been given beforehand. */
export interface Questions {
  ask(name: 'regions' | 'county' | 'login' | 'name', question: string): Promise<string>;
  /** Which packs: what was given beforehand, what is typed, or an empty text to take those shown. */
  askPacks(question: string): Promise<string>;
  /** What was given for the packs before any question; it is looked at before anything is written. */
  readonly packs: string | undefined;
}

export const foundingErrors = defineErrors({ SETUP_UNANSWERED: 400 });

export interface Founded {
  readonly region: string;
  readonly login: string;
  readonly code: string;
  readonly packs: readonly string[];
}

/** How long the administrator's first code holds. */
const CODE_MS = 3 * 86_400_000;

/**
 * Sets up a real deployment: chosen regions and packs, one administrator with a one-time code, no demonstration account.
 * Throws `BACKUP_NOT_EMPTY`, `REGION_NOT_FOUND`, `PACK_UNKNOWN`, `PACK_DEMONSTRATION`.
 */
export async function found(
  store: Pick<Store, 'connection' | 'vault'>,
  database: Database,
  packsFolder: string,
  questions: Questions,
  report: Report = () => undefined,
): Promise<Founded> {
  const made: Founded[] = [];
  await fillOnce(store, report, 'real', async () => void made.push(await foundOnEmpty(store.connection, database, packsFolder, questions)));
  if (!made[0]) throw new LinliError('BACKUP_NOT_EMPTY');
  return made[0];
}

async function foundOnEmpty(connection: pg.ClientConfig, database: Database, packsFolder: string, questions: Questions): Promise<Founded> {
  const library = readPacks(packsFolder);
  const given = questions.packs?.trim() ? choosePacks(library, questions.packs) : undefined;
  const job = database.within(jobScope);
  const known = shippedRegions(packsFolder);
  await loadLists(job, packsFolder, known, await questions.ask('regions', text('start.init.regions', { known: known.join(' ') })));
  const county = await questions.ask('county', text('start.init.county'));
  const region = await findRegion(job, county);
  if (!region) throw new LinliError('REGION_NOT_FOUND', { code: county });
  const invented = library.packs.find((pack) => pack.manifest.demonstration && pack.manifest.jurisdiction === county);
  if (invented) throw new LinliError('PACK_DEMONSTRATION', { name: invented.name });
  const chosen = given ?? (await offerPacks(library, region, questions));
  const packs = narrowLibrary(library, chosen);
  await storePacks(job, packs);
  for (const pack of packs.packs)
    if (pack.manifest.jurisdiction === county && pack.sections.has('units')) await loadUnits({ database }, pack);
  const login = normaliseLogin(await questions.ask('login', text('start.init.login')));
  const code = await appointAdministrator(database, county, login, await questions.ask('name', text('start.init.name')));
  await setCounties(job, [county]);
  await setChosenPacks(
    job,
    packs.packs.map((pack) => pack.name),
  );
  await withOwner(connection, refreshStatistics);
  await setDeploymentMode(job, 'real');
  return { region: region.name, login, code, packs: packs.packs.map((pack) => pack.name) };
}

async function loadLists(job: Handle, packsFolder: string, known: readonly string[], lists: string): Promise<void> {
  for (const name of words(lists)) {
    if (known.includes(name)) await loadShippedRegions(job, packsFolder, name);
    else await loadRegions(job, await readShippedRegions(resolve(name)), { validFrom: '2016-01-01', source: name });
  }
}

function words(typed: string): string[] {
  return typed.split(/[\s,\uff0c\u3001]+/).filter(Boolean);
}

/** The packs made for the county stand ready; the administrator takes them or names others. */
async function offerPacks(library: PackLibrary, region: Region, questions: Questions): Promise<string[]> {
  const { province, city, county } = ancestryOfCode(region.code);
  const offered = packsMadeFor(library, [county ?? '', city ?? '', province]);
  const list = offered.map(lineOf).join('\n');
  const typed = await questions.askPacks(
    offered.length > 0 ? text('start.init.packs', { region: region.name, list }) : text('start.init.noPacks', { region: region.name }),
  );
  return typed.trim() === '' ? offered.map((pack) => pack.name) : choosePacks(library, typed);
}

function lineOf({ name, manifest }: Pack): string {
  const { from, to } = manifest.period;
  return text(to ? 'start.init.pack' : 'start.init.packOpen', { name, title: manifest.title, from, to: to ?? '' });
}

/** The packs somebody named. Throws `PACK_UNKNOWN`, and `PACK_DEMONSTRATION` for invented ones. */
function choosePacks(library: PackLibrary, typed: string): string[] {
  const names = [...new Set(words(typed))];
  const invented = narrowLibrary(library, names).packs.find((pack) => pack.manifest.demonstration);
  if (invented) throw new LinliError('PACK_DEMONSTRATION', { name: invented.name });
  return names;
}

/** The one account there is in the beginning; returns its one-time code. */
async function appointAdministrator(database: Database, county: string, login: string, name: string): Promise<string> {
  const gate = database.within(gateScope);
  const created = await createAccount(gate, { login, name, phone: '' }, new Date(Date.now() + CODE_MS));
  const above = ancestryOfCode(county);
  await grantAppointment(
    gate,
    {
      accountId: created.id,
      role: 'county-administrator',
      level: levelOfCode(county),
      region: county,
      unit: undefined,
      county: above.county ?? '',
      validFrom: dayOf(new Date()),
      validTo: undefined,
    },
    'init',
  );
  return created.oneTimeCode;
}

/** Gives an account a new one-time code, ends its sessions and writes an audit row; for whoever owns the machine. Throws `ACCOUNT_NOT_FOUND`. */
export async function resetByTerminal(database: Database, vault: Vault, login: string): Promise<string> {
  const gate = database.within(gateScope);
  const account = await findAccountByLogin(gate, login);
  if (!account) throw new LinliError('ACCOUNT_NOT_FOUND');
  const [held] = await listReach(gate, account.id, dayOf(new Date()));
  const entry = {
    county: held ? (ancestryOfCode(held.region).county ?? '') : '',
    at: new Date(),
    actor: 'terminal',
    hat: '',
    channel: 'terminal',
    action: 'account.reset',
    subject: `account:${account.id}`,
  };
  const code = await resetAccount(gate, account.id, new Date(Date.now() + CODE_MS), [auditRow(vault, entry)]);
  await endOtherSessions(gate, account.id, newId());
  return code;
}
