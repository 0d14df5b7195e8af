import type { Day, Handle, Statement } from '../../kernel/kernel.ts';
import type { CsvRow, MeasuredRow, PackLibrary, RegionLevel, Register } from '../../registers/registers.ts';
import {
  ancestryOfCode,
  declaredRegisters,
  levelOfCode,
  measureCall,
  resolveNow,
  stemOf,
  text,
  wordsOf,
} from '../../registers/registers.ts';
import type { FacilitySums, Subject } from '../figures/subject.ts';
import { measuresOf } from '../targets/check.ts';
import type { Measure } from '../targets/target.ts';

type Column = Exclude<RegionLevel, 'grid'>;
const perLevel = (name: string, text: (column: Column) => string): Record<Column, Statement> =>
  Object.fromEntries(
    (['province', 'city', 'county', 'town', 'community'] as const).map((column) => [
      column,
      { name: `${name}-${column}`, text: text(column) },
    ]),
  ) as Record<Column, Statement>;

/** Inside a county regions move from one another: what they answer for today, and what lay there by its code. Nothing crosses a county. */
const moves = (column: Column): boolean => column === 'town' || column === 'community';
const lies = (column: Column, stem: string): string =>
  moves(column) ? `(${column} = $1 or starts_with(region, ${stem}))` : `${column} = $1`;

const places = perLevel(
  'subject-places',
  (column) => `select code, name, level, coalesce(type, '') as type, county, valid_from from registers.place
   where ${column} = $1 and level = any($3::text[]) and valid_from <= $2::date and (valid_to is null or valid_to > $2::date) order by code`,
);
const facilities = perLevel(
  'subject-facilities',
  (
    column,
  ) => `select region, build_case, count(*)::int as facility_count, (count(*) filter (where kind = any($3::text[])))::int as comprehensive_count,
    coalesce(sum(area_service) filter (where kind = any($3::text[])), 0) as area_service, coalesce(sum(area_activity) filter (where kind = any($3::text[])), 0) as area_activity,
    coalesce(sum(area_office) filter (where kind = any($3::text[])), 0) as area_office, sum(area_commercial) as area_commercial,
    coalesce(sum(area_service + area_activity + area_office) filter (where kind = any($4::text[])), 0) as area_station
  from registers.facility_fact where ${lies(column, '$5')} and valid_from <= $2::date and (valid_to is null or valid_to > $2::date) group by region, build_case order by region, build_case`,
);
const populations = perLevel(
  'subject-populations',
  (column) => `select distinct on (region) region, as_of, households, residents, source, confidence, former_since
  from registers.population_fact where ${lies(column, '$3')} and as_of <= $2::date order by region, as_of desc`,
);
const rollups = perLevel(
  'subject-rollups',
  (column) =>
    `select region, measure, sum(amount) as amount from indicators.rollup where ${lies(column, '$4')} and right(region, 3) <> '000' and day >= $2::date and day <= $3::date group by region, measure`,
);
const reported = perLevel(
  'subject-reported',
  (column) => `select distinct on (region, measure) region, measure, value, as_of, source from indicators.reported_value
  where ${lies(column, '$3')} and as_of <= $2::date order by region, measure, as_of desc, entered_at desc`,
);
const counted = { name: 'subject-counted-regions', text: 'select region, as_of from registers.counted_since($1::text[], $2::date)' };
const dividing = { name: 'subject-dividing-regions', text: 'select code from registers.dividing_regions($1::text[], $2::date)' };
const parted = {
  name: 'subject-parted-regions',
  text: `select from_code as code, max(effective) as "on" from registers.region_successor
          where from_code = any($1::text[]) and to_code <> from_code and effective <= $2::date group by from_code`,
};
const origins = { name: 'subject-region-origins', text: 'select code, since from registers.region_origins($1::text[])' };

/** By which boundaries facts are gathered: as regions were on the day asked about, or as they are now. */
export type Boundaries = 'then' | 'now';

export interface SubjectQuery {
  readonly region: string;
  readonly asOf: Day;
  /** First day that flows (cases, ratings) are counted from. */
  readonly from: Day;
  readonly boundaries: Boundaries;
  readonly today: Day;
  /** False when no flow is asked for: at province level their sums cost more than all the rest. */
  readonly flows: boolean;
}

