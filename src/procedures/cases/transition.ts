import type { Day } from '../../kernel/kernel.ts';
import { addDays, dayOf, LinliError } from '../../kernel/kernel.ts';
import type { ActDefinition, ServiceDefinition, StateDefinition } from '../definitions/definition.ts';
import { itemFields, stateOf } from '../definitions/definition.ts';
import { readForm } from '../forms/field.ts';
import type { ActContext, ActRequest, NoticeRow } from './act.ts';
import { noticesOf, opinionOf, requireMaterials } from './act.ts';
import { allowedActs, mayConfirm } from './allowed.ts';
import type { Case, DecisionFacts } from './case.ts';
import { helpedMark } from './case.ts';
import { dayLimit, nextClock } from './clocks.ts';
import type { CaseClock } from './deadline.ts';
import { caseDueDate } from './deadline.ts';
import type { CaseContext, GuardFacts } from './facts.ts';
import { guardFacts, holds, sayGuard } from './facts.ts';
import type { Granted } from './repeat.ts';
import { askedInAct, grantedBy, grants, refuseSecond } from './repeat.ts';

export interface ActRow {
  readonly kind: string;
  readonly from_state: string;
  readonly to_state: string;
  readonly opinion: string;
  readonly reason: string;
  readonly form: Readonly<Record<string, unknown>>;
}

export interface ConsultationAsk {
  readonly unit: string;
  readonly question: string;
  readonly dueOn: Day;
}

export interface Delta {
  readonly measure: string;
  readonly amount: number;
}

/** Everything a command writes, decided. */
export interface Decision {
  readonly case: Case;
  readonly act: ActRow;
  readonly notices: readonly NoticeRow[];
  readonly consultations: readonly ConsultationAsk[];
  readonly deltas: readonly Delta[];
  readonly labels: readonly string[];
  readonly entitlement: Granted | undefined;
  /** The round for which the applicant receives a rating token, if one is due. */
  readonly ratingRound: number | undefined;
  /** The helper whose confirmation this act objects to. */
  readonly against?: string | undefined;
}

/**
 * Decides one act: pure over its arguments. Throws `ACT_NOT_ALLOWED`, `OPINION_NEEDED`, `GUARD_FAILED` (with the pack's sentence), `CONSULTATION_OPEN`,
 * `EXTENSION_TOO_LONG`, `MATERIAL_MISSING`, `ALREADY_RECEIVED`, `INPUT_INVALID` (per field).
 */
export function decideAct(one: Case, request: ActRequest, context: ActContext): Decision {
  const asked = context.definition.procedure.acts.find((candidate) => candidate.act === request.act);
  if (asked && !mayConfirm(asked, context.actor)) throw new LinliError('OWN_VOICE_NEEDED');
  const act = allowedActs(context.definition, one, context.actor, dayOf(context.now)).find((candidate) => candidate.act === request.act);
  if (!act) throw new LinliError('ACT_NOT_ALLOWED', { act: request.act });
  if (act.opinion === 'required' && opinionOf(request) === '') throw new LinliError('OPINION_NEEDED', {}, { opinion: 'FIELD_REQUIRED' });
  // A correction re-opens the application's own questions.
  const fields =
    act.kind === 'correct'
      ? itemFields(context.definition.item).map((field) => ({ ...field, required: false }))
      : askedInAct(act, context.definition, context.running ?? [], one);
  const entered = readForm(fields, request.form, dayOf(context.now));
  // Facts of a case go to offices its procedure names, in its own county, and to no other.
  const offices = context.definition.procedure.consultation?.units.map((unit) => `${one.county}:${unit}`) ?? [];
  if (act.kind === 'consult' && !offices.includes(String(entered.unit)))
    throw new LinliError('INPUT_INVALID', { count: 1 }, { unit: 'FIELD_NOT_CHOICE' });
  if (act.kind === 'consult' && context.openConsultations.includes(String(entered.unit)))
    throw new LinliError('CONSULTATION_OPEN', {}, { unit: 'FIELD_NOT_CHOICE' });
  if (act.kind === 'correct' && one.channel === 'hall' && context.actor.channel === 'hall') requireMaterials(context);
  if (grants(act, context.definition.item))
    refuseSecond(context.definition.item, context.running ?? [], { ...one.decision, ...entered }, one.id);
  const facts = guardFacts(one, entered, context);
  for (const guard of act.guards ?? [])
    if (!holds(guard.when, facts)) throw new LinliError('GUARD_FAILED', { why: sayGuard(guard.otherwise, entered) });
  const to = stateOf(context.definition.procedure, targetOf(one, act, facts));
  return settle(one, act, to, entered, request, context);
}

function targetOf(one: Case, act: ActDefinition, facts: GuardFacts): string {
  const branch = (act.branches ?? []).find((candidate) => holds(candidate.when, facts));
  return branch?.to ?? act.to ?? one.state;
}

