import type { AuditEntry, Day, Handle, Some, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, LinliError, newId, someOf } from '../../kernel/kernel.ts';
import type { Person } from '../people/person.ts';
import type { Consent, CorrectionOutcome, CorrectionRequest, RecordChange } from './privacy.ts';
import { mostOpenCorrections } from './privacy.ts';

const place = 'county, province, city, town, community, grid';
const consentColumns = `${place}, id, person_id, purpose, given_at, given_as, ended_at`;
const requestColumns = `${place}, id, person_id, part, said, asked_at, asked_as, due_on, outcome, answer, answered_at`;

type Entry = Omit<AuditEntry, 'subject' | 'action' | 'detail' | 'county'>;

function placeValues(person: Person): unknown[] {
  return [person.county, person.province, person.city, person.town, person.community, person.grid];
}

const consents = {
  name: 'consents-of-person',
  text: `select ${consentColumns} from registers.consent where county = $1 and person_id = $2 order by ended_at is not null, given_at desc limit 100`,
};

/** What a person agreed to: what holds first, then what was taken back; 100 at most. */
export function listConsents(handle: Handle, county: string, personId: string): Promise<Consent[]> {
  return handle.query<Consent>(consents, [county, personId]);
}

const give = {
  name: 'consent-give',
  text: `insert into registers.consent (${place}, id, person_id, purpose, given_at, given_by, given_as, channel)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing`,
};
const takeBack = {
  name: 'consent-take-back',
  text: `update registers.consent set ended_at = $4, ended_by = $5, ended_as = $6 where county = $1 and person_id = $2 and purpose = $3 and ended_at is null`,
};

/** Agrees to a purpose, or takes it back; doing so twice changes nothing. One call, with its audit row. */
export async function setConsent(
  handle: Handle,
  vault: Vault,
  person: Person,
  { purpose, agrees }: { readonly purpose: string; readonly agrees: boolean },
  entry: Entry,
): Promise<void> {
  const { at, actor, hat, channel } = entry;
  const write = agrees
    ? ([give, [...placeValues(person), newId(), person.id, purpose, at, actor, hat, channel]] as const)
    : ([takeBack, [person.county, person.id, purpose, at, actor, hat]] as const);
  const action = agrees ? 'consent.give' : 'consent.take-back';
  await handle.batch([
    write,
    appendAudit([auditRow(vault, { ...entry, county: person.county, action, subject: `person:${person.id}`, detail: { purpose } })]),
  ]);
}

const own = {
  name: 'corrections-of-person',
  text: `select ${requestColumns} from registers.correction_request where county = $1 and person_id = $2 order by asked_at desc limit 50`,
};

/** What a person said about the own record, the newest first; 50 at most. */
export function listCorrectionsOf(handle: Handle, county: string, personId: string): Promise<CorrectionRequest[]> {
  return handle.query<CorrectionRequest>(own, [county, personId]);
}

const ask = {
  name: 'correction-ask',
  text: `insert into registers.correction_request (${place}, id, person_id, part, said, asked_at, asked_as, due_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
};
const countOpen = {
  name: 'corrections-open',
  text: 'select count(*)::int as count from registers.correction_request where county = $1 and person_id = $2 and outcome is null',
};

/** Says that a part of the record is wrong. Throws `CORRECTIONS_OPEN_MANY`. */
export async function askCorrection(
  handle: Handle,
  vault: Vault,
  person: Person,
  asked: { readonly part: string; readonly said: string; readonly due: Day },
  entry: Entry,
): Promise<void> {
  const [open] = await handle.query<{ count: number }>(countOpen, [person.county, person.id]);
  if (open!.count >= mostOpenCorrections) throw new LinliError('CORRECTIONS_OPEN_MANY', { most: mostOpenCorrections });
  const row = [...placeValues(person), newId(), person.id, asked.part, asked.said, entry.at, entry.hat, asked.due];
  const audit = { ...entry, county: person.county, action: 'correction.ask', subject: `person:${person.id}`, detail: { part: asked.part } };
  await handle.batch([[ask, row], appendAudit([auditRow(vault, audit)])]);
}

const LISTED = 50;
const listed = (open: boolean) => ({
  name: open ? 'corrections-waiting' : 'corrections-answered',
  text: `select ${requestColumns.replaceAll(/\b(\w+)\b/g, 'r.$1')}, p.name from registers.correction_request r join registers.person p on p.county = r.county and p.id = r.person_id
          where r.outcome is ${open ? '' : 'not '}null and ${open ? '(r.due_on, r.id) > ($1, $2)' : '(r.answered_at, r.id) < ($1, $2)'}
          order by ${open ? 'r.due_on, r.id' : 'r.answered_at desc, r.id desc'} limit ${LISTED + 1}`,
});
const waiting = listed(true);
const answered = listed(false);

/** The requests of the caller's scope: what waits by its day, or what was answered, the newest first. `after` is the last row seen. */
export async function listCorrections(
  handle: Handle,
  open: boolean,
  after: { readonly key: string; readonly id: string } | undefined,
): Promise<Some<CorrectionRequest & { name: string }>> {
  const from =
    after ??
    (open
      ? { key: '0001-01-01', id: '00000000-0000-0000-0000-000000000000' }
      : { key: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' });
  return someOf(await handle.query(open ? waiting : answered, [from.key, from.id]), LISTED);
}

const find = { name: 'correction-find', text: `select ${requestColumns} from registers.correction_request where county = $1 and id = $2` };
const answer = {
  name: 'correction-answer',
  text: `update registers.correction_request set outcome = $3, answer = $4, answered_at = $5, answered_by = $6 where county = $1 and id = $2 and outcome is null returning id`,
};

/** Throws `CORRECTION_NOT_FOUND`, also outside the caller's scope. */
export async function getCorrection(handle: Handle, county: string, id: string): Promise<CorrectionRequest> {
  const [found] = await handle.query<CorrectionRequest>(find, [county, id]);
  if (!found) throw new LinliError('CORRECTION_NOT_FOUND');
  return found;
}

/** Answers a request once. Throws `CORRECTION_ANSWERED`. */
export async function answerCorrection(
  handle: Handle,
  vault: Vault,
  request: CorrectionRequest,
  given: { readonly outcome: CorrectionOutcome; readonly answer: string },
  entry: Entry,
): Promise<void> {
  const { county, id, person_id: person, part } = request;
  await handle.transaction(async (within) => {
    const done = await within.query(answer, [county, id, given.outcome, given.answer, entry.at, entry.actor]);
    if (done.length === 0) throw new LinliError('CORRECTION_ANSWERED');
    const detail = { part, outcome: given.outcome };
    await within.batch([
      appendAudit([auditRow(vault, { ...entry, county, action: 'correction.answer', subject: `person:${person}`, detail })]),
    ]);
  });
}

const changes = {
  name: 'record-changes-of-person',
  text: `select at, actor, basis_kind, basis_id, before, after from registers.entry_change where county = $1 and person_id = $2 order by at desc limit 51`,
};

/** What was changed in a person's record, by whom and on what basis; the newest 50. */
export async function listRecordChanges(handle: Handle, county: string, personId: string): Promise<Some<RecordChange>> {
  return someOf(await handle.query<RecordChange>(changes, [county, personId]), 50);
}

const since = { name: 'record-since', text: 'select created_at from registers.person where county = $1 and id = $2' };

/** Since when a person stands in the register. */
export async function recordSince(handle: Handle, county: string, personId: string): Promise<Date | undefined> {
  return (await handle.query<{ created_at: Date }>(since, [county, personId]))[0]?.created_at;
}
