import type { AuditEntry, Day, Handle, Some, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, LinliError, newId, someOf, violatedConstraint } from '../../kernel/kernel.ts';
import type { PackLibrary } from '../../registers/registers.ts';
import { ancestryOfCode } from '../../registers/registers.ts';
import { indicatorErrors } from '../errors.ts';
import type { Boundaries } from '../measures/subject.store.ts';
import { choosePlan, narrowerThan } from '../plans/plan.ts';
import { readReceipts } from '../plans/read.ts';
import type { ComparedFigure, Progress, Report, ReportAct, ReportFacts } from './report.ts';
import { compareReports, isSettled, nextReportState, reportDay, reportHash } from './report.ts';

const COLUMNS =
  'county, id, region, plan, plan_hash, year, version, state, facts, hash, submitted_by, submitted_at, checked_by, checked_at, locked_by, locked_at, published_by, published_at, note';
const WITHOUT_FACTS = COLUMNS.replace(' facts,', '');

const versions = {
  name: 'report-versions',
  text: 'select version, state from indicators.report where county = $1 and region = $2 and plan = $3 and year = $4 order by version desc',
};
const insert = {
  name: 'report-insert',
  text: `insert into indicators.report (county, id, region, province, city, town, community, plan, plan_hash, year, version, state, facts, hash, submitted_by, submitted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'submitted', $12::jsonb, $13, $14, $15)`,
};
const byId = { name: 'report-by-id', text: `select ${COLUMNS} from indicators.report where county = $1 and id = $2` };
const list = {
  name: 'report-list',
  text: `select ${WITHOUT_FACTS} from indicators.report where ($1::text is null or region = $1) and ($2::text is null or plan = $2) order by year desc, submitted_at desc limit $3`,
};
const move = {
  name: 'report-move',
  text: `with moved as (
           update indicators.report set state = $4, note = $5,
                  checked_by = case when $4 = 'checked' then $6 else checked_by end, checked_at = case when $4 = 'checked' then $7::timestamptz else checked_at end,
                  locked_by = case when $4 = 'locked' then $6 else locked_by end, locked_at = case when $4 = 'locked' then $7::timestamptz else locked_at end,
                  published_by = case when $4 = 'published' then $6 else published_by end, published_at = case when $4 = 'published' then $7::timestamptz else published_at end
            where county = $1 and id = $2 and state = $3 returning ${COLUMNS}),
         audited as (select kernel.put_audit($8::jsonb) from moved)
         select ${COLUMNS} from moved, audited`,
};

export type Hand = Pick<AuditEntry, 'actor' | 'hat' | 'channel' | 'at'>;

export interface FreezeQuery {
  readonly region: string;
  readonly regionName: string;
  readonly year: number;
  readonly today: Day;
  readonly plan?: string;
  readonly boundaries?: Boundaries;
  readonly progress?: readonly Progress[];
}

/**
 * Computes every figure of a plan for a year and keeps the result with its receipts and hash; a returned report gets a new version.
 * Throws REPORT_LOCKED when that year is locked, TARGET_NOT_FOUND for progress of an unknown target, REPORT_YEAR_OUTSIDE, PLAN_NOT_FOUND, FORBIDDEN.
 */
export async function freezeReport(handle: Handle, vault: Vault, library: PackLibrary, query: FreezeQuery, by: Hand): Promise<Report> {
  const plan = choosePlan(library, query.region, `${query.year}-12-31`, query.plan);
  const { pack } = plan;
  // A place above the plan's own reads its figures, but reports on plans of its own.
  if (narrowerThan(plan, query.region)) throw new LinliError(indicatorErrors.PLAN_NOT_FOUND, { region: query.region, name: pack.name });
  const asOf = reportDay(query.year, pack.manifest.period, query.today);
  const ancestry = ancestryOfCode(query.region);
  const county = ancestry.county ?? query.region;
  const known = await handle.query<{ version: number; state: string }>(versions, [county, query.region, pack.name, query.year]);
  if (known.some((one) => isSettled(one.state))) throw new LinliError(indicatorErrors.REPORT_LOCKED);
  const asked = { region: query.region, asOf, today: query.today, plan: pack.name, boundaries: query.boundaries };
  const receipts = await readReceipts(handle, library, asked);
  const progress = query.progress ?? [];
  const strange = progress.find((one) => !receipts.some((receipt) => receipt.figure.id === one.target));
  if (strange) throw new LinliError(indicatorErrors.TARGET_NOT_FOUND, { id: strange.target });
  const facts: ReportFacts = JSON.parse(
    JSON.stringify({
      region: query.region,
      region_name: query.regionName,
      year: query.year,
      as_of: asOf,
      plan: receipts[0]?.plan,
      boundaries: receipts[0]?.boundaries,
      receipts,
      progress,
    }),
  ) as ReportFacts;
  const id = newId();
  const hash = reportHash(facts);
  const audit = auditRow(vault, {
    ...by,
    county,
    action: 'report.submit',
    subject: `report:${id}`,
    detail: { region: query.region, plan: pack.name, year: query.year, hash },
  });
  const values = [
    county,
    id,
    query.region,
    ancestry.province,
    ancestry.city ?? null,
    ancestry.town ?? null,
    ancestry.community ?? null,
    pack.name,
    pack.hash,
    query.year,
    (known[0]?.version ?? 0) + 1,
    JSON.stringify(facts),
    hash,
    by.actor,
    by.at,
  ];
  try {
    await handle.batch([[insert, values], appendAudit([audit])]);
  } catch (error) {
    if (violatedConstraint(error)?.startsWith('report_')) throw new LinliError('CONFLICT');
    throw error;
  }
  return getReport(handle, county, id);
}

