import type { Day, Handle, Vault } from '../../kernel/kernel.ts';
import { auditRow, LinliError, newId } from '../../kernel/kernel.ts';
import { requireReason } from '../../registers/registers.ts';
import type { Actor } from '../cases/case.ts';

/** What a consulted unit sees: a question and the few facts it needs. */
export interface Consultation {
  readonly county: string;
  readonly id: string;
  readonly case_number: string;
  readonly question: string;
  readonly shown: Readonly<Record<string, unknown>>;
  readonly asked_at: Date;
  /** `account:<id>` of who asked. */
  readonly asked_by: string;
  readonly town: string;
  readonly community: string;
  readonly due_on: Day;
  readonly answered_at: Date | null;
  readonly answer: string | null;
  readonly opinion: string | null;
}

const columns = 'county, id, case_number, question, shown, asked_at, asked_by, town, community, due_on, answered_at, answer, opinion';
const open = {
  name: 'consultations-open',
  text: `select ${columns} from procedures.consultation where answered_at is null order by due_on, id limit $1`,
};
const answered = {
  name: 'consultations-answered',
  text: `select ${columns} from procedures.consultation where answered_at is not null and (answered_at, id) < (coalesce($2::timestamptz, 'infinity'), coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
          order by answered_at desc, id desc limit $1`,
};
const given = {
  name: 'consultation-given',
  text: 'select id from procedures.consultation where county = $1 and id = $2 and answered_by = $3 and answer = $4 and opinion = $5',
};
const identify = { name: 'consultation-identify', text: 'select name, id_sealed from procedures.identify_consulted($1)' };
const answer = { name: 'consultation-answer', text: 'select procedures.answer_consultation($1) as done' };

/** So many questions may wait for one unit before the list is cut; answers come in pages of their own. */
const MOST_OPEN = 200;

/** What waits for the answer of the caller's unit, the most urgent first. */
export function listOpenConsultations(handle: Handle): Promise<Consultation[]> {
  return handle.query<Consultation>(open, [MOST_OPEN]);
}

/** What the caller's unit answered, the latest first, a page from after `before` on. */
export function listAnsweredConsultations(
  handle: Handle,
  size: number,
  before?: { readonly at: Date; readonly id: string },
): Promise<Consultation[]> {
  return handle.query<Consultation>(answered, [size, before?.at ?? null, before?.id ?? null]);
}

/**
 * Name and id number of the person an open question to the caller's unit is about. The look is recorded, with its audit row, in the call that shows
 * them. Throws `REASON_NEEDED`, `CONSULTATION_NOT_FOUND`.
 */
export async function identifyConsulted(
  handle: Handle,
  vault: Vault,
  actor: Actor,
  at: Date,
  input: { county: string; id: string; reason: string },
): Promise<{ name: string; idNumber: string }> {
  const reason = requireReason(input.reason);
  const audit = auditRow(vault, {
    county: input.county,
    at,
    actor: actor.id,
    hat: actor.hat,
    channel: actor.channel,
    action: 'consultation.identify',
    subject: `consultation:${input.id}`,
    reason,
    detail: { fields: ['name', 'idNumber'] },
  });
  const [person] = await handle.query<{ name: string; id_sealed: Buffer | null }>(identify, [
    JSON.stringify({
      county: input.county,
      consultation: input.id,
      id: newId(),
      reason,
      actor: actor.id,
      hat: actor.hat,
      at: at.toISOString(),
      audit: [audit],
    }),
  ]);
  if (!person) throw new LinliError('CONSULTATION_NOT_FOUND');
  return { name: person.name, idNumber: person.id_sealed ? vault.open(person.id_sealed) : '' };
}

export const consultationAnswers = ['agree', 'disagree', 'information'] as const;

/** Writes the unit's answer and its audit row in one call. The same answer once more is no error. Throws `CONSULTATION_ANSWERED` when there is none open. */
export async function answerConsultation(
  handle: Handle,
  vault: Vault,
  actor: Actor,
  at: Date,
  input: { county: string; id: string; answer: string; opinion: string },
): Promise<void> {
  const audit = auditRow(vault, {
    county: input.county,
    at,
    actor: actor.id,
    hat: actor.hat,
    channel: actor.channel,
    action: 'consultation.answer',
    subject: `consultation:${input.id}`,
    detail: { answer: input.answer },
  });
  const [row] = await handle.query<{ done: boolean }>(answer, [
    JSON.stringify({ ...input, at: at.toISOString(), actor: actor.id, audit: [audit] }),
  ]);
  if (row?.done) return;
  // Pressed twice: the second press finds its own answer and is content with it.
  const [told] = await handle.query<{ id: string }>(given, [input.county, input.id, actor.id, input.answer, input.opinion]);
  if (!told) throw new LinliError('CONSULTATION_ANSWERED');
}
