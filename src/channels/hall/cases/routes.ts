import type { FastifyReply, FastifyRequest } from 'fastify';
import { isId, LinliError, newId, publicScope } from '../../../kernel/kernel.ts';
import type { Case, StoredAttachment } from '../../../procedures/procedures.ts';
import {
  actOnCase,
  attach,
  findCase,
  findCaseStatus,
  itemFields,
  listCasesOfApplicant,
  listDrafts,
  listLooseAttachments,
  listNotices,
  readAttachment,
  readCaseNumber,
} from '../../../procedures/procedures.ts';
import { identityOf, listRunning, sayRunning, text } from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import type { Body, SentFile } from '../../http/form-body.ts';
import { bodyOf, readParts, word, words } from '../../http/form-body.ts';
import type { App, RateLimit } from '../../http/linli.ts';
import { sendPage } from '../../http/page.ts';
import type { KnownFact } from '../apply/known.ts';
import { knownFacts } from '../apply/known.ts';
import { enteredFor } from '../apply/question.tsx';
import { faultsOf } from '../page-error.tsx';
import { openResidentVisit, openVisit } from '../visit.ts';
import type { AskedMaterial } from './act-page.tsx';
import { actPage } from './act-page.tsx';
import { myPage } from './my-page.tsx';
import type { CaseKey, Opened } from './open.ts';
import { openCase } from './open.ts';
import { casePage } from './page.tsx';
import { queryPage } from './query-page.tsx';
import { dayText, momentText, plainState, standingOf } from './standing.ts';
import { caseViewOf, keptFiles, lastAsked, shownAnswer } from './view.ts';

interface ActKey {
  Params: { county: string; id: string; act: string };
}

export function caseRoutes(hall: App): void {
  const hidden = { schema: { hide: true } };

  hall.get('/my', hidden, showOwn);
  hall.get('/my/:county/:id', hidden, showCase);
  hall.get('/my/:county/:id/:act', hidden, openAct);
  hall.get('/my/:county/:id/files/:file', hidden, sendFile);
  hall.post('/my/:county/:id/:act', { ...hidden, config: { multipart: true } }, receiveAct);
  hall.get('/query', hidden, askNumber);
  // Four digits can be guessed in ten thousand tries: ten a minute from one address, and twenty an hour for one number from wherever they come.
  const perNumber = hall.createRateLimit({
    max: 20,
    timeWindow: '1 hour',
    keyGenerator: (request) => `number ${readCaseNumber(word(bodyOf(request), 'number').slice(0, 30)) ?? ''}`,
  });
  hall.post('/query', { ...hidden, config: { rateLimit: { max: 10, timeWindow: '1 minute' } } }, (request, reply) =>
    answerNumber(request, reply, perNumber),
  );
}

async function answerNumber(request: FastifyRequest, reply: FastifyReply, perNumber: RateLimit) {
  const { linli } = request.server;
  const { visitor } = await openVisit(request, reply);
  const body = bodyOf(request);
  const typed = word(body, 'number').slice(0, 30);
  const number = readCaseNumber(typed);
  const last4 = word(body, 'last4').normalize('NFKC').replace(/\D/g, '');
  const faults = {
    ...(number ? {} : { number: text('hall.query.misread') }),
    ...(last4.length === 4 ? {} : { last4: text('hall.query.digits') }),
  };
  if (!number || last4.length !== 4) return sendPage(reply, queryPage({ visitor, number: typed, faults }), 400);
  const tried = await perNumber(request);
  if (!tried.isAllowed && tried.isExceeded) throw new LinliError('TOO_MANY_REQUESTS', { seconds: 3_600 });
  const found = await findCaseStatus(linli.database.within(publicScope), number, last4);
  if (!found) return sendPage(reply, queryPage({ visitor, number: typed, faults: { number: text('hall.query.wrong') } }), 404);
  return sendPage(reply, queryPage({ visitor, number: typed, standing: await standingOf(linli, found) }));
}

interface Filled {
  readonly expected: number;
  readonly key: string;
  readonly values: Body;
  readonly opinion: string;
  /** Files that came with a try that failed: kept until the next one. */
  readonly files: readonly StoredAttachment[];
}

