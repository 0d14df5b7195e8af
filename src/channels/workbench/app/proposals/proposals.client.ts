import { useQuery } from '@tanstack/react-query';
import type { ProposalView } from '../../../api/proposals/about.ts';
import { call } from '../client/client.ts';

export type Proposal = ProposalView;
export interface Proposals {
  readonly proposals: readonly Proposal[];
  readonly next: string | null;
  /** How many wait for a decision of this hat. */
  readonly waiting: number;
}

export const proposalKinds = ['entry', 'record', 'visit'] as const;

export const listProposals = (kind: string | undefined, open: boolean, after?: string) =>
  call<Proposals>('GET', '/proposals', { query: { kind, open, after } });
/** How many wait, for the navigation. */
export const useWaiting = () =>
  useQuery({
    queryKey: ['proposals', 'waiting'],
    queryFn: () => listProposals(undefined, true),
    refetchInterval: 120_000,
    select: ({ waiting }) => waiting,
  });
export const decide = ({ county, id, version }: Proposal, outcome: string, answer: string) =>
  call<unknown>('POST', `/proposals/${county}/${id}/decision`, { body: { outcome, answer, ...(version === null ? {} : { version }) } });
