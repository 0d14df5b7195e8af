import type { FastifyReply, FastifyRequest } from 'fastify';
import { listCasesOfApplicant, listDrafts } from '../../../procedures/procedures.ts';
import type { App, Linli } from '../../http/linli.ts';
import { safePath, sendPage } from '../../http/page.ts';
import { plainState } from '../cases/standing.ts';
import { hallItems } from '../items/find.ts';
import { countiesOf, elderCookie, openVisit, placeCookie } from '../visit.ts';
import { homePage, placePage } from './page.tsx';

const YEAR_SECONDS = 31_536_000;

export function homeRoutes(hall: App): void {
  hall.get('/', { schema: { hide: true } }, showHome);
  hall.get('/elder', { schema: { hide: true } }, chooseElder);
  hall.get('/place', { schema: { hide: true } }, choosePlace);
}

function kept(linli: Linli) {
  return { path: '/', sameSite: 'lax', httpOnly: true, maxAge: YEAR_SECONDS, secure: linli.config.secureCookies } as const;
}

async function chooseElder(request: FastifyRequest<{ Querystring: { on?: string; to?: string } }>, reply: FastifyReply) {
  const chosen = request.query.on === '1' ? '1' : '0';
  return reply.setCookie(elderCookie, chosen, kept(request.server.linli)).redirect(safePath(request.query.to), 303);
}

async function showHome(request: FastifyRequest, reply: FastifyReply) {
  const { linli } = request.server;
  const { visitor, place, today, resident } = await openVisit(request, reply);
  const items = hallItems(linli.catalogue.itemsAt(place, today));
  const [cases, drafts] = resident
    ? await Promise.all([listCasesOfApplicant(resident.handle, resident.personId), listDrafts(resident.handle, resident.personId)])
    : [[], []];
  const titled = drafts.flatMap((draft) => items.filter((item) => item.item === draft.item));
  const shown = await Promise.all(cases.slice(0, 3).map(async (one) => ({ ...one, plain: await plainState(linli, one) })));
  return sendPage(
    reply,
    homePage({ visitor, items, cases: shown, drafts: titled, manyCounties: !resident && countiesOf(linli).length > 1 }),
  );
}

async function choosePlace(request: FastifyRequest<{ Querystring: { county?: string } }>, reply: FastifyReply) {
  const { linli } = request.server;
  const { visitor } = await openVisit(request, reply);
  const counties = countiesOf(linli);
  const { county } = request.query;
  if (county && counties.includes(county)) return reply.setCookie(placeCookie, county, kept(linli)).redirect('/', 303);
  return sendPage(
    reply,
    placePage(visitor, await Promise.all(counties.map(async (code) => ({ code, name: await linli.regionName(code) })))),
  );
}
