import type { AuditRow, Day, Handle } from '../../kernel/kernel.ts';
import { appendAudit, newId } from '../../kernel/kernel.ts';
import { lockAccount } from './appointment.store.ts';

const delegate = {
  name: 'delegation-create',
  text: 'insert into registers.delegation (id, appointment_id, to_account, from_day, to_day, reason, created_by) values ($1, $2, $3, $4, $5, $6, $7)',
};
const sameDelegation = {
  name: 'delegation-same',
  text: 'select id from registers.delegation where appointment_id = $1 and to_account = $2 and from_day = $3 and to_day = $4 and revoked_at is null limit 1',
};
const revoke = {
  name: 'delegation-revoke',
  text: 'update registers.delegation set revoked_at = now() where id = $1 and revoked_at is null returning id',
};
const revokeSessions = {
  name: 'delegation-end-sessions',
  text: 'update registers.sign_in_session set ended_at = now() where delegation_id = $1 and ended_at is null',
};
const delegations = {
  name: 'delegations-of',
  text: `select d.id, d.appointment_id as appointment, d.from_day as from, d.to_day as to, d.reason, d.revoked_at as "revokedAt", o.name as "ownerName", t.name as "standInName", t.login as "standInLogin"
           from registers.delegation d join registers.appointment a on a.id = d.appointment_id join registers.account o on o.id = a.account_id join registers.account t on t.id = d.to_account
          where a.account_id = $1 or d.to_account = $1 order by d.from_day desc limit 1000`,
};

export interface DelegationInput {
  readonly appointment: string;
  readonly toAccount: string;
  readonly from: Day;
  readonly to: Day;
  readonly reason: string;
}

/** Lends a hat and writes the audit rows with it; returns the id. The same loan asked for again, while it is not taken back, is answered as it stands. */
export async function createDelegation(gate: Handle, input: DelegationInput, by: string, audit: readonly AuditRow[]): Promise<string> {
  const id = newId();
  return gate.transaction(async (within) => {
    await within.query(lockAccount, [input.toAccount]);
    const [same] = await within.query<{ id: string }>(sameDelegation, [input.appointment, input.toAccount, input.from, input.to]);
    if (same) return same.id;
    await within.batch([[delegate, [id, input.appointment, input.toAccount, input.from, input.to, input.reason, by]], appendAudit(audit)]);
    return id;
  });
}

export async function revokeDelegation(gate: Handle, id: string, audit: readonly AuditRow[]): Promise<void> {
  await gate.batch([[revoke, [id]], [revokeSessions, [id]], appendAudit(audit)]);
}

/** Delegations an account gave or was given, newest first. */
export function listDelegations(gate: Handle, accountId: string): Promise<{ id: string; appointment: string; from: Day; to: Day }[]> {
  return gate.query(delegations, [accountId]);
}

const delegationOwner = {
  name: 'delegation-owner',
  text: 'select a.account_id from registers.delegation d join registers.appointment a on a.id = d.appointment_id where d.id = $1',
};

/** The account whose hat was delegated, or undefined. */
export async function findDelegationOwner(gate: Handle, id: string): Promise<string | undefined> {
  return (await gate.query<{ account_id: string }>(delegationOwner, [id]))[0]?.account_id;
}

const record = {
  name: 'handover-record',
  text: 'insert into registers.handover (id, county, from_appointment, to_appointment, by_account, case_count, note) values ($1, $2, $3, $4, $5, $6, $7)',
};

export async function recordHandover(
  handle: Handle,
  input: { county: string; from: string; to: string; by: string; cases: number; note: string },
  audit: readonly AuditRow[],
): Promise<void> {
  await handle.batch([[record, [newId(), input.county, input.from, input.to, input.by, input.cases, input.note]], appendAudit(audit)]);
}