/** Facts of a region that belongs to several places by the boundaries chosen: told, never divided by guess. */
export interface Unassigned {
  readonly code: string;
  readonly among: readonly string[];
}

export interface Subjects {
  readonly subjects: Subject[];
  readonly unassigned: Unassigned[];
}

type PlaceRow = { code: string; name: string; level: string; type: string; county: string; valid_from: string };
type PopulationRow = {
  region: string;
  as_of: string;
  households: number;
  residents: number;
  source: string;
  confidence: string;
  former_since: string | null;
};
type FacilityRow = FacilitySums & { region: string };
type RollupRow = { region: string; measure: string; amount: number };
type ReportedRow = { region: string; measure: string; value: number; as_of: string; source: string };

/** The communities, towns and counties in a region with all that is known about each on a day, in two round trips. */
export async function readSubjects(handle: Handle, library: PackLibrary, query: SubjectQuery): Promise<Subjects> {
  const column = levelOfCode(query.region) as Column;
  const edge = query.boundaries === 'now' ? query.today : query.asOf;
  const kinds = library.codeTable('facility_kind');
  const stem = moves(column) ? [stemOf(query.region)] : [];
  const kept = measuresOf(library).filter((measure) => measure.kept === 'registers');
  const sources = declaredRegisters.filter((one) => kept.some((measure) => measure.register === one.register));
  const [place = [], building = [], people = [], flow = [], typed = [], ...entries] = await handle.batch([
    [places[column], [query.region, edge, ['community', 'town', 'county']]],
    [
      facilities[column],
      [
        query.region,
        query.asOf,
        codesWhere(kinds, (row) => row.network === 'comprehensive'),
        codesWhere(kinds, (row) => row.code === 'service_station'),
        ...stem,
      ],
    ],
    [populations[column], [query.region, query.asOf, ...stem]],
    [rollups[column], query.flows ? [query.region, query.from, query.asOf, ...stem] : [query.region, query.asOf, '0001-01-01', ...stem]],
    [reported[column], [query.region, query.asOf, ...stem]],
    ...sources.map((one) => measureCall(one, column, query.region, query.asOf, stemOf(query.region))),
  ]);
  const yearly = new Set(
    measuresOf(library)
      .filter((measure) => measure.spans === 'year')
      .map((measure) => measure.name),
  );
  const spoken = (typed as unknown as ReportedRow[]).filter(
    (row) => !yearly.has(row.measure) || row.as_of.slice(0, 4) === query.asOf.slice(0, 4),
  );
  const rows = {
    facilities: building as unknown as FacilityRow[],
    populations: people as unknown as PopulationRow[],
    rollups: flow as unknown as RollupRow[],
    reported: spoken,
    derived: sources.flatMap((one, at) => derivedRows(library, one, kept, entries[at] as unknown as MeasuredRow[], query.asOf)),
  };
  return assemble(handle, place as unknown as PlaceRow[], rows, query, edge);
}

function codesWhere(rows: readonly CsvRow[], wanted: (row: CsvRow) => boolean): string[] {
  return rows.filter(wanted).map((row) => row.code ?? '');
}

interface Rows {
  readonly facilities: readonly FacilityRow[];
  readonly populations: readonly PopulationRow[];
  readonly rollups: readonly RollupRow[];
  readonly reported: readonly ReportedRow[];
  /** What registers come to, for the places where they hold something. */
  readonly derived: readonly ReportedRow[];
}

