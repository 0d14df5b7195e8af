import { listCasesOfApplicant, listDrafts } from '../../../procedures/procedures.ts';
import type { App } from '../../http/linli.ts';
import { plainState } from '../cases/standing.ts';
import { hallItems } from '../items/find.ts';
import { countiesOf, elderCookie, openVisit, placeCookie, safePath, sendPage } from '../visit.ts';
import { homePage, placePage } from './page.tsx';

const YEAR_SECONDS = 31_536_000;

export function homeRoutes(hall: App): void {
  const { linli } = hall;
  const cookie = { path: '/', sameSite: 'lax', httpOnly: true, maxAge: YEAR_SECONDS, secure: linli.config.secureCookies } as const;

  hall.get('/', { schema: { hide: true } }, async (request, reply) => {
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
  });

  hall.get<{ Querystring: { on?: string; to?: string } }>('/elder', { schema: { hide: true } }, (request, reply) =>
    reply.setCookie(elderCookie, request.query.on === '1' ? '1' : '0', cookie).redirect(safePath(request.query.to), 303),
  );

  hall.get<{ Querystring: { county?: string } }>('/place', { schema: { hide: true } }, async (request, reply) => {
    const { visitor } = await openVisit(request, reply);
    const counties = countiesOf(linli);
    const { county } = request.query;
    if (county && counties.includes(county)) return reply.setCookie(placeCookie, county, cookie).redirect('/', 303);
    return sendPage(
      reply,
      placePage(visitor, await Promise.all(counties.map(async (code) => ({ code, name: await linli.regionName(code) })))),
    );
  });
}
