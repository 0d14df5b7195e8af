import type { Subject, Values } from '../figures/subject.ts';
import { meant, valuesOf } from '../figures/subject.ts';
import type { Plan } from '../plans/plan.ts';
import type { Measure, Target } from '../targets/target.ts';

/** What one standard asks of a community's facilities and what is there, in square metres. */
export interface Standard {
  readonly id: string;
  readonly title: string;
  readonly strength: Target['strength'];
  readonly required: number;
  readonly has: number;
  readonly missing: number;
}

/** A community that lacks area under at least one standard of its plan. */
export interface Shortfall {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  /** Name of the plan whose standards they are. */
  readonly plan: string;
  readonly households: number | null;
  /** The largest shortfall; the standards may overlap, so they are not added. */
  readonly missing: number;
  readonly standards: readonly Standard[];
}

const READ = ['area_facility', 'area_commercial', 'area_station', 'households'];

/** Every standard of a plan that speaks about the community, as square metres. Ratio and floor must both hold, so the larger one counts (X02). */
export function standardsOf(plan: Plan, subject: Subject, measures: readonly Measure[]): Standard[] {
  const needed = measures.filter((measure) => READ.includes(measure.name));
  return plan.targets.flatMap(({ target }) => {
    if (!target.limits || meant(target, subject) !== 'yes') return [];
    const values = valuesOf(subject, target, needed);
    const required = requiredArea(target.limits, values.households);
    const has = areaCounted(target, values);
    if (required === undefined || has === undefined) return [];
    return [{ id: target.id, title: target.title, strength: target.strength, required, has, missing: Math.max(0, required - has) }];
  });
}

function requiredArea(limits: Record<string, number>, households: number | undefined): number | undefined {
  const { per_100_households: ratio, total_area: floor, station_area: station } = limits;
  if (ratio === undefined && floor === undefined && station === undefined) return undefined;
  if (ratio !== undefined && households === undefined) return undefined;
  return Math.max((ratio ?? 0) * ((households ?? 0) / 100), floor ?? 0, station ?? 0);
}

/** Standards differ in what they count: some add commercial area (X03), one looks at the station only. */
function areaCounted(target: Target, values: Values): number | undefined {
  if (target.limits?.station_area !== undefined) return values.area_station;
  const commercial = /\barea_commercial\b/.test(target.test ?? '') ? (values.area_commercial ?? 0) : 0;
  return values.area_facility === undefined ? undefined : values.area_facility + commercial;
}

/** The communities that lack area, the most lacking first. Pure. */
export function rankShortfalls(plan: Plan, subjects: readonly Subject[], measures: readonly Measure[]): Shortfall[] {
  const found = subjects
    .filter((subject) => subject.level === 'community')
    .map((subject) => {
      const standards = standardsOf(plan, subject, measures).filter((standard) => standard.missing > 0);
      return {
        code: subject.code,
        name: subject.name,
        type: subject.type,
        plan: plan.pack.name,
        households: subject.population?.households ?? null,
        missing: Math.max(0, ...standards.map((standard) => standard.missing)),
        standards,
      };
    });
  return mostLackingFirst(found.filter((one) => one.missing > 0));
}

/** Those that lack the most area first. */
export function mostLackingFirst(found: readonly Shortfall[]): Shortfall[] {
  return [...found].sort((left, right) => right.missing - left.missing || left.code.localeCompare(right.code));
}

/** How many communities have facilities of a size. `to` is undefined in the last band. */
export interface AreaBand {
  readonly from: number;
  readonly to: number | undefined;
  readonly communities: number;
}

/** The communities by comprehensive area; `edges` are the lower ends of all bands but the first, in order. A value on an edge belongs to the band above it. */
export function areaBands(
  subjects: readonly Subject[],
  edges: readonly number[],
): { readonly bands: AreaBand[]; readonly unknown: number } {
  const areas = subjects
    .filter((subject) => subject.level === 'community')
    .map((subject) => subject.facilities?.reduce((sum, one) => sum + one.area_service + one.area_activity + one.area_office, 0));
  const starts = [0, ...edges];
  const bands = starts.map((from, index) => {
    const to = starts[index + 1];
    return { from, to, communities: areas.filter((area) => area !== undefined && area >= from && (to === undefined || area < to)).length };
  });
  return { bands, unknown: areas.filter((area) => area === undefined).length };
}
