import { call } from '../client/client.ts';
import type { DaysUnit, LightColour } from '../kit/light.tsx';

export interface Consultation {
  readonly county: string;
  readonly id: string;
  readonly caseNumber: string;
  readonly question: string;
  readonly shown: readonly { readonly title: string; readonly value: unknown }[];
  readonly askedAt: string;
  /** Office and name of who asks. */
  readonly askedBy: string;
  readonly dueOn: string;
  readonly daysLeft: number;
  readonly daysUnit: DaysUnit;
  readonly light: LightColour;
  readonly answeredAt: string | null;
  readonly answer: string | null;
  readonly opinion: string | null;
}

/** Who a question is about, once a reason was given. */
export interface Identity {
  readonly name: string;
  readonly idNumber: string;
}

export interface ConsultationPage {
  readonly consultations: readonly Consultation[];
  readonly next: string | null;
}

export const listConsultations = (open: boolean, after?: string) =>
  call<ConsultationPage>('GET', '/consultations', { query: { open, after } });
export const identifyConsulted = ({ county, id }: Consultation, body: { reason: string }) =>
  call<{ values: Identity }>('POST', `/consultations/${county}/${id}/identify`, { body });
export const answerConsultation = ({ county, id }: Consultation, body: { answer: string; opinion: string; key: string }) =>
  call<unknown>('POST', `/consultations/${county}/${id}/answer`, { body });
