import type { Clock, Database, Day, Handle, LegalCalendar, Scope, Vault } from '../../kernel/kernel.ts';
import { auditRow, canonical, dayOf, gateScope, LinliError, newId, sayDay, sha256 } from '../../kernel/kernel.ts';
import type { Applicant, Running } from '../../registers/registers.ts';
import { ageOn, findStaffOfPhone, maskName, text } from '../../registers/registers.ts';
import type { StoredAttachment } from '../attachments/attachment.store.ts';
import { listLooseAttachments } from '../attachments/attachment.store.ts';
import type { Catalogue } from '../definitions/catalogue.ts';
import { withDocument } from '../results/document.ts';
import type { ActRequest } from './act.ts';
import type { Answer, ApplicantFacts, CommandKey } from './case.store.ts';
import { findAnswer, loadForAct, recordCommand } from './case.store.ts';
import type { Actor, Agent, Case } from './case.ts';
import { newCaseNumber, sayCaseNumber } from './number.ts';
import type { Repeat } from './repeat.ts';
import { decideSubmission } from './submission.ts';
import type { Decision } from './transition.ts';
import { decideAct } from './transition.ts';

/** What commands work with; built once at start. */
export interface CaseDesk {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly calendar: LegalCalendar;
  readonly catalogue: Catalogue;
  /** Address of the hall, for links in messages. */
  readonly publicUrl: string;
  /** A parameter of the general pack, for rules of the platform itself. */
  setting(name: string): number;
}

export interface SubmitInput {
  readonly item: string;
  readonly applicant: Applicant;
  readonly labels?: readonly string[];
  /** What the applicant receives today. */
  readonly running?: readonly Running[];
  readonly repeat?: Repeat | undefined;
  readonly form: Readonly<Record<string, unknown>>;
  readonly agent: Agent | null;
  /** Material names at hand. */
  readonly materials: readonly string[];
  /** Ids of loose attachments that become part of the case. */
  readonly attachments?: readonly string[];
  readonly draft?: string;
  readonly key: string;
}

/** The key of a command and what it asks for; files count by their ids, so that a lost answer can be fetched after they were bound. */
function keyOf(key: string, asked: Readonly<Record<string, unknown>>): CommandKey {
  return { key, digest: sha256(canonical(asked)).toString('base64url').slice(0, 22) };
}

/** The key of a submission. */
export function submissionKey({
  key,
  item,
  form,
  agent,
  attachments = [],
}: Pick<SubmitInput, 'key' | 'item' | 'form' | 'agent' | 'attachments'>): CommandKey {
  return keyOf(key, { item, form, agent, attachments });
}

/** Opens a case. Repeating the key answers with the first case. Throws `KEY_REUSED` and what `decideSubmission` throws. */
export async function submitCase(desk: CaseDesk, scope: Scope, actor: Actor, input: SubmitInput): Promise<Answer> {
  const now = desk.clock.now();
  const today = dayOf(now);
  const { applicant } = input;
  const { hash, definition } = await desk.catalogue.definitionAt(applicant, input.item, today);
  const facts = applicantFacts({ ...applicant, labels: input.labels ?? [] }, today);
  const handle = desk.database.within(scope);
  const key = submissionKey(input);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const submission = {
      id: newId(now.getTime()),
      number: newCaseNumber(today),
      hash,
      place: placeOf(applicant),
      applicant: applicant.id,
      applicantMask: maskName(applicant.name),
      agent: input.agent,
      form: input.form,
      repeat: input.repeat,
    };
    const decision = decideSubmission(submission, {
      now,
      calendar: desk.calendar,
      actor,
      definition,
      applicant: facts,
      openConsultations: [],
      attachments: input.materials,
      running: input.running ?? [],
    });
    const payload = payloadOf(desk, decision, { actor, key, reached: applicant, now });
    const answer = await recordCommand(
      handle,
      {
        ...payload,
        ...(input.draft ? { draft: input.draft } : {}),
        ...(input.attachments?.length ? { attachments: input.attachments } : {}),
      },
      key.digest,
    );
    if (answer !== 'number-taken') return answer;
  }
  throw new LinliError('CONFLICT');
}

