import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { appendAudit, auditRow, dayOf, LinliError } from '../../../kernel/kernel.ts';
import { gradesOf, listCasesOfApplicant } from '../../../procedures/procedures.ts';
import type { Person, PhoneHold, PhoneNotice } from '../../../registers/registers.ts';
import {
  changePerson,
  choicesOf,
  getPerson,
  idHash,
  issueSpokenCode,
  listEntitlements,
  listHousehold,
  listLabels,
  listMoves,
  listUnmaskings,
  maskPerson,
  mayOpen,
  normaliseNumber,
  normalisePhone,
  peopleIn,
  personLabel,
  personQuery,
  phoneLast4,
  recordUnmasking,
  refuseOddNumber,
  registerPerson,
  text,
  unmask,
  unmaskable,
  verifyPerson,
  wordsOf,
} from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Key, Line, PlaceCode } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';
import { caseRow } from '../cases/case-row.ts';
import { shownEntitlement } from '../entitlements/routes.ts';
import { placeOfCode } from './place.ts';
import { countLook, findPeople, lookRow, requirePlace } from './search.ts';

/** `typed`: whatever stands in one box; the shape tells whether it is a number or a name. */
const Search = Type.Object({
  typed: Type.Optional(Line(60)),
  idNumber: Type.Optional(Line(40)),
  name: Type.Optional(Line(60)),
  phone: Type.Optional(Line(40)),
});
const NewPerson = Type.Object({
  name: Type.String(),
  idNumber: Type.String(),
  phone: Type.Optional(Type.String()),
  community: PlaceCode,
  address: Line(200),
  cardSeen: Type.Optional(Type.Boolean()),
  residence: Type.Union([Type.Literal('registered'), Type.Literal('resident'), Type.Literal('floating')]),
});
const Change = Type.Object({
  phone: Type.Optional(Line(40)),
  address: Type.Optional(Line(200)),
  bankAccount: Type.Optional(Line(60)),
  basis: Type.String({ minLength: 2, maxLength: 200 }),
});
const Unmask = Type.Object({
  fields: Type.Array(Type.Union(unmaskable.map((field) => Type.Literal(field))), { minItems: 1 }),
  reason: Line(200),
});

export async function personView(linli: Linli, person: Person): Promise<Record<string, unknown>> {
  return { ...maskPerson(person, dayOf(linli.clock.now())), communityName: await linli.regionName(person.community) };
}

/** What follows when staff enter a telephone: some days to object, and a word to the one before. */
export function phoneNotice(linli: Linli, phone: string, by: string): PhoneNotice {
  const tell = text('notices.phoneChanged', {
    last4: phone === '' ? '' : phoneLast4(normalisePhone(phone)),
    hotline: linli.setting('hall.hotline'),
  });
  return { hold: holdOf(linli, by), tell };
}

/** The resident has some days to object to a number that staff entered. */
function holdOf(linli: Linli, by: string): PhoneHold {
  return { by, until: new Date(linli.clock.now().getTime() + linli.setting('people.phone_hold_days') * 86_400_000) };
}

export function personRoutes(app: App): void {
  app.post('/api/people/search', { schema: { body: Search } }, search);
  app.get('/api/people/:county/:id', { schema: { params: Key } }, showPerson);
  app.post('/api/people', { schema: { body: NewPerson } }, admitPerson);
  app.patch('/api/people/:county/:id', { schema: { params: Key, body: Change } }, correctEntry);
  app.post('/api/people/:county/:id/unmask', { schema: { params: Key, body: Unmask } }, lookBehindMask);
  app.post('/api/people/:county/:id/card-seen', { schema: { params: Key } }, noteCardSeen);
  app.post('/api/people/:county/:id/sign-in-help', { schema: { params: Key } }, helpToSignIn);
}

async function search(request: FastifyRequest<{ Body: Static<typeof Search> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'person.read');
  const { typed, idNumber, phone, name } = request.body;
  const query = idNumber ? { idNumber } : phone ? { phone } : name ? { name } : personQuery(typed ?? '');
  refuseOddNumber(query);
  const people = await findPeople(linli, wearer, query);
  return { people: await Promise.all(people.rows.map((person) => personView(linli, person))), more: people.more };
}

async function showPerson(request: FastifyRequest<{ Params: Static<typeof Key> }>) {
  const { linli } = request.server;
  const { handle, powers } = await requireHat(request, 'person.read');
  const { county, id } = request.params;
  const person = await getPerson(handle, county, id);
  const [labels, members, cases, looks, entitlements, moves, grades] = await Promise.all([
    listLabels(handle, county, id),
    person.household_id ? listHousehold(handle, county, person.household_id) : { rows: [], more: false },
    listCasesOfApplicant(handle, id),
    listUnmaskings(handle, county, id),
    listEntitlements(handle, county, id),
    listMoves(handle, county, id),
    gradesOf(handle, county, id),
  ]);
  const titles = new Map(choicesOf(linli.library, personLabel, 'person_label').map((one) => [one.code, one.name]));
  return {
    person: {
      ...(await personView(linli, person)),
      residence: person.residence,
      labels: labels.map((one) => ({ label: one.label, title: titles.get(one.label) ?? one.label, from: one.from_day, to: one.to_day })),
      household: {
        members: await Promise.all(members.rows.map(async (one) => ({ ...(await personView(linli, one)), relation: one.relation }))),
        more: members.more,
      },
      cases: await Promise.all(cases.map(async (one) => ({ ...(await caseRow(linli, one)), grade: grades.get(one.id) ?? null }))),
      // Said by name only: whether there is anything behind is not told.
      hidden: linli.registers
        .filter((one) => peopleIn(one).length > 0 && !mayOpen(powers, one, 'read'))
        .map((one) => wordsOf(linli.library, one).title),
      unmaskings: looks.rows,
      moreUnmaskings: looks.more,
      entitlements: entitlements.map((one) => shownEntitlement(linli, one)),
      moves: await Promise.all(
        moves.map(async (one) => ({
          on: one.moved_on,
          from: await linli.regionName(one.from_community),
          basis: one.basis,
          evidence: one.evidence,
        })),
      ),
    },
  };
}

