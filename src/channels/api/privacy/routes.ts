import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { Consent, Proposal } from '../../../registers/registers.ts';
import { getPerson, listConsents, listProposalsOf } from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Key } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';

/** What residents agreed to, and what they say is wrong in their record (SEC-02, SEC-04). */
export function privacyRoutes(app: App): void {
  app.get('/api/people/:county/:id/privacy', { schema: { params: Key } }, showPrivacy);
}

async function showPrivacy(request: FastifyRequest<{ Params: Static<typeof Key> }>) {
  const { linli } = request.server;
  const { handle } = await requireHat(request, 'person.read');
  const { county, id } = request.params;
  const person = await getPerson(handle, county, id);
  const [consents, corrections] = await Promise.all([
    listConsents(handle, county, person.id),
    listProposalsOf(handle, county, person.id, 'record'),
  ]);
  return {
    consents: shownConsents(linli, consents),
    corrections: corrections.map((one) => shownCorrection(linli, one)),
  };
}

/** Every purpose with its state, so that also what was never asked is seen. */
function shownConsents(linli: Linli, consents: readonly Consent[]) {
  return linli.library.codeTable('consent_purpose').map(({ code, name }) => {
    const last = consents.find((one) => one.purpose === code);
    const state = last === undefined ? 'never' : last.ended_at === null ? 'holds' : 'taken-back';
    return { purpose: code, title: name, state, at: (last?.ended_at ?? last?.given_at)?.toISOString() ?? null };
  });
}

/** What a person said about the own record, as staff read it on the person's page. */
function shownCorrection(linli: Linli, { what, said, at, outcome, answer }: Proposal) {
  return { part: partName(linli, what), said, askedAt: at.toISOString(), outcome, answer };
}

/** How a part of the record is called. */
export function partName(linli: Pick<Linli, 'library'>, part: string): string {
  return linli.library.codeTable('record_part').find((row) => row.code === part)?.name ?? part;
}