async function assemble(handle: Handle, place: readonly PlaceRow[], rows: Rows, query: SubjectQuery, edge: Day): Promise<Subjects> {
  const living = new Set(place.map((one) => one.code));
  const codes = [
    ...rows.facilities,
    ...rows.populations,
    ...rows.rollups,
    ...rows.derived,
    ...rows.reported.filter((row) => levelOfCode(row.region) === 'community'),
  ].map((row) => row.region);
  const { homes, unassigned } = await homesOf(
    handle,
    [...new Set(codes)].filter((code) => !living.has(code)),
    edge,
    query.today,
  );
  const home = (code: string): string | undefined => (living.has(code) ? code : homes.get(code));
  const known = await readKnowledge(handle, place, query.asOf);
  const byHome = {
    facilities: grouped(rows.facilities, (row) => home(row.region)),
    populations: grouped(rows.populations, (row) => home(row.region)),
    rollups: grouped(rows.rollups, (row) => home(row.region)),
    reported: grouped(rows.reported, (row) => home(row.region) ?? row.region),
    derived: grouped(rows.derived, (row) => home(row.region)),
  };
  const subjects = place.map(
    (one): Subject => ({
      code: one.code,
      name: one.name,
      level: one.level,
      type: one.type,
      population: populationOf(
        one.code,
        (byHome.populations.get(one.code) ?? []).filter((row) => isOwn(known, one.code, row)),
      ),
      facilities: known.dividing.has(one.code)
        ? undefined
        : facilitiesOf(byHome.facilities.get(one.code) ?? [], isCounted(known, one.code)),
      cases: sumByMeasure(byHome.rollups.get(one.code) ?? []),
      reported: {
        ...reportedOf(
          one.code,
          (byHome.reported.get(one.code) ?? []).filter((row) => isOwn(known, one.code, row)),
        ),
        ...summedRows(byHome.derived.get(one.code) ?? []),
      },
    }),
  );
  return { subjects, unassigned };
}

/** Where the facts of regions that do not exist by the chosen boundaries belong: forward to a successor, else back to what was there before. */
async function homesOf(
  handle: Handle,
  codes: readonly string[],
  edge: Day,
  today: Day,
): Promise<{ homes: Map<string, string>; unassigned: Unassigned[] }> {
  const homes = new Map<string, string>();
  const unassigned: Unassigned[] = [];
  if (codes.length === 0) return { homes, unassigned };
  const forward = await resolveNow(handle, codes, '1949-10-01', edge);
  const stuck = codes.filter((code) => (forward.get(code) ?? []).length === 0);
  const backward = stuck.length > 0 && edge < today ? await resolveNow(handle, stuck, today, edge) : new Map<string, string[]>();
  for (const code of codes) {
    const among = [...(forward.get(code) ?? []), ...(backward.get(code) ?? [])];
    if (among.length === 1) homes.set(code, among[0]!);
    else unassigned.push({ code, among });
  }
  return { homes, unassigned };
}

function grouped<T>(rows: readonly T[], key: (row: T) => string | undefined): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const at = key(row);
    if (at === undefined) continue;
    const group = found.get(at);
    if (group) group.push(row);
    else found.set(at, [row]);
  }
  return found;
}

/** A place's own count wins over the counts of those it was made from, unless they only joined after it was taken. */
function populationOf(code: string, rows: readonly PopulationRow[]): Subject['population'] {
  const own = rows.find((row) => row.region === code);
  const others = rows.filter((row) => row !== own && (!own || (row.former_since !== null && row.former_since > own.as_of)));
  const counted = own ? [own, ...others] : others;
  const [first] = counted;
  if (!first) return undefined;
  const sum = (field: 'households' | 'residents'): number => counted.reduce((total, row) => total + row[field], 0);
  const oldest = counted.reduce((least, row) => (row.as_of < least ? row.as_of : least), first.as_of);
  return {
    as_of: oldest,
    households: sum('households'),
    residents: sum('residents'),
    source: [...new Set(counted.map((row) => row.source))].join(' + '),
    confidence: first.confidence,
  };
}

/** A reported value goes along with a region that only changed its code; those of several regions are no value of the one they became. */
function reportedOf(code: string, rows: readonly ReportedRow[]): Subject['reported'] {
  const values: Record<string, Subject['reported'][string]> = {};
  for (const [measure, told] of grouped(rows, (row) => row.measure)) {
    const row = told.find((one) => one.region === code) ?? (told.length === 1 ? told[0] : undefined);
    if (row) values[measure] = { value: row.value, as_of: row.as_of, source: row.source };
  }
  return values;
}

function derivedRows(
  library: PackLibrary,
  one: Register,
  kept: readonly Measure[],
  rows: readonly MeasuredRow[],
  asOf: Day,
): ReportedRow[] {
  const names = new Set(kept.filter((measure) => measure.register === one.register).map((measure) => measure.name));
  const source = text('registers.register_said', { title: wordsOf(library, one).title });
  return rows
    .filter((row) => names.has(row.measure))
    .map((row) => ({ region: row.region, measure: row.measure, value: Number(row.value), as_of: asOf, source }));
}

