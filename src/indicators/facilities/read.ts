import type { Handle } from '../../kernel/kernel.ts';
import type { PackLibrary } from '../../registers/registers.ts';
import { stemOf } from '../../registers/registers.ts';
import { readSubjects } from '../measures/subject.store.ts';
import type { Plan } from '../plans/plan.ts';
import { choosePlan, plansBelow, plansFor, spokenFor } from '../plans/plan.ts';
import type { PlanQuery } from '../plans/read.ts';
import { refuseOutside } from '../plans/read.ts';
import { measuresOf } from '../targets/check.ts';
import type { AreaBand, Shortfall } from './shortfall.ts';
import { areaBands, mostLackingFirst, rankShortfalls } from './shortfall.ts';

/** Where area is lacking in a region, and how its communities spread over sizes. */
export interface FacilityOverview {
  /** Titles of the plans whose standards are held against the communities; none where no plan speaks about the place. */
  readonly plans: readonly string[];
  readonly as_of: string;
  readonly communities: number;
  readonly shortfalls: readonly Shortfall[];
  readonly bands: readonly AreaBand[];
  /** Communities of whose facilities nothing is known. */
  readonly unknown: number;
}

/** Compares the facilities of a region with the standards of its plan; above the plans each place is held against its own. Throws PLAN_NOT_FOUND for a plan asked by name, FORBIDDEN. */
export async function readFacilityOverview(handle: Handle, library: PackLibrary, query: PlanQuery): Promise<FacilityOverview> {
  refuseOutside(handle, query.region);
  const plans = standardsFor(library, query);
  const { subjects } = await readSubjects(handle, library, {
    region: query.region,
    asOf: query.asOf,
    from: query.asOf,
    boundaries: query.boundaries ?? 'then',
    today: query.today,
    flows: false,
  });
  const edges = library.parameter(
    [...plans.slice(0, 1).map((plan) => plan.pack), library.packOf('base')],
    'facility.area_bands',
    query.asOf,
  ).value as number[];
  return {
    plans: plans.map((plan) => plan.pack.manifest.title),
    as_of: query.asOf,
    communities: subjects.filter((subject) => subject.level === 'community').length,
    shortfalls: mostLackingFirst(plans.flatMap((plan) => rankShortfalls(plan, spokenFor(plan, subjects), measuresOf(library)))),
    ...areaBands(subjects, edges),
  };
}

/** The plan that speaks about the region, else those that speak about the places below it, one for each. */
function standardsFor(library: PackLibrary, { region, asOf, plan }: PlanQuery): Plan[] {
  if (plan || plansFor(library, region).length > 0) return [choosePlan(library, region, asOf, plan)];
  const places = new Set(plansBelow(library, region).map((one) => one.pack.manifest.jurisdiction));
  return [...places]
    .filter((place) => ![...places].some((above) => above !== place && place.startsWith(stemOf(above))))
    .map((place) => choosePlan(library, place, asOf));
}
