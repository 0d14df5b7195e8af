import type { FastifyReply, FastifyRequest } from 'fastify';
import { addDays, LinliError } from '../../../kernel/kernel.ts';
import type { Person, RecordChange } from '../../../registers/registers.ts';
import {
  accountNames,
  askCorrection,
  changedParts,
  getPerson,
  hasText,
  identityOf,
  listConsents,
  listLabels,
  listProposalsOf,
  listRecordChanges,
  maskIdNumber,
  maskName,
  maskPhone,
  recordSince,
  setConsent,
  text,
} from '../../../registers/registers.ts';
import { bodyOf, word } from '../../http/form-body.ts';
import type { App, Linli } from '../../http/linli.ts';
import { sendPage } from '../../http/page.ts';
import type { Faults } from '../../web/components/error-summary/error-summary.tsx';
import type { SummaryRow } from '../../web/components/summary-list/summary-list.tsx';
import { dayText } from '../cases/standing.ts';
import { faultsOf } from '../page-error.tsx';
import { openResidentVisit } from '../visit.ts';
import type { RecordView } from './page.tsx';
import { recordPage } from './page.tsx';

type ResidentVisit = Awaited<ReturnType<typeof openResidentVisit>>;

/** What one may read, agree to and have set right in the own record. */
export function recordRoutes(hall: App): void {
  const hidden = { schema: { hide: true } };
  hall.get('/my/record', hidden, showRecord);
  hall.post('/my/record/consent', hidden, chooseConsent);
  hall.post('/my/record/correction', hidden, sayWrong);
}

const DONE = new Set(['agreed', 'taken-back', 'asked']);

async function showRecord(request: FastifyRequest<{ Querystring: { done?: string } }>, reply: FastifyReply) {
  const visit = await openResidentVisit(request, reply);
  const done = String(request.query.done ?? '');
  return sendPage(reply, recordPage({ ...(await viewOf(visit)), done: DONE.has(done) ? done : undefined }));
}

async function chooseConsent(request: FastifyRequest, reply: FastifyReply) {
  const visit = await openResidentVisit(request, reply);
  const body = bodyOf(request);
  const purpose = word(body, 'purpose');
  const agrees = word(body, 'agrees') === 'yes';
  if (!visit.linli.library.codeTable('consent_purpose').some((one) => one.code === purpose))
    throw new LinliError('CONSENT_PURPOSE_UNKNOWN');
  await setConsent(visit.resident.handle, visit.linli.vault, await personOf(visit), { purpose, agrees }, entryOf(visit));
  return reply.redirect(`/my/record?done=${agrees ? 'agreed' : 'taken-back'}#consents`, 303);
}

async function sayWrong(request: FastifyRequest, reply: FastifyReply) {
  const visit = await openResidentVisit(request, reply);
  const { linli, today } = visit;
  const body = bodyOf(request);
  const part = word(body, 'part');
  const said = word(body, 'said');
  const faults = {
    ...(linli.library.codeTable('record_part').some((one) => one.code === part) ? {} : { part: text('hall.record.partMissing') }),
    ...(said === '' ? { said: text('hall.record.saidMissing') } : said.length > 500 ? { said: text('hall.record.saidLong') } : {}),
  };
  const again = async (found: Faults, status: number) =>
    sendPage(reply, recordPage({ ...(await viewOf(visit)), filled: { part, said }, faults: found }), status);
  if (Object.keys(faults).length > 0) return again(faults, 400);
  const due = addDays(today, Number(linli.setting('people.correction_days')));
  try {
    await askCorrection(visit.resident.handle, linli.vault, await personOf(visit), { part, said, due }, entryOf(visit));
  } catch (error) {
    if (error instanceof LinliError && error.code === 'CORRECTIONS_OPEN_MANY') return again(faultsOf(error), error.status);
    throw error;
  }
  return reply.redirect('/my/record?done=asked#corrections', 303);
}

function personOf({ resident }: ResidentVisit): Promise<Person> {
  return getPerson(resident.handle, resident.county, resident.personId);
}

function entryOf({ linli, resident: { actor } }: ResidentVisit) {
  return { at: linli.clock.now(), actor: actor.id, hat: actor.hat, channel: actor.channel };
}

