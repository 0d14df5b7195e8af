import type { Day, Handle, Row } from '../../kernel/kernel.ts';
import { LinliError, violatedConstraint } from '../../kernel/kernel.ts';
import type { Person, Running } from '../../registers/registers.ts';
import { overlap, runningColumn } from '../../registers/registers.ts';
import type { Case } from './case.ts';
import type { ActRow } from './transition.ts';

const caseColumns = `county, id, number, item, procedure, pack, pack_hash, province, city, town, community, grid, applicant, applicant_mask, agent, title, state, holder, holder_since, assignee, channel,
  opened_at, accepted_at, due_on, due_provisional, deadline, paused_at, supervised_at, closed_at, outcome, form, decision, origin, acts, former`;

const record = { name: 'case-record', text: 'select procedures.record($1) as answer' };
/** On a case that is there already: what its older notices asked for is settled as well. */
const recordNext = { name: 'case-record-next', text: 'select procedures.record_next($1) as answer' };

/** What a command answers, the first time and on every repetition of its key. */
export interface Answer {
  readonly county: string;
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly acts: number;
  readonly dueOn: Day | null;
  readonly dueProvisional: boolean;
  readonly repeated?: boolean;
}

/** A command's idempotency key with a digest of what was asked: the same key with another wish is no repetition. */
export interface CommandKey {
  readonly key: string;
  readonly digest: string;
}

type KeptAnswer = Answer & { readonly digest?: string };

/** The answer kept under a key, if it was given to the same wish. Throws `KEY_REUSED`. */
function answerTo(digest: string, { digest: first, ...answer }: KeptAnswer): Answer {
  if (first !== undefined && first !== digest) throw new LinliError('KEY_REUSED');
  return answer;
}

/**
 * Writes a decided command in one call: case, act, audit, notices, deltas together or not at all. When the case moves on, what older notices
 * asked for is done, and they wait for nobody any more.
 * Throws `CASE_MOVED` when somebody else acted first, `ATTACHMENT_GONE` when a named file is not there any more,
 * `KEY_REUSED` when the key answered another wish. `number-taken` asks the caller for another random number.
 */
export async function recordCommand(
  handle: Handle,
  payload: { readonly case: Pick<Case, 'acts'> },
  digest: string,
): Promise<Answer | 'number-taken'> {
  const statement = payload.case.acts > 1 ? recordNext : record;
  const text = JSON.stringify(payload);
  const write = async (): Promise<Answer> => answerTo(digest, (await handle.query<{ answer: KeptAnswer }>(statement, [text]))[0]!.answer);
  try {
    return await write();
  } catch (error) {
    if ((error as { code?: string }).code === 'LL001') throw new LinliError('CASE_MOVED');
    if ((error as { code?: string }).code === 'LL002') throw new LinliError('CONFLICT');
    if ((error as { code?: string }).code === 'LL003') throw new LinliError('ATTACHMENT_GONE');
    const constraint = violatedConstraint(error);
    if (constraint === 'case_number') return 'number-taken';
    // Two requests with one key at the same moment: the second now finds the first one's answer.
    if (constraint === 'act_key') return write();
    // Two different acts on one case, or two grants to one person, at the same moment: the second has to look again.
    if (constraint === 'entitlement_overlap') throw overlap((error as { detail?: string }).detail as Day);
    if (constraint === 'act_pkey' || constraint === 'entitlement_single' || constraint === 'person_label_identity')
      throw new LinliError('CASE_MOVED');
    throw error;
  }
}

const answerByKey = { name: 'act-answer-by-key', text: 'select answer from procedures.act where county = $1 and actor = $2 and key = $3' };

/** What an earlier request of this actor with this key was told, or undefined. Keys of others are nobody else's business. Throws `KEY_REUSED`. */
export async function findAnswer(handle: Handle, county: string, actor: string, { key, digest }: CommandKey): Promise<Answer | undefined> {
  const [row] = await handle.query<{ answer: KeptAnswer }>(answerByKey, [county, actor, key]);
  return row && { ...answerTo(digest, row.answer), repeated: true };
}