function showAct(reply: FastifyReply, opened: Opened, name: string, filled: Filled, faults: Record<string, string>): Promise<void> {
  const { visit, page, definition, acts, path } = opened;
  const act = acts.find((one) => one.act === name);
  if (!act) throw new LinliError('ACT_NOT_ALLOWED', { act: name });
  const correcting = act.kind === 'correct';
  return sendPage(
    reply,
    actPage({
      visitor: visit.visitor,
      path,
      act,
      title: page.case.title,
      lead: correcting ? lastAsked(page) || text('hall.actLead.correct') : text(`hall.actLead.${act.kind}`),
      fields: correcting ? itemFields(definition.item) : (act.form ?? []),
      known: correcting ? handedIn(opened) : new Map(),
      ...filled,
      faults,
      ...(correcting ? { materials: askedMaterials(opened, filled.files) } : {}),
    }),
    Object.keys(faults).length > 0 ? 400 : 200,
  );
}

/** The papers of the item: what is there stays, what the item requires and nobody has handed in yet is asked for. */
function askedMaterials({ page, definition, path }: Opened, added: readonly StoredAttachment[]): AskedMaterial[] {
  return definition.item.materials
    .filter((one) => one.from === 'applicant')
    .map(({ material, title, note, required }) => {
      const kept = page.attachments.filter((file) => file.material === material);
      const files = added.filter((file) => file.material === material);
      // At the window the original may have been seen; nobody is asked to prove that.
      const seen = required && page.case.channel !== 'hall' ? text('hall.cases.seenAtWindow') : '';
      // A paper that is there needs no mark: the words about it say that it stays.
      return {
        name: material,
        title,
        hint: kept.length > 0 ? '' : [note, seen].filter(Boolean).join(text('hall.stop')),
        optional: !required && kept.length === 0,
        kept: keptFiles(kept, path),
        files,
      };
    });
}

/** The answers of the application: only what is wrong has to be typed again. What the register says too is its fact, the rest the applicant's own words. */
function handedIn({ visit, page, definition }: Opened): Map<string, KnownFact> {
  const { form } = page.case;
  const facts = knownFacts(definition.item, visit.resident.person, visit.linli.vault);
  return new Map(
    itemFields(definition.item)
      .filter((field) => form[field.name] !== undefined)
      .map((field) => {
        const value = String(form[field.name]);
        return [field.name, { value, shown: shownAnswer(field, form[field.name]), own: facts.get(field.name)?.value !== value }];
      }),
  );
}

async function doAct(
  reply: FastifyReply,
  opened: Opened,
  name: string,
  { body, files }: { body: Body; files: readonly SentFile[] },
): Promise<unknown> {
  const { visit, page, definition, acts, path } = opened;
  const { linli, resident } = visit;
  const act = acts.find((one) => one.act === name);
  const fields = act?.kind === 'correct' ? itemFields(definition.item) : (act?.form ?? []);
  const form = enteredFor(fields, body);
  const filled = {
    expected: Number(word(body, 'expected')),
    key: word(body, 'key').slice(0, 80),
    opinion: word(body, 'opinion'),
    values: form,
  };
  let handed: readonly StoredAttachment[] = [];
  try {
    handed = act?.kind === 'correct' ? await handIn(opened, body, files) : [];
    if (isId(word(body, 'remove'))) return await showAct(reply, opened, name, { ...filled, files: handed }, {});
    if (act?.kind === 'correct' && handed.length === 0 && filled.opinion.trim() === '' && changesNothing(form, handedIn(opened)))
      throw new LinliError('CORRECTION_EMPTY');
    await actOnCase(
      linli,
      resident,
      { ...page.case, expected: filled.expected },
      {
        act: name,
        form,
        opinion: filled.opinion,
        key: filled.key,
        attachments: handed.map((file) => file.id),
      },
    );
    return await reply.redirect(path, 303);
  } catch (error) {
    // Pressed twice: the photos came a second time, so it is not the same wish to the letter. The case shows what the first press did.
    if (error instanceof LinliError && error.code === 'KEY_REUSED') return reply.redirect(path, 303);
    if (!(error instanceof LinliError) || error.status >= 500 || !act) throw error;
    return showAct(reply, opened, name, { ...filled, files: handed }, faultsOf(error));
  }
}

const SAID: Readonly<Record<string, string>> = { yes: 'true', no: 'false' };

/** Whether every answer is the one handed in before, or left empty. */
function changesNothing(form: Readonly<Record<string, unknown>>, before: ReadonlyMap<string, KnownFact>): boolean {
  return Object.entries(form).every(([name, value]) => {
    const answer = String(value ?? '').trim();
    return answer === '' || [answer, SAID[answer]].includes(before.get(name)?.value);
  });
}