async function admitPerson(request: FastifyRequest<{ Body: Static<typeof NewPerson> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'person.write', 'window');
  const { handle, hat, actor } = wearer;
  const { body } = request;
  const place = await placeOfCode(linli, body.community);
  // The place comes first: what lies outside the hat is refused alike, whether or not somebody has the number.
  requirePlace(wearer, place);
  await countLook(linli, wearer);
  const now = linli.clock.now();
  const entry = { county: hat.county, at: now, actor: actor.id, hat: actor.hat, channel: 'window', action: 'person.register' };
  const registering = registerPerson(
    handle,
    linli.vault,
    { ...body, phone: body.phone ?? '', place, source: 'window', ...(body.cardSeen ? { seenBy: actor.id } : {}) },
    entry,
    { areas: linli.areas, today: dayOf(now), held: holdOf(linli, actor.id) },
  );
  const id = await registering.catch(async (error: unknown) => {
    const known = error instanceof LinliError && error.code === 'PERSON_EXISTS';
    if (known)
      await handle.batch([
        appendAudit([lookRow(linli, wearer, { by: 'registration', number: normaliseNumber(body.idNumber), found: 1, county: hat.county })]),
      ]);
    throw error;
  });
  return { county: place.county, id };
}

async function correctEntry(request: FastifyRequest<{ Params: Static<typeof Key>; Body: Static<typeof Change> }>) {
  const { linli } = request.server;
  const { handle, actor } = await requireHat(request, 'person.write', 'window');
  const { county, id } = request.params;
  const person = await getPerson(handle, county, id);
  const { basis, ...next } = request.body;
  await changePerson(handle, linli.vault, person, {
    next,
    basis: { kind: 'statement', id: basis },
    entry: { county, at: linli.clock.now(), actor: actor.id, hat: actor.hat, channel: actor.channel, reason: basis },
    notice: phoneNotice(linli, next.phone ?? '', actor.id),
  });
  return { done: true };
}

async function lookBehindMask(request: FastifyRequest<{ Params: Static<typeof Key>; Body: Static<typeof Unmask> }>) {
  const { linli } = request.server;
  const { handle, actor } = await requireHat(request, 'person.unmask');
  const { county, id } = request.params;
  const person = await getPerson(handle, county, id);
  const { fields, reason } = request.body;
  await recordUnmasking(handle, linli.vault, person, fields, {
    county,
    at: linli.clock.now(),
    actor: actor.id,
    hat: actor.hat,
    channel: actor.channel,
    reason: reason.trim(),
  });
  return { values: unmask(person, fields, linli.vault) };
}

async function noteCardSeen(request: FastifyRequest<{ Params: Static<typeof Key> }>) {
  const { linli } = request.server;
  const { handle, actor } = await requireHat(request, 'person.write', 'window');
  const { county, id } = request.params;
  const now = linli.clock.now();
  await verifyPerson(handle, linli.vault, await getPerson(handle, county, id), dayOf(now), {
    county,
    at: now,
    actor: actor.id,
    hat: actor.hat,
    channel: actor.channel,
  });
  return { done: true };
}

async function helpToSignIn(request: FastifyRequest<{ Params: Static<typeof Key> }>) {
  const { linli } = request.server;
  const { handle, actor } = await requireHat(request, 'window.serve', 'window');
  const { county, id } = request.params;
  const person = await getPerson(handle, county, id);
  const until = new Date(linli.clock.now().getTime() + linli.setting('sign_in.code_minutes') * 60_000);
  if (!person.id_sealed) throw new LinliError('PERSON_NOT_FOUND');
  // Whoever hears the code enters as this person: that it was given out stands in the audit before it is told.
  await handle.batch([
    appendAudit([
      auditRow(linli.vault, {
        county,
        at: linli.clock.now(),
        actor: actor.id,
        hat: actor.hat,
        channel: actor.channel,
        action: 'person.sign-in-help',
        subject: `person:${id}`,
        detail: {},
      }),
    ]),
  ]);
  // The clerk travels with the code, so that the session says who helped.
  const code = await issueSpokenCode(linli.sessions.gate, linli.vault, {
    key: idHash(linli.vault, linli.vault.open(person.id_sealed)),
    person: { county, id },
    helper: actor.id,
    until,
  });
  return { code, until, person: (await personView(linli, person)).name };
}