/** What stood in regions that became one is added up: each entry is counted once, wherever it stood. */
function summedRows(rows: readonly ReportedRow[]): Subject['reported'] {
  const values: Record<string, Subject['reported'][string]> = {};
  for (const [measure, group] of grouped(rows, (row) => row.measure)) {
    values[measure] = { value: group.reduce((total, row) => total + row.value, 0), as_of: group[0]!.as_of, source: group[0]!.source };
  }
  return values;
}

/** What is known of the places besides their rows. */
interface Knowledge {
  /** The day of the last census of a region. */
  readonly counted: ReadonlyMap<string, Day>;
  /** Places among which an officer still has to assign facilities. */
  readonly dividing: ReadonlySet<string>;
  /** The last day on which a place that lives on gave a part of itself away. */
  readonly parted: ReadonlyMap<string, Day>;
  /** Since when there is a place that began after its last census, or what it was made from. */
  readonly origins: ReadonlyMap<string, Day>;
}

async function readKnowledge(handle: Handle, place: readonly PlaceRow[], asOf: Day): Promise<Knowledge> {
  const counties = [...new Set(place.map((one) => one.county))];
  const codes = place.filter((one) => one.level === 'community').map((one) => one.code);
  const [censuses, waiting, gave] = (await handle.batch([
    [counted, [counties, asOf]],
    [dividing, [counties, asOf]],
    [parted, [codes, asOf]],
  ])) as [{ region: string; as_of: Day }[], { code: string }[], { code: string; on: Day }[]];
  const days = new Map(censuses.map((row) => [row.region, row.as_of]));
  const younger = place
    .filter((one) => one.level === 'community' && (lastCensus(days, one.code) ?? one.valid_from) < one.valid_from)
    .map((one) => one.code);
  const found = younger.length > 0 ? await handle.query<{ code: string; since: Day }>(origins, [younger]) : [];
  return {
    counted: days,
    dividing: new Set(waiting.map((row) => row.code)),
    parted: new Map(gave.map((row) => [row.code, row.on])),
    origins: new Map(found.map((row) => [row.code, row.since])),
  };
}

/** The last day on which somebody gave the word for a place itself or for what it lies in. */
function lastCensus(counted: ReadonlyMap<string, Day>, code: string): Day | undefined {
  const { county, town } = ancestryOfCode(code);
  const days = [code, town, county].flatMap((one) => (one === undefined ? [] : (counted.get(one) ?? [])));
  return days.toSorted().at(-1);
}

/** Whether all facilities of a place were counted. A census older than the place, and than what it was made from, has not looked there. */
function isCounted({ counted, origins }: Knowledge, code: string): boolean {
  const last = lastCensus(counted, code);
  return last !== undefined && (origins.get(code) ?? last) <= last;
}

/** What was counted or reported before a place gave a part of itself away is no number of what is left. */
function isOwn({ parted }: Knowledge, code: string, row: { readonly region: string; readonly as_of: string }): boolean {
  return row.region !== code || row.as_of >= (parted.get(code) ?? '');
}

/** Where nothing is listed and nobody counted, nothing is known: not a 0. */
function facilitiesOf(rows: readonly FacilityRow[], complete: boolean): FacilitySums[] | undefined {
  return rows.length > 0 || complete ? summed(rows) : undefined;
}

function summed(rows: readonly FacilityRow[]): FacilitySums[] {
  const cases = grouped(rows, (row) => row.build_case);
  return [...cases].map(([build_case, group]) => {
    const sum = (field: Exclude<keyof FacilitySums, 'build_case'>): number => group.reduce((total, row) => total + row[field], 0);
    return {
      build_case,
      facility_count: sum('facility_count'),
      comprehensive_count: sum('comprehensive_count'),
      area_service: sum('area_service'),
      area_activity: sum('area_activity'),
      area_office: sum('area_office'),
      area_commercial: sum('area_commercial'),
      area_station: sum('area_station'),
    };
  });
}

function sumByMeasure(rows: readonly RollupRow[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const row of rows) sums[row.measure] = (sums[row.measure] ?? 0) + row.amount;
  return sums;
}