/** The files of a correction, from this try and the one before, loose until the act takes them: a correction that fails leaves nothing in the case. */
async function handIn({ visit, page, definition }: Opened, body: Body, files: readonly SentFile[]): Promise<readonly StoredAttachment[]> {
  const { linli, resident } = visit;
  const owner = { applicant: resident.personId, uploadedBy: resident.actor.id };
  const known = new Set(definition.item.materials.filter((one) => one.from === 'applicant').map((one) => `material_${one.material}`));
  const ids = words(body, 'file').filter((id) => isId(id) && id !== word(body, 'remove'));
  for (const file of files.filter((one) => known.has(one.field))) {
    const { id } = await attach(
      resident.handle,
      linli.files,
      { place: page.case, ...owner, material: file.field.slice('material_'.length), filename: file.filename, content: file.content },
      linli.clock.now(),
    );
    ids.push(id);
  }
  return ids.length > 0 ? listLooseAttachments(resident.handle, page.case.county, ids, owner) : [];
}

async function showOwn(request: FastifyRequest, reply: FastifyReply) {
  const { linli } = request.server;
  const { visitor, resident, place, today } = await openResidentVisit(request, reply);
  const [cases, drafts, notices, running] = await Promise.all([
    listCasesOfApplicant(resident.handle, resident.personId),
    listDrafts(resident.handle, resident.personId),
    listNotices(resident.handle, 'applicant'),
    listRunning(resident.handle, resident.county, resident.personId),
  ]);
  const named = new Map(cases.map((one) => [one.id, one]));
  const aboutOf = async ({ county, origin }: Case) =>
    origin ? (named.get(origin) ?? findCase(resident.handle, county, origin)) : undefined;
  const offered = linli.catalogue.itemsAt(place, today);
  const titles = new Map(offered.map((item) => [item.item, item.title]));
  const given = new Map(offered.map((item) => [item.item, item.entitlement?.title ?? item.title]));
  return sendPage(
    reply,
    myPage({
      visitor,
      identity: identityOf(resident.person),
      messages: notices.map((one) => ({
        when: momentText(one.created_at),
        sentence: text(`notices.${one.template}`, one.facts),
        href: one.case_id ? `/my/${one.county}/${one.case_id}` : '/my',
        unread: one.read_at === null,
      })),
      receives: running.map((one) => ({
        title: given.get(one.item) ?? one.item,
        running: sayRunning(one),
        href: `/my/${resident.county}/${one.case_id}`,
      })),
      drafts: drafts.map((draft) => ({
        item: draft.item,
        title: titles.get(draft.item) ?? draft.item,
        saved: momentText(draft.updated_at),
      })),
      cases: await Promise.all(
        cases.map(async (one) => ({
          ...one,
          about: await aboutOf(one),
          plain: await plainState(linli, one),
          opened: dayText(one.opened_at),
          due: one.closed_at ? '' : (await standingOf(linli, one)).due,
        })),
      ),
    }),
  );
}

async function showCase(request: FastifyRequest<CaseKey>, reply: FastifyReply) {
  const { visit, page, definition, acts, path } = await openCase(request, reply);
  return sendPage(reply, casePage(await caseViewOf(visit, page, definition, acts, path)));
}

async function openAct(request: FastifyRequest<ActKey>, reply: FastifyReply) {
  const opened = await openCase(request, reply);
  return showAct(
    reply,
    opened,
    request.params.act,
    { expected: opened.page.case.acts, key: newId(), values: {}, opinion: '', files: [] },
    {},
  );
}

async function sendFile(request: FastifyRequest<{ Params: CaseKey['Params'] & { file: string } }>, reply: FastifyReply) {
  const { linli } = request.server;
  const { visit, page } = await openCase(request, reply);
  const known = page.attachments.find((file) => file.id === request.params.file);
  if (!known) throw new LinliError('ATTACHMENT_NOT_FOUND');
  const { mime, filename, content } = await readAttachment(visit.resident.handle, linli.files, page.case.county, known.id);
  return reply
    .type(mime)
    .header('cache-control', 'no-store')
    .header('content-disposition', contentDisposition('inline', filename))
    .send(content);
}

async function receiveAct(request: FastifyRequest<ActKey>, reply: FastifyReply) {
  const opened = await openCase(request, reply);
  const sent = request.isMultipart() ? await readParts(request, reply) : { body: bodyOf(request), files: [] };
  return doAct(reply, opened, request.params.act, sent);
}

async function askNumber(request: FastifyRequest<{ Querystring: { number?: string } }>, reply: FastifyReply) {
  const { visitor } = await openVisit(request, reply);
  return sendPage(reply, queryPage({ visitor, number: String(request.query.number ?? '').slice(0, 20) }));
}
