import { LinliError, auditRow } from '../../kernel/kernel.ts';
import type { Day, Handle, Vault } from '../../kernel/kernel.ts';
import type { Actor } from '../cases/case.ts';

/** What a consulted unit sees: a question and the few facts it needs. */
export interface Consultation {
  readonly county: string;
  readonly id: string;
  readonly case_number: string;
  readonly question: string;
  readonly shown: Readonly<Record<string, unknown>>;
  readonly asked_at: Date;
  readonly due_on: Day;
  readonly answered_at: Date | null;
  readonly answer: string | null;
  readonly opinion: string | null;
}

const list = {
  name: 'consultations-of-unit',
  text: `select county, id, case_number, question, shown, asked_at, due_on, answered_at, answer, opinion from procedures.consultation
          where (answered_at is null) = $1 order by due_on, id limit 100`,
};
const answer = { name: 'consultation-answer', text: 'select procedures.answer_consultation($1) as done' };

/** Open or answered consultations of the caller's unit; 100 at most. */
export function listConsultations(handle: Handle, open: boolean): Promise<Consultation[]> {
  return handle.query<Consultation>(list, [open]);
}

export const consultationAnswers = ['agree', 'disagree', 'information'] as const;

/** Writes the unit's answer and its audit row in one call. Throws `CONSULTATION_ANSWERED` when there is none open. */
export async function answerConsultation(handle: Handle, vault: Vault, actor: Actor, at: Date, input: { county: string; id: string; answer: string; opinion: string }): Promise<void> {
  const audit = auditRow(vault, { county: input.county, at, actor: actor.id, hat: actor.hat, channel: actor.channel, action: 'consultation.answer', subject: `consultation:${input.id}`, detail: { answer: input.answer } });
  const [row] = await handle.query<{ done: boolean }>(answer, [JSON.stringify({ ...input, at: at.toISOString(), actor: actor.id, audit: [audit] })]);
  if (!row?.done) throw new LinliError('CONSULTATION_ANSWERED');
}
