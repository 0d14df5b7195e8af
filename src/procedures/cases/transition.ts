import type { Day, LegalCalendar } from '../../kernel/kernel.ts';
import { addDays, dayOf, LinliError, nextWorkingDay, plainText } from '../../kernel/kernel.ts';
import type { Running } from '../../registers/registers.ts';
import { outOfRange, text } from '../../registers/registers.ts';
import type { ActDefinition, ServiceDefinition, StateDefinition } from '../definitions/definition.ts';
import { itemFields, stateOf } from '../definitions/definition.ts';
import { readForm } from '../forms/field.ts';
import type { Actor, Case, DecisionFacts, Holder } from './case.ts';
import { clockOf, helpedMark, staffPhoneMark } from './case.ts';
import type { CaseClock } from './deadline.ts';
import { caseDueDate, endPause, openPause, pauseEnds } from './deadline.ts';
import type { CaseContext, GuardFacts } from './facts.ts';
import { guardFacts, holds, sayCondition, sayGuard } from './facts.ts';
import type { Granted, Repeat } from './repeat.ts';
import { askedInAct, grantedBy, grants, refuseSecond } from './repeat.ts';

/** What an actor asks for. */
export interface ActRequest {
  readonly act: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly opinion: string;
  readonly key: string;
  /** Ids of loose files that come with the act. */
  readonly attachments?: readonly string[];
}

/** What the decision may look at besides the case. */
export interface ActContext extends CaseContext {
  readonly calendar: LegalCalendar;
  readonly actor: Actor;
  /** For how many days a confirmation that staff helped with stays open to objection. */
  readonly objectionDays?: number;
  /** What the applicant receives today. */
  readonly running?: readonly Running[];
}

export interface ActRow {
  readonly kind: string;
  readonly from_state: string;
  readonly to_state: string;
  readonly opinion: string;
  readonly reason: string;
  readonly form: Readonly<Record<string, unknown>>;
}

