import type { Day } from '../../kernel/kernel.ts';
import type { RegionChange } from './change.ts';

/** A recorded change as it is stored. */
export interface ChangeRow {
  readonly id: string;
  readonly kind: RegionChange['kind'];
  readonly effective: Day;
  readonly reason: string;
  readonly source: string;
  readonly actor: string;
  readonly recordedAt: Date;
  readonly codes: readonly string[];
  readonly successors: readonly { readonly from: string; readonly to: string; readonly share: number | null }[];
}

const TOLD = ['name', 'nameMongolian', 'kind', 'type', 'unit', 'urbanRuralClass', 'bureau'] as const;

/** What a version says, as far as a story tells it. */
export type Version = {
  readonly code: string;
  readonly validFrom: Day;
  readonly validTo: Day | null /** When it was recorded. */;
  readonly since: Date;
} & Readonly<Record<(typeof TOLD)[number], string | null>>;

/** A version that began on the day another change ended it again: it never held for a day, but it had a name in between. */
export type PassingVersion = Version & { /** When the other change was recorded. */ readonly until: Date };

/** A region as it was called on its side of a change. */
export interface Named {
  readonly code: string;
  readonly name: string;
  /** Part of the old region that came here, where it was recorded. */
  readonly share?: number;
}

/** A change as people read it: who became whom. */
export interface ChangeStory extends Omit<ChangeRow, 'successors'> {
  readonly before: readonly Named[];
  readonly after: readonly Named[];
  /** Regions below that went along. */
  readonly along: number;
  /** What a rename or a new type altered. */
  readonly altered: readonly { readonly field: string; readonly from: string; readonly to: string }[];
}

/** Tells a change with the names of its day, or, where a region changed more than once that day, with those between the changes. Pure. */
export function storyOf(
  { successors, ...row }: ChangeRow,
  versions: readonly Version[],
  passing: readonly PassingVersion[] = [],
): ChangeStory {
  const { before, after } = sidesOf(row, successors);
  const share = (code: string): number | undefined => successors.find((one) => one.to === code && one.share !== null)?.share ?? undefined;
  const { effective: day, recordedAt: at } = row;
  const held = (code: string): Version | undefined => {
    const ended = passing.find((one) => one.code === code && one.validFrom === day && one.until.getTime() === at.getTime());
    return ended ?? versions.find((one) => one.code === code && one.validFrom === day && one.since < at) ?? earlier(versions, code, day);
  };
  const holds = (code: string): Version | undefined =>
    passing.find((one) => one.code === code && one.validFrom === day && one.until > at) ?? later(versions, code, day);
  return {
    ...row,
    before: before.map((code) => ({ code, name: held(code)?.name ?? code })),
    after: after.map((code) => ({
      code,
      name: holds(code)?.name ?? code,
      ...(share(code) === undefined ? {} : { share: Number(share(code)) }),
    })),
    along:
      row.kind === 'move'
        ? successors.filter((one) => one.from !== one.to && one.from !== row.codes[0] && one.from.startsWith(stem(row.codes[0] ?? '')))
            .length
        : 0,
    altered: row.kind === 'rename' || row.kind === 'retype' ? altered(held(row.codes[0] ?? ''), holds(row.codes[0] ?? '')) : [],
  };
}

function stem(code: string): string {
  return code.length === 15 ? code : code.replace(/(000)+$/, '');
}

function sidesOf(row: Omit<ChangeRow, 'successors'>, successors: ChangeRow['successors']): { before: string[]; after: string[] } {
  const [first = '', second = ''] = row.codes;
  if (row.kind === 'rename' || row.kind === 'retype') return { before: [first], after: [first] };
  if (row.kind === 'move') return { before: [first], after: [second] };
  if (row.kind === 'abolish') return { before: [first], after: second === '' ? [] : [second] };
  if (successors.length === 0) return { before: [], after: [first] };
  return { before: [...new Set(successors.map((one) => one.from))], after: [...new Set(successors.map((one) => one.to))] };
}

/** The version that held on the day before. */
function earlier(versions: readonly Version[], code: string, day: Day): Version | undefined {
  return versions.filter((one) => one.code === code && one.validFrom < day).at(-1) ?? versions.find((one) => one.code === code);
}

function later(versions: readonly Version[], code: string, day: Day): Version | undefined {
  return versions.filter((one) => one.code === code && one.validFrom <= day).at(-1) ?? versions.find((one) => one.code === code);
}

function altered(from: Version | undefined, to: Version | undefined): ChangeStory['altered'] {
  if (!from || !to) return [];
  return TOLD.filter((field) => (from[field] ?? '') !== (to[field] ?? '')).map((field) => ({
    field,
    from: from[field] ?? '',
    to: to[field] ?? '',
  }));
}
