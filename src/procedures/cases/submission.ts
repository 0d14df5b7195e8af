import { dayOf, LinliError } from '../../kernel/kernel.ts';
import { text } from '../../registers/registers.ts';
import { itemFields, stateOf } from '../definitions/definition.ts';
import { readForm } from '../forms/field.ts';
import type { ActContext } from './act.ts';
import { noticesOf, requireMaterials } from './act.ts';
import type { Case } from './case.ts';
import { dayLimit } from './clocks.ts';
import type { CaseClock } from './deadline.ts';
import { caseDueDate } from './deadline.ts';
import { guardFacts, holds, sayCondition } from './facts.ts';
import type { Repeat } from './repeat.ts';
import { refuseSecond } from './repeat.ts';
import type { Decision } from './transition.ts';

export interface Submission {
  readonly id: string;
  readonly number: string;
  readonly hash: string;
  readonly place: Pick<Case, 'province' | 'city' | 'county' | 'town' | 'community' | 'grid'>;
  readonly applicant: string;
  readonly applicantMask: string;
  readonly agent: Case['agent'];
  readonly form: Readonly<Record<string, unknown>>;
  readonly origin?: string;
  /** Why the applicant should have a second one. */
  readonly repeat?: Repeat | undefined;
}

/** Decides a new case. Throws `INPUT_INVALID`, `CONDITION_NOT_MET`, `MATERIAL_MISSING`, `CHANNEL_NOT_OFFERED`, `ALREADY_RECEIVED`. */
export function decideSubmission(submission: Submission, context: ActContext): Decision {
  const { item, procedure } = context.definition;
  const { actor, now } = context;
  if (actor.channel !== 'system' && !(item.channels as readonly string[]).includes(actor.channel))
    throw new LinliError('CHANNEL_NOT_OFFERED', { item: item.title });
  refuseSecond(item, context.running ?? [], { ...submission.repeat });
  const form = readForm(itemFields(item), submission.form, dayOf(now));
  const submit = procedure.acts.find((act) => act.kind === 'submit');
  const start = stateOf(procedure, procedure.start);
  const clock: CaseClock = {
    start: dayOf(now),
    days: dayLimit(context, 'acceptance'),
    unit: 'working',
    source: text('procedures.acceptanceLimit'),
    pauses: [],
    extended: 0,
    pauseCap: dayLimit(context, 'pause_cap'),
  };
  const due = caseDueDate(context.calendar, clock);
  const { place } = submission;
  // Every field by name: a spread here cost 4 % of a submission.
  const opened: Case = {
    province: place.province,
    city: place.city,
    county: place.county,
    town: place.town,
    community: place.community,
    grid: place.grid,
    id: submission.id,
    number: submission.number,
    item: item.item,
    procedure: procedure.procedure,
    pack: context.definition.pack,
    pack_hash: submission.hash,
    applicant: submission.applicant,
    applicant_mask: submission.applicantMask,
    agent: submission.agent,
    title: item.title,
    state: start.state,
    holder: start.holder,
    holder_since: now.toISOString(),
    assignee: null,
    channel: actor.channel,
    opened_at: now.toISOString(),
    accepted_at: null,
    due_on: due.day,
    due_provisional: due.provisional,
    deadline: clock,
    paused_at: null,
    supervised_at: null,
    closed_at: null,
    outcome: null,
    form,
    decision: submission.repeat ? { ...submission.repeat } : {},
    origin: submission.origin ?? null,
    acts: 1,
  };
  const facts = guardFacts(opened, {}, context);
  for (const condition of item.conditions)
    if (condition.when && !holds(condition.when, facts))
      throw new LinliError('CONDITION_NOT_MET', { condition: sayCondition(condition, context.applicant) });
  if (actor.channel === 'hall') requireMaterials(context);
  const online = actor.channel === 'hall' || actor.channel === 'kiosk';
  return {
    case: opened,
    act: { kind: submit?.act ?? 'submit', from_state: '', to_state: start.state, opinion: '', reason: '', form: {} },
    notices: submit ? noticesOf(submit, start.holder, false) : [],
    consultations: [],
    deltas: [{ measure: 'cases_opened', amount: 1 }, ...(online ? [{ measure: 'cases_opened_online', amount: 1 }] : [])],
    labels: [],
    entitlement: undefined,
    ratingRound: undefined,
  };
}
