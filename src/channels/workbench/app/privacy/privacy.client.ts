import { call } from '../client/client.ts';

export interface ShownConsent {
  readonly purpose: string;
  readonly title: string;
  readonly state: 'never' | 'holds' | 'taken-back';
  readonly at: string | null;
}

export interface Correction {
  readonly county: string;
  readonly id: string;
  readonly person: string;
  /** Masked; only in the list over several people. */
  readonly name: string | null;
  readonly communityName: string;
  readonly part: string;
  readonly said: string;
  readonly askedAt: string;
  readonly dueOn: string;
  readonly late: boolean;
  readonly outcome: 'corrected' | 'kept' | null;
  readonly answer: string;
  readonly answeredAt: string | null;
}

type Key = { readonly county: string; readonly id: string };

export const getPrivacy = ({ county, id }: Key) =>
  call<{ consents: readonly ShownConsent[]; corrections: readonly Correction[] }>('GET', `/people/${county}/${id}/privacy`);
export const listCorrections = (open: boolean, after?: string) =>
  call<{ corrections: readonly Correction[]; next: string | null }>('GET', '/corrections', { query: { open, after } });
export const answerCorrection = ({ county, id }: Key, body: { outcome: string; answer: string }) =>
  call<unknown>('POST', `/corrections/${county}/${id}/answer`, { body });
