import type { AuditEntry, Handle, Statement, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, newId } from '../../kernel/kernel.ts';
import { requireReason } from '../people/person.ts';
import type { Entry, Register } from './declare.ts';
import { isMasked } from './declare.ts';
import type { RegisterDesk } from './entry.store.ts';
import { tableOf } from './statement.store.ts';

const record: Statement = {
  name: 'entry-look',
  text: `insert into registers.look (county, id, province, city, town, community, grid, register, entry_id, fields, reason, actor, hat, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
};

/** Masked values of an entry in clear, for a reason that is recorded before they are handed out. Throws `REASON_NEEDED`. */
export async function unmaskEntry(
  desk: RegisterDesk,
  one: Register,
  entry: Entry,
  fields: readonly string[],
  reason: string,
): Promise<Record<string, string>> {
  const { handle, vault, by } = desk;
  const said = requireReason(reason);
  const wanted = fields.filter((name) => isMasked(one.fields[name]));
  if (wanted.length === 0) return {};
  const row = auditRow(vault, {
    ...by,
    county: entry.county,
    action: 'entry.unmask',
    subject: `${one.register}:${entry.id}`,
    reason: said,
    detail: { fields: wanted },
  });
  const values = [
    entry.county,
    newId(),
    entry.province,
    entry.city,
    entry.town,
    entry.community,
    entry.grid,
    one.register,
    entry.id,
    wanted,
    said,
    by.actor,
    by.hat,
    by.at,
  ];
  await handle.batch([[record, values], appendAudit([row])]);
  return open(handle, vault, one, entry, wanted);
}

async function open(handle: Handle, vault: Vault, one: Register, entry: Entry, fields: readonly string[]): Promise<Record<string, string>> {
  const columns = fields.map((name) => (one.fields[name]?.kind === 'sealed' ? `${name}_sealed as ${name}` : name)).join(', ');
  const text = `select ${columns} from ${tableOf(one.register)} where county = $1 and id = $2`;
  const [found] = await handle.query<Record<string, Buffer | string | null>>({ name: `${one.register}-open-${fields.join('-')}`, text }, [
    entry.county,
    entry.id,
  ]);
  const opened = (value: Buffer | string | null | undefined): string => (Buffer.isBuffer(value) ? vault.open(value) : (value ?? ''));
  return Object.fromEntries(fields.map((name) => [name, opened(found?.[name])]));
}

/** A look behind the mask. */
export interface EntryLook extends Pick<AuditEntry, 'actor' | 'hat' | 'reason' | 'at'> {
  readonly fields: readonly string[];
}

const looks: Statement = {
  name: 'entry-looks',
  text: 'select at, actor, hat, fields, reason from registers.look where county = $1 and entry_id = $2 and register = $3 order by at desc limit 100',
};

/** Who looked behind the mask of an entry, newest first; 100 at most. */
export function entryLooks(handle: Handle, one: Register, county: string, id: string): Promise<EntryLook[]> {
  return handle.query<EntryLook>(looks, [county, id, one.register]);
}
