import type { Day } from '../../kernel/kernel.ts';
import { defineErrors } from '../../kernel/kernel.ts';

export const regionErrors = defineErrors({
  REGION_NOT_FOUND: 404,
  REGION_ENDED: 410,
  REGION_NOT_EMPTY: 409,
  REGION_INTO_ITSELF: 400,
  REGION_LEVEL_DIFFERS: 400,
  REGION_PARENT_LATER: 400,
  REGION_CODE_INVALID: 400,
  REGION_CODE_TAKEN: 409,
  REGION_CODE_TWICE: 400,
  REGION_PARENT_MISSING: 400,
  REGION_PARENT_MISMATCH: 400,
  REGION_OUTSIDE: 400,
  REGION_TYPE_UNKNOWN: 400,
  REGION_NAME_MISSING: 400,
  REGION_HAS_CHILDREN: 409,
  REGION_DATE_BACKWARDS: 400,
  REGION_DATE_FAR: 400,
  REGION_SHARES_WRONG: 400,
  REGION_CHANGE_EMPTY: 400,
  REGION_MOVED_ON: 409,
  REGION_AWAITED: 409,
  REGION_UNASSIGNED: 409,
  REGION_FILE_DAMAGED: 400,
  REGION_FILE_HEADER: 400,
  REGION_FILE_EMPTY: 400,
  REGION_IMPORT_FAULTY: 400,
  REGION_IMPORT_REMOVES: 409,
});

export const regionLevels = ['province', 'city', 'county', 'town', 'community', 'grid'] as const;
export type RegionLevel = (typeof regionLevels)[number];

/** An administrative division, or a functional zone (development zone, park, new district) that acts like one (ORG-01). */
export const regionKinds = ['division', 'zone'] as const;
export type RegionKind = (typeof regionKinds)[number];

/** Community types (ORG-02): two urban ones, five rural ones, and relocation settlements. */
export const communityTypes = [
  'urban',
  'market_town',
  'urban_village',
  'suburban_village',
  'central_village',
  'traditional_village',
  'pastoral',
  'resettlement',
] as const;
export type CommunityType = (typeof communityTypes)[number];

/** What a list of divisions says about one region. */
export interface RegionRow {
  readonly code: string;
  readonly name: string;
  readonly nameMongolian?: string;
  readonly kind?: RegionKind;
  /** Administrative sort, e.g. subdistrict, town, township, community, village; by default what the code segment says. */
  readonly unit?: string;
  readonly type?: CommunityType;
  readonly urbanRuralClass?: string;
  /** The office that answers for community governance there. */
  readonly bureau?: string;
}

/** One version of a region. `validTo` is the first day on which it no longer holds. */
export interface Region extends RegionRow {
  readonly id: string;
  readonly level: RegionLevel;
  readonly kind: RegionKind;
  readonly unit: string;
  readonly parent: string | undefined;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
  readonly source: string;
}

/** The codes of the levels a region lies in, itself included. */
export interface Ancestry {
  readonly province: string;
  readonly city?: string;
  readonly county?: string;
  readonly town?: string;
  readonly community?: string;
}

/** Where a row stands in the region tree; every scoped row carries it. */
export interface Place {
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly town: string;
  readonly community: string;
  readonly grid: string | null;
}

const LENGTH: Record<RegionLevel, number> = { province: 2, city: 4, county: 6, town: 9, community: 12, grid: 15 };
const CODE = /^([1-9][0-9]{11}|[1-9][0-9]{14})$/;

/** Whether the text has the form of a region code: 12 digits, or 15 for a grid. */
export function isRegionCode(text: string): boolean {
  return CODE.test(text);
}

/** A natural-length statistical code (2, 4, 6, 9, 12 or 15 digits) filled up with zeros. */
export function padCode(text: string): string {
  return text.length === 15 ? text : text.padEnd(12, '0');
}

