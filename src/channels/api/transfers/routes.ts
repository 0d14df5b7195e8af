import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { appendAudit, dayOf, LinliError } from '../../../kernel/kernel.ts';
import type { TransferPreview } from '../../../procedures/procedures.ts';
import { correctPerson, previewTransfer, transferBases, transferPerson } from '../../../procedures/procedures.ts';
import { normaliseNumber, residences } from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Key, Line, PlaceCode, Uuid } from '../../http/schemas.ts';
import type { Wearer } from '../../http/session.ts';
import { requireHat } from '../../http/session.ts';
import { placeOfCode } from '../people/place.ts';
import { countLook, lookRow, requirePlace } from '../people/search.ts';

const sought = { name: Line(60), idNumber: Line(40) };
const Sought = Type.Object(sought);
const Transfer = Type.Object({
  ...sought,
  community: PlaceCode,
  address: Line(200),
  residence: Type.Union(residences.map((one) => Type.Literal(one))),
  basis: Type.Union(transferBases.map((one) => Type.Literal(one))),
  evidence: Line(200),
  household: Type.Optional(Type.Boolean()),
  cases: Type.Optional(Type.Array(Uuid, { maxItems: 50 })),
});
const Identity = Type.Object({ name: Type.Optional(Line(60)), idNumber: Type.Optional(Line(40)), basis: Line(200) });

/** Whoever asks whether a number is somebody's leaves a row, whatever the answer. */
async function recordLook(linli: Linli, wearer: Wearer, idNumber: string, found: number): Promise<void> {
  await wearer.handle.batch([
    appendAudit([lookRow(linli, wearer, { by: 'transfer', number: normaliseNumber(idNumber), found, county: wearer.hat.county })]),
  ]);
}

/** Who can be taken over; the answer leaves its row, be it a refusal. */
async function look(linli: Linli, wearer: Wearer, sought: Static<typeof Sought>): Promise<TransferPreview> {
  try {
    const found = await previewTransfer(linli, wearer.scope, sought);
    await recordLook(linli, wearer, sought.idNumber, 1);
    return found;
  } catch (error) {
    await recordLook(linli, wearer, sought.idNumber, error instanceof LinliError && error.code === 'PERSON_HERE' ? 1 : 0);
    throw error;
  }
}

/** Residents who come from elsewhere, and names and numbers that were entered wrongly. */
export function transferRoutes(app: App): void {
  app.post('/api/people/transfers/check', { schema: { body: Sought } }, checkTransfer);
  app.post('/api/people/transfers', { schema: { body: Transfer } }, takeOver);
  app.post('/api/people/:county/:id/identity', { schema: { params: Key, body: Identity } }, correctIdentity);
}

async function checkTransfer(request: FastifyRequest<{ Body: Static<typeof Sought> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'person.write', 'window');
  await countLook(linli, wearer);
  const found = await look(linli, wearer, request.body);
  const { community, others, cases, county } = found;
  return { from: await linli.regionName(community), crossing: county !== wearer.hat.county, others, cases, on: dayOf(linli.clock.now()) };
}

async function takeOver(request: FastifyRequest<{ Body: Static<typeof Transfer> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'person.write', 'window');
  const { community, household = false, cases = [], ...wish } = request.body;
  const place = await placeOfCode(linli, community);
  requirePlace(wearer, place);
  await countLook(linli, wearer);
  const { community: from } = await look(linli, wearer, wish);
  const names = {
    from: await linli.regionName(from),
    to: await linli.regionName(place.community),
    hotline: String(linli.setting('hall.hotline')),
  };
  return transferPerson(linli, wearer.scope, wearer.actor, { ...wish, place, household, cases, names });
}

async function correctIdentity(request: FastifyRequest<{ Params: Static<typeof Key>; Body: Static<typeof Identity> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'person.write', 'window');
  await countLook(linli, wearer);
  const known = async (error: unknown): Promise<never> => {
    if (request.body.idNumber)
      await recordLook(linli, wearer, request.body.idNumber, error instanceof LinliError && error.code === 'PERSON_EXISTS' ? 1 : 0);
    throw error;
  };
  await correctPerson(linli, wearer.scope, wearer.actor, {
    ...request.params,
    ...request.body,
    hotline: String(linli.setting('hall.hotline')),
  }).catch(known);
  return { done: true };
}
