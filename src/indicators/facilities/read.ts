import type { Handle } from '../../kernel/kernel.ts';
import type { PackLibrary } from '../../registers/registers.ts';
import { readSubjects } from '../measures/subject.store.ts';
import { choosePlan, spokenFor } from '../plans/plan.ts';
import { refuseOutside } from '../plans/read.ts';
import type { PlanQuery } from '../plans/read.ts';
import { measuresOf } from '../targets/check.ts';
import { areaBands, rankShortfalls } from './shortfall.ts';
import type { AreaBand, Shortfall } from './shortfall.ts';

/** Where area is lacking in a region, and how its communities spread over sizes. */
export interface FacilityOverview {
  readonly plan: string;
  readonly title: string;
  readonly as_of: string;
  readonly communities: number;
  readonly shortfalls: readonly Shortfall[];
  readonly bands: readonly AreaBand[];
  /** Communities of whose facilities nothing is known. */
  readonly unknown: number;
}

/** Compares the facilities of a region with the standards of its plan. Throws PLAN_NOT_FOUND, FORBIDDEN. */
export async function readFacilityOverview(handle: Handle, library: PackLibrary, query: PlanQuery): Promise<FacilityOverview> {
  refuseOutside(handle, query.region);
  const plan = choosePlan(library, query.region, query.asOf, query.plan);
  const read = await readSubjects(handle, library, { region: query.region, asOf: query.asOf, from: query.asOf, boundaries: query.boundaries ?? 'then', today: query.today, flows: false });
  const subjects = spokenFor(plan, read.subjects);
  const edges = library.parameter([plan.pack, library.packOf('base')], 'facility.area_bands', query.asOf).value as number[];
  return {
    plan: plan.pack.name, title: plan.pack.manifest.title, as_of: query.asOf, communities: subjects.filter((subject) => subject.level === 'community').length,
    shortfalls: rankShortfalls(plan, subjects, measuresOf(library)), ...areaBands(subjects, edges),
  };
}
