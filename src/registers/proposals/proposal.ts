import type { Day } from '../../kernel/kernel.ts';
import { defineErrors, LinliError } from '../../kernel/kernel.ts';
import type { EntryFacts } from '../register/declare.ts';

export const proposalErrors = defineErrors({
  PROPOSAL_OWN: 403,
  PROPOSAL_DECIDED: 409,
  PROPOSAL_NOT_FOUND: 404,
  PROPOSAL_SEALED: 400,
  PROPOSAL_ANSWER_NEEDED: 400,
});

/** Who proposes: staff a correction of an entry, a person of the own record, a grid worker what was found at the door. */
export const proposalKinds = ['entry', 'record', 'visit'] as const;
export type ProposalKind = (typeof proposalKinds)[number];

/** How a proposal ends: carried out, handed back with a reason, refused, taken back by whoever proposed it. */
export const proposalOutcomes = ['accepted', 'returned', 'refused', 'taken-back'] as const;
export type ProposalOutcome = (typeof proposalOutcomes)[number];

export type ProposalPlace = Pick<EntryFacts, 'province' | 'city' | 'county' | 'town' | 'community' | 'grid'>;

/** What is about to be proposed. */
export interface NewProposal {
  readonly place: ProposalPlace;
  readonly kind: ProposalKind;
  readonly what: string;
  readonly register: string;
  readonly entry: string | null;
  readonly person: string | null;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly said?: string;
  readonly sealed?: Buffer;
  readonly idHash?: Buffer;
  readonly basis: { readonly kind: string; readonly id: string };
  readonly due: Day;
}

/** What somebody proposes and somebody else decides. */
export interface Proposal extends ProposalPlace {
  readonly id: string;
  readonly kind: ProposalKind;
  readonly what: string;
  readonly register: string;
  readonly entry_id: string | null;
  readonly person_id: string | null;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly said: string;
  readonly sealed: Buffer | null;
  readonly id_hash: Buffer | null;
  readonly basis_kind: string;
  readonly basis_id: string;
  readonly actor: string;
  readonly at: Date;
  readonly due_on: Day;
  readonly outcome: ProposalOutcome | null;
  readonly answer: string;
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
}

/** A decision, as somebody takes it. */
export interface Decision {
  readonly outcome: ProposalOutcome;
  readonly answer: string;
}

/**
 * Whoever proposed decides nothing, but may take it back; nobody else may. What is not carried out has a reason, and a person who said something is
 * answered in any case. Throws PROPOSAL_DECIDED, PROPOSAL_OWN, PROPOSAL_ANSWER_NEEDED, FORBIDDEN.
 */
export function requireDecision(proposal: Proposal, decision: Decision, actor: string, mayDecide: boolean): Decision {
  if (proposal.outcome !== null) throw new LinliError('PROPOSAL_DECIDED');
  const own = proposal.actor === actor;
  const back = decision.outcome === 'taken-back';
  if (own && !back) throw new LinliError('PROPOSAL_OWN');
  if (!own && (back || !mayDecide)) throw new LinliError('FORBIDDEN');
  const answer = decision.answer.trim();
  const silent = decision.outcome === 'accepted' && proposal.kind !== 'record';
  if (answer === '' && !silent) throw new LinliError('PROPOSAL_ANSWER_NEEDED', {}, { answer: 'FIELD_REQUIRED' });
  return { outcome: decision.outcome, answer };
}
