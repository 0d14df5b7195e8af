import { call } from '../client/client.ts';

export interface ShownConsent {
  readonly purpose: string;
  readonly title: string;
  readonly state: 'never' | 'holds' | 'taken-back';
  readonly at: string | null;
}

/** What a person said is wrong in the own record. */
export interface Correction {
  readonly part: string;
  readonly said: string;
  readonly askedAt: string;
  readonly outcome: string | null;
  readonly answer: string;
}

type Key = { readonly county: string; readonly id: string };

export const getPrivacy = ({ county, id }: Key) =>
  call<{ consents: readonly ShownConsent[]; corrections: readonly Correction[] }>('GET', `/people/${county}/${id}/privacy`);
