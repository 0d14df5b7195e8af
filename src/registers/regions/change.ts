import type { Day } from '../../kernel/kernel.ts';
import { LinliError } from '../../kernel/kernel.ts';
import type { Region, RegionKind, RegionRow } from './region.ts';
import { ancestryOfCode, communityTypes, isRegionCode, levelOfCode, liesWithin, parentOfCode, regionFrom, stemOf } from './region.ts';

/** What may happen to regions. Every kind but rename and retype says where the people belong afterwards. */
export type RegionDeed =
  | { readonly kind: 'establish'; readonly region: RegionRow /** Regions that give up a part for it. */; readonly from?: readonly string[] }
  | { readonly kind: 'rename'; readonly code: string; readonly name: string; readonly nameMongolian?: string }
  | {
      readonly kind: 'retype';
      readonly code: string;
      readonly becomes: Partial<Pick<Region, 'type' | 'unit' | 'bureau' | 'urbanRuralClass'>> & { readonly kind?: RegionKind };
    }
  | {
      readonly kind: 'split';
      readonly code: string /** The old code among them means that it lives on. */;
      readonly into: readonly (RegionRow & { readonly share?: number })[];
    }
  | { readonly kind: 'merge'; readonly codes: readonly string[]; readonly into: RegionRow }
  | { readonly kind: 'move'; readonly code: string; readonly to: string; readonly name?: string }
  | { readonly kind: 'abolish'; readonly code: string; readonly into?: string };

export type RegionChange = RegionDeed & { readonly effective: Day; readonly reason: string; readonly source: string };

export interface Successor {
  readonly change: string;
  readonly from: string;
  readonly to: string;
  readonly effective: Day;
  readonly share?: number;
}

/** What follows a change: all that stands under a code goes to its only successor; where there are several, an officer assigns it among them. */
export interface RegionCarry {
  readonly change: string;
  readonly from: string;
  readonly to: string | null;
  readonly among: readonly string[];
  readonly county: string;
  readonly effective: Day;
}

/** What has to be written so that the changes hold. */
export interface RegionPlan {
  readonly close: readonly { readonly id: string; readonly on: Day }[];
  /** Versions that began on the very day of the change: they never held, so we only stop believing them. */
  readonly supersede: readonly string[];
  readonly open: readonly Region[];
  readonly changes: readonly {
    readonly id: string;
    readonly kind: RegionChange['kind'];
    readonly effective: Day;
    readonly reason: string;
    readonly source: string;
    readonly codes: readonly string[];
  }[];
  readonly successors: readonly Successor[];
  readonly carries: readonly RegionCarry[];
}

/** The state a plan works on while it folds the changes in. */
interface Draft {
  readonly living: Map<string, Region>;
  readonly opened: Map<string, Region>;
  readonly close: { id: string; on: Day }[];
  readonly supersede: string[];
  readonly successors: Successor[];
  readonly newId: () => string;
}

/** One change under way: its id and day, and the draft it works on. */
interface Step {
  readonly draft: Draft;
  readonly id: string;
  readonly change: RegionChange;
}

/**
 * Decides what a series of changes writes. `current` holds the living versions of every region concerned, those below them and
 * their parents. Throws the REGION_… errors; nothing is half planned.
 */
export function planRegionChanges(current: readonly Region[], changes: readonly RegionChange[], newId: () => string): RegionPlan {
  const draft: Draft = {
    living: new Map(current.map((one) => [one.code, one])),
    opened: new Map(),
    close: [],
    supersede: [],
    successors: [],
    newId,
  };
  const written = changes.map((change) => {
    const step: Step = { draft, id: newId(), change };
    const codes = apply(step);
    return { id: step.id, kind: change.kind, effective: change.effective, reason: change.reason, source: change.source, codes };
  });
  const successors = unique(draft.successors);
  const carries = written.flatMap((change) =>
    carriesOf(
      change.kind,
      successors.filter((one) => one.change === change.id),
    ),
  );
  return { close: draft.close, supersede: draft.supersede, open: [...draft.opened.values()], changes: written, successors, carries };
}

/** A region that lives on keeps what it has; only a split and a foundation out of it leave something to assign. Nothing is carried across counties. */
function carriesOf(kind: RegionChange['kind'], successors: readonly Successor[]): RegionCarry[] {
  return [...new Set(successors.map((one) => one.from))].flatMap((from): RegionCarry[] => {
    const to = successors.filter((one) => one.from === from).map((one) => one.to);
    const { county } = ancestryOfCode(from);
    const level = levelOfCode(from);
    const lives = to.includes(from);
    if (county === undefined || level === 'county' || to.some((code) => ancestryOfCode(code).county !== county)) return [];
    const { change, effective } = successors[0]!;
    if (to.length === 1) return lives ? [] : [{ change, from, to: to[0]!, among: [], county, effective }];
    const assigned = level === 'community' ? kind === 'split' || kind === 'establish' || !lives : level === 'town' && !lives;
    return assigned ? [{ change, from, to: null, among: to.sort(), county, effective }] : [];
  });
}

