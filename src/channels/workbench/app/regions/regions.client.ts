import { call } from '../client/client.ts';

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly unit?: string | null;
  readonly type?: string | null;
  readonly path?: string | readonly string[] | null;
}

export const findRegions = (query: { query: string; within?: string | undefined; level?: string | undefined }, signal?: AbortSignal) => call<{ regions: Region[] }>('GET', '/regions', { query, signal });
export const getRegion = (code: string) => call<{ region: Region } | Region>('GET', `/regions/${code}`).then((answer) => ('region' in answer ? answer.region : answer));
