import type { Query } from '../client/client.ts';
import { call, download } from '../client/client.ts';
import type { Change, Entry, RegisterView } from '../registers/registers.client.ts';

export interface LedgerField {
  readonly name?: string;
  readonly title?: string;
  readonly known?: string;
  readonly kind?: string;
  readonly required?: boolean;
  readonly hint?: string;
  readonly unit?: string;
  readonly options?: readonly string[];
  readonly continues?: string;
  readonly feeds?: string;
}
export interface Expected {
  readonly key: string;
  readonly any?: readonly string[];
  readonly years?: number;
}
export interface LedgerForm {
  readonly title: string;
  readonly department: string;
  readonly basis: string;
  readonly admission: string;
  readonly frequency: string;
  readonly ends_on: string | null;
  readonly fills: readonly string[];
  readonly checks: readonly string[];
  readonly rows: string;
  readonly expected: readonly Expected[];
  readonly fields: readonly LedgerField[];
  readonly list: boolean;
}
export type LedgerState = 'list' | 'waiting' | 'live' | 'ended' | 'merged';
export interface Ledger extends LedgerForm {
  readonly county: string;
  readonly id: string;
  readonly version: number;
  readonly since: string;
  readonly state: LedgerState;
  readonly shown: number;
  readonly frequency_title: string;
  readonly rows_title: string;
  readonly fills_titles: readonly string[];
  readonly checks_titles: readonly string[];
  readonly decision: { readonly kind: string; readonly on_day: string; readonly basis: string } | null;
  readonly communities: number;
  readonly sheets: number;
  readonly cells: number;
  readonly known: number;
  readonly share: number | null;
}
export interface Month {
  readonly month: string;
  readonly communities: number;
  readonly sheets: number;
  readonly ledgers: number;
  readonly asked: number;
}
interface Option {
  readonly value: string;
  readonly title: string;
}
export interface KnownFact {
  readonly key: string;
  readonly title: string;
  readonly kind: string;
  readonly owner: string;
  readonly fresh: string;
  readonly register: string;
  readonly options?: readonly Option[];
}
export interface Dictionary {
  readonly rows: readonly Option[];
  readonly frequencies: readonly Option[];
  readonly kinds: readonly Option[];
  readonly departments: readonly string[];
  readonly fills: readonly Option[];
  readonly checks: readonly Option[];
  readonly feeds: readonly Option[];
  readonly least_days: number;
  readonly fields: readonly KnownFact[];
}
export interface Preview {
  readonly register: RegisterView;
  readonly asked: readonly string[];
  readonly shown: number;
  readonly columns: number;
}
export interface Round {
  readonly id: string;
  readonly period: string;
  readonly due_on: string;
  readonly approver: string;
  readonly reason: string;
  readonly who: string;
  readonly at: string;
  readonly withdrawn_at: string | null;
  readonly withdrawn_why: string;
  readonly ledger_version: number;
}
export interface LedgerRead {
  readonly ledger: Ledger;
  readonly preview: Preview;
  readonly versions: readonly {
    readonly version: number;
    readonly title: string;
    readonly fields: readonly LedgerField[];
    readonly entered_at: string;
  }[];
  readonly decisions: readonly {
    readonly kind: string;
    readonly on_day: string;
    readonly basis: string;
    readonly who: string;
    readonly into_title: string | null;
    readonly at: string;
  }[];
  readonly rounds: readonly Round[];
  readonly others: readonly { readonly id: string; readonly title: string }[];
  readonly may_keep: boolean;
  readonly today: string;
}
export interface SheetBrief {
  readonly county: string;
  readonly id: string;
  readonly community_name: string;
  readonly town_name: string;
  readonly ledger: string;
  readonly title: string;
  readonly period: string;
  readonly due_on: string;
  readonly state: string;
  readonly version: number;
  readonly late: boolean;
  readonly cells: number;
  readonly known: number;
  readonly moved_at: string;
}
export interface Board {
  readonly states: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly sheets: readonly SheetBrief[];
}
export interface Target {
  readonly code: string;
  readonly name: string;
  readonly rows: number | null;
}
export interface Targets {
  readonly targets: readonly Target[];
  readonly rows: number;
  readonly towns: readonly Option[];
  readonly types: readonly Option[];
  readonly least_days: number;
}
export interface ReturnedCell {
  readonly reason: string;
  readonly before: string;
  readonly by: string;
  readonly at: string;
  readonly open: boolean;
}
export interface SheetRow extends Entry {
  readonly subject: string;
  readonly row: string | null;
  readonly row_version: number;
  readonly open: readonly string[];
  readonly sources: Readonly<
    Record<
      string,
      { readonly register: string; readonly title: string; readonly entry: string | null; readonly on: string | null; readonly by: string }
    >
  >;
  readonly returned: Readonly<Record<string, ReturnedCell>>;
}
export interface SheetRead {
  readonly sheet: SheetBrief;
  readonly basis: string;
  readonly department: string;
  readonly free: boolean;
  readonly register: RegisterView;
  readonly asked: readonly string[];
  readonly acts: readonly string[];
  readonly now: { readonly cells: number; readonly known: number };
  readonly rows: readonly SheetRow[];
  readonly next?: string;
}
export interface Series {
  readonly register: RegisterView;
  readonly rows: readonly (Entry & { readonly period: string })[];
  readonly next?: string;
}

