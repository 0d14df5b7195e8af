import type { Day, Handle, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow } from '../../kernel/kernel.ts';
import type { Case } from '../cases/case.ts';

const awaiting = {
  name: 'upkeep-awaiting',
  text: `select county, id, state, pack_hash, holder_since, acts from procedures.cases where holder = 'applicant' and closed_at is null and paused_at is null order by holder_since limit $1`,
};
const provisional = {
  name: 'upkeep-provisional',
  text: 'select county, id, due_on, deadline from procedures.cases where due_provisional and closed_at is null limit $1',
};
const change = {
  name: 'upkeep-change-due',
  text: 'update procedures.cases set due_on = $3, due_provisional = false where county = $1 and id = $2',
};

/** Cases that wait for their applicant's word, longest first. */
export function listAwaitingConfirmation(
  handle: Handle,
  most: number,
): Promise<{ county: string; id: string; state: string; pack_hash: string; holder_since: Date; acts: number }[]> {
  return handle.query(awaiting, [most]);
}

/** Open cases whose due date rests on a calendar that was not published yet. */
export function listProvisional(handle: Handle, most: number): Promise<Pick<Case, 'county' | 'id' | 'due_on' | 'deadline'>[]> {
  return handle.query(provisional, [most]);
}

/** Writes a recomputed due date with its audit row. */
export async function changeDueDate(
  handle: Handle,
  vault: Vault,
  input: { county: string; id: string; from: Day | null; to: Day; at: Date },
): Promise<void> {
  const row = auditRow(vault, {
    county: input.county,
    at: input.at,
    actor: 'system',
    hat: 'system',
    channel: 'system',
    action: 'case.due-date',
    subject: `case:${input.id}`,
    detail: { from: input.from, to: input.to },
  });
  await handle.batch([[change, [input.county, input.id, input.to]], appendAudit([row])]);
}
