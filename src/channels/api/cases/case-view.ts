import type { Handle } from '../../../kernel/kernel.ts';
import { dayOf, spansOf } from '../../../kernel/kernel.ts';
import type {
  ActDefinition,
  Actor,
  Case,
  CasePage,
  Field,
  GuardFacts,
  NamedCase,
  RatingRow,
  ServiceDefinition,
} from '../../../procedures/procedures.ts';
import {
  allowedActs,
  applicantFacts,
  askedInAct,
  attachmentRules,
  caseDueDate,
  clockOf,
  fileKinds,
  fileTitle,
  findApplicantAway,
  getCasePage,
  guardFacts,
  heldUp,
  itemFields,
  listCasesOfApplicant,
  repeatFields,
  stateOf,
  suggestedValues,
  whyName,
} from '../../../procedures/procedures.ts';
import type { Running } from '../../../registers/registers.ts';
import {
  findPerson,
  hasText,
  listEntitlements,
  listRunning,
  maskAddress,
  maskPerson,
  maskPhone,
  phoneLast4,
  text,
} from '../../../registers/registers.ts';
import { handlerOf } from '../../http/handler.ts';
import type { Linli } from '../../http/linli.ts';
import { shownEntitlement } from '../entitlements/routes.ts';
import { caseRow } from './case-row.ts';

/** The answers of an application with their questions; what a bank or phone number hides stays hidden. */
export function answersOf(
  definition: ServiceDefinition,
  form: Readonly<Record<string, unknown>>,
): { name: string; title: string; value: string; kind: string }[] {
  return itemFields(definition.item)
    .filter((field) => form[field.name] !== undefined)
    .map((field) => ({
      name: field.name,
      title: field.title,
      value: withReason(showAnswer(field, form[field.name]), form[whyName(field.name)]),
      kind: field.kind,
    }));
}

/** One answer in words; bank, phone and address stay behind their masks, in answers, timelines, prints and consultations alike. */
export function showAnswer(field: Field, value: unknown): string {
  const titleOf = (one: unknown): string => field.options?.find((option) => option.value === one)?.title ?? String(one);
  if (field.kind === 'bank-account') return `****${String(value).slice(-4)}`;
  if (field.kind === 'phone') return maskPhone(phoneLast4(String(value)));
  if (field.prefill === 'person.address') return maskAddress(String(value));
  if (field.kind === 'choices' && Array.isArray(value)) return value.map(titleOf).join('、');
  if (field.kind === 'yes-no') return text(value === true ? 'registers.yes' : 'registers.no');
  return field.kind === 'choice' ? titleOf(value) : `${String(value)}${field.unit ?? ''}`;
}

/** A value with the reason why it is beyond what is usual. */
function withReason(value: string, why: unknown): string {
  return typeof why === 'string' ? text('procedures.withReason', { value, why }) : value;
}

/** A case on the desk: what it follows, what is known, what its applicant receives. */
interface Desk {
  readonly definition: ServiceDefinition;
  readonly one: Case;
  readonly facts: GuardFacts;
  readonly running: readonly Running[];
}

/** An act as a form with the answers that are known already; unit choices come from the county. */
async function actForm(
  linli: Linli,
  { definition, one, facts, running }: Desk,
  act: ActDefinition,
  units: readonly string[],
): Promise<unknown> {
  return {
    act: act.act,
    title: act.title,
    kind: act.style,
    opinion: act.opinion,
    files: fileKinds(definition, act),
    // A correction starts from what was handed in: an answer left alone stays as it is and need not be sent.
    keeps: act.kind === 'correct',
    values: act.kind === 'correct' ? handedIn(definition, one.form) : suggestedValues(act, facts),
    fields: await Promise.all(
      (act.kind === 'correct' ? itemFields(definition.item) : askedInAct(act, definition, running, one)).map(async (field) =>
        field.kind === 'unit' ? { ...field, options: await unitOptions(linli, units) } : field,
      ),
    ),
  };
}

