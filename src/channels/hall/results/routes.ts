import type { FastifyReply, FastifyRequest } from 'fastify';
import { publicScope } from '../../../kernel/kernel.ts';
import { findResult, isResultCode } from '../../../procedures/procedures.ts';
import type { App } from '../../http/linli.ts';
import { sendPage } from '../../http/page.ts';
import { dayText, outcomeText } from '../cases/standing.ts';
import { openVisit } from '../visit.ts';
import { verifyPage } from './page.tsx';

/** The address a result document's QR code opens. */
export function resultRoutes(hall: App): void {
  hall.get('/verify/:county/:id/:code', { schema: { hide: true } }, verify);
}

async function verify(request: FastifyRequest<{ Params: { county: string; id: string; code: string } }>, reply: FastifyReply) {
  const { linli } = request.server;
  const { visitor } = await openVisit(request, reply);
  const { county, id, code } = request.params;
  const found = isResultCode(linli.vault, county, id, code) ? await findResult(linli.database.within(publicScope), county, id) : undefined;
  if (!found?.outcome) return sendPage(reply, verifyPage(visitor, undefined), 404);
  return sendPage(
    reply,
    verifyPage(visitor, {
      number: found.number,
      title: found.title,
      applicant: found.applicant_mask,
      outcome: outcomeText(found.outcome),
      day: found.closed_at ? dayText(found.closed_at) : '',
    }),
  );
}
