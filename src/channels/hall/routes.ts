import type { FastifyReply, FastifyRequest } from 'fastify';
import { LinliError } from '../../kernel/kernel.ts';
import { asLinliError, errorBody } from '../http/errors.ts';
import type { App } from '../http/linli.ts';
import { safePath, sendPage } from '../http/page.ts';
import { comfortPath, comfortScript } from '../web/comfort.ts';
import { keepTyped } from './apply/kept.ts';
import { applyRoutes } from './apply/routes.ts';
import { casePrintRoutes } from './cases/print.ts';
import { caseRoutes } from './cases/routes.ts';
import { homeRoutes } from './home/routes.ts';
import { itemRoutes } from './items/routes.ts';
import { errorPage } from './page-error.tsx';
import { lookRoutes } from './people/routes.ts';
import { ratingRoutes } from './ratings/routes.ts';
import { recordRoutes } from './record/routes.ts';
import { resultRoutes } from './results/routes.ts';
import { helpRoutes } from './sign-in/help.tsx';
import { phonePage } from './sign-in/page.tsx';
import { signInRoutes } from './sign-in/routes.ts';
import { bareVisitor, openVisit } from './visit.ts';

/** The hall (网上办事大厅): pages that are complete without script. */
export function hallRoutes(app: App): void {
  void app.register((hall, _options, done) => {
    answerErrorsWithPages(hall);
    answerUnknownPaths(hall);
    hall.get(comfortPath, { schema: { hide: true } }, (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(comfortScript),
    );
    for (const routes of [
      homeRoutes,
      itemRoutes,
      signInRoutes,
      helpRoutes,
      applyRoutes,
      caseRoutes,
      casePrintRoutes,
      ratingRoutes,
      resultRoutes,
      lookRoutes,
      recordRoutes,
    ])
      routes(hall);
    done();
  });
}

/** Who mistypes an address gets a page; a program gets its JSON. */
function answerUnknownPaths(hall: App): void {
  hall.setNotFoundHandler(async (request, reply) => {
    const error = new LinliError('NOT_FOUND');
    if (request.url.startsWith('/api/') || request.method !== 'GET') return reply.status(404).send(errorBody(error));
    const { visitor } = await openVisit(request, reply);
    return sendPage(reply, errorPage(visitor, error), 404);
  });
}

/** People get a page with a next step, and who must sign in first comes back to where they were. */
function answerErrorsWithPages(hall: App): void {
  hall.setErrorHandler(async (thrown, request, reply) => {
    const error = asLinliError(thrown, request.id);
    if (error.code === 'SIGN_IN_NEEDED') return signInFirst(request, reply);
    if (error.code === 'INTERNAL') hall.linli.log.error({ err: thrown, request: request.id, url: request.routeOptions.url }, 'page failed');
    // A page that cannot even learn its place, because the database is away, still tells what happened and whom to call.
    const visitor = await openVisit(request, reply).then(
      (visit) => visit.visitor,
      () => bareVisitor(request),
    );
    return sendPage(
      reply,
      errorPage(visitor, error instanceof LinliError ? error : new LinliError('INTERNAL', { reference: request.id })),
      error.status,
    );
  });
}

/** Who sent a form after the session had ended signs in with it still in hand. */
async function signInFirst(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const to = safePath(wayBack(request), '/my');
  const kept = keepTyped(request);
  if (!kept) return reply.redirect(`/sign-in?to=${encodeURIComponent(to)}`, 303);
  const { visitor } = await openVisit(request, reply);
  return sendPage(reply, phonePage({ visitor: { ...visitor, path: to }, to, kept }), 401);
}

/** The page a request belongs to: forms are sent to the address of their page, but for the last one of an application. */
function wayBack(request: FastifyRequest): string {
  if (request.method === 'GET') return request.url;
  const path = request.url.split('?')[0]!;
  return /^\/(apply|my)\/./.test(path) ? path.replace(/^(\/apply\/[^/]+)\/submit$/, '$1/check') : '/my';
}