/** The level a code stands on, told by its trailing zeros. */
export function levelOfCode(code: string): RegionLevel {
  if (code.length === 15) return 'grid';
  if (code.slice(9) !== '000') return 'community';
  if (code.slice(6, 9) !== '000') return 'town';
  if (code.slice(4, 6) !== '00') return 'county';
  return code.slice(2, 4) === '00' ? 'province' : 'city';
}

/** The digits of a code that its level and those above it fill. Everything below the region begins with them. */
export function stemOf(code: string): string {
  return code.slice(0, LENGTH[levelOfCode(code)]);
}

/** The code of the level above, or undefined for a province. */
export function parentOfCode(code: string): string | undefined {
  const above = regionLevels[regionLevels.indexOf(levelOfCode(code)) - 1];
  return above && padCode(code.slice(0, LENGTH[above]));
}

/** The codes of all levels above and of the region itself; these are the columns that row policies compare. */
export function ancestryOfCode(code: string): Ancestry {
  const depth = regionLevels.indexOf(levelOfCode(code));
  const at = (level: RegionLevel): string | undefined =>
    regionLevels.indexOf(level) <= depth ? padCode(code.slice(0, LENGTH[level])) : undefined;
  return { province: at('province')!, city: at('city'), county: at('county'), town: at('town'), community: at('community') };
}

/** The place of a row in a community or, by the grid's code, in one of its grids. */
export function placeOf(code: string): Place {
  const { province, city, county, town, community } = ancestryOfCode(code);
  return { province, city: city!, county: county!, town: town!, community: community!, grid: levelOfCode(code) === 'grid' ? code : null };
}

// Segments of the statistical division codes: digits 7–9 of a town, 10–12 of a community (data: packs/base/regions/README.md).
const TOWN_SEGMENTS = [
  [99, 'subdistrict'],
  [199, 'town'],
  [399, 'township'],
  [599, 'town_like'],
] as const;
const COMMUNITY_SEGMENTS = [
  [199, 'community'],
  [399, 'village'],
  [499, 'community_like'],
  [599, 'village_like'],
] as const;

/** The administrative sort that a code's segment stands for; a list may say otherwise. */
export function unitOfCode(code: string): string {
  const level = levelOfCode(code);
  if (level === 'city') return 'prefecture';
  if (level !== 'town' && level !== 'community') return level;
  const segment = Number(level === 'town' ? code.slice(6, 9) : code.slice(9));
  const segments = level === 'town' ? TOWN_SEGMENTS : COMMUNITY_SEGMENTS;
  return segments.find(([last]) => segment <= last)?.[1] ?? `${level}_like`;
}

/**
 * Third pair 71–79: a zone that statistics count as a county; it never occurs in a citizen number. Segments 400–599 of a town: a park,
 * demonstration zone or farm that statistics count as a town. A list or a recorded change may say otherwise.
 */
export function kindOfCode(code: string): RegionKind {
  const level = levelOfCode(code);
  const zone = level === 'county' ? code[4] === '7' && code[5] !== '0' : level === 'town' && unitOfCode(code) === 'town_like';
  return zone ? 'zone' : 'division';
}

/** Completes what a list says to a version of a region. */
export function regionFrom(row: RegionRow, about: { id: string; validFrom: Day; source: string }): Region {
  return {
    ...row,
    ...about,
    level: levelOfCode(row.code),
    parent: parentOfCode(row.code),
    kind: row.kind ?? kindOfCode(row.code),
    unit: row.unit ?? unitOfCode(row.code),
    validTo: undefined,
  };
}

/** Whether a region lies in another one, or is it. */
export function liesWithin(code: string, outer: string): boolean {
  return code === outer || code.startsWith(stemOf(outer));
}

/** A region as a search finds it. */
export interface RegionHit {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  readonly unit: string;
  readonly type: string | undefined;
  /** Names of the regions above, from the province down. */
  readonly path: readonly string[];
}