/** What an actor may do now, and what must wait with the reason why. A unit that has not answered yet is not asked again. */
async function actsNow(
  linli: Linli,
  desk: Desk,
  acts: readonly ActDefinition[],
  asked: readonly string[],
): Promise<{ allowed: unknown[]; waiting: unknown[] }> {
  const { definition, one, facts } = desk;
  const free = (definition.procedure.consultation?.units ?? [])
    .map((unit) => `${one.county}:${unit}`)
    .filter((unit) => !asked.includes(unit));
  const why = (act: ActDefinition): string | undefined =>
    heldUp(act, facts) ?? (act.kind === 'consult' && free.length === 0 ? text('workbench.case.allAsked') : undefined);
  return {
    allowed: await Promise.all(acts.filter((act) => why(act) === undefined).map((act) => actForm(linli, desk, act, free))),
    waiting: acts.flatMap((act) => (why(act) === undefined ? [] : [{ act: act.act, title: act.title, why: why(act) }])),
  };
}

/** The answers of an application as a form takes them; numbers behind a mask stay there. */
function handedIn(definition: ServiceDefinition, form: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = itemFields(definition.item).filter((field) => form[field.name] !== undefined);
  return Object.fromEntries(known.map((field) => [field.name, isMasked(field) ? showAnswer(field, form[field.name]) : form[field.name]]));
}

function isMasked(field: Field): boolean {
  return field.kind === 'bank-account' || field.kind === 'phone' || field.prefill === 'person.address';
}

function unitOptions(linli: Linli, units: readonly string[]): Promise<{ value: string; title: string }[]> {
  return Promise.all(units.map(async (unit) => ({ value: unit, title: await linli.regionName(unit) })));
}

/** Everything the case page of the workbench shows to this actor. */
export async function caseView(linli: Linli, handle: Handle, page: CasePage, actor: Actor): Promise<Record<string, unknown>> {
  const one = page.case;
  const definition = await linli.catalogue.definitionOf(one.pack_hash);
  const [here, entitlements, cases] = await Promise.all([
    findPerson(handle, one.county, one.applicant),
    listEntitlements(handle, one.county, one.applicant),
    listCasesOfApplicant(handle, one.applicant),
  ]);
  const away = here ? undefined : await findApplicantAway(handle, one.county, one.id);
  const person = here ?? away;
  // Who moved away still receives what was granted: whoever decides the case that stayed has to know it.
  const running = here ? await listRunning(handle, one.county, one.applicant) : (away?.running ?? []);
  const elsewhere = running
    .filter((row) => !entitlements.some((known) => known.id === row.id))
    .map((row) => ({ ...row, county: one.county, to_day: null, end_reason: '' }));
  const others = cases.filter((row) => row.item === one.item && row.id !== one.id);
  const clock = clockOf(one);
  const due = clock && caseDueDate(linli.calendar, clock);
  const titleOf = (state: string): string => (state === '' ? '' : stateOf(definition.procedure, state).title);
  const now = linli.clock.now();
  const today = dayOf(now);
  const asked = page.consultations.filter((row) => !row.answered_at).map((row) => row.unit);
  const facts = guardFacts(
    one,
    {},
    {
      now,
      definition,
      applicant: person ? applicantFacts({ ...person, labels: [] }, today) : {},
      openConsultations: asked,
      attachments: page.attachments.map((file) => file.material),
    },
  );
  return {
    case: {
      ...(await caseRow(linli, one)),
      handler: await handlerOf(linli, handle, one, definition, page.acts),
      acceptedAt: one.accepted_at,
      decision: one.decision,
      paused: one.paused_at !== null,
      origin: one.origin,
      pack: one.pack,
      formerName: one.former ? await linli.regionName(one.former) : null,
    },
    form: answersOf(definition, one.form),
    acts: await Promise.all(
      page.acts.map(async (act) => ({
        seq: act.seq,
        kind: act.kind,
        title: definition.procedure.acts.find((candidate) => candidate.act === act.kind)?.title ?? act.kind,
        at: act.at,
        actorName: act.actor_name,
        role: act.role,
        roleTitle:
          linli.roles.get(act.role)?.title ?? (hasText(`procedures.roles.${act.role}`) ? text(`procedures.roles.${act.role}`) : act.role),
        channel: act.channel,
        fromTitle: titleOf(act.from_state),
        toTitle: titleOf(act.to_state),
        opinion: act.opinion,
        reason: reasonTitle(definition, act.kind, act.reason),
        answers: await Promise.all(Object.entries(act.form).map(([name, value]) => shownEntry(linli, definition, act.kind, name, value))),
      })),
    ),
    attachments: page.attachments.map(({ byApplicant: _, ...file }) => ({ ...file, materialTitle: fileTitle(definition, file.material) })),
    fileRules: attachmentRules,
    materials: definition.item.materials,
    consultations: await Promise.all(
      page.consultations.map(async (row) => ({
        id: row.id,
        unit: row.unit,
        unitName: await linli.regionName(row.unit),
        question: row.question,
        askedAt: row.asked_at,
        dueOn: row.due_on,
        answer: row.answer,
        opinion: row.opinion,
        answeredAt: row.answered_at,
      })),
    ),
    deadline: due
      ? {
          dueOn: due.day,
          provisional: due.provisional,
          start: clock.start,
          days: clock.days,
          unit: clock.unit,
          extended: clock.extended,
          source: clock.source,
          pauses: clock.pauses,
          trace: spansOf(due.trace),
        }
      : null,
    applicant: person ? { ...maskPerson(person, today), communityName: await linli.regionName(person.community) } : null,
    agent: one.agent,
    ...(await actsNow(linli, { definition, one, facts, running }, allowedActs(definition, one, actor, today), asked)),
    same: {
      entitlements: [...elsewhere, ...entitlements]
        .filter((row) => row.item === one.item && row.case_id !== one.id)
        .map((row) => shownEntitlement(linli, row)),
      cases: await Promise.all(others.map((row) => caseRow(linli, row))),
    },
    about: page.about ? await ratedCase(handle, page.about) : null,
    rating: shownRating(page.ratings.at(-1)),
    rectification: page.rectification ?? null,
    result: one.outcome ? { url: `/api/cases/${one.county}/${one.id}/result` } : null,
  };
}