const byId = { name: 'case-by-id', text: `select ${caseColumns} from procedures.cases where county = $1 and id = $2` };
const byNumber = { name: 'case-by-number', text: `select ${caseColumns} from procedures.cases where county = $1 and number = $2` };
const applicantOf = {
  name: 'case-applicant',
  text: `select p.birth, p.sex, p.name, p.phone_sealed, coalesce(p.phone_held_until > now(), false) as phone_held, case when p.phone_held_until > now() then p.phone_before_sealed end as phone_before, p.community, coalesce((select array_agg(l.label) from registers.person_label l where l.county = p.county and l.person_id = p.id and l.withdrawn_at is null and (l.to_day is null or l.to_day > kernel.today())), '{}') as labels, ${runningColumn}
           from registers.person p where p.county = $1 and p.id = (select applicant from procedures.cases where county = $1 and id = $2)`,
};
const consultationsOpen = {
  name: 'case-consultations-open',
  text: 'select unit from procedures.consultation where county = $1 and case_id = $2 and answered_at is null',
};
const materials = {
  name: 'case-materials',
  text: 'select distinct material from procedures.attachment where county = $1 and case_id = $2',
};

export interface ApplicantFacts {
  readonly birth: Day | null;
  readonly sex: string;
  readonly name: string;
  readonly phone_sealed: Buffer | null;
  /** Staff entered the phone lately: it is told what happens, but not handed the rating. */
  readonly phone_held: boolean;
  readonly phone_before: Buffer | null;
  readonly community: string;
  readonly labels: readonly string[];
  readonly running: readonly Running[];
}

export interface CaseForAct {
  readonly case: Case;
  readonly applicant: ApplicantFacts;
  readonly openConsultations: readonly string[];
  readonly attachments: readonly string[];
}

const timeColumns = ['holder_since', 'opened_at', 'accepted_at', 'paused_at', 'supervised_at', 'closed_at'] as const;

/** A row as read: instants become ISO texts, so that a case goes back as it came. */
function caseOf(row: Row): Case {
  const copy: Row = { ...row };
  for (const column of timeColumns) if (copy[column] instanceof Date) copy[column] = copy[column].toISOString();
  return copy as unknown as Case;
}

const applicantAway = {
  name: 'case-applicant-away',
  text: `select (a.person).*, coalesce((a.person).phone_held_until > now(), false) as phone_held, a.labels, a.running,
                 case when (a.person).phone_held_until > now() then (a.person).phone_before_sealed end as phone_before from procedures.applicant_of_case($1, $2) a`,
};

/** The applicant of a case in the caller's scope who is registered elsewhere by now: the case stayed when the person moved. */
export async function findApplicantAway(handle: Handle, county: string, id: string): Promise<(Person & ApplicantFacts) | undefined> {
  return handle.scope.level === 'resident' ? undefined : (await handle.query<Person & ApplicantFacts>(applicantAway, [county, id]))[0];
}

/** All a decision needs to know about a case, in one round trip. Throws `CASE_NOT_FOUND`, also outside the caller's scope. */
export async function loadForAct(handle: Handle, county: string, id: string): Promise<CaseForAct> {
  const key = [county, id];
  const [[row], [applicant], asked, attached] = (await handle.batch([
    [byId, key],
    [applicantOf, key],
    [consultationsOpen, key],
    [materials, key],
  ])) as [Row[], Row[], Row[], Row[]];
  if (!row) throw new LinliError('CASE_NOT_FOUND');
  const known = applicant ?? (await findApplicantAway(handle, county, id));
  if (!known) throw new LinliError('CASE_NOT_FOUND');
  return {
    case: caseOf(row),
    applicant: known as unknown as ApplicantFacts,
    openConsultations: asked.map((one) => String(one.unit)),
    attachments: attached.map((one) => String(one.material)),
  };
}

/** The case, or undefined outside the caller's scope. */
export async function findCase(handle: Handle, county: string, id: string): Promise<Case | undefined> {
  const [row] = await handle.query(byId, [county, id]);
  return row && caseOf(row);
}

export async function findCaseByNumber(handle: Handle, county: string, number: string): Promise<Case | undefined> {
  const [row] = await handle.query(byNumber, [county, number]);
  return row && caseOf(row);
}

export interface Act extends ActRow {
  readonly seq: number;
  readonly at: Date;
  /** `account:<id>`, `person:<id>` or `system`. */
  readonly actor: string;
  readonly actor_name: string;
  readonly role: string;
  readonly hat: string;
  readonly channel: string;
}
export interface Attachment {
  readonly id: string;
  readonly material: string;
  readonly filename: string;
  readonly mime: string;
  readonly size: number;
  /** The act it came with; null for cases older than this knowledge. */
  readonly act: number | null;
  readonly byApplicant: boolean;
}
export interface ConsultationRow {
  readonly id: string;
  readonly unit: string;
  readonly question: string;
  readonly asked_at: Date;
  readonly due_on: Day;
  readonly answer: string | null;
  readonly opinion: string | null;
  readonly answered_at: Date | null;
}
export interface RatingRow {
  readonly grade: number;
  readonly tags: readonly string[];
  readonly comment: string;
  readonly round: number;
  readonly at: Date;
}
/** A case as another one names it. */
export type NamedCase = Pick<Case, 'county' | 'id' | 'number' | 'title'>;

