import type { Static } from 'typebox';
import { Type } from 'typebox';
import { dayOf } from '../../../kernel/kernel.ts';
import { addCensuses, censusFrom, listCensuses, withdrawCensus } from '../../../registers/registers.ts';
import { handOf } from '../../http/hand.ts';
import type { App } from '../../http/linli.ts';
import { Code, DayText, Key, Line, page } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';

const Page = Type.Object(page);
const Entry = Type.Object({ region: Code, as_of: DayText, source: Line(200) });
const Withdrawal = Type.Object({ why: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }) });

/** Whether the register of facilities is complete somewhere: counts are told, listed and taken back. */
export function censusRoutes(app: App): void {
  const { linli } = app;

  app.get<{ Querystring: Static<typeof Page> }>('/api/facilities/censuses', { schema: { querystring: Page } }, async (request) => {
    const { handle } = await requireHat(request, 'indicator.read');
    const { rows, next } = await listCensuses(handle, request.query.after, request.query.limit ?? 50);
    const censuses = await Promise.all(
      rows.map(async ({ county, id, region, as_of, source, entered_at, withdrawn_at, withdrawn_why }) => ({
        county,
        id,
        region,
        region_name: await linli.regionName(region),
        as_of,
        source,
        entered_at,
        withdrawn_at,
        withdrawn_why,
      })),
    );
    return { censuses, next };
  });

  app.post<{ Body: Static<typeof Entry> }>('/api/facilities/censuses', { schema: { body: Entry } }, async (request, reply) => {
    const wearer = await requireHat(request, 'facility.write');
    const now = linli.clock.now();
    const census = censusFrom(request.body, dayOf(now), wearer.actor.id, now);
    await addCensuses(wearer.handle, linli.vault, [census], handOf(linli, wearer));
    return reply.status(201).send({ county: census.county, id: census.id });
  });

  app.post<{ Params: Static<typeof Key>; Body: Static<typeof Withdrawal> }>(
    '/api/facilities/censuses/:county/:id/withdrawal',
    { schema: { params: Key, body: Withdrawal } },
    async (request) => {
      const wearer = await requireHat(request, 'facility.write');
      const { county, id } = request.params;
      await withdrawCensus(wearer.handle, linli.vault, county, id, request.body.why.trim(), handOf(linli, wearer));
      return { done: true };
    },
  );
}
