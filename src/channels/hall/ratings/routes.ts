import type { FastifyReply, FastifyRequest } from 'fastify';
import { LinliError, publicScope } from '../../../kernel/kernel.ts';
import { getTicketCase, rate, readCaseNumber, sayCaseNumber } from '../../../procedures/procedures.ts';
import { text } from '../../../registers/registers.ts';
import { bodyOf, word, words } from '../../http/form-body.ts';
import type { App } from '../../http/linli.ts';
import { sendPage } from '../../http/page.ts';
import { currentSession } from '../../http/session.ts';
import { faultsOf } from '../page-error.tsx';
import { openVisit } from '../visit.ts';
import { ratedPage, ratePage, ratingTags } from './page.tsx';

interface Key {
  Params: { county: string; token: string };
}

const GRADES = ['1', '2', '3', '4', '5'] as const;

/** The token is the ticket: whoever holds the link rates, signed in or not, once. */
export function ratingRoutes(hall: App): void {
  hall.get('/rate/:county/:token', { schema: { hide: true } }, askRating);
  hall.get('/rated', { schema: { hide: true } }, thank);
  hall.post('/rate/:county/:token', { schema: { hide: true } }, takeRating);
}

async function askRating(request: FastifyRequest<Key>, reply: FastifyReply) {
  const { linli } = request.server;
  const { visitor } = await openVisit(request, reply);
  const { county, token } = request.params;
  const rated = await getTicketCase(linli, publicScope, county, token);
  return sendPage(
    reply,
    ratePage({
      visitor,
      path: `/rate/${county}/${token}`,
      title: rated.title,
      again: rated.origin !== null,
      grade: undefined,
      tags: [],
      comment: '',
    }),
  );
}

async function thank(request: FastifyRequest<{ Querystring: { number?: string } }>, reply: FastifyReply) {
  const { visitor } = await openVisit(request, reply);
  const number = readCaseNumber(String(request.query.number ?? ''));
  return sendPage(reply, ratedPage(visitor, number && sayCaseNumber(number)));
}

async function takeRating(request: FastifyRequest<Key>, reply: FastifyReply) {
  const { linli } = request.server;
  const { visitor } = await openVisit(request, reply);
  const session = await currentSession(request);
  // Where staff sit, or stand beside, the applicant's voice is not heard.
  if (session?.account || session?.resident?.helper) throw new LinliError('OWN_VOICE_NEEDED');
  const { county, token } = request.params;
  const body = bodyOf(request);
  const grade = GRADES.find((one) => one === word(body, 'grade'));
  const tags = words(body, 'tags').filter((tag) => (ratingTags as readonly string[]).includes(tag));
  const comment = word(body, 'comment').slice(0, 500);
  const again = async (faults: Record<string, string>) => {
    const rated = await getTicketCase(linli, publicScope, county, token);
    return sendPage(
      reply,
      ratePage({
        visitor,
        path: `/rate/${county}/${token}`,
        title: rated.title,
        again: rated.origin !== null,
        grade,
        tags,
        comment,
        faults,
      }),
      400,
    );
  };
  if (!grade) return again({ grade: text('hall.rate.choose') });
  try {
    const { rectification } = await rate(linli, publicScope, {
      county,
      token,
      grade: Number(grade) as 1 | 2 | 3 | 4 | 5,
      tags,
      comment,
      channel: 'hall',
    });
    // A reload of the thanks must not send the rating again.
    return await reply.redirect(`/rated${rectification ? `?number=${rectification}` : ''}`, 303);
  } catch (error) {
    if (error instanceof LinliError && error.code === 'RATING_REASON')
      return again({ comment: faultsOf(new LinliError('RATING_REASON'))['']! });
    throw error;
  }
}
