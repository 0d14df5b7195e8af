import { createHash } from 'node:crypto';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import type { Call, Day, Handle, Statement, Values, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, LinliError, newId, violatedConstraint } from '../../kernel/kernel.ts';
import { refuseEnded } from '../regions/region.store.ts';
import type { Hand } from '../register/entry.store.ts';
import { inserts } from '../register/statement.store.ts';
import type { Basis, Facility, FacilityInput, FacilityRules } from './facility.ts';
import { areaFields, facilityErrors, facilityFaults } from './facility.ts';

const COLUMNS = [
  'county',
  'id',
  'province',
  'city',
  'town',
  'community',
  'grid',
  'name',
  'kind',
  'build_case',
  'area_service',
  'area_activity',
  'area_office',
  'area_commercial',
  'shared',
  'address',
  'property_right',
  'built_on',
  'valid_from',
  'valid_to',
  'source',
  'entered_by',
  'version',
] as const;
const EDITABLE = [
  'name',
  'kind',
  'build_case',
  'area_service',
  'area_activity',
  'area_office',
  'area_commercial',
  'shared',
  'address',
  'property_right',
  'built_on',
  'valid_from',
  'valid_to',
  'source',
] as const;

const TYPES: Readonly<Record<string, string>> = {
  id: 'uuid',
  ...Object.fromEntries(areaFields.map((field) => [field, 'numeric'])),
  shared: 'boolean',
  built_on: 'date',
  valid_from: 'date',
  valid_to: 'date',
  version: 'int',
};
const typeOf = (column: string): string => TYPES[column] ?? 'text';
const CHANGE = [
  'county',
  'id',
  'province',
  'city',
  'town',
  'community',
  'grid',
  'register',
  'entry_id',
  'actor',
  'basis_kind',
  'basis_id',
  'before',
  'after',
] as const;
const CHANGE_TYPES: Readonly<Record<string, string>> = { id: 'uuid', entry_id: 'uuid', before: 'jsonb', after: 'jsonb' };
const byId = { name: 'facility-by-id', text: `select ${COLUMNS.join(', ')} from registers.facility where county = $1 and id = $2` };
const update = {
  name: 'facility-update',
  text: `with changed as (
           update registers.facility set ${EDITABLE.map((column, at) => `${column} = $${at + 4}::${typeOf(column)}`).join(', ')}, version = version + 1
            where county = $1 and id = $2 and version = $3 returning 1)
         select kernel.expect_one((select count(*) from changed))`,
};
const history = {
  name: 'facility-history',
  text: `select at, actor, basis_kind, basis_id, before, after from registers.entry_change where county = $1 and entry_id = $2 and register = 'facility' order by at, id`,
};

export type { Hand } from '../register/entry.store.ts';

/** Enters facilities, all or none, with one audit row per county. Throws FACILITY_EXISTS when a community already has one of that name, REGION_ENDED under a former code. */
export async function addFacilities(handle: Handle, vault: Vault, facilities: readonly Facility[], basis: Basis, by: Hand): Promise<void> {
  await refuseEnded(
    handle,
    facilities.map((one) => one.community),
  );
  const audit = [...new Set(facilities.map((one) => one.county))].map((county) => {
    const own = facilities.filter((one) => one.county === county);
    return auditRow(vault, {
      ...by,
      county,
      action: 'facility.add',
      subject: own.length === 1 ? `facility:${own[0]!.id}` : 'facility:*',
      reason: `${basis.kind}:${basis.id}`,
      detail: { count: own.length },
    });
  });
  try {
    const rows = facilities.map((one) => COLUMNS.map((column) => one[column]));
    const changes = facilities.map((one) => changeOf(one, {}, one, basis, by));
    await handle.batch([...inserts('registers.facility', COLUMNS, typeOf, rows), ...recorded(changes), appendAudit(audit)]);
  } catch (error) {
    if (violatedConstraint(error) === 'facility_name') throw new LinliError(facilityErrors.FACILITY_EXISTS, { name: duplicateName(error) });
    throw error;
  }
}

function changeOf(one: Facility, before: object, after: object, basis: Basis, by: Hand): Readonly<Record<string, unknown>> {
  return {
    ...one,
    id: newId(),
    register: 'facility',
    entry_id: one.id,
    actor: by.actor,
    basis_kind: basis.kind,
    basis_id: basis.id,
    before: JSON.stringify(before),
    after: JSON.stringify(after),
  };
}

function recorded(changes: readonly Readonly<Record<string, unknown>>[]): Call[] {
  const rows = changes.map((one) => CHANGE.map((column) => one[column] ?? null));
  return inserts('registers.entry_change', CHANGE, (column) => CHANGE_TYPES[column] ?? 'text', rows);
}

/** The name in PostgreSQL's detail `Key (county, community, name)=(…, …, name) already exists.` */
function duplicateName(error: unknown): string {
  return /=\([^,]*, [^,]*, (.*)\) /.exec(String((error as { detail?: string }).detail))?.[1] ?? '';
}

/** The facility, or undefined when there is none in the caller's scope. */
export async function findFacility(handle: Handle, county: string, id: string): Promise<Facility | undefined> {
  return (await handle.query<Facility>(byId, [county, id]))[0];
}

/** The facility. Throws FACILITY_NOT_FOUND. */
export async function getFacility(handle: Handle, county: string, id: string): Promise<Facility> {
  const found = await findFacility(handle, county, id);
  if (!found) throw new LinliError(facilityErrors.FACILITY_NOT_FOUND);
  return found;
}

