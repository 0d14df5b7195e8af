import type { Day } from '../../kernel/kernel.ts';
import { LinliError } from '../../kernel/kernel.ts';
import type { Pack, PackLibrary } from '../../registers/registers.ts';
import { ancestryOfCode, levelOfCode, stemOf } from '../../registers/registers.ts';
import { indicatorErrors } from '../errors.ts';
import type { Subject } from '../figures/subject.ts';
import { measuresOf } from '../targets/check.ts';
import type { CompiledTarget } from '../targets/compile.ts';
import { compileTarget } from '../targets/compile.ts';
import type { Baseline, Target } from '../targets/target.ts';

/** A pack that promises something, ready to be computed. */
export interface Plan {
  readonly pack: Pack;
  readonly targets: readonly CompiledTarget[];
  readonly baselines: readonly Baseline[];
}

const compiled = new WeakMap<Pack, Plan>();

/** The plan a pack holds; undefined when it promises nothing. */
export function planOf(library: PackLibrary, pack: Pack): Plan | undefined {
  const rows = (pack.sections.get('targets')?.data ?? []) as Target[];
  if (rows.length === 0) return undefined;
  const known = compiled.get(pack);
  if (known) return known;
  const measures = measuresOf(library);
  const plan: Plan = {
    pack,
    targets: [...rows, ...everydayOf(library, pack, rows)].map((target) => compileTarget(target, measures)),
    baselines: (pack.sections.get('baselines')?.data ?? []) as Baseline[],
  };
  compiled.set(pack, plan);
  return plan;
}

/** Figures of the base pack that every place shows beside its plan, except those the plan sets a number of its own for. */
function everydayOf(library: PackLibrary, pack: Pack, targets: readonly Target[]): readonly Target[] {
  const base = library.packs.find((one) => one.name === 'base');
  if (!base || base === pack) return [];
  const own = new Set(targets.flatMap((target) => target.like ?? []));
  return ((base.sections.get('targets')?.data ?? []) as Target[]).filter((target) => !own.has(target.id));
}

/** Every plan made for the region or for one above it, whether its period runs or not; the most specific and youngest first. */
export function plansFor(library: PackLibrary, region: string): Plan[] {
  const { province, city, county, town, community } = ancestryOfCode(region);
  const codes = new Set([province, city, county, town, community]);
  const rank = { county: 0, city: 1, province: 2, nation: 3 } as const;
  return library.packs
    .filter((pack) => codes.has(pack.manifest.jurisdiction))
    .sort(
      (left, right) =>
        rank[left.manifest.level] - rank[right.manifest.level] || right.manifest.period.from.localeCompare(left.manifest.period.from),
    )
    .flatMap((pack) => planOf(library, pack) ?? []);
}

/** Every plan made for a place inside the region, ordered by place. A reader above it may look at them; each speaks for its own place only. */
export function plansBelow(library: PackLibrary, region: string): Plan[] {
  return library.packs
    .filter(
      ({ manifest }) => manifest.level !== 'nation' && manifest.jurisdiction !== region && manifest.jurisdiction.startsWith(stemOf(region)),
    )
    .sort(
      (left, right) =>
        left.manifest.jurisdiction.localeCompare(right.manifest.jurisdiction) ||
        right.manifest.period.from.localeCompare(left.manifest.period.from),
    )
    .flatMap((pack) => planOf(library, pack) ?? []);
}

/** Whether a plan speaks about a place: it lies inside the plan's own, or holds it. */
export function reaches(plan: Plan, code: string): boolean {
  const { jurisdiction } = plan.pack.manifest;
  return code.startsWith(stemOf(jurisdiction)) || jurisdiction.startsWith(stemOf(code));
}

/** The plan's own place where that is smaller than the region asked about, else null. */
export function narrowerThan(plan: Plan, region: string): string | null {
  const { jurisdiction } = plan.pack.manifest;
  return jurisdiction !== region && jurisdiction.startsWith(stemOf(region)) ? jurisdiction : null;
}

/** The subjects a plan speaks for: those of its own place. */
export function spokenFor(plan: Plan, subjects: readonly Subject[]): readonly Subject[] {
  const stem = stemOf(plan.pack.manifest.jurisdiction);
  return subjects.filter((subject) => subject.code.startsWith(stem));
}

/**
 * The plan asked for by name, also one made for a place below; without a name the most specific one that runs on the day, else the one
 * that ended last, else, for a figure asked by its id, the one below that promises it. Throws PLAN_NOT_FOUND.
 */
export function choosePlan(library: PackLibrary, region: string, day: Day, name?: string, target?: string): Plan {
  const plans = plansFor(library, region);
  const below = plansBelow(library, region);
  const runs = (plan: Plan): boolean => plan.pack.manifest.period.from <= day && (plan.pack.manifest.period.to ?? '9999') >= day;
  const started = plans
    .filter((plan) => plan.pack.manifest.period.from <= day)
    .sort((left, right) => (right.pack.manifest.period.to ?? '9999').localeCompare(left.pack.manifest.period.to ?? '9999'));
  const promises = (plan: Plan): boolean => plan.targets.some((one) => one.target.id === target);
  const own = plans.find(runs) ?? started[0] ?? plans[0];
  const found = name ? [...plans, ...below].find((plan) => plan.pack.name === name) : (own ?? (target ? below.find(promises) : undefined));
  if (!found) throw new LinliError(indicatorErrors.PLAN_NOT_FOUND, { region, name: name ?? '' });
  return found;
}

const DEPTH = { province: 0, city: 1, county: 2, town: 3, community: 4, grid: 5 } as const;

/** Whether a target can be computed for a region: its subjects must lie at the region's level or below. */
export function fits(target: Target, region: string): boolean {
  return DEPTH[target.subjects.level] >= DEPTH[levelOfCode(region)];
}

/** The first day flows are counted from: the year's for a yearly target, the plan's for others. */
export function flowsFrom(plan: Plan, target: Target, asOf: Day): Day {
  return target.deadline === 'yearly' ? `${asOf.slice(0, 4)}-01-01` : plan.pack.manifest.period.from;
}

/** Full calendar years of the plan's period until the day. */
export function yearsOf(plan: Plan, asOf: Day): number {
  const { from, to } = plan.pack.manifest.period;
  const last = [asOf, to ?? asOf].sort()[0]!;
  const ended = last.endsWith('-12-31') ? Number(last.slice(0, 4)) : Number(last.slice(0, 4)) - 1;
  return Math.max(0, ended - Number(from.slice(0, 4)) + 1);
}

/** The starting values the document states for a target, each with the place it speaks about. */
export function baselinesOf(plan: Plan, target: Target): Baseline[] {
  return plan.baselines
    .filter((baseline) => baseline.for.includes(target.id))
    .map((baseline) => ({ jurisdiction: plan.pack.manifest.jurisdiction, ...baseline }));
}

/** What a rising figure starts from in a region: the one number with the figure's unit that the document states for it there. A part of the place has a start of its own that nobody states. */
export function startOf(plan: Plan, target: Target, region: string): number | undefined {
  const about = narrowerThan(plan, region) ?? region;
  const values = baselinesOf(plan, target)
    .filter((baseline) => baseline.jurisdiction === about)
    .flatMap((baseline) => baseline.values);
  const fitting = values.filter((one) => one.unit === target.unit && one.value !== null);
  return fitting.length === 1 ? (fitting[0]?.value ?? undefined) : undefined;
}