/** The report, or undefined when there is none in the caller's scope. */
export async function findReport(handle: Handle, county: string, id: string): Promise<Report | undefined> {
  return (await handle.query<Report>(byId, [county, id]))[0];
}

/** The report. Throws REPORT_NOT_FOUND. */
export async function getReport(handle: Handle, county: string, id: string): Promise<Report> {
  const found = await findReport(handle, county, id);
  if (!found) throw new LinliError(indicatorErrors.REPORT_NOT_FOUND);
  return found;
}

/** Reports of the caller's scope without their facts, the youngest year first. */
export async function listReports(handle: Handle, region?: string, plan?: string, most = 1_000): Promise<Some<Omit<Report, 'facts'>>> {
  return someOf(await handle.query<Omit<Report, 'facts'>>(list, [region ?? null, plan ?? null, most + 1]), most);
}

const yearly = {
  name: 'report-years',
  text: `select distinct on (year) ${COLUMNS} from indicators.report where region = $1 and plan = $2 and state <> 'returned' order by year, version desc`,
};

/** The figures of a region's reports under a plan, year by year; of each year the youngest version that was not returned. */
export async function compareYears(handle: Handle, region: string, plan: string): Promise<ComparedFigure[]> {
  return compareReports(await handle.query<Report>(yearly, [region, plan]));
}

const published = {
  name: 'report-published',
  text: `select ${WITHOUT_FACTS} from indicators.published_reports() where ($1::text is null or region = $1) and ($2::text is null or plan = $2) order by year desc, published_at desc limit $3`,
};
const publishedById = {
  name: 'report-published-by-id',
  text: `select ${COLUMNS} from indicators.published_reports() where county = $1 and id = $2`,
};

/** What everybody may read, the youngest year first. For the public scope. */
export async function listPublishedReports(
  handle: Handle,
  region?: string,
  plan?: string,
  most = 1_000,
): Promise<Some<Omit<Report, 'facts'>>> {
  return someOf(await handle.query<Omit<Report, 'facts'>>(published, [region ?? null, plan ?? null, most + 1]), most);
}

/** A published report, for the public scope. Throws REPORT_NOT_FOUND. */
export async function getPublishedReport(handle: Handle, county: string, id: string): Promise<Report> {
  const [found] = await handle.query<Report>(publishedById, [county, id]);
  if (!found) throw new LinliError(indicatorErrors.REPORT_NOT_FOUND);
  return found;
}

/** Checks, returns, locks or publishes a report. Throws REPORT_NOT_FOUND, REPORT_LOCKED, REPORT_WRONG_STATE, REPORT_SAME_HAND, CONFLICT when somebody was faster. */
export async function moveReport(
  handle: Handle,
  vault: Vault,
  { county, id }: { readonly county: string; readonly id: string },
  { act, note }: { readonly act: ReportAct; readonly note: string },
  by: Hand,
): Promise<Report> {
  const report = await getReport(handle, county, id);
  const to = nextReportState(report, act, by.actor);
  const audit = auditRow(vault, { ...by, county, action: `report.${act}`, subject: `report:${id}`, reason: note });
  const [moved] = await handle.query<Report>(move, [county, id, report.state, to, note, by.actor, by.at, JSON.stringify(audit)]);
  if (!moved) throw new LinliError('CONFLICT');
  return moved;
}
