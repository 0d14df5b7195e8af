import type { BuildCase } from '../../registers/registers.ts';
import { stemOf } from '../../registers/registers.ts';
import type { Measure, Target } from '../targets/target.ts';

/** Areas (m²) and numbers of a community's facilities of one build case. */
export interface FacilitySums {
  readonly build_case: string;
  readonly facility_count: number;
  readonly comprehensive_count: number;
  readonly area_service: number;
  readonly area_activity: number;
  readonly area_office: number;
  readonly area_commercial: number;
  readonly area_station: number;
}

/** What is known about one region; `undefined` means not known, which is not 0. */
export interface Subject {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  /** Community type; empty when not recorded. */
  readonly type: string;
  readonly population:
    | {
        readonly as_of: string;
        readonly households: number;
        readonly residents: number;
        readonly source: string;
        readonly confidence: string;
      }
    | undefined;
  /** Empty where somebody counted and found none; undefined where the register lists none and nobody counted. */
  readonly facilities: readonly FacilitySums[] | undefined;
  /** Sums of the period asked for. */
  readonly cases: Readonly<Record<string, number>>;
  readonly reported: Readonly<Record<string, { readonly value: number; readonly as_of: string; readonly source: string }>>;
}

export type Values = Record<string, number | undefined>;

/** Whether a target speaks about a subject; `unknown` where what would tell is not recorded. */
export type Meant = 'yes' | 'no' | 'unknown';

/**
 * Whether a target speaks about the subject: its level, place, type and build cases. A community whose type is not recorded may be meant,
 * and so may one of whose facilities nothing is known. A community that was counted and has none is an existing one that lacks rooms: no
 * estate brought them, nothing was renewed.
 */
export function meant(target: Target, subject: Subject): Meant {
  const { level, types, cases, within } = target.subjects;
  if (subject.level !== level) return 'no';
  if (within && !within.some((code) => subject.code.startsWith(stemOf(code)))) return 'no';
  if (types && subject.type !== '' && !types.includes(subject.type)) return 'no';
  if (cases && subject.facilities && !hasCase(cases, subject.facilities)) return 'no';
  return lacksType(target, subject) || (cases && !subject.facilities) ? 'unknown' : 'yes';
}

const STANDING: BuildCase = 'existing';

function hasCase(cases: readonly string[], facilities: readonly FacilitySums[]): boolean {
  if (facilities.length === 0) return cases.includes(STANDING);
  return facilities.some((sums) => cases.includes(sums.build_case));
}

/** Whether only the lack of any facility keeps a target about build cases from asking the subject. */
export function isPassedOver(target: Target, subject: Subject): boolean {
  const { cases: _, ...others } = target.subjects;
  return subject.facilities?.length === 0 && meant(target, subject) === 'no' && meant({ ...target, subjects: others }, subject) !== 'no';
}

/** Whether nobody can say if the target means the subject, because its type is not recorded. */
export function lacksType(target: Target, subject: Subject): boolean {
  return target.subjects.types !== undefined && subject.type === '';
}

/** The subject's value of the named measures, as far as known. */
export function valuesOf(subject: Subject, target: Target, measures: readonly Measure[]): Values {
  const facilities = measures.some((measure) => measure.kept === 'facilities') ? facilityValues(subject, target) : {};
  const values: Values = {};
  for (const measure of measures) values[measure.name] = valueOf(measure, subject, facilities);
  return values;
}

/** Whether nothing at all happened that the measures count: its 0 is no number of anything and is not shown as one. */
export function isIdle(subject: Subject, measures: readonly Measure[]): boolean {
  return measures.every((measure) => (subject.cases[measure.name] ?? 0) === 0);
}

function valueOf(measure: Measure, subject: Subject, facilities: Values): number | undefined {
  switch (measure.kept) {
    case 'regions':
      return 1;
    case 'population':
      return measure.name === 'households' ? subject.population?.households : subject.population?.residents;
    case 'facilities':
      return facilities[measure.name];
    case 'cases':
      return subject.cases[measure.name] ?? 0;
    case 'registers':
    case 'reported':
      return subject.reported[measure.name]?.value;
  }
}

const SUMMED = [
  'facility_count',
  'comprehensive_count',
  'area_service',
  'area_activity',
  'area_office',
  'area_commercial',
  'area_station',
] as const;

function facilityValues(subject: Subject, target: Target): Values {
  if (!subject.facilities) return {};
  const { cases } = target.subjects;
  const counted = subject.facilities.filter((sums) => !cases || cases.includes(sums.build_case));
  const values: Values = Object.fromEntries(SUMMED.map((name) => [name, counted.reduce((sum, one) => sum + one[name], 0)]));
  values.area_facility = (values.area_service ?? 0) + (values.area_activity ?? 0) + (values.area_office ?? 0);
  return values;
}