/** Changes fields of a facility on a basis; what it was stays in the history. Throws FACILITY_MOVED_ON when somebody changed it first. */
export async function changeFacility(
  handle: Handle,
  vault: Vault,
  before: Facility,
  fields: Partial<Omit<FacilityInput, 'community'>>,
  basis: Basis,
  by: Hand,
  rules: FacilityRules,
): Promise<Facility> {
  const after: Facility = { ...before, ...fields };
  const faults = facilityFaults(after, rules);
  if (Object.keys(faults).length > 0) throw new LinliError(facilityErrors.FACILITY_INVALID, {}, faults);
  const changed = EDITABLE.filter((name) => before[name] !== after[name]);
  const pick = (from: Facility): object => Object.fromEntries(changed.map((name) => [name, from[name]]));
  const audit = auditRow(vault, {
    ...by,
    county: before.county,
    action: 'facility.change',
    subject: `facility:${before.id}`,
    reason: `${basis.kind}:${basis.id}`,
    detail: { fields: changed },
  });
  try {
    await handle.batch([
      [update, [before.county, before.id, before.version, ...EDITABLE.map((name) => after[name])]],
      ...recorded([changeOf(before, pick(before), pick(after), basis, by)]),
      appendAudit([audit]),
    ]);
  } catch (error) {
    if ((error as { code?: string }).code === 'LL001') throw new LinliError(facilityErrors.FACILITY_MOVED_ON);
    throw error;
  }
  return { ...after, version: before.version + 1 };
}

/** One change of a facility: what its fields were and became, on whose word. */
export interface FacilityChange {
  readonly at: Date;
  readonly actor: string;
  readonly basis_kind: string;
  readonly basis_id: string;
  readonly before: Partial<Facility>;
  readonly after: Partial<Facility>;
}

/** Every change of a facility, oldest first; the first one is its entry. */
export async function facilityHistory(handle: Handle, county: string, id: string): Promise<FacilityChange[]> {
  return handle.query<FacilityChange>(history, [county, id]);
}

export const facilitySorts = ['name', 'community', 'area', 'built_on'] as const;
export type FacilitySort = (typeof facilitySorts)[number];

/** What a list of facilities may be narrowed and ordered by. */
export interface FacilityFilter {
  readonly town?: string;
  readonly community?: string;
  readonly kind?: string;
  readonly build_case?: string;
  readonly name?: string;
  /** Only facilities that serve on that day. */
  readonly on?: Day;
  readonly sort?: FacilitySort;
  readonly descending?: boolean;
}

/** A row of the list with its comprehensive area. */
export type ListedFacility = Facility & { readonly area: number };
export interface FacilityPage {
  readonly rows: ListedFacility[];
  /** Hand it back to get the next page; undefined at the end. */
  readonly next: string | undefined;
}

const compiler = new Kysely<{ 'registers.facility': Facility }>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
const AREA = '(area_service + area_activity + area_office)';
const SORT: Record<FacilitySort, string> = {
  name: 'name',
  community: 'community',
  area: AREA,
  built_on: "coalesce(built_on, '0001-01-01'::date)",
};

/** A page of the facilities in the caller's scope. Keyset paging: no row is shown twice or skipped while others are added. */
export async function listFacilities(handle: Handle, filter: FacilityFilter, after?: string, size = 50): Promise<FacilityPage> {
  const { statement, values } = listStatement(filter, after, size + 1);
  const rows = await handle.query<ListedFacility & { sort_key: string }>(statement, values);
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ sort_key: _, ...row }) => row),
    next: rows.length > size && last ? Buffer.from(JSON.stringify([last.sort_key, last.id])).toString('base64url') : undefined,
  };
}

function listStatement(filter: FacilityFilter, after: string | undefined, limit: number): { statement: Statement; values: Values } {
  const key = sql.raw<string>(SORT[filter.sort ?? 'name']);
  const direction = filter.descending ? 'desc' : 'asc';
  let query = compiler
    .selectFrom('registers.facility')
    .select([...COLUMNS])
    .select([sql<number>`${sql.raw(AREA)}`.as('area'), sql<string>`${key}::text`.as('sort_key')]);
  for (const field of ['town', 'community', 'kind', 'build_case'] as const)
    if (filter[field]) query = query.where(field, '=', filter[field] as never);
  if (filter.name) query = query.where(sql<boolean>`position(${filter.name} in name) > 0`);
  if (filter.on)
    query = query.where(sql<boolean>`valid_from <= ${filter.on}::date and (valid_to is null or valid_to > ${filter.on}::date)`);
  const from = cursorOf(after);
  const type = sql.raw(filter.sort === 'area' ? 'numeric' : filter.sort === 'built_on' ? 'date' : 'text');
  if (from)
    query = query.where(sql<boolean>`(${key}, id) ${sql.raw(filter.descending ? '<' : '>')} (${from[0]}::${type}, ${from[1]}::uuid)`);
  const compiled = query.orderBy(key, direction).orderBy('id', direction).limit(limit).compile();
  return {
    statement: { name: `facility-list-${createHash('sha256').update(compiled.sql).digest('hex').slice(0, 16)}`, text: compiled.sql },
    values: compiled.parameters,
  };
}

function cursorOf(after: string | undefined): [string, string] | undefined {
  if (!after) return undefined;
  try {
    const [key, id] = JSON.parse(Buffer.from(after, 'base64url').toString()) as [string, string];
    return typeof key === 'string' && typeof id === 'string' ? [key, id] : undefined;
  } catch {
    return undefined;
  }
}
