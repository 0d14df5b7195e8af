import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { dayOf, isDay, LinliError } from '../../../kernel/kernel.ts';
import { continueEntitlement, stopEntitlement } from '../../../procedures/procedures.ts';
import type { Entitlement, Running } from '../../../registers/registers.ts';
import { sayRunning } from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Key, Line } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';
import { placeAbove } from '../people/place.ts';

const Reason = Line(200);
const Stop = Type.Object({ day: Line(10), reason: Reason });
const Continue = Type.Object({ reason: Reason });

type Asked<Body> = { Params: Static<typeof Key>; Body: Body };

/** What a person receives, as staff read it. */
export interface ShownEntitlement {
  readonly county: string;
  readonly id: string;
  readonly item: string;
  readonly title: string;
  /** Since when and how much, in words. */
  readonly running: string;
  readonly from: string;
  readonly to: string | null;
  readonly per: Entitlement['per'];
  readonly endReason: string;
  readonly caseId: string;
  readonly number: string;
}

/** How what an item gives is called; the item's name where it is offered no more. */
export function entitlementTitle(linli: Linli, county: string, item: string): string {
  const offered = linli.catalogue.itemsAt(placeAbove(county), dayOf(linli.clock.now())).find((one) => one.item === item);
  return offered?.entitlement?.title ?? offered?.title ?? item;
}

export function shownEntitlement(linli: Linli, one: Running & Pick<Entitlement, 'county' | 'to_day' | 'end_reason'>): ShownEntitlement {
  return {
    county: one.county,
    id: one.id,
    item: one.item,
    title: entitlementTitle(linli, one.county, one.item),
    running: sayRunning(one),
    from: one.from_day,
    to: one.to_day,
    per: one.per,
    endReason: one.end_reason,
    caseId: one.case_id,
    number: one.case_number,
  };
}

const titleOf =
  (linli: Linli) =>
  (one: Entitlement): string =>
    entitlementTitle(linli, one.county, one.item);

/** Stopping what runs, and taking a mistaken stop back. */
export function entitlementRoutes(app: App): void {
  app.post('/api/entitlements/:county/:id/stop', { schema: { params: Key, body: Stop } }, stop);
  app.post('/api/entitlements/:county/:id/continue', { schema: { params: Key, body: Continue } }, goOn);
}

async function stop(request: FastifyRequest<Asked<Static<typeof Stop>>>) {
  const { linli } = request.server;
  const { scope, actor } = await requireHat(request, 'entitlement.end');
  const { day, reason } = request.body;
  if (!isDay(day)) throw new LinliError('INPUT_INVALID', { count: 1 }, { day: 'FIELD_NOT_DATE' });
  await stopEntitlement(linli, scope, actor, { ...request.params, day, reason, title: titleOf(linli) });
  return { done: true };
}

async function goOn(request: FastifyRequest<Asked<Static<typeof Continue>>>) {
  const { linli } = request.server;
  const { scope, actor } = await requireHat(request, 'entitlement.end');
  await continueEntitlement(linli, scope, actor, { ...request.params, reason: request.body.reason, title: titleOf(linli) });
  return { done: true };
}
