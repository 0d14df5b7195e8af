import { LinliError, appendAudit, auditRow, violatedConstraint } from '../../kernel/kernel.ts';
import type { AuditEntry, Day, Handle, Vault } from '../../kernel/kernel.ts';
import type { Entitlement, Running } from './entitlement.ts';

const columns = `county, id, province, city, town, community, grid, person_id, item, case_id, case_number, amount, per, from_day, to_day, end_reason`;

/** What runs for the person of the row `p`, as one value; part of the statements that load an applicant. */
export const runningColumn = `coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'item', e.item, 'case_id', e.case_id, 'case_number', e.case_number, 'amount', e.amount, 'per', e.per, 'from_day', e.from_day))
  from registers.entitlement e where e.county = p.county and e.person_id = p.id and e.to_day is null), '[]') as running`;

const ofPerson = {
  name: 'entitlements-of-person',
  text: `select ${columns} from registers.entitlement where county = $1 and person_id = $2 and withdrawn_at is null order by to_day is not null, from_day desc, id limit 100`,
};
const byId = { name: 'entitlement-by-id', text: `select ${columns} from registers.entitlement where county = $1 and id = $2 and withdrawn_at is null` };
const end = {
  name: 'entitlement-end',
  text: `update registers.entitlement set to_day = $3, end_reason = $4, ended_by = $5, ended_at = $6 where county = $1 and id = $2 and to_day is null and withdrawn_at is null returning id`,
};
const resume = {
  name: 'entitlement-resume',
  text: `update registers.entitlement set to_day = null, end_reason = '', ended_by = null, ended_at = null where county = $1 and id = $2 and to_day is not null and withdrawn_at is null and per = 'month' returning id`,
};

/** What a person receives and received, what runs first; 100 at most. */
export function listEntitlements(handle: Handle, county: string, personId: string): Promise<Entitlement[]> {
  return handle.query<Entitlement>(ofPerson, [county, personId]);
}

/** What runs today, for a decision. */
export async function listRunning(handle: Handle, county: string, personId: string): Promise<Running[]> {
  return (await listEntitlements(handle, county, personId)).filter((one) => one.to_day === null);
}

/** Throws `ENTITLEMENT_NOT_FOUND`, also outside the caller's scope. */
export async function getEntitlement(handle: Handle, county: string, id: string): Promise<Entitlement> {
  const [found] = await handle.query<Entitlement>(byId, [county, id]);
  if (!found) throw new LinliError('ENTITLEMENT_NOT_FOUND');
  return found;
}

type By = Pick<AuditEntry, 'actor' | 'hat' | 'channel' | 'at'>;

/** From `day` on it is received no more, for a reason; with its audit row. Throws `ENTITLEMENT_TOO_EARLY` before it began, `CONFLICT` when it had ended. */
export async function endEntitlement(within: Handle, vault: Vault, one: Entitlement, { day, reason }: { day: Day; reason: string }, by: By): Promise<void> {
  if (day < one.from_day) throw new LinliError('ENTITLEMENT_TOO_EARLY', { from: one.from_day }, { day: 'ENTITLEMENT_TOO_EARLY' });
  const done = await within.query(end, [one.county, one.id, day, reason, by.actor, by.at]);
  if (done.length === 0) throw new LinliError('CONFLICT');
  await within.batch([appendAudit([auditRow(vault, { ...by, county: one.county, action: 'entitlement.end', subject: `person:${one.person_id}`, reason, detail: { entitlement: one.id, item: one.item, on: day } })])]);
}

/** Takes a mistaken end back; with its audit row. Throws `ALREADY_RECEIVED` when another one runs meanwhile, `CONFLICT` when it runs already. */
export async function resumeEntitlement(within: Handle, vault: Vault, one: Entitlement, reason: string, by: By): Promise<void> {
  try {
    const done = await within.query(resume, [one.county, one.id]);
    if (done.length === 0) throw new LinliError('CONFLICT');
  } catch (error) {
    if (violatedConstraint(error) === 'entitlement_single') throw new LinliError('ALREADY_RECEIVED', { item: one.item, running: '' });
    throw error;
  }
  await within.batch([appendAudit([auditRow(vault, { ...by, county: one.county, action: 'entitlement.resume', subject: `person:${one.person_id}`, reason, detail: { entitlement: one.id, item: one.item } })])]);
}