function placeOf(person: Applicant): Pick<Case, 'province' | 'city' | 'county' | 'town' | 'community' | 'grid'> {
  return {
    province: person.province,
    city: person.city,
    county: person.county,
    town: person.town,
    community: person.community,
    grid: person.grid,
  };
}

/** What guards may know about an applicant: age in years, sex, labels; never a number or a name. */
export function applicantFacts(person: Pick<ApplicantFacts, 'birth' | 'sex' | 'labels'>, today: Day): Record<string, unknown> {
  return { age: person.birth ? ageOn(person.birth, today) : -1, sex: person.sex, labels: person.labels };
}

/** Acts on a case. `expected` is the number of acts the actor saw. Throws `CASE_MOVED`, `KEY_REUSED`, `ATTACHMENT_GONE` and what `decideAct` throws. */
export async function actOnCase(
  desk: CaseDesk,
  { scope, actor }: { readonly scope: Scope; readonly actor: Actor },
  { county, id, expected }: { readonly county: string; readonly id: string; readonly expected: number },
  request: ActRequest,
): Promise<Answer> {
  const handle = desk.database.within(scope);
  const { act, form, opinion, attachments = [] } = request;
  const key = keyOf(request.key, { id, act, form, opinion, attachments });
  const repeated = await findAnswer(handle, county, actor.id, key);
  if (repeated) return repeated;
  try {
    return await actOnce(desk, handle, actor, { county, id, expected, key, request });
  } catch (error) {
    // Pressed twice at one moment: the case moved by the very act that was asked for.
    const own = error instanceof LinliError && error.code === 'CASE_MOVED' ? await findAnswer(handle, county, actor.id, key) : undefined;
    if (own) return own;
    throw error;
  }
}

async function actOnce(
  desk: CaseDesk,
  handle: Handle,
  actor: Actor,
  wish: { county: string; id: string; expected: number; key: CommandKey; request: ActRequest },
): Promise<Answer> {
  const { county, id, expected, key, request } = wish;
  const loaded = await loadForAct(handle, county, id);
  if (loaded.case.acts !== expected) throw new LinliError('CASE_MOVED');
  const now = desk.clock.now();
  const files = await filesFor(handle, loaded.case, actor, request.attachments ?? []);
  const definition = await desk.catalogue.definitionOf(loaded.case.pack_hash);
  const decided = decideAct(loaded.case, request, {
    now,
    calendar: desk.calendar,
    actor,
    definition,
    applicant: applicantFacts(loaded.applicant, dayOf(now)),
    openConsultations: loaded.openConsultations,
    attachments: [...loaded.attachments, ...files.map((file) => file.material)],
    objectionDays: desk.setting('service.objection_days'),
    running: loaded.applicant.running,
  });
  const { decision, series } = await withDocument(handle, loaded.case, decided, definition, now);
  const phone_held = loaded.applicant.phone_held || (await isStaffPhone(desk, decision, loaded.applicant));
  const payload = payloadOf(desk, decision, { actor, key, expected, reached: { ...loaded.applicant, phone_held }, now, files });
  const shown =
    decision.consultations.length > 0 ? consultationRows(decision, definition.procedure.consultation?.shows ?? [], actor, now) : undefined;
  const answer = await recordCommand(
    handle,
    { ...payload, ...(shown ? { consultations: shown } : {}), ...(series ? { document: series } : {}) },
    key.digest,
  );
  if (answer === 'number-taken') throw new LinliError('CONFLICT');
  return answer;
}

/** Whether the rating that is due would go to a telephone of somebody on the staff, which rates for no other resident. */
async function isStaffPhone(desk: CaseDesk, { ratingRound }: Decision, { phone_sealed: phone, name }: ApplicantFacts): Promise<boolean> {
  if (ratingRound === undefined || !phone) return false;
  return (await findStaffOfPhone(desk.database.within(gateScope), desk.vault.open(phone), name)) !== undefined;
}

