/** A proposal as whoever decides reads it: who proposes, what stands now, what is proposed, on what basis, until when. */
export interface ProposalView {
  readonly county: string;
  readonly id: string;
  readonly kind: string;
  readonly what: string;
  readonly title: string;
  readonly register: string;
  readonly entry: string | null;
  readonly person: string | null;
  readonly place_name: string;
  readonly actor: string;
  readonly own: boolean;
  readonly may_decide: boolean;
  readonly at: string;
  readonly due_on: string;
  readonly late: boolean;
  readonly said: string;
  readonly basis: string;
  readonly changes: readonly { readonly field: string; readonly now: string; readonly proposed: string }[];
  readonly version: number | null;
  /** Who of the register may be the one proposed: of the same number, or the same name in the same dwelling. */
  readonly twins?: readonly { readonly county: string; readonly id: string; readonly name: string; readonly why: string }[];
  readonly outcome: string | null;
  readonly answer: string;
  readonly decided_at: string | null;
  readonly decided_by: string;
}

export type About = Pick<ProposalView, 'title' | 'changes' | 'version' | 'twins'>;
