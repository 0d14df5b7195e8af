import { join, resolve } from 'node:path';
import pg from 'pg';
import type { Linli } from '../channels/http/linli.ts';
import { openSessionDesk } from '../channels/http/session.ts';
import type { Clock, Config, Database, Log, Vault } from '../kernel/kernel.ts';
import {
  createLog,
  createVault,
  dayOf,
  jobScope,
  LinliError,
  migrate,
  openDatabase,
  publicScope,
  readMigrations,
  setRolePasswords,
  startEmbedded,
  systemClock,
} from '../kernel/kernel.ts';
import { diskFiles, openCatalogue } from '../procedures/procedures.ts';
import type { PackLibrary, Role } from '../registers/registers.ts';
import { declaredRegisters, findEnd, findRegion, narrowLibrary, readPacks, storePacks } from '../registers/registers.ts';
import { findChosenPacks, findCounties, findDeploymentMode } from './deployment.store.ts';
import { tryServing } from './turn.store.ts';

export const root = resolve(import.meta.dirname, '../..');
export const packsFolder = join(root, 'packs');

/** An open database and how to reach it as its owner. */
export interface Store {
  readonly connection: pg.ClientConfig;
  readonly vault: Vault;
  /** Starts an embedded server again whenever it dies; `report` hears of it. */
  watch(report: (event: 'died' | 'back') => void): void;
  /** Stops an embedded server unless another program is serving from it. */
  close(): Promise<void>;
}

export type Report = (step: string) => void;

/**
 * Starts or reaches the database and brings its schema up to date. Only one program at a time may `serve` from a data folder; a `command`
 * may run beside it. Throws coded errors a person can act on.
 */
export async function openStore(config: Config, report: Report, purpose: 'serve' | 'command'): Promise<Store> {
  const vault = createVault(config.secret, config.suite);
  if (config.databaseUrl)
    return raised(
      { connection: urlConnection(config.databaseUrl), vault, watch: () => undefined, close: () => Promise.resolve() },
      report,
      true,
    );
  report('database');
  const server = await startEmbedded(config.dataFolder, vault.derivedPassword('owner'));
  const { connection } = server;
  let turn = purpose === 'serve' ? await takeServing(connection) : undefined;
  if (purpose === 'serve' && !turn) throw new LinliError('DATA_FOLDER_BUSY', { folder: config.dataFolder });
  return raised(
    {
      connection,
      vault,
      watch: (hear) =>
        server.watch((event) => {
          hear(event);
          if (event === 'back')
            void takeServing(connection).then(
              (again) => (turn = again),
              () => undefined,
            );
        }),
      close: async () => {
        await turn?.end().catch(() => undefined);
        const free = await takeServing(connection).catch(() => undefined);
        await free?.end();
        if (free) await server.stop();
      },
    },
    report,
    false,
  );
}

/** A connection that holds the right to serve as long as it lives; undefined when another program holds it. */
async function takeServing(connection: pg.ClientConfig): Promise<pg.Client | undefined> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  if (await tryServing(client)) return client;
  await client.end();
  return undefined;
}

async function raised(store: Store, report: Report, foreign: boolean): Promise<Store> {
  try {
    await raiseSchema(store, report, foreign);
    return store;
  } catch (error) {
    await store.close();
    throw isForbidden(error) ? new LinliError('DATABASE_RIGHTS', { reason: (error as Error).message }) : error;
  }
}

/** Applies the missing migrations; login roles get their passwords when they may be new or belong to another program's key. */
export async function raiseSchema(
  { connection, vault }: Pick<Store, 'connection' | 'vault'>,
  report: Report,
  always: boolean,
): Promise<void> {
  await withOwner(connection, async (client) => {
    const applied = await migrate(client, readMigrations(join(root, 'db/migrations')), report);
    if (applied.length > 0 || always) await setRolePasswords(client, (role) => vault.derivedPassword(role));
  });
}

function isForbidden(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return code === '42501' || cause?.code === '42501';
}

/** How to reach one's own server, from `postgresql://…`. */
export function urlConnection(url: string): pg.ClientConfig {
  const parsed = new URL(url);
  return {
    host: parsed.searchParams.get('host') ?? decodeURIComponent(parsed.hostname),
    port: Number(parsed.port || 5432),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)),
    ...(parsed.searchParams.get('sslmode') && parsed.searchParams.get('sslmode') !== 'disable'
      ? { ssl: { rejectUnauthorized: parsed.searchParams.get('sslmode') === 'verify-full' } }
      : {}),
  };
}

