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
  /** Its source in words. */
  readonly sourceTitle?: string;
  /** The name and code it was found by, when those are of the past. */
  readonly former?: string;
  readonly formerCode?: string;
}

/** A region on its side of a change. */
export interface Side {
  readonly code: string;
  readonly name: string;
  readonly share?: number;
}

/** A recorded change: who became whom, when, on whose paper. */
export interface RegionChange {
  readonly id: string;
  readonly kind: string;
  readonly kindTitle: string;
  readonly effective: string;
  readonly reason: string;
  readonly source: string;
  readonly recordedAt: string;
  readonly recordedBy?: string;
  readonly before: readonly Side[];
  readonly after: readonly Side[];
  /** Regions below that went along. */
  readonly along: number;
  readonly altered: readonly { readonly field: string; readonly from: string; readonly to: string }[];
}

export interface RegionDetail {
  readonly region: Region;
  readonly path: readonly Region[];
  readonly versions: readonly Region[];
  readonly below: Record<string, number>;
  /** Since when it holds no more, and where its people belong on the day asked about. */
  readonly end: { readonly on: string; readonly now: readonly Side[] } | null;
  /** The day it begins, when that lies ahead. */
  readonly begins: string | null;
  readonly changes: readonly RegionChange[];
}

/** What one asks the list of changes for. */
export interface ChangeQuery {
  readonly within: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly kind?: string | undefined;
  readonly order?: string | undefined;
}

/** A divided region whose people and things wait for an officer. */
export interface Assignment {
  readonly change: string;
  readonly from: string;
  readonly fromName: string;
  readonly kind: string;
  readonly effective: string;
  readonly lives: boolean;
  readonly among: readonly Side[];
}

export interface AssignmentPage {
  readonly assignment: Assignment;
  readonly counts: Record<Standing, number>;
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly address: string;
    readonly household: string | null;
    readonly ended: string | null;
  }[];
  readonly cases: readonly {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly applicant: string;
    readonly openedAt: string;
    readonly closedAt: string | null;
  }[];
  readonly appointments: readonly { readonly id: string; readonly name: string; readonly roleTitle: string }[];
  readonly entries: readonly { readonly id: string; readonly name: string; readonly note: string; readonly registerTitle: string }[];
}

export const standings = ['people', 'cases', 'entries', 'appointments'] as const;
export type Standing = (typeof standings)[number];

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
  readonly unread: readonly string[];
  readonly missing: readonly string[];
  readonly total: number;
  readonly difference: {
    readonly adds: readonly { readonly code: string; readonly name: string }[];
    readonly renames: readonly { readonly code: string; readonly from: string; readonly to: string }[];
    readonly moves: readonly { readonly from: string; readonly to: string; readonly name: string }[];
    readonly retypes: readonly { readonly code: string; readonly becomes: Readonly<Record<string, unknown>> }[];
    readonly removals: readonly { readonly code: string; readonly name: string }[];
  };
}

export const findRegions = (
  query: { query: string; within?: string | undefined; level?: string | undefined; on?: string | undefined },
  signal?: AbortSignal,
) => call<{ regions: Region[]; more: boolean }>('GET', '/regions', { query, signal });
export const readRegion = (code: string, on?: string) => call<RegionDetail>('GET', `/regions/${code}`, { query: { on } });
export const listChildren = (code: string, on?: string) =>
  call<{ regions?: Region[]; children?: Region[] }>('GET', `/regions/${code}/children`, { query: { on } }).then(
    (answer) => answer.regions ?? answer.children ?? [],
  );
/** Whom and what a change would touch, region by region. */
export interface Previewed {
  readonly touched: readonly (Side &
    Record<Standing, number> & {
      readonly to: readonly Side[];
      readonly assigned: boolean;
      readonly staff: readonly { readonly name: string; readonly roleTitle: string }[];
    })[];
  readonly ahead: boolean;
  /** Names of the offices that will be told. */
  readonly told: readonly string[];
  /** What offices and applicants will read. */
  readonly sentences: readonly string[];
}

export const previewChange = (body: Record<string, unknown>) => call<Previewed>('POST', '/regions/changes/preview', { body });
export const changeRegions = (body: Record<string, unknown>) => call<unknown>('POST', '/regions/changes', { body });

export const listRegionChanges = (query: ChangeQuery, after?: string) =>
  call<{ changes: RegionChange[]; next: string | null }>('GET', '/regions/changes', { query: { ...query, after } });
export const listAssignments = () =>
  call<{ assignments: Assignment[] }>('GET', '/regions/assignments').then((answer) => answer.assignments);
export const readAssignment = (change: string, code: string, street: string) =>
  call<AssignmentPage>('GET', `/regions/assignments/${change}/${code}`, { query: { street } });
export const assign = (change: string, code: string, body: Record<string, unknown>) =>
  call<{ moved: Record<Standing, number> }>('POST', `/regions/assignments/${change}/${code}`, { body });
export const finishAssignment = (change: string, code: string) =>
  call<unknown>('POST', `/regions/assignments/${change}/${code}/finish`, { body: {} });

/** The region alone, for showing a chosen one by name. */
export async function getRegion(code: string): Promise<Region> {
  const answer = await call<RegionDetail | Region>('GET', `/regions/${code}`);
  return 'region' in answer ? answer.region : answer;
}

/** Sends a list of divisions: first to see what it would change, then to change it. */
export function importRegions<T>(file: File, dryRun: boolean, about: Record<string, string | number>): Promise<T> {
  return call('POST', '/regions/imports', { query: { dryRun }, body: formOf(file, about) });
}

/** A list of divisions as it is sent, with what is said about it. */
export function formOf(file: File, about: Record<string, string | number>): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(about)) body.append(name, String(value));
  body.append('file', file, file.name);
  return body;
}