export interface CasePage {
  readonly case: Case;
  readonly acts: readonly Act[];
  readonly attachments: readonly Attachment[];
  readonly consultations: readonly ConsultationRow[];
  readonly ratings: readonly RatingRow[];
  /** Set in a rectification: the case it is about. */
  readonly about: NamedCase | undefined;
  /** The rectification that a bad rating of this case opened. */
  readonly rectification: NamedCase | undefined;
}

const actsOf = {
  name: 'case-acts',
  text: 'select seq, kind, at, actor, actor_name, role, hat, channel, from_state, to_state, opinion, reason, form from procedures.act where county = $1 and case_id = $2 order by seq',
};
const attachmentsOf = {
  name: 'case-attachments',
  text: `select id, material, filename, mime, size, act_seq as act, uploaded_by like 'person:%' as "byApplicant" from procedures.attachment where county = $1 and case_id = $2 order by uploaded_at`,
};
const consultationsOf = {
  name: 'case-consultations',
  text: 'select id, unit, question, asked_at, due_on, answer, opinion, answered_at from procedures.consultation where county = $1 and case_id = $2 order by asked_at',
};
const ratingsOf = {
  name: 'case-ratings',
  text: 'select grade, tags, comment, round, at from procedures.rating where county = $1 and case_id = $2 order by round',
};
const linkedTo = {
  name: 'case-linked',
  text: `select r.county, r.id, r.number, r.title, r.id = o.origin as about from procedures.cases o
           join procedures.cases r on r.county = o.county and r.applicant = o.applicant and (r.id = o.origin or r.origin = o.id) where o.county = $1 and o.id = $2 order by r.opened_at`,
};

/** The case with all that belongs to it, in one round trip. Throws `CASE_NOT_FOUND`, also outside the caller's scope. */
export async function getCasePage(handle: Handle, county: string, id: string): Promise<CasePage> {
  const key = [county, id];
  const [[row], acts, attachments, consultations, ratings, linked] = (await handle.batch([
    [byId, key],
    [actsOf, key],
    [attachmentsOf, key],
    [consultationsOf, key],
    [ratingsOf, key],
    [linkedTo, key],
  ])) as unknown as [Row[], Act[], Attachment[], ConsultationRow[], RatingRow[], (NamedCase & { about: boolean })[]];
  if (!row) throw new LinliError('CASE_NOT_FOUND');
  // What offices gathered on the way is for those who work on the case; the applicant's list is what the applicant handed in.
  const shown = attachments.filter((file) => handle.scope.level !== 'resident' || file.byApplicant || (file.act ?? 1) === 1);
  const link = (about: boolean): NamedCase | undefined =>
    linked.filter((one) => Boolean(one.about) === about).map(({ county, id, number, title }) => ({ county, id, number, title }))[0];
  return {
    case: caseOf(row),
    acts,
    attachments: shown,
    consultations,
    ratings,
    about: link(true),
    rectification: link(false),
  };
}

const ofApplicant = {
  name: 'cases-of-applicant',
  text: `select ${caseColumns} from procedures.cases where applicant = $1 order by opened_at desc limit 1000`,
};

/** The cases of one applicant the caller may see, newest first; the last 1,000, which is more than anybody has. */
export async function listCasesOfApplicant(handle: Handle, applicant: string): Promise<Case[]> {
  return (await handle.query(ofApplicant, [applicant])).map(caseOf);
}

const handOver = {
  name: 'cases-hand-over',
  text: 'update procedures.cases set assignee = $2 where county = $3 and assignee = $1 and closed_at is null returning id',
};

/** Hands the open cases assigned to one appointment to another; returns how many. Cases without assignee belong to the level anyway. */
export async function handOverCases(handle: Handle, county: string, from: string, to: string): Promise<number> {
  return (await handle.query(handOver, [from, to, county])).length;
}

const numbersById = { name: 'case-numbers', text: 'select id, number from procedures.cases where county = $1 and id = any($2::uuid[])' };

/** Numbers of cases by id; what lies outside the scope is left out. */
export async function caseNumbers(handle: Handle, county: string, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await handle.query<{ id: string; number: string }>(numbersById, [county, [...ids]]);
  return new Map(rows.map((row) => [row.id, row.number]));
}

export { caseColumns, caseOf };
