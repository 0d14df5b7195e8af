import type { Day, Handle, Vault } from '../../kernel/kernel.ts';
import { LinliError } from '../../kernel/kernel.ts';
import { text } from '../packs/texts.ts';
import type { RegionChange, RegionDeed, RegionPlan } from './change.ts';
import type { Along, Recorder } from './region.store.ts';
import { changeRegions, readFamilies } from './region.store.ts';
import type { Region, RegionRow } from './region.ts';
import { isRegionCode, levelOfCode, liesWithin, parentOfCode, regionLevels, stemOf } from './region.ts';
import type { RegionFault, RegionFile } from './region-file.ts';
import { readRegionFile } from './region-file.ts';

/** What a customer's list would change; nothing is written yet. */
export interface RegionDifference {
  readonly adds: readonly RegionRow[];
  readonly renames: readonly { readonly code: string; readonly from: string; readonly to: string }[];
  readonly moves: readonly { readonly from: string; readonly to: string; readonly name: string }[];
  readonly retypes: readonly { readonly code: string; readonly becomes: Partial<Region> }[];
  readonly removals: readonly Region[];
}

const GIVEN = ['nameMongolian', 'kind', 'unit', 'type', 'urbanRuralClass', 'bureau'] as const;

/**
 * Compares a list with what is known. A region that vanished while one with the same name appeared in the same county was moved;
 * two of that name are told as removal and addition, because nobody can say which is which.
 */
export function compareRegions(
  current: readonly Region[],
  wanted: readonly RegionRow[],
  knownMoves: ReadonlyMap<string, string> = new Map(),
): RegionDifference {
  const known = new Map(current.map((one) => [one.code, one]));
  const listed = new Map(wanted.map((one) => [one.code, one]));
  const gone = current.filter((one) => !listed.has(one.code));
  const fresh = wanted.filter((one) => !known.has(one.code));
  const moves = findMoves(gone, fresh, knownMoves);
  const movedFrom = new Set(moves.map((one) => one.from));
  const movedTo = new Set(moves.map((one) => one.to));
  const kept = wanted.filter((one) => known.has(one.code));
  return {
    adds: fresh.filter((one) => !movedTo.has(one.code)).sort(byDepth),
    renames: kept
      .filter((one) => one.name !== known.get(one.code)!.name)
      .map((one) => ({ code: one.code, from: known.get(one.code)!.name, to: one.name })),
    moves,
    retypes: kept
      .map((one) => ({ code: one.code, becomes: given(one, known.get(one.code)!) }))
      .filter((one) => Object.keys(one.becomes).length > 0),
    removals: gone.filter((one) => !movedFrom.has(one.code)).sort((a, b) => byDepth(b, a)),
  };
}

function byDepth(a: RegionRow, b: RegionRow): number {
  const depth = (row: RegionRow): number => regionLevels.indexOf(levelOfCode(row.code));
  return depth(a) - depth(b) || (a.code < b.code ? -1 : 1);
}

function findMoves(
  gone: readonly Region[],
  fresh: readonly RegionRow[],
  knownMoves: ReadonlyMap<string, string>,
): { from: string; to: string; name: string }[] {
  const key = (row: RegionRow): string => `${row.code.slice(0, 6)} ${levelOfCode(row.code)} ${row.name}`;
  const before = groupBy(gone, key);
  const after = groupBy(fresh, key);
  return fresh.flatMap((row) => {
    const told = knownMoves.get(row.code);
    if (told !== undefined && gone.some((one) => one.code === told)) return [{ from: told, to: row.code, name: row.name }];
    const pair = before.get(key(row)) ?? [];
    return pair.length === 1 && after.get(key(row))?.length === 1 ? [{ from: pair[0]!.code, to: row.code, name: row.name }] : [];
  });
}

