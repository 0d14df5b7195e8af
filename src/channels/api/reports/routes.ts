import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Report } from '../../../indicators/indicators.ts';
import {
  compareYears,
  freezeReport,
  getPublishedReport,
  getReport,
  isIntact,
  listPublishedReports,
  listReports,
  moveReport,
  readReceipts,
  reportActs,
} from '../../../indicators/indicators.ts';
import { dayOf, publicScope } from '../../../kernel/kernel.ts';
import { organOf } from '../../../procedures/procedures.ts';
import { accountNames } from '../../../registers/registers.ts';
import type { DocumentFormat } from '../../documents/documents.ts';
import { renderDocument } from '../../documents/documents.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import { handOf } from '../../http/hand.ts';
import { publicLimit } from '../../http/limits.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Code, Key, Line, Uuid } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';
import { reportDocument, summaryOf } from './report-document.ts';

const Submit = Type.Object(
  {
    region: Type.Optional(Code),
    year: Type.Integer({ minimum: 2000, maximum: 2100 }),
    plan: Type.Optional(Line(60)),
    progress: Type.Optional(
      Type.Array(Type.Object({ target: Line(20), text: Line(2_000), evidence: Line(500) }, { additionalProperties: false }), {
        maxItems: 200,
      }),
    ),
  },
  { additionalProperties: false },
);
const Act = Type.Object({ act: Type.Union(reportActs.map((one) => Type.Literal(one))), note: Line(1_000) });
const Query = Type.Object({ region: Type.Optional(Code), plan: Type.Optional(Line(60)) });
const Years = Type.Object({ region: Code, plan: Line(60) });
const Format = Type.Object({
  county: Code,
  id: Uuid,
  format: Type.Union([Type.Literal('docx'), Type.Literal('pdf')]),
});

const TYPES: Record<DocumentFormat, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};

/** Yearly reports: submit, check, lock, read, print. */
export function reportRoutes(app: App): void {
  app.get('/api/reports', { schema: { querystring: Query } }, listVisible);
  app.post('/api/reports', { schema: { body: Submit } }, submitReport);
  app.get('/api/reports/years', { schema: { querystring: Years } }, showYears);
  app.get('/api/reports/:county/:id', { schema: { params: Key } }, showReport);
  app.post('/api/reports/:county/:id/acts', { schema: { params: Key, body: Act } }, actOnReport);
  app.get('/api/reports/:county/:id/recompute', { schema: { params: Key } }, recompute);
  app.get('/api/reports/:county/:id/report.:format', { schema: { params: Format } }, sendFrozen);
  app.get('/api/public/reports', { schema: { querystring: Query }, config: publicLimit }, listPublished);
  app.get('/api/public/reports/:county/:id/report.:format', { schema: { params: Format }, config: publicLimit }, sendPublished);
}

/** Who submitted, checked, locked and published, by name. */
async function handsOf(linli: Linli, report: Report): Promise<Record<string, string>> {
  const actors = { submitted: report.submitted_by, checked: report.checked_by, locked: report.locked_by, published: report.published_by };
  const ids = Object.entries(actors).flatMap(([step, actor]) =>
    actor?.startsWith('account:') ? [[step, actor.slice('account:'.length)] as const] : [],
  );
  const names = await accountNames(
    linli.sessions.gate,
    ids.map(([, id]) => id),
  );
  return Object.fromEntries(ids.map(([step, id]) => [step, names.get(id) ?? '']));
}

async function sendReport(reply: FastifyReply, report: Report, format: DocumentFormat): Promise<FastifyReply> {
  const { database } = reply.server.linli;
  const document = reportDocument(report, await organOf(database.within(publicScope), report.region, dayOf(new Date(report.submitted_at))));
  const bytes = await renderDocument(document, format);
  return reply
    .type(TYPES[format])
    .header('content-disposition', contentDisposition('attachment', `${document.title}.${format}`, `report.${format}`))
    .send(Buffer.from(bytes));
}

