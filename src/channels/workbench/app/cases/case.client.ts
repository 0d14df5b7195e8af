import { address, call } from '../client/client.ts';
import type { Entitlement } from '../entitlements/entitlements.client.ts';
import type { Field, FieldValues } from '../form/fields.ts';
import type { DaysUnit, LightColour } from '../kit/light.tsx';
import type { Identity } from '../people/verified.ts';

export interface CaseRow {
  readonly county: string;
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly item: string;
  readonly applicant: string;
  readonly state: string;
  readonly stateTitle: string;
  readonly holder: string;
  /** The office that has it. */
  readonly office: string;
  readonly holderSince: string;
  readonly light: LightColour;
  readonly done: boolean;
  readonly dueOn: string | null;
  readonly dueProvisional: boolean;
  readonly daysLeft: number | null;
  readonly daysUnit: DaysUnit;
  readonly openedAt: string;
  readonly closedAt: string | null;
  /** How it ended, in words; empty while it runs. */
  readonly outcomeTitle: string;
  readonly channel: string;
  readonly community: string;
  readonly communityName: string;
  readonly supervised: boolean;
  /** Where it was before a change of regions; only the case page tells it. */
  readonly formerName?: string | null;
  readonly acts: number;
}

export interface CaseDetail extends CaseRow {
  readonly outcome: string | null;
  /** Who has it now; the name is empty where nobody can be named, or for who only reads. */
  readonly handler: { readonly office: string; readonly name: string };
  readonly acceptedAt: string | null;
  readonly closedAt: string | null;
  readonly decision: Record<string, unknown> | null;
  readonly paused: boolean | string | null;
}

export interface Act {
  readonly seq: number;
  readonly kind: string;
  readonly title: string;
  readonly at: string;
  readonly actorName: string;
  readonly role: string;
  readonly roleTitle: string;
  readonly channel: string;
  readonly fromTitle: string;
  readonly toTitle: string;
  readonly opinion: string;
  readonly reason: string;
  readonly answers?: readonly { readonly title: string; readonly value: string; readonly kind?: string }[];
}

export interface Attachment {
  readonly id: string;
  readonly material: string;
  readonly materialTitle: string;
  readonly filename: string;
  readonly mime: string;
  readonly size: number;
  /** The act it came with; null where that was not kept. */
  readonly act: number | null;
}

/** What a file may be, told before one is chosen. */
export interface FileRules {
  readonly kinds: readonly string[];
  readonly bytes: number;
  readonly files: number;
}

export interface CaseConsultation {
  readonly id: string;
  readonly unit: string;
  readonly unitName: string;
  readonly question: string;
  readonly askedAt: string;
  readonly dueOn: string;
  readonly answer: string | null;
  readonly opinion: string | null;
  readonly answeredAt: string | null;
}

export interface Deadline {
  readonly dueOn: string | null;
  readonly provisional: boolean;
  readonly start: string | null;
  readonly days?: number;
  readonly unit?: string;
  readonly extended?: number;
  readonly source?: string;
  readonly trace: readonly {
    readonly from: string;
    readonly to: string;
    readonly kind: string;
    readonly counted: { readonly from: number; readonly to: number } | null;
    readonly note: string;
  }[];
}

export interface Allowed {
  readonly act: string;
  readonly title: string;
  readonly kind: 'primary' | 'secondary' | 'danger';
  readonly fields: readonly Field[];
  /** Answers known already, by question; open to change. */
  readonly values: FieldValues;
  /** Answers left as they are need not be sent: what was handed in stays. */
  readonly keeps: boolean;
  readonly opinion: 'required' | 'optional' | 'none';
  readonly files: readonly { readonly material: string; readonly title: string }[];
}

export interface Applicant {
  readonly id: string;
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly age: number | null;
  readonly sex: string;
  readonly address: string;
  readonly identity: Identity;
}

