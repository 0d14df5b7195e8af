import { useQuery } from '@tanstack/react-query';
import type { ChangeView } from '../../../api/registers/view.ts';
import { call } from '../client/client.ts';

/** A correction that waits for a decision. */
export interface Proposal extends Omit<ChangeView, 'at'> {
  readonly county: string;
  readonly id: string;
  readonly register: string;
  readonly register_title: string;
  readonly entry: string;
  readonly title: string;
  readonly place_name: string;
  readonly at: string;
  readonly own: boolean;
  readonly may_decide: boolean;
}
interface Proposals {
  readonly proposals: readonly Proposal[];
  readonly more: boolean;
  /** How many of them this hat decides. */
  readonly waiting: number;
}

export const useProposals = (enabled = true) =>
  useQuery({ queryKey: ['proposals'], queryFn: () => call<Proposals>('GET', '/proposals'), enabled, refetchInterval: 120_000 });
export const decide = ({ register, county, entry, id }: Proposal, body: { version: number; accept: boolean; reason: string }) =>
  call<unknown>('POST', `/registers/${register}/${county}/${entry}/decision`, { body: { proposal: id, ...body } });
