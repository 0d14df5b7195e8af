import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import { decideVisitProposal } from '../../../procedures/procedures.ts';
import type { Decision, Proposal, Register } from '../../../registers/registers.ts';
import { acceptChange, answerCorrection, entryRules, getEntry, refuseChange, requireChange } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';
import { entitlementTitle } from '../entitlements/routes.ts';
import { phoneNotice } from '../people/routes.ts';
import { registerDesk } from '../registers/desk.ts';

interface Decided {
  readonly proposal: Proposal;
  readonly decision: Decision;
  readonly version: number | undefined;
  /** The register of a corrected entry. */
  readonly register: Register | undefined;
}

/** Carries out a decision through the command of whatever was proposed about. */
export async function carryOut(linli: Linli, wearer: Wearer, decided: Decided): Promise<{ done: true }> {
  if (decided.register) await carryOutChange(linli, wearer, { ...decided, register: decided.register });
  else if (decided.proposal.kind === 'visit') await carryOutVisit(linli, wearer, decided);
  else {
    const { actor } = wearer;
    const by = { at: linli.clock.now(), actor: actor.id, hat: actor.hat, channel: actor.channel, reason: decided.decision.answer };
    await answerCorrection(wearer.handle, linli.vault, decided.proposal, decided.decision, by);
  }
  return { done: true };
}

function carryOutVisit(linli: Linli, { scope, actor }: Wearer, { proposal, decision }: Decided): Promise<void> {
  const words = {
    phoneNotice: (phone: string, by: string) => phoneNotice(linli, phone, by),
    itemTitle: (item: string) => entitlementTitle(linli, proposal.county, item),
  };
  return decideVisitProposal({ ...linli, ...words }, scope, actor, proposal, decision);
}

async function carryOutChange(
  linli: Linli,
  wearer: Wearer,
  { proposal, decision, version, register }: Decided & { readonly register: Register },
): Promise<void> {
  const entry = await getEntry(wearer.handle, register, proposal.county, proposal.entry_id!);
  const desk = registerDesk(linli, wearer);
  if (decision.outcome !== 'accepted') return refuseChange(desk, register, entry, proposal, decision);
  if (entry.version !== version) throw new LinliError('ENTRY_MOVED_ON');
  if (entry.withdrawn_at !== null) throw new LinliError('ENTRY_WITHDRAWN');
  const today = dayOf(linli.clock.now());
  const given = requireChange(register, entry, proposal.after, entryRules(linli.library, register, today, linli.areas));
  await acceptChange(desk, register, entry, { proposal, decision, given, today });
}