export interface CaseFile {
  readonly case: CaseDetail;
  readonly form: readonly { readonly name: string; readonly title: string; readonly value: unknown; readonly kind: string }[];
  readonly acts: readonly Act[];
  readonly attachments: readonly Attachment[];
  readonly fileRules: FileRules;
  readonly consultations: readonly CaseConsultation[];
  readonly deadline: Deadline | null;
  readonly applicant: Applicant | null;
  readonly agent: { readonly name?: string; readonly relation?: string; readonly mandate?: string } | null;
  readonly allowed: readonly Allowed[];
  /** Acts that must wait for something, with the reason. */
  readonly waiting: readonly { readonly act: string; readonly title: string; readonly why: string }[];
  /** Set in a rectification: the case it is about, and what was said of it. */
  readonly about: {
    readonly county: string;
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly grade: number | null;
    readonly tags: readonly string[];
    readonly comment: string;
  } | null;
  readonly rating: { readonly grade: number; readonly tags: readonly string[]; readonly comment: string } | null;
  /** The case that a bad rating of this one opened. */
  readonly rectification: { readonly county: string; readonly id: string; readonly number: string; readonly title: string } | null;
  readonly result: { readonly url: string } | null;
  /** What the same person has of the same item besides this case. */
  readonly same: { readonly entitlements: readonly Entitlement[]; readonly cases: readonly CaseRow[] };
}

export interface CaseList {
  readonly cases: readonly CaseRow[];
  readonly next: string | null;
  readonly count?: { readonly value: number; readonly more: boolean };
  /** More people than this bear the name that was looked for: the list is a part. */
  readonly namesakes?: number;
}

export type CaseQuery = { view: string; item?: string; query?: string; sort?: string; after?: string; limit?: number };

export interface Bulk {
  readonly done: readonly { readonly id: string; readonly number?: string }[];
  readonly failed: readonly { readonly id: string; readonly code: string; readonly sentence: string }[];
}

type Key = { readonly county: string; readonly id: string };

export const listCases = (query: CaseQuery, signal?: AbortSignal) => call<CaseList>('GET', '/cases', { query, signal });
export const getCase = ({ county, id }: Key) => call<CaseFile>('GET', `/cases/${county}/${id}`);
export const readNoticesOf = ({ county, id }: Key) => call<unknown>('POST', `/cases/${county}/${id}/notices/read`);
export const actOn = (
  { county, id }: Key,
  body: { act: string; expected: number; form: FieldValues; opinion: string; key: string; attachments: readonly string[] },
) => call<{ number: string }>('POST', `/cases/${county}/${id}/acts`, { body });
export const actOnMany = (body: { act: string; opinion: string; key: string; cases: { county: string; id: string; expected: number }[] }) =>
  call<Bulk>('POST', '/case-acts', { body });
export const attachmentAddress = (county: string, id: string) => address(`/attachments/${county}/${id}`);
export const receiptAddress = ({ county, id }: Key) => address(`/cases/${county}/${id}/receipt`);
export const resultAddress = ({ county, id }: Key) => address(`/cases/${county}/${id}/result`);
/** The same as pages that the browser prints itself. */
export const receiptPage = (key: Key) => `${receiptAddress(key)}/page`;
export const resultPage = (key: Key) => `${resultAddress(key)}/page`;

export interface Upload {
  readonly county: string;
  readonly applicant: string;
  readonly material: string;
  readonly draft?: string | undefined;
  readonly file: File;
}

/** Sends one file; it belongs to the applicant until a case takes it. */
export function upload({ county, applicant, material, draft, file }: Upload): Promise<{ id: string; filename: string; size: number }> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ county, applicant, material, draft })) if (value) body.append(name, value);
  body.append('file', file, file.name);
  return call('POST', '/attachments', { body });
}

/** Sends one file for an act on a case; it is kept ready for this account until the act is done. */
export function uploadForAct(
  { county, id }: Key,
  { act, material, file }: { act: string; material: string; file: File },
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<{ id: string }> {
  const body = new FormData();
  body.append('act', act);
  body.append('material', material);
  body.append('file', file, file.name);
  return call('POST', `/cases/${county}/${id}/attachments`, { body, signal, onProgress });
}
export const dropUpload = (county: string, id: string) => call<unknown>('DELETE', `/attachments/${county}/${id}`);
