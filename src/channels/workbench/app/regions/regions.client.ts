import { call } from '../client/client.ts';

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly nameMongolian?: string | null;
  readonly level: string;
  readonly kind?: string;
  readonly unit?: string | null;
  readonly type?: string | null;
  readonly parent?: string | null;
  readonly bureau?: string | null;
  readonly validFrom?: string;
  readonly validTo?: string | null;
  readonly source?: string;
  readonly path?: string | readonly string[] | null;
  /** The name it was found by, when that is a name of the past. */
  readonly former?: string;
}

export interface RegionDetail {
  readonly region: Region;
  readonly path: readonly Region[];
  readonly versions: readonly Region[];
  readonly below: Record<string, number>;
}

/** A line of an imported list with something to mend. */
export interface Fault {
  readonly row: number;
  readonly column: string;
  readonly code: string;
  readonly value: string;
  readonly sentence?: string;
}

export interface Rehearsal {
  readonly faults: readonly Fault[];
  readonly total: number;
  readonly difference: {
    readonly adds: readonly { readonly code: string; readonly name: string }[];
    readonly renames: readonly { readonly code: string; readonly from: string; readonly to: string }[];
    readonly moves: readonly { readonly from: string; readonly to: string; readonly name: string }[];
    readonly retypes: readonly { readonly code: string }[];
    readonly removals: readonly { readonly code: string; readonly name: string }[];
  };
}

export const findRegions = (query: { query: string; within?: string | undefined; level?: string | undefined }, signal?: AbortSignal) => call<{ regions: Region[] }>('GET', '/regions', { query, signal });
export const readRegion = (code: string, on?: string) => call<RegionDetail>('GET', `/regions/${code}`, { query: { on } });
export const listChildren = (code: string, on?: string) => call<{ regions?: Region[]; children?: Region[] }>('GET', `/regions/${code}/children`, { query: { on } }).then((answer) => answer.regions ?? answer.children ?? []);
export const changeRegions = (body: Record<string, unknown>) => call<unknown>('POST', '/regions/changes', { body });

/** The region alone, for showing a chosen one by name. */
export async function getRegion(code: string): Promise<Region> {
  const answer = await call<RegionDetail | Region>('GET', `/regions/${code}`);
  return 'region' in answer ? answer.region : answer;
}

/** Sends a list of divisions: first to see what it would change, then to change it. */
export function importRegions<T>(file: File, dryRun: boolean, about: Record<string, string | number>): Promise<T> {
  const body = new FormData();
  for (const [name, value] of Object.entries(about)) body.append(name, String(value));
  body.append('file', file, file.name);
  return call('POST', '/regions/imports', { query: { dryRun }, body });
}
