import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import type { Consent, CorrectionRequest } from '../../../registers/registers.ts';
import {
  answerCorrection,
  correctionOutcomes,
  cursorText,
  getCorrection,
  getPerson,
  listConsents,
  listCorrections,
  listCorrectionsOf,
  maskName,
  readCursor,
} from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Key, Line, page } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';

const Listed = Type.Object({ open: Type.Optional(Type.Boolean()), after: page.after });
const Answered = Type.Object({ outcome: Type.Union(correctionOutcomes.map((one) => Type.Literal(one))), answer: Line(300) });

/** What residents agreed to, and what they say is wrong in their record (SEC-02, SEC-04). */
export function privacyRoutes(app: App): void {
  app.get('/api/people/:county/:id/privacy', { schema: { params: Key } }, showPrivacy);
  app.get('/api/corrections', { schema: { querystring: Listed } }, listRequests);
  app.post('/api/corrections/:county/:id/answer', { schema: { params: Key, body: Answered } }, answerRequest);
}

async function showPrivacy(request: FastifyRequest<{ Params: Static<typeof Key> }>) {
  const { linli } = request.server;
  const { handle } = await requireHat(request, 'person.read');
  const { county, id } = request.params;
  const person = await getPerson(handle, county, id);
  const [consents, corrections] = await Promise.all([
    listConsents(handle, county, person.id),
    listCorrectionsOf(handle, county, person.id),
  ]);
  return {
    consents: shownConsents(linli, consents),
    corrections: await Promise.all(corrections.map((one) => shownCorrection(linli, one))),
  };
}

async function listRequests(request: FastifyRequest<{ Querystring: Static<typeof Listed> }>) {
  const { linli } = request.server;
  const { handle } = await requireHat(request, 'person.read');
  const { open = true, after } = request.query;
  const found = await listCorrections(handle, open, readCursor(after));
  const last = found.rows.at(-1);
  const key = last && (open ? last.due_on : last.answered_at!.toISOString());
  return {
    corrections: await Promise.all(found.rows.map((one) => shownCorrection(linli, one))),
    next: found.more && last ? cursorText({ key: key!, id: last.id }) : null,
  };
}

async function answerRequest(request: FastifyRequest<{ Params: Static<typeof Key>; Body: Static<typeof Answered> }>) {
  const { linli } = request.server;
  const { handle, actor } = await requireHat(request, 'person.write');
  const { county, id } = request.params;
  const { outcome } = request.body;
  const answer = request.body.answer.trim();
  if (answer === '') throw new LinliError('INPUT_INVALID', { count: 1 }, { answer: 'FIELD_REQUIRED' });
  const asked = await getCorrection(handle, county, id);
  await answerCorrection(
    handle,
    linli.vault,
    asked,
    { outcome, answer },
    { at: linli.clock.now(), actor: actor.id, hat: actor.hat, channel: actor.channel, reason: answer },
  );
  return { done: true };
}

/** Every purpose with its state, so that also what was never asked is seen. */
function shownConsents(linli: Linli, consents: readonly Consent[]) {
  return linli.library.codeTable('consent_purpose').map(({ code, name }) => {
    const last = consents.find((one) => one.purpose === code);
    const state = last === undefined ? 'never' : last.ended_at === null ? 'holds' : 'taken-back';
    return { purpose: code, title: name, state, at: (last?.ended_at ?? last?.given_at)?.toISOString() ?? null };
  });
}

async function shownCorrection(linli: Linli, one: CorrectionRequest) {
  const part = linli.library.codeTable('record_part').find((row) => row.code === one.part);
  return {
    county: one.county,
    id: one.id,
    person: one.person_id,
    name: one.name === undefined ? null : maskName(one.name),
    communityName: await linli.regionName(one.community),
    part: part?.name ?? one.part,
    said: one.said,
    askedAt: one.asked_at.toISOString(),
    dueOn: one.due_on,
    late: one.outcome === null && one.due_on < dayOf(linli.clock.now()),
    outcome: one.outcome,
    answer: one.answer,
    answeredAt: one.answered_at?.toISOString() ?? null,
  };
}
