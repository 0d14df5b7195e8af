import { call } from '../client/client.ts';

export interface Notice {
  readonly county: string;
  readonly id: string;
  /** Null for a notice about a place or a person; `path` then says where to read on. */
  readonly caseId: string | null;
  readonly path: string | null;
  readonly number: string;
  readonly sentence: string;
  readonly createdAt: string;
  readonly readAt: string | null;
}

export const listNotices = () => call<{ notices: Notice[]; more: boolean }>('GET', '/notices');
export const readNotice = (notice: Notice) => call<unknown>('POST', `/notices/${notice.county}/${notice.id}/read`);
