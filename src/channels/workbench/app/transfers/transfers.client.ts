import { call } from '../client/client.ts';
import type { FieldValues } from '../form/fields.ts';

/** What taking a resident over from elsewhere would touch. */
export interface TransferPreview {
  /** Community the record stands in. */
  readonly from: string;
  /** Whether that is another county: then neither household nor cases come along. */
  readonly crossing: boolean;
  readonly others: number;
  readonly cases: readonly {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly stateTitle: string;
    readonly openedAt: string;
    readonly applicant: string;
    readonly mine: boolean;
  }[];
}

type Key = { readonly county: string; readonly id: string };

export const checkTransfer = (body: { name: string; idNumber: string }) =>
  call<TransferPreview>('POST', '/people/transfers/check', { body });
export const transferPerson = (body: FieldValues) => call<Key & { people: number; told: string }>('POST', '/people/transfers', { body });
export const correctIdentity = ({ county, id }: Key, body: FieldValues) =>
  call<unknown>('POST', `/people/${county}/${id}/identity`, { body });