async function listVisible(request: FastifyRequest<{ Querystring: Static<typeof Query> }>) {
  const { linli } = request.server;
  const { handle } = await requireHat(request, 'indicator.read');
  const reports = await listReports(handle, request.query.region, request.query.plan);
  const makers = [...linli.roles.values()].filter((role) => role.powers.includes('plan.report')).map((role) => role.title);
  return {
    makers,
    more: reports.more,
    reports: await Promise.all(
      reports.rows.map(async (report) => ({
        ...report,
        region_name: await linli.regionName(report.region),
        title: linli.library.packs.find((pack) => pack.name === report.plan)?.manifest.title ?? report.plan,
      })),
    ),
  };
}

async function submitReport(request: FastifyRequest<{ Body: Static<typeof Submit> }>, reply: FastifyReply) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'plan.report');
  const region = request.body.region ?? wearer.scope.code;
  const query = {
    region,
    regionName: await linli.regionName(region),
    year: request.body.year,
    today: dayOf(linli.clock.now()),
    ...(request.body.plan ? { plan: request.body.plan } : {}),
    progress: request.body.progress ?? [],
  };
  const { facts: _, ...report } = await freezeReport(wearer.handle, linli.vault, linli.library, query, handOf(linli, wearer));
  return reply.status(201).send(report);
}

async function showYears(request: FastifyRequest<{ Querystring: Static<typeof Years> }>) {
  const { handle } = await requireHat(request, 'indicator.read');
  return { figures: await compareYears(handle, request.query.region, request.query.plan) };
}

async function showReport(request: FastifyRequest<{ Params: Static<typeof Key> }>) {
  const { linli } = request.server;
  const { handle } = await requireHat(request, 'indicator.read');
  const report = await getReport(handle, request.params.county, request.params.id);
  return { ...report, summary: summaryOf(report.facts.receipts), intact: isIntact(report), hands: await handsOf(linli, report) };
}

async function actOnReport(request: FastifyRequest<{ Params: Static<typeof Key>; Body: Static<typeof Act> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'plan.report');
  const { facts: _, ...report } = await moveReport(wearer.handle, linli.vault, request.params, request.body, handOf(linli, wearer));
  return report;
}

async function recompute(request: FastifyRequest<{ Params: Static<typeof Key> }>) {
  const { linli } = request.server;
  const { handle } = await requireHat(request, 'indicator.read');
  const { facts } = await getReport(handle, request.params.county, request.params.id);
  const fresh = await readReceipts(handle, linli.library, {
    region: facts.region,
    asOf: facts.as_of,
    today: dayOf(linli.clock.now()),
    plan: facts.plan.plan,
    boundaries: facts.boundaries.mode,
  });
  return {
    figures: facts.receipts.map(({ figure }) => {
      const now = fresh.find((receipt) => receipt.figure.id === figure.id)?.figure;
      return {
        id: figure.id,
        title: figure.title,
        unit: figure.unit,
        frozen: figure.value,
        frozen_state: figure.state,
        now: now?.value ?? null,
        now_state: now?.state ?? 'no-data',
        same: now !== undefined && now.value === figure.value && now.state === figure.state,
      };
    }),
  };
}

async function sendFrozen(request: FastifyRequest<{ Params: Static<typeof Format> }>, reply: FastifyReply) {
  const { handle } = await requireHat(request, 'indicator.read');
  const { county, id, format } = request.params;
  return sendReport(reply, await getReport(handle, county, id), format);
}

async function listPublished(request: FastifyRequest<{ Querystring: Static<typeof Query> }>) {
  const { linli } = request.server;
  const reports = await listPublishedReports(linli.database.within(publicScope), request.query.region, request.query.plan);
  return {
    more: reports.more,
    reports: await Promise.all(
      reports.rows.map(async ({ county, id, region, plan, year, hash, published_at }) => ({
        county,
        id,
        region,
        region_name: await linli.regionName(region),
        plan,
        year,
        hash,
        published_at,
      })),
    ),
  };
}

async function sendPublished(request: FastifyRequest<{ Params: Static<typeof Format> }>, reply: FastifyReply) {
  const { linli } = request.server;
  const { county, id, format } = request.params;
  return sendReport(reply, await getPublishedReport(linli.database.within(publicScope), county, id), format);
}
