import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { LinliError, dayOf } from '../../../kernel/kernel.ts';
import { choosePlan, listReportedValues, measuresOf, plansFor, readFacilityOverview, readMap, readPlan, readReceipt, reportValues } from '../../../indicators/indicators.ts';
import type { PlanQuery } from '../../../indicators/indicators.ts';
import { listChildren } from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import { requireHat } from '../../http/session.ts';
import type { Wearer } from '../../http/session.ts';
import { handOf } from '../facilities/routes.ts';

const Code = Type.String({ pattern: '^[0-9]{12}$' });
const Asked = Type.Object({
  region: Type.Optional(Code), day: Type.Optional(Type.String({ format: 'date' })), plan: Type.Optional(Type.String({ maxLength: 60 })),
  boundaries: Type.Optional(Type.Union([Type.Literal('then'), Type.Literal('now')])),
});
type Asked = Static<typeof Asked>;
const Id = Type.Object({ id: Type.String({ pattern: '^[A-Z]+[0-9]{2}$' }) });
const Reported = Type.Object({
  values: Type.Array(Type.Object({ region: Code, measure: Type.String({ maxLength: 60 }), as_of: Type.String({ format: 'date' }), value: Type.Number({ minimum: 0 }), source: Type.String({ maxLength: 200 }), note: Type.String({ maxLength: 500 }) }, { additionalProperties: false }), { minItems: 1, maxItems: 500 }),
});

/** The question a request asks; the region is the hat's own unless another is named. */
function queryOf(linli: Linli, wearer: Wearer, asked: Asked): PlanQuery {
  const today = dayOf(linli.clock.now());
  const asOf = asked.day ?? today;
  return { region: asked.region ?? wearer.scope.code, asOf: asOf > today ? today : asOf, today, ...(asked.plan ? { plan: asked.plan } : {}), boundaries: asked.boundaries ?? 'then' };
}

const packsFolder = resolve(import.meta.dirname, '../../../../packs');

/** The outlines of the places in a region, where a pack has them. For use inside the workbench: they are not a reviewed map. */
function outlinesOf(linli: Linli, region: string): string | undefined {
  return linli.library.packs.map((pack) => join(packsFolder, pack.name, 'geo', `${region}.geojson`)).find((file) => existsSync(file));
}

/** Plans, their figures and receipts, the map, and values typed in. */
export function indicatorRoutes(app: App): void {
  const { linli } = app;

  app.get<{ Querystring: Asked }>('/api/plans', { schema: { querystring: Asked } }, async (request) => {
    const wearer = await requireHat(request, 'indicator.read');
    const { region, asOf } = queryOf(linli, wearer, request.query);
    const plans = plansFor(linli.library, region);
    const chosen = plans.length > 0 ? choosePlan(linli.library, region, asOf).pack.name : null;
    return {
      region, region_name: await linli.regionName(region), chosen,
      plans: plans.map(({ pack: { manifest, hash }, targets }) => ({ plan: manifest.name, title: manifest.title, period: manifest.period, jurisdiction: manifest.jurisdiction, document: manifest.document, demonstration: manifest.demonstration === true, hash, targets: targets.length })),
    };
  });

  app.get<{ Querystring: Asked }>('/api/plans/reading', { schema: { querystring: Asked } }, async (request) => {
    const wearer = await requireHat(request, 'indicator.read');
    const query = queryOf(linli, wearer, request.query);
    const reading = await readPlan(wearer.handle, linli.library, query);
    const below = await listChildren(wearer.handle, query.region);
    return { ...reading, region_name: await linli.regionName(query.region), children: below.map((one) => ({ code: one.code, name: one.name, level: one.level, type: one.type ?? null })) };
  });

  app.get<{ Params: Static<typeof Id>; Querystring: Asked }>('/api/indicators/:id', { schema: { params: Id, querystring: Asked } }, async (request) => {
    const wearer = await requireHat(request, 'indicator.read');
    const query = queryOf(linli, wearer, request.query);
    return { ...(await readReceipt(wearer.handle, linli.library, query, request.params.id)), region_name: await linli.regionName(query.region), computed_at: linli.clock.now().toISOString() };
  });

  app.get<{ Params: Static<typeof Id>; Querystring: Asked }>('/api/indicators/:id/map', { schema: { params: Id, querystring: Asked } }, async (request) => {
    const wearer = await requireHat(request, 'indicator.read');
    const query = queryOf(linli, wearer, request.query);
    const below = await listChildren(wearer.handle, query.region, query.asOf);
    const places = await readMap(wearer.handle, linli.library, query, request.params.id, below.map((one) => one.code));
    return { region: query.region, as_of: query.asOf, places: places.map((place, index) => ({ ...place, name: below[index]?.name ?? place.code })) };
  });

  app.get<{ Params: { region: string } }>('/api/geo/:region', { schema: { params: Type.Object({ region: Code }) } }, async (request, reply) => {
    await requireHat(request, 'indicator.read');
    const file = outlinesOf(linli, request.params.region);
    if (!file) throw new LinliError('NOT_FOUND');
    return reply.type('application/geo+json').header('cache-control', 'private, max-age=86400').send(readFileSync(file));
  });

  app.get<{ Querystring: Asked }>('/api/facilities/overview', { schema: { querystring: Asked } }, async (request) => {
    const wearer = await requireHat(request, 'indicator.read');
    return readFacilityOverview(wearer.handle, linli.library, queryOf(linli, wearer, request.query));
  });

  app.get('/api/measures', async (request) => {
    await requireHat(request, 'indicator.read');
    return { measures: measuresOf(linli.library) };
  });

  app.get<{ Querystring: { region?: string; measure?: string } }>('/api/reported-values', { schema: { querystring: Type.Object({ region: Type.Optional(Code), measure: Type.Optional(Type.String({ maxLength: 60 })) }) } }, async (request) => {
    const { handle } = await requireHat(request, 'indicator.read');
    return { values: await listReportedValues(handle, request.query.region, request.query.measure) };
  });

  app.post<{ Body: Static<typeof Reported> }>('/api/reported-values', { schema: { body: Reported } }, async (request, reply) => {
    const wearer = await requireHat(request, 'facility.write');
    await reportValues(wearer.handle, linli.vault, request.body.values, measuresOf(linli.library), handOf(wearer, linli));
    return reply.status(201).send({ entered: request.body.values.length });
  });
}