/** The case a rectification is about, and what was said of it: who calls back must know both. */
async function ratedCase(handle: Handle, { county, id, number, title }: NamedCase): Promise<Record<string, unknown>> {
  const { ratings } = await getCasePage(handle, county, id);
  const first = ratings.find((rating) => rating.round === 1) ?? ratings[0];
  return { county, id, number, title, grade: first?.grade ?? null, tags: tagTitles(first), comment: first?.comment ?? '' };
}

function shownRating(rating: RatingRow | undefined): Record<string, unknown> | null {
  return rating ? { grade: rating.grade, tags: tagTitles(rating), comment: rating.comment } : null;
}

/** The ticked reasons of a rating in words. */
function tagTitles(rating: RatingRow | undefined): string[] {
  return (rating?.tags ?? []).map((tag) => text(`hall.rate.tag.${tag}`));
}

function actFields(definition: ServiceDefinition, act: string): readonly Field[] {
  return [
    ...(definition.procedure.acts.find((candidate) => candidate.act === act)?.form ?? itemFields(definition.item)),
    ...repeatFields(definition.item),
  ];
}

function reasonTitle(definition: ServiceDefinition, act: string, reason: string): string {
  const field = actFields(definition, act).find((candidate) => candidate.name === 'reason');
  return field && reason ? showAnswer(field, reason) : reason;
}

async function shownEntry(
  linli: Linli,
  definition: ServiceDefinition,
  act: string,
  name: string,
  value: unknown,
): Promise<{ title: string; value: string; kind?: string }> {
  const field = actFields(definition, act).find((candidate) => candidate.name === name);
  const about = field ? undefined : actFields(definition, act).find((candidate) => whyName(candidate.name) === name);
  if (about) return { title: text('procedures.reasonOf', { title: about.title }), value: String(value) };
  if (field?.kind === 'unit') return { title: field.title, value: await linli.regionName(String(value)) };
  return { title: field?.title ?? name, value: field ? showAnswer(field, value) : String(value), ...(field ? { kind: field.kind } : {}) };
}
