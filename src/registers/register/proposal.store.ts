import type { Day, Handle } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, LinliError, violatedConstraint } from '../../kernel/kernel.ts';
import type { Entry, Register, Values } from './declare.ts';
import type { RegisterDesk } from './entry.store.ts';
import { changeEntry, changeRow, changes, told, write } from './entry.store.ts';
import type { Basis, EntryChange } from './entry.ts';
import { changedFields, entryErrors } from './entry.ts';

/** A correction that waits for somebody's decision. */
export interface Proposal extends EntryChange {
  readonly county: string;
  readonly id: string;
  readonly register: string;
  readonly entry_id: string;
  readonly title: string;
  readonly place: string;
}

/** So many are shown; whoever has more begins with the oldest. */
const MOST_PROPOSALS = 200;

const open = `c.what = 'proposed' and not exists (select from registers.entry_change d
  where d.county = c.county and d.after ->> 'of' = c.id::text and d.what in ('accepted', 'refused'))`;
const columns = 'c.county, c.id, c.at, c.what, c.actor, c.basis_kind, c.basis_id, c.before, c.after, c.register, c.entry_id';
const waiting = {
  name: 'proposals',
  text: `select ${columns}, f.title, coalesce(f.community, f.town, f.county) as place from registers.entry_change c
    join registers.finder f on f.county = c.county and f.register = c.register and f.entry_id = c.entry_id
   where c.register = any($1) and ${open} order by c.at, c.id limit ${MOST_PROPOSALS + 1}`,
};
const one = {
  name: 'proposal',
  text: `select ${columns}, '' as title, '' as place from registers.entry_change c
   where c.county = $1 and c.register = $2 and c.entry_id = $3 and c.id = $4 and ${open}`,
};

/** The corrections of some registers that wait in the caller's scope, oldest first. */
export async function listProposals(handle: Handle, registers: readonly string[]): Promise<{ rows: Proposal[]; more: boolean }> {
  const rows = registers.length === 0 ? [] : await handle.query<Proposal>(waiting, [registers]);
  return { rows: rows.slice(0, MOST_PROPOSALS), more: rows.length > MOST_PROPOSALS };
}

/** A correction that waits. Throws PROPOSAL_NOT_FOUND, also when it was decided. */
export async function getProposal(handle: Handle, register: Register, entry: Entry, id: string): Promise<Proposal> {
  const [found] = await handle.query<Proposal>(one, [entry.county, register.register, entry.id, id]);
  if (!found) throw new LinliError(entryErrors.PROPOSAL_NOT_FOUND);
  return found;
}

/** Puts a correction before somebody else; the entry stays as it is. Throws PROPOSAL_SEALED. */
export async function proposeChange(desk: RegisterDesk, register: Register, entry: Entry, given: Values, basis: Basis): Promise<void> {
  const names = changedFields(register, entry, given);
  // A number would stand readable in the history until it is decided.
  if (names.some((name) => register.fields[name]?.kind === 'sealed')) throw new LinliError(entryErrors.PROPOSAL_SEALED);
  const before = told(register, { ...entry }, names);
  const row = changeRow(register, { ...entry }, desk.by, basis, { what: 'proposed', before, after: told(register, { ...given }, names) });
  await write(desk, { places: [], title: '' }, [
    ...changes([row]),
    appendAudit([noted(desk, register, entry, 'propose', basis.id, { fields: names })]),
  ]);
}

function noted(
  { vault, by }: RegisterDesk,
  register: Register,
  entry: Entry,
  act: string,
  reason: string,
  detail: Record<string, unknown>,
) {
  const subject = `${register.register}:${entry.id}`;
  return auditRow(vault, { ...by, county: entry.county, action: `entry.${act}`, subject, reason, detail });
}

/** Whoever proposed decides nothing. Throws PROPOSAL_OWN. */
export function refuseOwn(proposal: Pick<Proposal, 'actor'>, actor: string): void {
  if (proposal.actor === actor) throw new LinliError(entryErrors.PROPOSAL_OWN);
}

/** Accepts a correction: the entry is changed, and the history names both. Throws PROPOSAL_OWN, PROPOSAL_DECIDED, ENTRY_MOVED_ON. */
export async function acceptProposal(
  desk: RegisterDesk,
  register: Register,
  entry: Entry,
  proposal: Proposal,
  given: Values,
  today: Day,
): Promise<void> {
  refuseOwn(proposal, desk.by.actor);
  const basis = { kind: proposal.basis_kind, id: proposal.basis_id };
  await once(() => changeEntry(desk, register, entry, given, basis, { what: 'accepted', of: proposal.id, today }));
}

/** Refuses a correction, or takes the own one back; the entry stays as it is. Throws PROPOSAL_DECIDED. */
export async function refuseProposal(
  desk: RegisterDesk,
  register: Register,
  entry: Entry,
  proposal: Proposal,
  reason: string,
): Promise<void> {
  const change = { what: 'refused', before: {}, after: { of: proposal.id } };
  const row = changeRow(register, { ...entry }, desk.by, { kind: 'reason', id: reason }, change);
  await once(() =>
    write(desk, { places: [], title: '' }, [
      ...changes([row]),
      appendAudit([noted(desk, register, entry, 'refuse', reason, { proposal: proposal.id })]),
    ]),
  );
}

async function once(decide: () => Promise<void>): Promise<void> {
  try {
    await decide();
  } catch (error) {
    if (violatedConstraint(error) === 'entry_change_decided') throw new LinliError(entryErrors.PROPOSAL_DECIDED);
    throw error;
  }
}