type One = { readonly county: string; readonly id: string };
const at = ({ county, id }: One, rest = ''): string => `/ledgers/${county}/${id}${rest}`;
const sheetAt = ({ county, id }: One, rest = ''): string => `/sheets/${county}/${id}${rest}`;

export const listLedgers = () => call<{ ledgers: readonly Ledger[]; months: readonly Month[]; may_keep: boolean }>('GET', '/ledgers');
export const readDictionary = (rows: string, but?: string) => call<Dictionary>('GET', '/ledgers/dictionary', { query: { rows, but } });
export const makeLedger = (form: LedgerForm) => call<One>('POST', '/ledgers', { body: form });
export const reviseLedger = (one: One, version: number, form: LedgerForm) =>
  call<{ version: number }>('POST', at(one, '/versions'), { body: { version, form } });
export const previewLedger = (form: LedgerForm) => call<Preview>('POST', '/ledgers/preview', { body: form });
export const readLedgerFile = (content: string) => call<{ form: LedgerForm }>('POST', '/ledgers/file', { body: { content } });
export const readLedger = (one: One) => call<LedgerRead>('GET', at(one));
export const takeFile = (one: One, title: string) => download(at(one, '/file'), `${title}.json`);
export const decideLedger = (one: One, body: { kind: string; on: string; basis: string; into?: string | undefined }) =>
  call<{ state: string }>('POST', at(one, '/decisions'), { body });
export const readTargets = (one: One, asked: object) => call<Targets>('POST', at(one, '/targets'), { body: asked });
export const sendLedger = (one: One, body: object) => call<{ sheets: number }>('POST', at(one, '/rounds'), { body });
export const readBoard = (one: One, round: string | undefined) => call<Board>('GET', at(one, '/board'), { query: { round } });
export const remindLate = (one: One, round: string) =>
  call<{ reminded: number; said: string }>('POST', at(one, `/rounds/${round}/reminders`));
export const withdrawRound = (one: One, round: string, reason: string) =>
  call<unknown>('POST', at(one, `/rounds/${round}/withdrawal`), { body: { reason } });
export const postponeRound = (one: One, round: string, body: { due_on: string; reason: string }) =>
  call<unknown>('POST', at(one, `/rounds/${round}/due`), { body });
export const readSeries = (one: One, query: Query) => call<Series>('GET', at(one, '/rows'), { query });
export const takeSeries = (one: One, title: string, purpose: string) => download(at(one, '/export.xlsx'), `${title}.xlsx`, { purpose });

export const listSheets = () => call<{ sheets: readonly SheetBrief[] }>('GET', '/sheets');
export const readSheet = (one: One, after?: string) => call<SheetRead>('GET', sheetAt(one), { query: { after, limit: 50 } });
export const answerSheet = (
  one: One,
  rows: readonly { subject: string; version: number; values: object }[],
  drop: readonly string[] = [],
) => call<{ saved: number }>('POST', sheetAt(one, '/answers'), { body: { rows, drop } });
export const actOnSheet = (one: One, body: { act: string; version: number; reason?: string; cells?: readonly object[] }) =>
  call<{ state: string }>('POST', sheetAt(one, '/acts'), { body });
export const readRow = (one: One, subject: string) => call<{ history: readonly Change[] }>('GET', sheetAt(one, `/rows/${subject}`));