function settle(
  one: Case,
  act: ActDefinition,
  to: StateDefinition,
  entered: Record<string, unknown>,
  request: ActRequest,
  context: ActContext,
): Decision {
  const today = dayOf(context.now);
  const clock = nextClock(one, act, to, entered, request, context);
  const due = clock && caseDueDate(context.calendar, clock);
  const ratingRound = ratingDue(one, act, to, context.definition) ? 1 : undefined;
  const facts = { ...nextFacts(one, act, to, entered, due?.day, context), ...(ratingRound ? { ratingRound } : {}) };
  const deltas = closingDeltas(one, facts);
  const moved = to.holder !== one.holder || to.state !== one.state;
  const next: Case = {
    ...one,
    state: to.state,
    holder: to.holder,
    holder_since: moved ? context.now.toISOString() : one.holder_since,
    accepted_at: act.kind === 'accept' ? (one.accepted_at ?? context.now.toISOString()) : one.accepted_at,
    due_on: due?.day ?? one.due_on,
    due_provisional: due?.provisional ?? one.due_provisional,
    deadline: clock ?? one.deadline,
    paused_at: to.clock === 'paused' ? (one.paused_at ?? context.now.toISOString()) : null,
    supervised_at: act.kind === 'supervise' ? context.now.toISOString() : one.supervised_at,
    closed_at: to.final ? context.now.toISOString() : null,
    outcome: act.outcome ?? one.outcome,
    form: act.kind === 'correct' ? { ...one.form, ...entered } : one.form,
    decision: facts,
    acts: one.acts + 1,
  };
  return {
    case: next,
    act: {
      kind: act.act,
      from_state: one.state,
      to_state: to.state,
      opinion: opinionOf(request),
      reason: String(entered.reason ?? ''),
      form: entered,
    },
    notices: [
      ...noticesOf(act, to.holder, next.due_on !== null && today > next.due_on),
      ...(facts.objection && act.kind === 'confirm' ? [{ recipient: 'applicant', template: 'confirmed-helped' } as const] : []),
    ],
    consultations: consultationsOf(act, entered, request, context, today),
    deltas,
    labels: act.label && !bears(context.applicant, act.label) ? [act.label] : [],
    entitlement: grantedBy(act, context.definition.item, { ...one.decision, ...entered }, context.now),
    ratingRound,
    ...(act.kind === 'reopen' && one.decision.objection ? { against: one.decision.objection.helper } : {}),
  };
}

/** Whether the applicant bears the label already: it is given once. */
function bears(applicant: CaseContext['applicant'], label: string): boolean {
  return Array.isArray(applicant.labels) && applicant.labels.includes(label);
}

/** One rating per service: the token is issued when an office has decided, never for a withdrawal. */
function ratingDue(one: Case, act: ActDefinition, to: StateDefinition, definition: ServiceDefinition): boolean {
  const decided = act.kind === 'decide' || act.kind === 'deliver' || act.kind === 'refuse';
  return definition.procedure.rated && decided && to.clock === 'stopped' && one.decision.ratingRound === undefined;
}

function nextFacts(
  one: Case,
  act: ActDefinition,
  to: StateDefinition,
  entered: Record<string, unknown>,
  due: Day | undefined,
  { actor, now, objectionDays = 0 }: ActContext,
): DecisionFacts {
  const today = dayOf(now);
  const facts: Record<string, unknown> = { ...one.decision };
  if (act.kind === 'decide' || act.kind === 'forward') Object.assign(facts, entered);
  if (act.kind === 'return') facts.returns = (one.decision.returns ?? 0) + 1;
  if (act.kind === 'confirm') facts.solved = entered.solved;
  if (act.kind === 'confirm' || act.kind === 'reopen') delete facts.objection;
  if (act.kind === 'confirm' && actor.hat.startsWith(helpedMark))
    facts.objection = { until: addDays(today, objectionDays), helper: actor.hat.slice(helpedMark.length) };
  if (to.clock === 'stopped' && one.decision.counted === undefined) facts.counted = due === undefined || today <= due ? 'on-time' : 'late';
  if (act.kind === 'reopen') delete facts.counted;
  return facts as DecisionFacts;
}

/** A case counts as closed when its clock stops; a reopening takes the count back. */
function closingDeltas(one: Case, next: DecisionFacts): Delta[] {
  const before = one.decision.counted;
  if (next.counted === before) return [];
  const counted = next.counted ?? before;
  const sign = next.counted === undefined ? -1 : 1;
  return [{ measure: 'cases_closed', amount: sign }, ...(counted === 'on-time' ? [{ measure: 'cases_closed_on_time', amount: sign }] : [])];
}

function consultationsOf(
  act: ActDefinition,
  entered: Record<string, unknown>,
  request: ActRequest,
  context: ActContext,
  today: Day,
): ConsultationAsk[] {
  if (act.kind !== 'consult') return [];
  const clock: CaseClock = {
    start: today,
    days: dayLimit(context, 'consultation'),
    unit: 'working',
    source: '',
    pauses: [],
    extended: 0,
    pauseCap: 0,
  };
  return [
    { unit: String(entered.unit), question: String(entered.question ?? request.opinion), dueOn: caseDueDate(context.calendar, clock).day },
  ];
}
