import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Handle } from '../../../kernel/kernel.ts';
import { dayOf, isId, LinliError } from '../../../kernel/kernel.ts';
import type { Field, ServiceDefinition, ServiceItem } from '../../../procedures/procedures.ts';
import {
  actOnCase,
  applicantFacts,
  attachmentRules,
  countCases,
  findAnswer,
  getCasePage,
  itemFields,
  listCases,
  listLooseAttachments,
  listUnreadNotices,
  markCaseNoticesRead,
  markNoticeRead,
  repeatFields,
  runningAlready,
  submissionKey,
  submitCase,
  unmetBefore,
} from '../../../procedures/procedures.ts';
import type { Person } from '../../../registers/registers.ts';
import { getApplicant, getPerson, listRunning, sayRunning, text } from '../../../registers/registers.ts';
import { errorBody } from '../../http/errors.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Code, Key, Line, Uuid } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';
import { placeAbove } from '../people/place.ts';
import { caseRow, warnUntil } from './case-row.ts';
import { caseView } from './case-view.ts';
import { ListQuery, mostNamesakes, readListQuery } from './list-query.ts';
import { prefilled, restored } from './prefill.ts';
import { forReaders } from './reader-view.ts';

const Act = Type.Object({
  act: Line(60),
  expected: Type.Integer({ minimum: 1 }),
  form: Type.Record(Type.String(), Type.Unknown()),
  opinion: Line(2_000),
  key: Type.String({ minLength: 8, maxLength: 80 }),
  attachments: Type.Optional(Type.Array(Uuid, { maxItems: attachmentRules.files })),
});
const Bulk = Type.Object({
  act: Line(60),
  opinion: Line(2_000),
  key: Type.String({ minLength: 8, maxLength: 60 }),
  cases: Type.Array(Type.Object({ county: Code, id: Uuid, expected: Type.Integer() }), { minItems: 1, maxItems: 100 }),
});
const Submit = Type.Object({
  item: Line(60),
  county: Line(12),
  applicant: Uuid,
  form: Type.Record(Type.String(), Type.Unknown()),
  attachments: Type.Optional(Type.Array(Line(36), { maxItems: 20 })),
  agent: Type.Optional(Type.Union([Type.Null(), Type.Object({ name: Line(50), relation: Line(50), mandate: Line(200) })])),
  seen: Type.Optional(Type.Array(Line(60), { maxItems: 20 })),
  repeat: Type.Optional(Type.Object({ repeat_exception: Line(60), repeat_reason: Line(200) })),
  channel: Type.Optional(Type.Union([Type.Literal('window'), Type.Literal('agent'), Type.Literal('hotline')])),
  key: Type.String({ minLength: 8, maxLength: 80 }),
});

/** What of the item a person receives already, where one can have it once; with the questions asked of whoever files it all the same. */
async function repeatOf(
  handle: Handle,
  item: ServiceItem,
  person: Person,
): Promise<{ running: string; number: string; county: string; caseId: string; fields: readonly Field[] } | null> {
  const known = runningAlready(item, await listRunning(handle, person.county, person.id));
  return known
    ? { running: sayRunning(known), number: known.case_number, county: person.county, caseId: known.case_id, fields: repeatFields(item) }
    : null;
}

/** Why a person cannot have an item, as far as the register shows: told at the window before anything is filled in. */
async function unmetOf(linli: Linli, handle: Handle, definition: ServiceDefinition, person: Person): Promise<string[]> {
  const { labels } = await getApplicant(handle, person.county, person.id);
  const now = linli.clock.now();
  return unmetBefore({
    now,
    definition,
    applicant: applicantFacts({ ...person, labels }, dayOf(now)),
    openConsultations: [],
    attachments: [],
  });
}

export function caseRoutes(app: App): void {
  app.get('/api/cases', { schema: { querystring: ListQuery } }, listVisible);
  app.get('/api/cases/:county/:id', { schema: { params: Key } }, showCase);
  app.post('/api/cases/:county/:id/acts', { schema: { params: Key, body: Act } }, act);
  app.post('/api/case-acts', { schema: { body: Bulk } }, actOnMany);
  app.post('/api/cases', { schema: { body: Submit } }, fileCase);
  app.get('/api/notices', listNotices);
  app.post('/api/cases/:county/:id/notices/read', { schema: { params: Key } }, readNoticesOfCase);
  app.post('/api/notices/:county/:id/read', { schema: { params: Key } }, readNotice);
  app.get('/api/items', listItems);
  app.get('/api/items/:id', showItem);
}

async function listVisible(request: FastifyRequest<{ Querystring: ListQuery }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'case.read');
  const { handle } = wearer;
  const query = await readListQuery(linli, wearer, request.query);
  const today = dayOf(linli.clock.now());
  const [page, count] = await Promise.all([
    listCases(handle, query, today, warnUntil(linli)),
    request.query.count === false ? undefined : countCases(handle, query, today, warnUntil(linli)),
  ]);
  const told = count && { value: count.value, more: count.more || query.partial === true };
  return {
    cases: await Promise.all(page.cases.map((one) => caseRow(linli, one))),
    next: page.next,
    ...(told ? { count: told } : {}),
    ...(query.partial ? { namesakes: mostNamesakes } : {}),
  };
}

async function showCase(request: FastifyRequest<{ Params: Static<typeof Key> }>) {
  const { linli } = request.server;
  const { handle, actor, powers } = await requireHat(request, 'case.read');
  const view = await caseView(linli, handle, await getCasePage(handle, request.params.county, request.params.id), actor);
  return powers.includes('case.handle') ? view : forReaders(view);
}

