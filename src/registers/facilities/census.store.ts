import type { Handle, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, LinliError, violatedConstraint } from '../../kernel/kernel.ts';
import { refuseEnded } from '../regions/region.store.ts';
import { inserts } from '../register/statement.store.ts';
import type { FacilityCensus } from './census.ts';
import { censusErrors } from './census.ts';
import type { Hand } from './facility.store.ts';

const COLUMNS = [
  'county',
  'id',
  'province',
  'city',
  'town',
  'community',
  'grid',
  'region',
  'as_of',
  'source',
  'entered_by',
  'entered_at',
] as const;
const WITHDRAWAL = ['withdrawn_at', 'withdrawn_by', 'withdrawn_why'] as const;

const TYPES: Readonly<Record<string, string>> = { id: 'uuid', as_of: 'date', entered_at: 'timestamptz' };
const list = {
  name: 'facility-census-list',
  text: `select ${[...COLUMNS, ...WITHDRAWAL].join(', ')} from registers.facility_census
          where ($1::date is null or (as_of, id) < ($1::date, $2::uuid)) order by as_of desc, id desc limit $3`,
};
const withdraw = {
  name: 'facility-census-withdraw',
  text: `with gone as (
           update registers.facility_census set withdrawn_at = $3, withdrawn_by = $4, withdrawn_why = $5 where county = $1 and id = $2 and withdrawn_at is null returning 1),
         audited as (select kernel.put_audit($6::jsonb) from gone)
         select 1 from gone, audited`,
};

/** Enters counts, all or none. Throws FACILITY_CENSUS_EXISTS for a region and day that has one, REGION_ENDED under a former code. */
export async function addCensuses(handle: Handle, vault: Vault, censuses: readonly FacilityCensus[], by: Hand): Promise<void> {
  await refuseEnded(
    handle,
    censuses.map((one) => one.region),
  );
  const audit = censuses.map((one) =>
    auditRow(vault, {
      ...by,
      county: one.county,
      action: 'facility-census.add',
      subject: `region:${one.region}`,
      reason: one.source,
      detail: { as_of: one.as_of, census: one.id },
    }),
  );
  try {
    const rows = censuses.map((one) => COLUMNS.map((column) => one[column]));
    await handle.batch([...inserts('registers.facility_census', COLUMNS, (column) => TYPES[column] ?? 'text', rows), appendAudit(audit)]);
  } catch (error) {
    if (violatedConstraint(error) === 'facility_census_day') throw new LinliError(censusErrors.FACILITY_CENSUS_EXISTS);
    throw error;
  }
}

export interface CensusPage {
  readonly rows: FacilityCensus[];
  /** Hand it back to get the next page; undefined at the end. */
  readonly next: string | undefined;
}

/** A page of the counts in the caller's scope, the youngest first, withdrawn ones among them. */
export async function listCensuses(handle: Handle, after?: string, size = 50): Promise<CensusPage> {
  const [, day, id] = /^(\d{4}-\d\d-\d\d)_([0-9a-f-]{36})$/.exec(after ?? '') ?? [];
  const rows = await handle.query<FacilityCensus>(list, [day ?? null, id ?? null, size + 1]);
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > size && last ? `${last.as_of}_${last.id}` : undefined };
}

/** Takes a count back; it stays listed with who did and why. Throws FACILITY_CENSUS_NOT_FOUND, also when somebody did so before. */
export async function withdrawCensus(handle: Handle, vault: Vault, county: string, id: string, why: string, by: Hand): Promise<void> {
  const audit = auditRow(vault, {
    ...by,
    county,
    action: 'facility-census.withdraw',
    subject: `facility-census:${id}`,
    reason: why,
    detail: {},
  });
  const done = await handle.query(withdraw, [county, id, by.at, by.actor, why, JSON.stringify(audit)]);
  if (done.length === 0) throw new LinliError(censusErrors.FACILITY_CENSUS_NOT_FOUND);
}
