import type { Day } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, LinliError } from '../../kernel/kernel.ts';
import { decideOnce, decideProposal, putProposal } from '../proposals/proposal.store.ts';
import type { Decision, Proposal } from '../proposals/proposal.ts';
import type { Entry, Register, Values } from './declare.ts';
import type { RegisterDesk } from './entry.store.ts';
import { changeEntry, changeRow, changes, told, write } from './entry.store.ts';
import type { Basis } from './entry.ts';
import { changedFields } from './entry.ts';

/** Puts a correction before somebody else until a day; the entry stays as it is. Throws PROPOSAL_SEALED. */
export async function proposeChange(
  desk: RegisterDesk,
  register: Register,
  entry: Entry,
  given: Values,
  { basis, due }: { readonly basis: Basis; readonly due: Day },
): Promise<void> {
  const names = changedFields(register, entry, given);
  // A number would stand readable in the history until it is decided.
  if (names.some((name) => register.fields[name]?.kind === 'sealed')) throw new LinliError('PROPOSAL_SEALED');
  const before = told(register, { ...entry }, names);
  const after = told(register, { ...given }, names);
  const row = changeRow(register, { ...entry }, desk.by, basis, { what: 'proposed', before, after });
  const proposal = {
    place: entry,
    kind: 'entry',
    what: 'change',
    register: register.register,
    entry: entry.id,
    person: null,
    before,
    after,
    basis,
    due,
  } as const;
  await write(desk, { places: [], title: '' }, [
    putProposal(proposal, desk.by),
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

/** Carries out an accepted correction: the entry is changed, and the history names both. Throws PROPOSAL_DECIDED, ENTRY_MOVED_ON. */
export async function acceptChange(
  desk: RegisterDesk,
  register: Register,
  entry: Entry,
  { proposal, decision, given, today }: { proposal: Proposal; decision: Decision; given: Values; today: Day },
): Promise<void> {
  const basis = { kind: proposal.basis_kind, id: proposal.basis_id };
  const before = [decideProposal(proposal, decision, desk.by)];
  await decideOnce(() => changeEntry(desk, register, entry, given, basis, { what: 'accepted', before, today }));
}

/** Ends a correction that is not carried out; the entry stays as it is. Throws PROPOSAL_DECIDED. */
export async function refuseChange(
  desk: RegisterDesk,
  register: Register,
  entry: Entry,
  proposal: Proposal,
  decision: Decision,
): Promise<void> {
  const basis = { kind: 'reason', id: decision.answer };
  const row = changeRow(register, { ...entry }, desk.by, basis, { what: decision.outcome, before: {}, after: {} });
  const audit = noted(desk, register, entry, 'refuse', decision.answer, { proposal: proposal.id, outcome: decision.outcome });
  await decideOnce(() =>
    write(desk, { places: [], title: '' }, [decideProposal(proposal, decision, desk.by), ...changes([row]), appendAudit([audit])]),
  );
}
