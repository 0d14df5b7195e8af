import type { AuditEntry, Day, Handle, Some, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, LinliError, newId, someOf } from '../../kernel/kernel.ts';
import type { Person } from '../people/person.ts';
import { decideOnce, decideProposal, putProposal } from '../proposals/proposal.store.ts';
import type { Decision, Proposal } from '../proposals/proposal.ts';
import type { Consent, RecordChange } from './privacy.ts';
import { mostOpenCorrections } from './privacy.ts';

const place = 'county, province, city, town, community, grid';
const consentColumns = `${place}, id, person_id, purpose, given_at, given_as, ended_at`;

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

const countOpen = {
  name: 'corrections-open',
  text: "select count(*)::int as count from registers.proposal where county = $1 and person_id = $2 and kind = 'record' and outcome is null",
};

/** Says that a part of the own record is wrong. Throws `CORRECTIONS_OPEN_MANY`. */
export async function askCorrection(
  handle: Handle,
  vault: Vault,
  person: Person,
  asked: { readonly part: string; readonly said: string; readonly due: Day },
  entry: Entry,
): Promise<void> {
  const [open] = await handle.query<{ count: number }>(countOpen, [person.county, person.id]);
  if (open!.count >= mostOpenCorrections) throw new LinliError('CORRECTIONS_OPEN_MANY', { most: mostOpenCorrections });
  const { part, said, due } = asked;
  const proposal = {
    place: person,
    kind: 'record',
    what: part,
    register: 'person',
    entry: person.id,
    person: person.id,
    said,
    basis: { kind: 'statement', id: '' },
    due,
  } as const;
  const audit = { ...entry, county: person.county, action: 'correction.ask', subject: `person:${person.id}`, detail: { part } };
  await handle.batch([putProposal(proposal, entry), appendAudit([auditRow(vault, audit)])]);
}

/** Answers what a person said once. Throws `PROPOSAL_DECIDED`. */
export async function answerCorrection(handle: Handle, vault: Vault, asked: Proposal, decision: Decision, entry: Entry): Promise<void> {
  const { county, person_id: person, what: part } = asked;
  const detail = { part, outcome: decision.outcome };
  const audit = { ...entry, county, action: 'correction.answer', subject: `person:${person}`, detail };
  await decideOnce(() => handle.batch([decideProposal(asked, decision, entry), appendAudit([auditRow(vault, audit)])]));
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