async function act(request: FastifyRequest<{ Params: Static<typeof Key>; Body: Static<typeof Act> }>) {
  const { linli } = request.server;
  const { scope, actor } = await requireHat(request, 'case.handle');
  const { county, id } = request.params;
  const { expected, ...asked } = request.body;
  return actOnCase(linli, { scope, actor }, { county, id, expected }, asked);
}

async function actOnMany(request: FastifyRequest<{ Body: Static<typeof Bulk> }>) {
  const { linli } = request.server;
  const { scope, actor } = await requireHat(request, 'case.handle');
  const { act, opinion, key, cases } = request.body;
  const done: unknown[] = [];
  const failed: unknown[] = [];
  for (const one of cases) {
    try {
      done.push(
        await actOnCase(
          linli,
          { scope, actor },
          { ...one, expected: one.expected },
          {
            act,
            form: {},
            opinion,
            key: `${key}:${one.id.slice(-12)}`,
          },
        ),
      );
    } catch (error) {
      if (!(error instanceof LinliError)) throw error;
      failed.push({ county: one.county, id: one.id, ...errorBody(error) });
    }
  }
  return { done, failed };
}

async function fileCase(request: FastifyRequest<{ Body: Static<typeof Submit> }>) {
  const { linli } = request.server;
  const { body } = request;
  const { handle, scope, actor, account } = await requireHat(request, 'window.serve', body.channel ?? 'window');
  const { person: applicant, labels, running } = await getApplicant(handle, body.county, body.applicant);
  const attachments = [...new Set(body.attachments?.filter(isId))];
  const attached =
    attachments.length > 0
      ? await listLooseAttachments(handle, body.county, attachments, { applicant: applicant.id, uploadedBy: actor.id })
      : [];
  const { definition } = await linli.catalogue.definitionAt(applicant, body.item, dayOf(linli.clock.now()));
  const input = {
    item: body.item,
    applicant,
    labels,
    running,
    repeat: body.repeat,
    form: restored(linli, itemFields(definition.item), applicant, body.form),
    agent: body.agent ? { ...body.agent, recordedBy: account.name } : null,
    attachments,
    key: body.key,
  };
  if (attached.length < attachments.length) {
    // On a repetition the files belong to the first answer's case already.
    const first = await findAnswer(handle, body.county, actor.id, submissionKey(input));
    if (first) return first;
    throw new LinliError('ATTACHMENT_GONE');
  }
  return submitCase(linli, scope, actor, { ...input, materials: [...attached.map((one) => one.material), ...(body.seen ?? [])] });
}

async function listNotices(request: FastifyRequest) {
  const { handle, hat } = await requireHat(request, 'case.handle');
  const notices = await listUnreadNotices(handle, hat.level);
  return {
    more: notices.more,
    notices: notices.rows.map((one) => ({
      county: one.county,
      id: one.id,
      caseId: one.case_id,
      path: one.facts.path ?? null,
      number: one.facts.number ?? '',
      sentence: text(`notices.${one.template}`, one.facts),
      createdAt: one.created_at,
      readAt: one.read_at,
    })),
  };
}

async function readNoticesOfCase(request: FastifyRequest<{ Params: Static<typeof Key> }>) {
  const { handle, hat } = await requireHat(request, 'case.handle');
  await markCaseNoticesRead(handle, request.params.county, request.params.id, hat.level);
  return { done: true };
}

async function readNotice(request: FastifyRequest<{ Params: Static<typeof Key> }>) {
  const { handle, hat } = await requireHat(request, 'case.handle');
  if (!(await markNoticeRead(handle, request.params.county, request.params.id, hat.level))) throw new LinliError('NOT_FOUND');
  return { done: true };
}

async function listItems(request: FastifyRequest) {
  const { linli } = request.server;
  const { hat } = await requireHat(request, 'catalogue.read');
  const place = placeAbove(hat.region);
  const items = linli.catalogue.itemsAt(place, dayOf(linli.clock.now())).filter((item) => item.channels.includes('window'));
  return {
    items: items.map((item) => ({
      id: item.item,
      title: item.title,
      category: item.category,
      department: item.department,
      aliases: item.aliases,
      summary: item.summary,
      limit: item.promised_limit,
    })),
  };
}

async function showItem(request: FastifyRequest<{ Params: { id: string }; Querystring: { county?: string; person?: string } }>) {
  const { linli } = request.server;
  // What a person has told fills a form only for whom may fill it in.
  const { handle, hat, powers } = await requireHat(request, 'catalogue.read');
  const place = placeAbove(hat.region);
  const { definition } = await linli.catalogue.definitionAt(place, request.params.id, dayOf(linli.clock.now()));
  const { item } = definition;
  const { county, person: id } = request.query;
  if (id && !powers.includes('window.serve')) throw new LinliError('FORBIDDEN');
  const person = county && id && isId(id) ? await getPerson(handle, county, id) : undefined;
  return {
    item,
    pages: item.pages.map((page) => ({ id: page.page, title: page.title, why: page.why, fields: page.questions })),
    materials: item.materials,
    prefilled: person ? prefilled(linli, itemFields(item), person, true) : {},
    repeat: person ? await repeatOf(handle, item, person) : null,
    unmet: person ? await unmetOf(linli, handle, definition, person) : [],
  };
}
