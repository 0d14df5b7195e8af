import type { Day, Handle, Scope, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, dayOf } from '../../kernel/kernel.ts';
import type { Decision, PersonCorrection, Proposal, Residence } from '../../registers/registers.ts';
import {
  addEntries,
  changePerson,
  decideOnce,
  decideProposal,
  declaredRegisters,
  entryRules,
  getPerson,
  registerNamed,
  registerPerson,
  requireEntry,
} from '../../registers/registers.ts';
import type { Actor } from '../cases/case.ts';
import { enterLifeWithin } from '../life/commands.ts';
import type { VisitDesk } from './door.ts';
import { nothingElse } from './door.ts';

/** What a decision on a visit needs from the face beside the desk: words. */
export interface VisitDecisionDesk extends VisitDesk {
  readonly phoneNotice: (phone: string, by: string) => PersonCorrection['notice'];
  readonly itemTitle: (item: string) => string;
}

/** Name and numbers of somebody who is proposed, or a new telephone. */
export interface Sealed {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
}

export function openSealed(vault: Vault, { sealed }: Pick<Proposal, 'sealed'>): Sealed {
  return { name: '', idNumber: '', phone: '', ...(sealed ? (JSON.parse(vault.open(sealed)) as Partial<Sealed>) : {}) };
}

/** Decides what was found at a door once; what is accepted is written by the command of its register, on the visit. Throws PROPOSAL_DECIDED. */
export async function decideVisitProposal(
  desk: VisitDecisionDesk,
  scope: Scope,
  actor: Actor,
  proposal: Proposal,
  decision: Decision,
): Promise<void> {
  const by = { actor: actor.id, hat: actor.hat, channel: actor.channel, at: desk.clock.now() };
  const audit = auditRow(desk.vault, {
    ...by,
    county: proposal.county,
    action: 'visit.decide',
    subject: `proposal:${proposal.id}`,
    reason: decision.answer,
    detail: { what: proposal.what, outcome: decision.outcome },
  });
  await decideOnce(() =>
    desk.database.within(scope).transaction(async (within) => {
      await within.batch([decideProposal(proposal, decision, by), appendAudit([audit])]);
      if (decision.outcome === 'accepted') await carryOut(desk, within, actor, proposal);
    }),
  );
}

async function carryOut(desk: VisitDecisionDesk, within: Handle, actor: Actor, proposal: Proposal): Promise<void> {
  const { county, person_id: person, what, after } = proposal;
  if (what === 'joins') return join(desk, within, actor, proposal);
  if (what === 'left') return leave(desk, within, actor, proposal);
  const basis = { kind: proposal.basis_kind, id: proposal.basis_id };
  const life = { ...nothingElse, county, id: person!, on: after.on as Day, basis, itemTitle: desk.itemTitle };
  if (what === 'death') {
    await enterLifeWithin(desk, within, actor, { ...life, kind: 'death' });
    return;
  }
  const { phone } = openSealed(desk.vault, proposal);
  const { on: _, phone_last4: __, ...facts } = after;
  if (phone !== '') {
    const entry = { county, at: desk.clock.now(), actor: actor.id, hat: actor.hat, channel: actor.channel, reason: basis.id };
    const notice = desk.phoneNotice(phone, actor.id);
    await changePerson(within, desk.vault, await getPerson(within, county, person!), { next: { phone }, basis, entry, notice });
  }
  await enterLifeWithin(desk, within, actor, { ...life, kind: 'visit', facts });
}

/** Who moved away stays in the register as somebody who is away, until another place takes the record over or the person comes back. */
async function leave(desk: VisitDecisionDesk, within: Handle, actor: Actor, proposal: Proposal): Promise<void> {
  const { county, person_id: person, after } = proposal;
  const now = desk.clock.now();
  const absence = registerNamed(declaredRegisters, 'absence');
  const given = { person_id: person, reason: 'moved', to_place: after.to_place, left_on: after.on };
  const values = requireEntry(absence, given, entryRules(desk.library, absence, dayOf(now)));
  const by = { actor: actor.id, hat: actor.hat, channel: actor.channel, at: now };
  const at = await getPerson(within, county, person!);
  const entry = { place: at.grid ?? at.community, values, source: proposal.basis_id };
  const basis = { kind: proposal.basis_kind, id: proposal.basis_id };
  await addEntries({ handle: within, vault: desk.vault, by }, absence, [entry], basis, dayOf(now));
}

/** Who lives there and was not registered joins the household at whose door the worker stood. Throws PERSON_EXISTS. */
async function join(desk: VisitDecisionDesk, within: Handle, actor: Actor, proposal: Proposal): Promise<void> {
  const { after, province, city, county, town, community, grid } = proposal;
  const now = desk.clock.now();
  const { name, idNumber, phone } = openSealed(desk.vault, proposal);
  const input = {
    name,
    idNumber,
    phone,
    place: { province, city, county, town: town!, community: community!, grid },
    address: String(after.address),
    residence: after.residence as Residence,
    ...(after.household ? { householdId: String(after.household) } : {}),
    relation: String(after.relation),
    source: proposal.basis_id,
  };
  const by = { county, at: now, actor: actor.id, hat: actor.hat, channel: actor.channel };
  const held = phone === '' ? {} : { held: desk.phoneNotice(phone, actor.id).hold };
  const entry = { ...by, action: 'person.register', reason: proposal.basis_id };
  await registerPerson(within, desk.vault, input, entry, { areas: desk.areas, today: dayOf(now), ...held });
}
