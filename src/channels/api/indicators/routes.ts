import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Plan, PlanQuery } from '../../../indicators/indicators.ts';
import {
  choosePlan,
  listReportedValues,
  measuresOf,
  plansBelow,
  plansFor,
  readMap,
  readPlan,
  readReceipt,
  reportValues,
} from '../../../indicators/indicators.ts';
import { dayOf, LinliError, timeOf } from '../../../kernel/kernel.ts';
import { listChildren, text } from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import { handOf } from '../../http/hand.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Code, DayText, Line } from '../../http/schemas.ts';
import type { Wearer } from '../../http/session.ts';
import { requireHat } from '../../http/session.ts';
import { noteLook } from '../accounts/noted.ts';
import { xlsxType } from '../imports/upload.ts';
import { placeAbove } from '../people/place.ts';
import type { Taken } from './plan-export.ts';
import { planExportFormats, planFile } from './plan-export.ts';

const asked = {
  region: Type.Optional(Code),
  day: Type.Optional(DayText),
  plan: Type.Optional(Line(60)),
  boundaries: Type.Optional(Type.Union([Type.Literal('then'), Type.Literal('now')])),
};
const Asked = Type.Object(asked);
type Asked = Static<typeof Asked>;
const Id = Type.Object({ id: Type.String({ pattern: '^[A-Z]+[0-9]{2}$' }) });
const Reported = Type.Object({
  values: Type.Array(
    Type.Object(
      {
        region: Code,
        measure: Line(60),
        as_of: DayText,
        value: Type.Number({ minimum: 0 }),
        source: Line(200),
        note: Line(500),
      },
      { additionalProperties: false },
    ),
    { minItems: 1, maxItems: 500 },
  ),
});

const Export = Type.Object({ format: Type.Union(planExportFormats.map((one) => Type.Literal(one))) });
const Shown = Type.Object({
  ...asked,
  figures: Type.Optional(Type.String({ pattern: '^[A-Z]+[0-9]{2}(,[A-Z]+[0-9]{2})*$', maxLength: 2_000 })),
});

/** The question a request asks; the region is the hat's own unless another is named. */
function queryOf(linli: Linli, wearer: Wearer, asked: Asked): PlanQuery {
  const today = dayOf(linli.clock.now());
  const asOf = asked.day ?? today;
  return {
    region: asked.region ?? wearer.scope.code,
    asOf: asOf < today ? asOf : today,
    today,
    ...(asked.plan ? { plan: asked.plan } : {}),
    boundaries: asked.boundaries ?? 'then',
  };
}

const packsFolder = resolve(import.meta.dirname, '../../../../packs');

/** The outlines of the places in a region, where a pack has them. For use inside the workbench: they are not a reviewed map. */
function outlinesOf(linli: Linli, region: string): string | undefined {
  return linli.library.packs.map((pack) => join(packsFolder, pack.name, 'geo', `${region}.geojson`)).find((file) => existsSync(file));
}

function summaryOf({ pack: { manifest, hash }, targets }: Plan): object {
  return {
    plan: manifest.name,
    title: manifest.title,
    period: manifest.period,
    jurisdiction: manifest.jurisdiction,
    document: manifest.document,
    demonstration: manifest.demonstration === true,
    hash,
    targets: targets.length,
  };
}

async function takenBy(linli: Linli, { account, hat }: Wearer, region: string): Promise<Taken> {
  const role = linli.roles.get(hat.role)?.title ?? hat.role;
  return {
    by: `${account.name} (${await linli.regionName(hat.region)} ${role})`,
    at: `${dayOf(linli.clock.now())} ${timeOf(linli.clock.now())}`,
    place: await linli.regionName(region),
  };
}

/** Plans, their figures and receipts, the map, and values typed in. */
export function indicatorRoutes(app: App): void {
  app.get('/api/plans', { schema: { querystring: Asked } }, listPlans);
  app.get('/api/plans/reading', { schema: { querystring: Asked } }, showReading);
  app.get('/api/plans/export.:format', { schema: { params: Export, querystring: Shown } }, exportPlan);
  app.get('/api/indicators/:id', { schema: { params: Id, querystring: Asked } }, showReceipt);
  app.get('/api/indicators/:id/map', { schema: { params: Id, querystring: Asked } }, showMap);
  app.get('/api/geo/:region', { schema: { params: Type.Object({ region: Code }) } }, sendOutlines);
  app.get('/api/measures', listMeasures);
  app.get(
    '/api/reported-values',
    { schema: { querystring: Type.Object({ region: Type.Optional(Code), measure: Type.Optional(Line(60)) }) } },
    listReported,
  );
  app.post('/api/reported-values', { schema: { body: Reported } }, enterReported);
}