/** The loose files an actor sends with an act: the actor's own, brought for this applicant, all still there. Throws `ATTACHMENT_GONE`. */
async function filesFor(handle: Handle, one: Case, actor: Actor, named: readonly string[]): Promise<readonly StoredAttachment[]> {
  if (named.length === 0) return [];
  const files = await listLooseAttachments(handle, one.county, named, { applicant: one.applicant, uploadedBy: actor.id });
  if (files.length !== new Set(named).size) throw new LinliError('ATTACHMENT_GONE');
  return files;
}

/** A unit sees the named facts of the case and nothing else. */
function consultationRows(decision: Decision, shows: readonly string[], actor: Actor, now: Date): unknown[] {
  const one = decision.case;
  const shown = Object.fromEntries(
    shows.map((name) => [name, name === 'applicant' ? one.applicant_mask : (one.form[name] ?? one.decision[name] ?? null)]),
  );
  return decision.consultations.map((ask) => ({
    county: one.county,
    province: one.province,
    city: one.city,
    town: one.town,
    community: one.community,
    grid: one.grid,
    applicant: one.applicant,
    id: newId(),
    case_id: one.id,
    unit: ask.unit,
    question: ask.question,
    shown,
    case_number: one.number,
    asked_at: now.toISOString(),
    asked_by: actor.id,
    due_on: ask.dueOn,
  }));
}

/** Where an applicant is reached. */
interface Reached {
  readonly phone_sealed: Buffer | null;
  readonly phone_held?: boolean;
  /** The telephone before the one staff entered, while that is held. */
  readonly phone_before?: Buffer | null;
}

function messagesTo(
  vault: Vault,
  phone: Buffer | null,
  sentences: readonly string[],
): { id: string; to_sealed: string; body_sealed: string }[] {
  return phone
    ? sentences.map((sentence) => ({ id: newId(), to_sealed: phone.toString('hex'), body_sealed: vault.seal(sentence).toString('hex') }))
    : [];
}

/** Who decided what when, and whom it reaches. */
interface Command {
  readonly actor: Actor;
  readonly key: CommandKey;
  /** The number of acts the actor saw; 0 for a case that begins. */
  readonly expected?: number;
  readonly reached: Reached;
  readonly now: Date;
  readonly files?: readonly StoredAttachment[];
}

