import { call } from '../client/client.ts';
import type { LightColour } from '../kit/light.tsx';

export interface Consultation {
  readonly county: string;
  readonly id: string;
  readonly caseNumber: string;
  readonly question: string;
  readonly shown: readonly { readonly title: string; readonly value: unknown }[];
  readonly askedAt: string;
  readonly dueOn: string;
  readonly light: LightColour;
  readonly answeredAt: string | null;
  readonly answer: string | null;
  readonly opinion: string | null;
}

export const listConsultations = (open: boolean) => call<{ consultations: Consultation[] }>('GET', '/consultations', { query: { open } });
export const answerConsultation = ({ county, id }: Consultation, body: { answer: string; opinion: string; key: string }) => call<unknown>('POST', `/consultations/${county}/${id}/answer`, { body });