/** The plan of a single change. */
export function planRegionChange(current: readonly Region[], change: RegionChange, newId: () => string): RegionPlan {
  return planRegionChanges(current, [change], newId);
}

/** Applies one change to the draft; returns the codes it concerns. */
function apply(step: Step): string[] {
  const { change } = step;
  switch (change.kind) {
    case 'establish':
      return establish(step, change);
    case 'rename':
      return alter(step, change.code, {
        name: named(change.name),
        nameMongolian: change.nameMongolian ?? get(step, change.code).nameMongolian,
      });
    case 'retype':
      return alter(step, change.code, checkedType(change.becomes, change.code));
    case 'split':
      return split(step, change);
    case 'merge':
      return merge(step, change);
    case 'move':
      return move(step, change);
    case 'abolish':
      return abolish(step, change);
  }
}

function establish(step: Step, change: Extract<RegionDeed, { kind: 'establish' }>): string[] {
  const from = change.from ?? [];
  for (const code of from) get(step, code);
  start(step, change.region);
  for (const code of from) {
    succeed(step, code, code);
    succeed(step, code, change.region.code);
  }
  return [change.region.code, ...from];
}

function alter(step: Step, code: string, fields: Partial<Region>): string[] {
  const before = get(step, code);
  const changed = Object.entries(fields).some(([key, value]) => before[key as keyof Region] !== value);
  if (!changed) throw new LinliError('REGION_CHANGE_EMPTY', { code });
  end(step, code);
  open(step, { ...before, ...fields });
  return [code];
}

function split(step: Step, change: Extract<RegionDeed, { kind: 'split' }>): string[] {
  const before = get(step, change.code);
  if (change.into.length < 2) throw new LinliError('REGION_CHANGE_EMPTY', { code: change.code });
  for (const one of change.into) sameLevel(change.code, one.code);
  checkShares(
    change.code,
    change.into.map((one) => one.share),
  );
  const survives = change.into.some((one) => one.code === change.code);
  if (!survives) {
    refuseWithChildren(step, change.code);
    end(step, change.code);
  }
  for (const { share, ...row } of change.into) {
    if (row.code === change.code) renameIfAsked(step, before, row.name);
    else start(step, { type: before.type, bureau: before.bureau, kind: before.kind, ...row });
    succeed(step, change.code, row.code, share);
  }
  return [change.code, ...change.into.map((one) => one.code)];
}

/** People and things of a region can only come to regions of its own level. */
function sameLevel(code: string, other: string): void {
  if (!isRegionCode(other)) throw new LinliError('REGION_CODE_INVALID', { code: other });
  if (levelOfCode(code) !== levelOfCode(other)) throw new LinliError('REGION_LEVEL_DIFFERS', { code, other });
}

/** Either nobody knows the shares, or they are the whole. */
function checkShares(code: string, shares: readonly (number | undefined)[]): void {
  if (shares.every((one) => one === undefined)) return;
  const total = shares.reduce<number>((sum, one) => sum + (one ?? Number.NaN), 0);
  if (!(Math.abs(total - 1) < 1e-9)) throw new LinliError('REGION_SHARES_WRONG', { code });
}

function merge(step: Step, change: Extract<RegionDeed, { kind: 'merge' }>): string[] {
  const codes = [...new Set(change.codes)];
  if (codes.length < 2) throw new LinliError('REGION_CHANGE_EMPTY', { code: change.into.code });
  const parts = codes.map((code) => get(step, code));
  for (const code of codes) sameLevel(code, change.into.code);
  for (const part of parts) {
    if (part.code === change.into.code) renameIfAsked(step, part, change.into.name);
    else {
      refuseWithChildren(step, part.code);
      end(step, part.code);
    }
  }
  if (!codes.includes(change.into.code))
    start(step, { type: parts[0]?.type, bureau: parts[0]?.bureau, kind: parts[0]?.kind, ...change.into });
  for (const code of codes) succeed(step, code, change.into.code);
  return [...codes, change.into.code];
}

