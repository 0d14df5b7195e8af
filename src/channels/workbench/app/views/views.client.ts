import { call } from '../client/client.ts';

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: Record<string, string>;
  /** Kept for everybody who serves the office. */
  readonly office: boolean;
}

export const listViews = (page: string) => call<{ views: SavedView[] }>('GET', '/saved-views', { query: { page } });
export const saveView = (body: Omit<SavedView, 'id'> & { readonly page: string }) => call<unknown>('POST', '/saved-views', { body });
export const dropView = (id: string) => call<unknown>('DELETE', `/saved-views/${id}`);
