import type { AuditEntry, Day, Handle, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, LinliError, sayDay, violatedConstraint } from '../../kernel/kernel.ts';
import { text } from '../packs/texts.ts';
import type { Entitlement, Running } from './entitlement.ts';

const columns = `county, id, province, city, town, community, grid, person_id, item, case_id, case_number, amount, per, from_day, to_day, end_reason`;

/**
 * What runs for the person of the row `p`, as one value; part of the statements that load an applicant. The function that looks across counties costs
 * a tenth of a submission, so only who came from another county is asked about with it.
 */
export const runningColumn = `case
  when exists (select from registers.person_move m where m.county = p.county and m.person_id = p.id and m.from_county <> m.county) then registers.running_of(p.county, p.id)
  else coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'item', e.item, 'case_id', e.case_id, 'case_number', e.case_number, 'amount', e.amount, 'per', e.per, 'from_day', e.from_day)
                                  order by e.from_day desc, e.id)
                   from registers.entitlement e where e.county = p.county and e.person_id = p.id and e.to_day is null), '[]') end as running`;

const runningOf = { name: 'entitlements-running', text: 'select registers.running_of($1, $2) as running' };

const ofPerson = {
  name: 'entitlements-of-person',
  text: `select ${columns} from registers.entitlement where county = $1 and person_id = $2 and withdrawn_at is null order by to_day is not null, from_day desc, id limit 100`,
};
const byId = {
  name: 'entitlement-by-id',
  text: `select ${columns} from registers.entitlement where county = $1 and id = $2 and withdrawn_at is null`,
};
const end = {
  name: 'entitlement-end',
  text: `update registers.entitlement set to_day = $3, end_reason = $4, ended_by = $5, ended_at = $6 where county = $1 and id = $2 and to_day is null and withdrawn_at is null returning id`,
};
const resume = {
  name: 'entitlement-resume',
  text: `update registers.entitlement set to_day = null, end_reason = '', ended_by = null, ended_at = null where county = $1 and id = $2 and to_day is not null and withdrawn_at is null and per = 'month' returning id`,
};

const after = {
  name: 'entitlement-after',
  text: `select o.from_day, o.to_day from registers.entitlement e join registers.entitlement o on o.county = e.county and o.person_id = e.person_id and o.item = e.item and o.id <> e.id
          where e.county = $1 and e.id = $2 and o.withdrawn_at is null and (e.single or o.single) and daterange(o.from_day, o.to_day) && daterange(e.to_day, null)
          order by o.to_day desc nulls first limit 1`,
};

/** What a person receives and received, what runs first; 100 at most. */
export function listEntitlements(handle: Handle, county: string, personId: string): Promise<Entitlement[]> {
  return handle.query<Entitlement>(ofPerson, [county, personId]);
}

/** What runs today, in whatever county it was granted, for a decision. */
export async function listRunning(handle: Handle, county: string, personId: string): Promise<Running[]> {
  return (await handle.query<{ running: Running[] }>(runningOf, [county, personId]))[0]!.running;
}

/** Throws `ENTITLEMENT_NOT_FOUND`, also outside the caller's scope. */
export async function getEntitlement(handle: Handle, county: string, id: string): Promise<Entitlement> {
  const [found] = await handle.query<Entitlement>(byId, [county, id]);
  if (!found) throw new LinliError('ENTITLEMENT_NOT_FOUND');
  return found;
}

/** Another one covers the same days, up to `until`; null while it runs. */
export function overlap(until: Day | null): LinliError {
  return new LinliError('ENTITLEMENT_OVERLAP', {
    until: until === null ? text('entitlements.open') : text('entitlements.until', { until: sayDay(until) }),
  });
}

type By = Pick<AuditEntry, 'actor' | 'hat' | 'channel' | 'at'>;

/** From `day` on it is received no more, for a reason; with its audit row. Throws `ENTITLEMENT_TOO_EARLY` before it began, `CONFLICT` when it had ended. */
export async function endEntitlement(
  within: Handle,
  vault: Vault,
  one: Entitlement,
  { day, reason }: { day: Day; reason: string },
  by: By,
): Promise<void> {
  if (day < one.from_day) throw new LinliError('ENTITLEMENT_TOO_EARLY', { from: one.from_day }, { day: 'ENTITLEMENT_TOO_EARLY' });
  const done = await within.query(end, [one.county, one.id, day, reason, by.actor, by.at]);
  if (done.length === 0) throw new LinliError('CONFLICT');
  await within.batch([
    appendAudit([
      auditRow(vault, {
        ...by,
        county: one.county,
        action: 'entitlement.end',
        subject: `person:${one.person_id}`,
        reason,
        detail: { entitlement: one.id, item: one.item, on: day },
      }),
    ]),
  ]);
}

/** Takes a mistaken end back; with its audit row. Throws `ENTITLEMENT_OVERLAP` when another one began meanwhile, `CONFLICT` when it runs already. */
export async function resumeEntitlement(within: Handle, vault: Vault, one: Entitlement, reason: string, by: By): Promise<void> {
  const [between] = await within.query<Pick<Entitlement, 'from_day' | 'to_day'>>(after, [one.county, one.id]);
  if (between) throw overlap(between.to_day);
  try {
    const done = await within.query(resume, [one.county, one.id]);
    if (done.length === 0) throw new LinliError('CONFLICT');
  } catch (error) {
    if (violatedConstraint(error) === 'entitlement_single') throw overlap(null);
    throw error;
  }
  await within.batch([
    appendAudit([
      auditRow(vault, {
        ...by,
        county: one.county,
        action: 'entitlement.resume',
        subject: `person:${one.person_id}`,
        reason,
        detail: { entitlement: one.id, item: one.item },
      }),
    ]),
  ]);
}