/** Moves a region and all below it under another parent; the statistical code changes with the place in the tree. */
function move(step: Step, change: Extract<RegionDeed, { kind: 'move' }>): string[] {
  const before = get(step, change.code);
  if (!isRegionCode(change.to)) throw new LinliError('REGION_CODE_INVALID', { code: change.to });
  if (liesWithin(change.to, change.code)) throw new LinliError('REGION_INTO_ITSELF', { code: change.code });
  sameLevel(before.code, change.to);
  const family = [...step.draft.living.values()]
    .filter((one) => liesWithin(one.code, change.code))
    .sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
  for (const one of family) end(step, one.code);
  for (const one of family) {
    const code = one.code === change.code ? change.to : stemOf(change.to) + one.code.slice(stemOf(change.code).length);
    start(step, { ...one, code, name: one.code === change.code && change.name ? change.name : one.name });
    succeed(step, one.code, code);
  }
  shareAncestors(step, change.code, change.to);
  return [change.code, change.to];
}

/** A parent that lost a unit to another one is from then on only partly what it was; its counts must say so. */
function shareAncestors(step: Step, from: string, to: string): void {
  let losing = parentOfCode(from);
  let gaining = parentOfCode(to);
  while (losing && gaining && losing !== gaining) {
    succeed(step, losing, losing);
    succeed(step, losing, gaining);
    succeed(step, gaining, gaining);
    losing = parentOfCode(losing);
    gaining = parentOfCode(gaining);
  }
}

function abolish(step: Step, change: Extract<RegionDeed, { kind: 'abolish' }>): string[] {
  if (change.into === change.code) throw new LinliError('REGION_INTO_ITSELF', { code: change.code });
  refuseWithChildren(step, change.code);
  end(step, change.code);
  if (change.into === undefined) return [change.code];
  sameLevel(change.code, change.into);
  get(step, change.into);
  succeed(step, change.code, change.into);
  succeed(step, change.into, change.into);
  return [change.code, change.into];
}

function renameIfAsked(step: Step, before: Region, name: string | undefined): void {
  if (name === before.name) return;
  end(step, before.code);
  open(step, { ...before, name: named(name) });
}

function get(step: Step, code: string): Region {
  const found = step.draft.living.get(code);
  if (!found) throw new LinliError('REGION_NOT_FOUND', { code });
  return found;
}

function start(step: Step, row: RegionRow): void {
  const { draft, change } = step;
  if (!isRegionCode(row.code)) throw new LinliError('REGION_CODE_INVALID', { code: row.code });
  if (draft.living.has(row.code)) throw new LinliError('REGION_CODE_TAKEN', { code: row.code });
  const parent = parentOfCode(row.code);
  if (parent !== undefined && parent !== row.code && !draft.living.has(parent))
    throw new LinliError('REGION_PARENT_MISSING', { code: row.code, parent });
  open(
    step,
    regionFrom(
      { ...checkedType(row, row.code), code: row.code, name: named(row.name) },
      { id: '', validFrom: change.effective, source: change.source },
    ),
  );
}

function open({ draft, change }: Step, region: Region): void {
  const version: Region = { ...region, id: draft.newId(), validFrom: change.effective, validTo: undefined, source: change.source };
  draft.living.set(version.code, version);
  draft.opened.set(version.id, version);
}

function end(step: Step, code: string): void {
  const { draft, change } = step;
  const before = get(step, code);
  if (change.effective < before.validFrom) throw new LinliError('REGION_DATE_BACKWARDS', { code, since: before.validFrom });
  draft.living.delete(code);
  const began = change.effective === before.validFrom;
  if (draft.opened.has(before.id)) {
    if (began) draft.opened.delete(before.id);
    else draft.opened.set(before.id, { ...before, validTo: change.effective });
  } else if (began) draft.supersede.push(before.id);
  else draft.close.push({ id: before.id, on: change.effective });
}

function refuseWithChildren(step: Step, code: string): void {
  const children = [...step.draft.living.values()].filter((one) => one.parent === code && one.code !== code);
  if (children.length > 0) throw new LinliError('REGION_HAS_CHILDREN', { code, count: children.length });
}

function succeed({ draft, id, change }: Step, from: string, to: string, share?: number): void {
  draft.successors.push({ change: id, from, to, effective: change.effective, share });
}

function unique(successors: readonly Successor[]): Successor[] {
  return [...new Map(successors.map((one) => [`${one.change} ${one.from} ${one.to}`, one])).values()];
}

function named(name: string | undefined): string {
  const trimmed = (name ?? '').trim();
  if (trimmed === '' || [...trimmed].length > 100)
    throw new LinliError('REGION_NAME_MISSING', { name: trimmed.slice(0, 20) }, { name: 'REGION_NAME_MISSING' });
  return trimmed;
}

/** Only communities have a type; a list of another level that names one is refused. */
function checkedType<T extends { readonly type?: string }>(fields: T, code: string): T {
  const { type } = fields;
  if (type !== undefined && (!(communityTypes as readonly string[]).includes(type) || levelOfCode(code) !== 'community'))
    throw new LinliError('REGION_TYPE_UNKNOWN', { type }, { type: 'REGION_TYPE_UNKNOWN' });
  return fields;
}