async function listPlans(request: FastifyRequest<{ Querystring: Asked }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'indicator.read');
  const { region, asOf } = queryOf(linli, wearer, request.query);
  const plans = plansFor(linli.library, region);
  const chosen = plans.length > 0 ? choosePlan(linli.library, region, asOf).pack.name : null;
  return {
    region,
    region_name: await linli.regionName(region),
    chosen,
    plans: plans.map(summaryOf),
    below: await Promise.all(
      plansBelow(linli.library, region).map(async (plan) => ({
        ...summaryOf(plan),
        region_name: await linli.regionName(plan.pack.manifest.jurisdiction),
      })),
    ),
  };
}

async function showReading(request: FastifyRequest<{ Querystring: Asked }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'indicator.read');
  const query = queryOf(linli, wearer, request.query);
  const reading = await readPlan(wearer.handle, linli.library, query);
  const below = await listChildren(wearer.handle, query.region);
  return {
    ...reading,
    region_name: await linli.regionName(query.region),
    only_name: reading.only ? await linli.regionName(reading.only) : null,
    children: below.map((one) => ({ code: one.code, name: one.name, level: one.level, type: one.type ?? null })),
  };
}

async function exportPlan(
  request: FastifyRequest<{ Params: Static<typeof Export>; Querystring: Static<typeof Shown> }>,
  reply: FastifyReply,
) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'indicator.read');
  const { figures: wanted, ...question } = request.query;
  const { format } = request.params;
  const query = queryOf(linli, wearer, question);
  const reading = await readPlan(wearer.handle, linli.library, query);
  const shown = wanted ? wanted.split(',').flatMap((id) => reading.figures.find((figure) => figure.id === id) ?? []) : reading.figures;
  await noteLook(linli, wearer, {
    county: wearer.hat.county || placeAbove(query.region).county,
    action: 'plan.export',
    subject: `plan:${reading.plan}`,
    detail: { region: query.region, as_of: reading.as_of, format, figures: shown.length },
  });
  const bytes = await planFile(reading, shown, await takenBy(linli, wearer, query.region), format);
  const name = `${text('indicators.export.sheet')}-${reading.as_of}.${format}`;
  return reply
    .type(format === 'csv' ? 'text/csv; charset=utf-8' : xlsxType)
    .header('content-disposition', contentDisposition('attachment', name, `plan.${format}`))
    .send(Buffer.from(bytes));
}

async function showReceipt(request: FastifyRequest<{ Params: Static<typeof Id>; Querystring: Asked }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'indicator.read');
  const query = queryOf(linli, wearer, request.query);
  const receipt = await readReceipt(wearer.handle, linli.library, query, request.params.id);
  return {
    ...receipt,
    region_name: await linli.regionName(query.region),
    only_name: receipt.only ? await linli.regionName(receipt.only) : null,
    computed_at: linli.clock.now().toISOString(),
  };
}

async function showMap(request: FastifyRequest<{ Params: Static<typeof Id>; Querystring: Asked }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'indicator.read');
  const query = queryOf(linli, wearer, request.query);
  const below = await listChildren(wearer.handle, query.region, query.asOf);
  const places = await readMap(
    wearer.handle,
    linli.library,
    query,
    request.params.id,
    below.map((one) => one.code),
  );
  return {
    region: query.region,
    as_of: query.asOf,
    places: places.map((place) => ({ ...place, name: below.find((one) => one.code === place.code)?.name ?? place.code })),
  };
}

async function sendOutlines(request: FastifyRequest<{ Params: { region: string } }>, reply: FastifyReply) {
  const { linli } = request.server;
  await requireHat(request, 'indicator.read');
  const file = outlinesOf(linli, request.params.region);
  if (!file) throw new LinliError('NOT_FOUND');
  return reply.type('application/geo+json').header('cache-control', 'private, max-age=86400').send(readFileSync(file));
}

async function listMeasures(request: FastifyRequest) {
  const { linli } = request.server;
  await requireHat(request, 'indicator.read');
  return { measures: measuresOf(linli.library) };
}

async function listReported(request: FastifyRequest<{ Querystring: { region?: string; measure?: string } }>) {
  const { handle } = await requireHat(request, 'indicator.read');
  const { rows, more } = await listReportedValues(handle, request.query.region, request.query.measure);
  return { values: rows, more };
}

async function enterReported(request: FastifyRequest<{ Body: Static<typeof Reported> }>, reply: FastifyReply) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'facility.write');
  await reportValues(wearer.handle, linli.vault, request.body.values, measuresOf(linli.library), handOf(linli, wearer));
  return reply.status(201).send({ entered: request.body.values.length });
}