function groupBy<T>(list: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

/** The fields the list names and that differ; an empty cell says nothing. */
function given(row: RegionRow, known: Region): Partial<Region> {
  return Object.fromEntries(
    GIVEN.filter((field) => row[field] !== undefined && row[field] !== known[field]).map((field) => [field, row[field]]),
  );
}

/** The difference as changes in an order that can be applied: new parents first, emptied ones last. */
export function changesOf(difference: RegionDifference, about: { effective: Day; reason: string; source: string }): RegionChange[] {
  const deeds: RegionDeed[] = [
    ...difference.adds.map((region) => ({ kind: 'establish', region }) as const),
    ...topMoves(difference.moves).map(({ from, to, name }) => ({ kind: 'move', code: from, to, name }) as const),
    ...difference.renames.map(({ code, to }) => ({ kind: 'rename', code, name: to }) as const),
    ...difference.retypes.map(({ code, becomes }) => ({ kind: 'retype', code, becomes }) as const),
    ...difference.removals.map(({ code }) => ({ kind: 'abolish', code }) as const),
  ];
  return deeds.map((deed) => ({ ...deed, ...about }));
}

/** A moved town takes what lies below it along; those moves are not told twice. */
function topMoves<T extends { from: string; to: string }>(moves: readonly T[]): T[] {
  const carried = (move: T): boolean =>
    moves.some(
      (outer) =>
        outer !== move && liesWithin(move.from, outer.from) && move.to === stemOf(outer.to) + move.from.slice(stemOf(outer.from).length),
    );
  return moves.filter((move) => !carried(move));
}

/** The list of the year before, told by the list of a year and what changed in it. */
export function undoChanges(rows: readonly RegionRow[], changes: readonly { code: string; op: string; oldName: string }[]): RegionRow[] {
  const added = new Set(changes.filter((one) => one.op === 'add').map((one) => one.code));
  const renamed = new Map(changes.filter((one) => one.op === 'rename').map((one) => [one.code, one.oldName]));
  const removed = changes.filter((one) => one.op === 'remove').map((one) => ({ code: one.code, name: one.oldName }));
  return [...rows.filter((one) => !added.has(one.code)).map((one) => ({ ...one, name: renamed.get(one.code) ?? one.name })), ...removed];
}

export interface RegionImport {
  readonly faults: readonly RegionFault[];
  readonly difference: RegionDifference;
  readonly total: number;
  /** Headings that are not read, and columns the list lacks. */
  readonly unread: readonly string[];
  readonly missing: readonly string[];
}

export interface ImportRequest {
  readonly data: Buffer;
  /** The list tells about this region and what lies below it. */
  readonly within: string;
}

/** Says what a customer's list would change, with every fault by row and column. Writes nothing. */
export async function rehearseImport(handle: Handle, { data, within }: ImportRequest): Promise<RegionImport> {
  const file = await readRegionFile(data);
  const current = (await readFamilies(handle, [within])).filter((one) => liesWithin(one.code, within));
  // The regions above may stand in the list for orientation.
  const outside = file.rows.filter((row) => !liesWithin(row.code, within) && !liesWithin(within, row.code));
  const inside = file.rows.filter((row) => liesWithin(row.code, within));
  const codes = new Set([...inside, ...current].map((one) => one.code));
  const orphans = inside.filter((row) => row.code !== within && isRegionCode(row.code) && !codes.has(parentOfCode(row.code) ?? ''));
  const faults = [...file.faults, ...faultOf(outside, 'REGION_OUTSIDE'), ...faultOf(orphans, 'REGION_PARENT_MISSING')];
  return {
    faults,
    difference: compareRegions(
      current,
      inside.map(({ line: _line, ...row }) => row),
    ),
    total: inside.length,
    unread: file.unread,
    missing: file.missing,
  };
}

function faultOf(rows: RegionFile['rows'], code: string): RegionFault[] {
  return rows.map((row) => ({ row: row.line, column: text('regions.columns.code').split('|')[0]!, code, value: row.code }));
}

/**
 * Applies a customer's list as recorded changes in one transaction. Throws REGION_IMPORT_FAULTY while it holds faults and
 * REGION_IMPORT_REMOVES while it would remove regions that nobody has confirmed. `along` may refuse the changes before they are written, and tells of them.
 */
export async function applyImport(
  handle: Handle,
  vault: Vault,
  request: ImportRequest & { effective: Day; reason: string; source: string; confirmedRemovals: number },
  by: Recorder,
  along?: Along,
): Promise<RegionPlan> {
  const { faults, difference } = await rehearseImport(handle, request);
  if (faults.length > 0) throw new LinliError('REGION_IMPORT_FAULTY', { count: faults.length });
  if (difference.removals.length !== request.confirmedRemovals)
    throw new LinliError('REGION_IMPORT_REMOVES', { count: difference.removals.length });
  const { effective, reason, source } = request;
  return changeRegions(handle, vault, changesOf(difference, { effective, reason, source }), by, along);
}
