import type { AuditRow, Handle } from '../../kernel/kernel.ts';
import { appendAudit } from '../../kernel/kernel.ts';

const find = { name: 'transfer-find', text: 'select procedures.find_transfer($1, $2) as found' };
const record = { name: 'transfer-record', text: 'select procedures.transfer_person($1::jsonb) as moved' };

interface Found {
  readonly county: string;
  readonly id: string;
  readonly community: string;
  /** Whether the record stands in the caller's own scope. */
  readonly own: boolean;
  readonly others: number;
  readonly cases: readonly {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly state: string;
    readonly pack_hash: string;
    readonly opened_at: string;
    readonly applicant: string;
    readonly mine: boolean;
  }[];
}

/** Whose number and name these are, wherever registered; undefined where the two do not belong together. */
export async function findTransfer(handle: Handle, hash: Buffer, name: string): Promise<Found | undefined> {
  const [row] = await handle.query<{ found: Found | null }>(find, [hash, name]);
  return row?.found ?? undefined;
}

/** Moves the record with its audit row; undefined when it had moved meanwhile. */
export async function recordTransfer(
  handle: Handle,
  payload: Readonly<Record<string, unknown>>,
  audit: AuditRow,
): Promise<{ county: string; id: string; people: number } | undefined> {
  return handle.transaction(async (within) => {
    const [row] = await within.query<{ moved: { county: string; id: string; people: number } | null }>(record, [JSON.stringify(payload)]);
    if (!row?.moved) return undefined;
    await within.batch([appendAudit([audit])]);
    return row.moved;
  });
}

const renaming = { name: 'applicant-rename', text: 'select procedures.rename_applicant($1, $2, $3)' };

/** Lets the person's cases show the masked name it now has. */
export async function renameApplicant(within: Handle, county: string, person: string, mask: string): Promise<void> {
  await within.query(renaming, [county, person, mask]);
}
