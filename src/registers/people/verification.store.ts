import type { AuditEntry, Day, Handle, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, LinliError, newId } from '../../kernel/kernel.ts';
import type { Person } from './person.ts';

const verify = {
  name: 'person-verify',
  text: 'update registers.person set verified_on = $3, verified_by = $4, version = version + 1 where county = $1 and id = $2 and verified_on is null and id_hash is not null returning id',
};

/**
 * Records that somebody (an account at a window, or a real-name service) has seen the person's card, with the audit row. A second time nothing
 * changes. Throws `ID_NUMBER_TAKEN_OVER` when the number meanwhile belongs to a verified registration.
 */
export async function verifyPerson(
  handle: Handle,
  vault: Vault,
  person: Person,
  today: Day,
  entry: Omit<AuditEntry, 'subject' | 'action'>,
): Promise<void> {
  if (person.verified_on !== null) return;
  await handle.transaction(async (within) => {
    const done = await within.query(verify, [person.county, person.id, today, entry.actor]);
    if (done.length === 0) throw new LinliError('ID_NUMBER_TAKEN_OVER');
    await within.batch([appendAudit([auditRow(vault, { ...entry, action: 'person.verify', subject: `person:${person.id}` })])]);
  });
}

const takeOver = { name: 'person-take-over', text: 'select registers.take_over_number($1) as taken' };

/** Whose number it is by now, and who registers with the card in hand. */
export interface Takeover {
  readonly wanted: Buffer;
  readonly holder: { readonly county: string; readonly id: string };
  readonly next: { readonly county: string; readonly id: string };
  readonly today: Day;
}

/** Takes a number from an unverified record, with audit rows on both sides; false when its holder was verified. */
export async function takeOverNumber(
  within: Handle,
  vault: Vault,
  { wanted, holder, next, today }: Takeover,
  entry: Omit<AuditEntry, 'subject'>,
): Promise<boolean> {
  const audit = [
    auditRow(vault, {
      ...entry,
      county: holder.county,
      action: 'person.lose-number',
      subject: `person:${holder.id}`,
      detail: { to: next.id },
    }),
  ];
  const call = {
    wanted: wanted.toString('hex'),
    from_county: holder.county,
    from_id: holder.id,
    county: next.county,
    id: next.id,
    day: today,
    change: newId(),
    actor: entry.actor,
    audit,
  };
  return (await within.query<{ taken: boolean }>(takeOver, [JSON.stringify(call)]))[0]!.taken;
}
