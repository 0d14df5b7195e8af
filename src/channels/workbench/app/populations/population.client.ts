import { call } from '../client/client.ts';
import type { Basis } from '../registers/registers.client.ts';

export const confidences = ['counted', 'reported', 'estimated'] as const;

export interface Snapshot {
  readonly id: string;
  readonly community: string;
  readonly community_name: string;
  readonly as_of: string;
  readonly households: number;
  readonly residents: number;
  readonly source: string;
  readonly note: string;
  readonly confidence: string;
}

export const listSnapshots = (community?: string, after?: string) =>
  call<{ snapshots: Snapshot[]; next?: string | null }>('GET', '/population-snapshots', { query: { community, after } });
export const addSnapshot = (snapshot: Record<string, unknown>, basis: Basis) =>
  call<unknown>('POST', '/population-snapshots', { body: { snapshot, basis } });