async function viewOf(visit: ResidentVisit): Promise<Omit<RecordView, 'done'>> {
  const { linli, visitor, resident } = visit;
  const { handle, county, personId } = resident;
  const [person, since, labels, consents, requests, changes] = await Promise.all([
    personOf(visit),
    recordSince(handle, county, personId),
    listLabels(handle, county, personId),
    listConsents(handle, county, personId),
    listProposalsOf(handle, county, personId, 'record'),
    listRecordChanges(handle, county, personId),
  ]);
  const titles = namesOf(linli, 'social_assistance_category');
  const parts = namesOf(linli, 'record_part');
  return {
    visitor,
    facts: await factsOf(linli, person),
    origin: text('hall.record.origin', {
      source: sourceName(person.source),
      day: since ? dayText(since) : '',
      identity: text(`hall.record.identity.${identityOf(person)}`),
    }),
    labels: labels.map((one) =>
      text(one.to_day ? 'hall.record.labelPast' : 'hall.record.label', {
        label: titles.get(one.label) ?? one.label,
        from: dayText(one.from_day),
        to: one.to_day ? dayText(one.to_day) : '',
        evidence: one.evidence,
      }),
    ),
    changes: await shownChanges(linli, changes.rows),
    moreChanges: changes.more,
    purposes: linli.library.codeTable('consent_purpose').map(({ code, name, explain }) => {
      const holding = consents.find((one) => one.purpose === code && one.ended_at === null);
      const ended = consents.find((one) => one.purpose === code && one.ended_at !== null);
      return {
        purpose: code!,
        title: name!,
        explain: explain!,
        since: holding ? dayText(holding.given_at) : '',
        ended: !holding && ended ? dayText(ended.ended_at!) : '',
      };
    }),
    parts: [...parts].map(([value, title]) => ({ value, title })),
    requests: requests.map((one) => ({
      part: parts.get(one.what) ?? one.what,
      said: one.said,
      asked: dayText(one.at),
      due: dayText(one.due_on),
      outcome: one.outcome,
      answer: one.answer,
      answered: one.decided_at ? dayText(one.decided_at) : '',
    })),
  };
}

function namesOf(linli: Linli, table: string): ReadonlyMap<string, string> {
  return new Map(linli.library.codeTable(table).map((row) => [row.code!, row.name!]));
}

async function factsOf(linli: Linli, person: Person): Promise<SummaryRow[]> {
  const none = text('hall.record.none');
  const sex = namesOf(linli, 'sex').get(person.sex);
  const ethnic = person.ethnic_group === null ? undefined : namesOf(linli, 'ethnic_group').get(person.ethnic_group);
  const rows: readonly (readonly [string, string])[] = [
    ['name', maskName(person.name)],
    ['idNumber', maskIdNumber(person.id_last4)],
    ['birth', person.birth ? dayText(person.birth) : ''],
    ['sex', person.sex === '0' ? '' : (sex ?? '')],
    ['ethnicGroup', ethnic ?? ''],
    ['phone', maskPhone(person.phone_last4)],
    ['bank', person.bank_last4 === '' ? '' : text('hall.record.bankEnds', { last4: person.bank_last4 })],
    ['address', person.address],
    ['residence', text(`hall.record.residence.${person.residence}`)],
    ['community', await linli.regionName(person.community)],
  ];
  return rows.map(([field, value]) => ({ title: text(`hall.record.field.${field}`), value: value || none }));
}

function sourceName(source: string): string {
  const key = `hall.record.source.${source}`;
  return hasText(key) ? text(key) : source;
}

/** The person concerned may know by name who changed what. */
async function shownChanges(linli: Linli, changes: readonly RecordChange[]): Promise<RecordView['changes']> {
  const ids = changes.map((one) => one.actor).filter((actor) => actor.startsWith('account:'));
  const names = await accountNames(linli.sessions.gate, [...new Set(ids.map((actor) => actor.slice('account:'.length)))]);
  return changes.map((one) => ({
    when: dayText(one.at),
    what: changedParts(one)
      .map((part) => (hasText(`hall.record.field.${part}`) ? text(`hall.record.field.${part}`) : part))
      .join(text('hall.comma')),
    by: names.get(one.actor.replace(/^account:/, '')) ?? (one.actor.startsWith('person:') ? text('hall.record.self') : ''),
    basis: one.basis_kind === 'statement' && one.basis_id !== '' ? text('hall.record.basis', { basis: one.basis_id }) : '',
  }));
}