/** The rows of a decision in the shape `procedures.record` takes. */
export function payloadOf(
  desk: Pick<CaseDesk, 'vault' | 'publicUrl'>,
  decision: Decision,
  { actor, key: { key, digest }, expected = 0, reached, now, files = [] }: Command,
): Record<string, unknown> & { readonly case: Case } {
  const { case: one, act } = decision;
  const { phone_sealed: phone, phone_held = false, phone_before: before = null } = reached;
  const answer = {
    digest,
    county: one.county,
    id: one.id,
    number: one.number,
    state: one.state,
    acts: one.acts,
    dueOn: one.due_on,
    dueProvisional: one.due_provisional,
  };
  const at = now.toISOString();
  const row = {
    county: one.county,
    province: one.province,
    city: one.city,
    town: one.town,
    community: one.community,
    grid: one.grid,
    applicant: one.applicant,
    case_id: one.id,
    seq: one.acts,
    id: newId(),
    kind: act.kind,
    from_state: act.from_state,
    to_state: act.to_state,
    opinion: act.opinion,
    reason: act.reason,
    form: act.form,
    at,
    actor: actor.id,
    actor_name: actor.name,
    hat: actor.hat,
    role: actor.role,
    channel: actor.channel,
    key,
    answer,
  };
  const audit = auditRow(desk.vault, {
    county: one.county,
    at: now,
    actor: actor.id,
    hat: actor.hat,
    channel: actor.channel,
    action: `case.${act.kind}`,
    subject: `case:${one.id}`,
    reason: act.reason,
    detail: {
      number: one.number,
      from: act.from_state,
      to: one.state,
      seq: one.acts,
      ...(decision.against ? { against: decision.against } : {}),
      ...(files.length > 0 ? { files: files.map((file) => file.sha256.toString('hex')) } : {}),
    },
  });
  const facts = {
    number: sayCaseNumber(one.number),
    title: one.title,
    due: one.due_on ? sayDay(one.due_on) : '',
    ...(one.decision.objection ? { until: sayDay(one.decision.objection.until) } : {}),
  };
  const notices = decision.notices.map(({ recipient, template }) => ({
    county: one.county,
    province: one.province,
    city: one.city,
    town: one.town,
    community: one.community,
    grid: one.grid,
    applicant: one.applicant,
    case_id: one.id,
    id: newId(),
    recipient,
    template,
    facts,
    created_at: at,
  }));
  const token = decision.ratingRound === undefined ? undefined : ratingToken(desk.vault, one.county, one.id, decision.ratingRound);
  const rate =
    token && !phone_held ? [text('notices.rate', { title: one.title, link: `${desk.publicUrl}/rate/${one.county}/${token}` })] : [];
  const sentences = [
    ...decision.notices.filter((notice) => notice.recipient === 'applicant').map((notice) => text(`notices.${notice.template}`, facts)),
    ...rate,
  ];
  // What was said in somebody's name is told on the former telephone too, while staff's change of it is open to objection.
  const helped =
    before && decision.notices.some((notice) => notice.template === 'confirmed-helped') ? [text('notices.confirmed-helped', facts)] : [];
  const messages = [...messagesTo(desk.vault, phone, sentences), ...messagesTo(desk.vault, before, helped)];
  return {
    county: one.county,
    key,
    expected,
    case: one,
    acts: [row],
    audit: [audit],
    ...(notices.length > 0 ? { notices } : {}),
    ...(files.length > 0 ? { attachments: files.map((file) => file.id) } : {}),
    ...(messages.length > 0 ? { messages } : {}),
    ...(token ? { token: { hash: sha256(token).toString('hex'), round: decision.ratingRound } } : {}),
    ...(decision.deltas.length > 0 ? { deltas: decision.deltas.map((delta) => ({ ...delta, id: newId(), day: dayOf(now) })) } : {}),
    ...(decision.entitlement ? { entitlement: entitlementRow(decision, decision.entitlement, actor, now) } : {}),
    ...(decision.labels.length > 0
      ? { labels: decision.labels.map((label) => ({ id: newId(), label, from_day: dayOf(now), set_by: actor.id })) }
      : {}),
  };
}

/** What `registers.decide_entitlement` takes. */
function entitlementRow(
  { case: one, act }: Decision,
  { grant, replaces }: NonNullable<Decision['entitlement']>,
  actor: Actor,
  now: Date,
): Record<string, unknown> {
  return {
    county: one.county,
    person_id: one.applicant,
    case_id: one.id,
    on: grant?.from ?? dayOf(now),
    at: now.toISOString(),
    by: actor.id,
    replaces: replaces ?? null,
    reason: String(act.form.repeat_reason ?? one.decision.repeat_reason ?? text('procedures.repeat.redecided')),
    ...(grant
      ? {
          id: newId(),
          province: one.province,
          city: one.city,
          town: one.town,
          community: one.community,
          grid: one.grid,
          item: one.item,
          number: one.number,
          amount: grant.amount,
          per: grant.per,
          from_day: grant.from,
          to_day: grant.to,
          single: grant.single,
        }
      : {}),
  };
}

/** The resident's rating token: it follows from case and round, so the resident's own page can show it again; the database keeps its hash only. */
export function ratingToken(vault: Vault, county: string, caseId: string, round: number): string {
  return vault.keyedHash('rating-token', `${county} ${caseId} ${round}`).toString('base64url');
}
