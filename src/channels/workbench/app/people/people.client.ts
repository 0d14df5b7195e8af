import type { CaseRow } from '../cases/case.client.ts';
import { call } from '../client/client.ts';
import type { Entitlement } from '../entitlements/entitlements.client.ts';
import type { FieldValues } from '../form/fields.ts';
import type { Identity } from './verified.ts';

export interface PersonRow {
  readonly county: string;
  readonly id: string;
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly sex: string;
  readonly age: number | null;
  readonly community: string;
  readonly communityName: string;
  readonly address: string;
  readonly identity: Identity;
}

export interface Person extends PersonRow {
  readonly household: {
    readonly members: readonly {
      readonly id?: string;
      readonly county?: string;
      readonly name: string;
      readonly relation?: string;
      readonly relationTitle?: string;
      readonly age?: number | null;
    }[];
    readonly more: boolean;
  } | null;
  /** What the person asked for, with how content the person was in the end. */
  readonly cases: readonly (CaseRow & { readonly grade: number | null })[];
  /** Registers about people that this hat may not read. */
  readonly hidden: readonly string[];
  readonly entitlements: readonly Entitlement[];
  /** Where the record came from, the last move first. */
  readonly moves: readonly { readonly on: string; readonly from: string; readonly basis: string; readonly evidence: string }[];
  readonly unmaskings: readonly {
    readonly at: string;
    readonly actor: string;
    readonly fields: readonly string[];
    readonly reason: string;
  }[];
  readonly moreUnmaskings: boolean;
}

export const maskable = ['name', 'idNumber', 'phone', 'address', 'bank'] as const;
export type Maskable = (typeof maskable)[number];

type Key = { readonly county: string; readonly id: string };

export const searchPeople = (typed: string) => call<{ people: PersonRow[]; more: boolean }>('POST', '/people/search', { body: { typed } });
export const getPerson = ({ county, id }: Key) =>
  call<{ person: Person }>('GET', `/people/${county}/${id}`).then((answer) => answer.person);
export const registerPerson = (body: FieldValues) => call<Key>('POST', '/people', { body });
export const changePerson = ({ county, id }: Key, body: FieldValues) => call<unknown>('PATCH', `/people/${county}/${id}`, { body });
export const unmask = ({ county, id }: Key, fields: readonly string[], reason: string) =>
  call<{ values: Partial<Record<Maskable, string>> }>('POST', `/people/${county}/${id}/unmask`, { body: { fields, reason } });
export const cardSeen = ({ county, id }: Key) => call<unknown>('POST', `/people/${county}/${id}/card-seen`);
export const helpSignIn = ({ county, id }: Key) => call<{ code: string; until: string }>('POST', `/people/${county}/${id}/sign-in-help`);