/** Runs work on one connection as the owner. Throws `DATABASE_UNREACHABLE` when nobody answers. */
export async function withOwner<T>(connection: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 8_000 });
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw new LinliError('DATABASE_UNREACHABLE', { reason: (error as Error).message });
  });
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Opens everything a channel works with over a prepared store. */
export async function openLinli(config: Config, store: Pick<Store, 'connection' | 'vault'>, clock: Clock = systemClock): Promise<Linli> {
  const { vault } = store;
  const database = openDatabase(store.connection, (role) => vault.derivedPassword(role), config.webProcesses);
  const mode = await findDeploymentMode(database.within(publicScope));
  const library =
    mode === 'real' ? chosenLibrary(readPacks(packsFolder), await findChosenPacks(database.within(publicScope))) : readPacks(packsFolder);
  await storePacks(database.within(jobScope), library);
  const counties = mode === 'real' ? await findCounties(database.within(publicScope)) : [];
  return { ...assemble(config, database, vault, library, clock, createLog(config.logLevel), mode === 'demonstration'), counties };
}

/** The packs of a real deployment: those its administrator chose; where nobody was asked, every real one. Throws PACK_UNKNOWN. */
function chosenLibrary(library: PackLibrary, chosen: readonly string[] | undefined): PackLibrary {
  return narrowLibrary(library, chosen ?? library.packs.filter((pack) => !pack.manifest.demonstration).map((pack) => pack.name));
}

function assemble(
  config: Config,
  database: Database,
  vault: Vault,
  library: PackLibrary,
  clock: Clock,
  log: Log,
  demonstration: boolean,
): Omit<Linli, 'counties'> {
  return {
    config,
    database,
    vault,
    library,
    clock,
    log,
    demonstration,
    calendar: library.calendar(),
    catalogue: openCatalogue(library, database),
    publicUrl: config.publicUrl,
    files: diskFiles(join(config.dataFolder, 'files'), vault),
    sessions: openSessionDesk(database, clock),
    roles: new Map(rolesOf(library).map((role) => [role.role, role])),
    areas: new Set(library.codeTable('gb2260_history').map((row) => row.code ?? '')),
    registers: declaredRegisters,
    regionName: nameCache(database, library),
    setting: settingsOf(library, clock),
  };
}

/** Reads a parameter of the general pack as it holds today. */
export function settingsOf(library: PackLibrary, clock: Clock): Linli['setting'] {
  const base = [library.packOf('base')];
  return (name) => Number(library.parameter(base, name, dayOf(clock.now())).value);
}

/** Roles of all packs; a later pack may restate one of the general pack. */
export function rolesOf(library: PackLibrary): Role[] {
  const all = library.packs
    .toSorted((a, b) => Number(b.name === 'base') - Number(a.name === 'base'))
    .flatMap((pack) => (pack.sections.get('roles')?.data ?? []) as Role[]);
  return [...new Map(all.map((role) => [role.role, role])).values()];
}

const NAME_MS = 60_000;

/** Names of regions and of units (`county:unit`), remembered for a minute. */
function nameCache(database: Database, library: PackLibrary): (code: string) => Promise<string> {
  const known = new Map<string, { name: Promise<string>; until: number }>();
  const handle = database.within(publicScope);
  const units = new Map(
    library.packs.flatMap((pack) =>
      ((pack.sections.get('units')?.data ?? []) as { unit: string; name: string }[]).map((one) => [
        `${pack.manifest.jurisdiction}:${one.unit}`,
        one.name,
      ]),
    ),
  );
  return (code) => {
    const found = known.get(code);
    if (found && found.until > Date.now()) return found.name;
    const name = code.includes(':')
      ? Promise.resolve(units.get(code) ?? code)
      : findRegion(handle, code).then(async (region) => region?.name ?? (await findEnd(handle, code))?.last.name ?? code);
    name.catch(() => known.delete(code));
    if (known.size > 20_000) known.clear();
    known.set(code, { name, until: Date.now() + NAME_MS });
    return name;
  };
}
