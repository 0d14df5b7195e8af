import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ChangeView, EntryView, FieldView, RegisterView } from '../../../api/registers/view.ts';
import type { Query } from '../client/client.ts';
import { call } from '../client/client.ts';

export type { FieldView, RegisterView };
/** As they come over the wire: moments are texts. */
export type Entry = Omit<EntryView, 'entered_at' | 'withdrawn_at'> & { readonly entered_at: string; readonly withdrawn_at: string | null };
export type Change = Omit<ChangeView, 'at'> & { readonly at: string };

export interface Registers {
  readonly areas: readonly { readonly area: string; readonly title: string }[];
  readonly registers: readonly RegisterView[];
}
export interface EntryPage {
  readonly entries: readonly Entry[];
  readonly next?: string | null;
  readonly count?: { readonly value: number; readonly more: boolean };
}
export interface EntryRead {
  readonly entry: Entry;
  readonly history: readonly Change[];
  readonly stays: readonly { readonly region: string; readonly name: string; readonly from: string | null; readonly to: string }[];
  /** The entry into which this one went, and until when that can be taken back. */
  readonly merged?: { readonly county: string; readonly id: string; readonly title: string; readonly until: string | null };
  readonly looks: readonly { readonly at: string; readonly who: string; readonly reason: string; readonly fields: readonly string[] }[];
}
export interface Pair {
  readonly left: Entry;
  readonly right: Entry;
  readonly why: readonly string[];
}
export interface Basis {
  readonly kind: string;
  readonly id: string;
}

const path = (register: string, entry?: Pick<Entry, 'county' | 'id'>): string =>
  `/registers/${register}${entry ? `/${entry.county}/${entry.id}` : ''}`;

/** The declarations a hat may see; they change with a new version of the program only. */
export const registersQuery = queryOptions({
  queryKey: ['registers'],
  queryFn: () => call<Registers>('GET', '/registers'),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useRegisters() {
  return useQuery(registersQuery);
}

export const countAll = () => call<{ counts: Record<string, { value: number; more: boolean }> }>('GET', '/registers/counts');
export const listEntries = (register: string, query: Query) => call<EntryPage>('GET', path(register), { query });
export const readEntry = (register: string, entry: Pick<Entry, 'county' | 'id'>, on?: string) =>
  call<EntryRead>('GET', path(register, entry), { query: { on } });
export const addEntry = (register: string, body: { place: string; values: object; source: string; basis: Basis }) =>
  call<Pick<Entry, 'county' | 'id'>>('POST', path(register), { body });
export const changeEntry = (register: string, entry: Entry, body: { values: object; source?: string; basis: Basis }) =>
  call<{ proposed?: boolean }>('PATCH', path(register, entry), { body: { version: entry.version, ...body } });
export const moveEntry = (register: string, entry: Entry, body: { place: string; on: string; basis: Basis }) =>
  call<unknown>('POST', `${path(register, entry)}/move`, { body: { version: entry.version, ...body } });
export const endEntry = (register: string, entry: Entry, body: { on: string; reason: string }) =>
  call<unknown>('POST', `${path(register, entry)}/end`, { body: { version: entry.version, ...body } });
export const resumeEntry = (register: string, entry: Entry, reason: string) =>
  call<unknown>('POST', `${path(register, entry)}/resume`, { body: { version: entry.version, reason } });
export const withdrawEntry = (register: string, entry: Entry, reason: string) =>
  call<unknown>('POST', `${path(register, entry)}/withdrawal`, { body: { version: entry.version, reason } });
export const restoreEntry = (register: string, entry: Entry, reason: string) =>
  call<unknown>('DELETE', `${path(register, entry)}/withdrawal`, { body: { version: entry.version, reason } });
export const unmask = (register: string, entry: Entry, fields: readonly string[], reason: string) =>
  call<{ values: Record<string, string> }>('POST', `${path(register, entry)}/unmask`, { body: { fields, reason } });

export const listDuplicates = (register: string) => call<{ pairs: readonly Pair[]; more: boolean }>('GET', `${path(register)}/duplicates`);
const named = ({ id, version }: Entry) => ({ id, version });
const two = (kept: Entry, dropped: Entry) => ({ county: kept.county, kept: named(kept), dropped: named(dropped) });
export const mergeEntries = (register: string, kept: Entry, dropped: Entry, body: { take: readonly string[]; reason: string }) =>
  call<{ version: number }>('POST', `${path(register)}/merges`, { body: { ...two(kept, dropped), ...body } });
export const keepApart = (register: string, left: Entry, right: Entry, reason: string) =>
  call<unknown>('POST', `${path(register)}/apart`, { body: { ...two(left, right), reason } });
export const partEntry = (register: string, entry: Pick<Entry, 'county' | 'id' | 'version'>, reason: string) =>
  call<unknown>('POST', `${path(register, entry)}/part`, { body: { version: entry.version, reason } });