export interface NoticeRow {
  readonly recipient: 'applicant' | 'community' | 'town' | 'county';
  readonly template: string;
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

/** The words of a request, without what cannot be kept or printed. */
function opinionOf({ opinion }: ActRequest): string {
  return plainText(opinion).trim();
}

/** The acts of the definition this actor may do on the case today, guards aside. */
export function allowedActs(definition: ServiceDefinition, one: Case, actor: Actor, today: Day): ActDefinition[] {
  const open = (act: ActDefinition): boolean =>
    act.from.includes(one.state) || (act.kind === 'reopen' && mayObject(definition, one, today));
  return definition.procedure.acts.filter(
    (act) => act.kind !== 'submit' && open(act) && act.roles.includes(actor.role) && related(act, one, actor) && mayConfirm(act, actor),
  );
}

/** A case closed by a confirmation that staff helped with stays open to the applicant's objection for some days. */
export function mayObject(definition: ServiceDefinition, one: Case, today: Day): boolean {
  const { objection } = one.decision;
  return (
    objection !== undefined &&
    today <= objection.until &&
    definition.procedure.acts.some((act) => act.kind === 'confirm' && act.to === one.state)
  );
}

/** Over a telephone of somebody on the staff nobody says for another that it was done well. */
function mayConfirm(act: ActDefinition, actor: Actor): boolean {
  return act.kind !== 'confirm' || !actor.hat.startsWith(staffPhoneMark);
}

const RANK: Record<string, number> = { community: 1, town: 2, county: 3, city: 4, province: 5 };

function related(act: ActDefinition, one: Case, actor: Actor): boolean {
  switch (act.relation) {
    case 'holder':
      return one.holder === actor.level;
    case 'applicant':
      return actor.level === 'resident';
    case 'above':
      return (RANK[actor.level] ?? 0) > (RANK[one.holder] ?? 0);
    case 'anyone':
      return true;
    default:
      throw new Error(`unknown relation ${String(act.relation)}`);
  }
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

function dayLimit(context: ActContext, key: keyof ServiceDefinition['procedure']['limits']): number {
  return Number(context.definition.values[context.definition.procedure.limits[key]] ?? 0);
}

function nextClock(
  one: Case,
  act: ActDefinition,
  to: StateDefinition,
  entered: Record<string, unknown>,
  request: ActRequest,
  context: ActContext,
): CaseClock | undefined {
  const today = dayOf(context.now);
  const clock = clockOf(one);
  // A case that went back for a correction after it was accepted keeps its clock: asking again must not buy time.
  if (act.kind === 'accept' && one.accepted_at === null) {
    const promised = context.definition.item.promised_limit;
    return {
      start: today,
      days: promised.days,
      unit: promised.unit,
      source: promised.source,
      pauses: [],
      extended: 0,
      pauseCap: dayLimit(context, 'pause_cap'),
    };
  }
  if (!clock) return undefined;
  if (act.kind === 'extend') return extended(clock, Number(entered.days ?? 0), dayLimit(context, 'extension'));
  const was = stateOf(context.definition.procedure, one.state).clock;
  if (to.clock === 'paused' && was !== 'paused')
    return openPause(clock, today, String(entered.reason ?? '') || opinionOf(request) || act.title);
  return was === 'paused' && to.clock !== 'paused' ? endPause(clock, today) : clock;
}

/** All extensions of a case together stay within the limit. Throws `EXTENSION_TOO_LONG` with the days that are left. */
function extended(clock: CaseClock, days: number, limit: number): CaseClock {
  const left = Math.max(0, limit - clock.extended);
  if (days > left)
    throw new LinliError(
      'EXTENSION_TOO_LONG',
      { limit, left, unit: text(`procedures.dayUnits.${clock.unit}`) },
      { days: outOfRange(1, left) },
    );
  return { ...clock, extended: clock.extended + days };
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

function noticesOf(act: ActDefinition, holder: Holder, late: boolean): NoticeRow[] {
  return (act.notices ?? []).flatMap((notice) => {
    const recipient = notice.to === 'holder' ? holder : notice.to;
    return recipient === 'nobody' ? [] : [{ recipient, template: (late && notice.late) || notice.template }];
  });
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

/** At the window a clerk may have seen the original; who applies online hands in what the item requires. Throws `MATERIAL_MISSING`. */
function requireMaterials({ definition, attachments }: ActContext): void {
  const missing = definition.item.materials.find(
    (material) => material.required && material.from === 'applicant' && !attachments.includes(material.material),
  );
  if (missing)
    throw new LinliError('MATERIAL_MISSING', { material: missing.title }, { [`material_${missing.material}`]: 'FIELD_REQUIRED' });
}

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

/** The last day on which an applicant's confirmation is waited for; never a day off (Civil Code art. 203). */
export function confirmationEnds(calendar: LegalCalendar, definition: ServiceDefinition, since: Day): Day {
  return nextWorkingDay(calendar, addDays(since, Number(definition.values[definition.procedure.limits.confirmation] ?? 0)));
}

/** The last day of the applicant's turn: for a correction until the pause reaches its cap, for a confirmation until it is taken as given. Undefined while an office has the case. */
export function turnEnds(
  calendar: LegalCalendar,
  definition: ServiceDefinition,
  one: Pick<Case, 'state' | 'holder' | 'holder_since' | 'deadline'>,
): Day | undefined {
  if (one.holder !== 'applicant') return undefined;
  const clock = clockOf(one);
  const pause = clock?.pauses.find((candidate) => candidate.to === undefined);
  if (clock && pause && stateOf(definition.procedure, one.state).clock === 'paused') return pauseEnds(calendar, clock, pause.from);
  return stateOf(definition.procedure, one.state).clock === 'stopped'
    ? confirmationEnds(calendar, definition, dayOf(new Date(one.holder_since)))
    : undefined;
}
