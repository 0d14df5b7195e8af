import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Day, FieldFault } from '../../../kernel/kernel.ts';
import { isId, LinliError, sayDay } from '../../../kernel/kernel.ts';
import type { Draft, Field, ServiceItem } from '../../../procedures/procedures.ts';
import {
  applicantFacts,
  attach,
  findSubmittedCase,
  getCasePage,
  getDraft,
  itemFields,
  listCasesOfApplicant,
  listDraftAttachments,
  listDrafts,
  openDraft,
  readForm,
  removeAttachment,
  runningAlready,
  saveDraft,
  submitCase,
  unmetBefore,
} from '../../../procedures/procedures.ts';
import { listLabels, listRunning, maskIdNumber, maskName } from '../../../registers/registers.ts';
import type { Body } from '../../http/form-body.ts';
import { bodyOf, readParts, word } from '../../http/form-body.ts';
import { handlerOf, sayHandler } from '../../http/handler.ts';
import type { App } from '../../http/linli.ts';
import { sendPage } from '../../http/page.ts';
import { hallItems } from '../items/find.ts';
import { faultsOf } from '../page-error.tsx';
import type { Visit } from '../visit.ts';
import { openResidentVisit } from '../visit.ts';
import { markOf } from './kept.ts';
import type { KnownFact } from './known.ts';
import { knownFacts, wholeForm } from './known.ts';
import type { QuestionsView } from './page.tsx';
import { checkPage, materialsPage, questionsPage, receiptPage, receivingPage, runningPage, savedPage, unmetPage } from './page.tsx';
import { enteredFor } from './question.tsx';
import type { Step } from './steps.ts';
import { applicationSteps } from './steps.ts';

interface StepRequest {
  Params: { item: string; page: string };
  Querystring: { from?: string; again?: string; kept?: string };
}

type Start = Omit<StepRequest, 'Params'> & { Params: { item: string } };

/** An application under way: the visit, the item, its draft and what the register knows already. */
interface Application {
  readonly visit: Visit & { readonly resident: NonNullable<Visit['resident']> };
  readonly item: ServiceItem;
  readonly draft: Draft;
  readonly known: ReadonlyMap<string, KnownFact>;
  readonly steps: readonly Step[];
}

function itemOf({ linli, place, today }: Visit, name: string): ServiceItem {
  const item = hallItems(linli.catalogue.itemsAt(place, today)).find((one) => one.item === name);
  if (!item) throw new LinliError('ITEM_UNKNOWN', { item: name });
  return item;
}

async function openApplication(request: FastifyRequest, reply: FastifyReply): Promise<Application> {
  const visit = await openResidentVisit(request, reply);
  const { linli, resident, today } = visit;
  const item = itemOf(visit, (request.params as { readonly item: string }).item);
  const { hash } = await linli.catalogue.definitionAt(resident.person, item.item, today);
  const draft = await openDraft(resident.handle, resident.person, resident.personId, item.item, hash, resident.actor.id);
  const known = knownFacts(item, resident.person, linli.vault);
  return { visit, item, draft, known, steps: applicationSteps(item, known) };
}

/** The questions of a page that still want an answer: an untouched known fact is answered. */
function wanted(fields: readonly Field[], entered: Body, known: ReadonlyMap<string, KnownFact>): Field[] {
  const empty = (value: unknown): boolean => value === undefined || String(value).trim() === '';
  return fields.filter((field) => !(known.has(field.name) && empty(entered[field.name])));
}

export function applyRoutes(hall: App): void {
  const hidden = { schema: { hide: true } };

  hall.get('/apply/:item', hidden, beginApplication);
  hall.get('/apply/:item/:page', hidden, showStep);
  hall.post('/apply/:item/materials', { ...hidden, config: { multipart: true } }, receiveMaterials);
  hall.post('/apply/:item/submit', hidden, submit);
  hall.post('/apply/:item/:page', hidden, receiveAnswers);
  hall.get('/receipt/:county/:id', hidden, showReceipt);
}

/**
 * Who lost the answer to a submission and comes back finds the case instead of an empty form, and nobody applies twice by accident.
 * Returns whether the request was answered.
 */
async function answeredByRunning(request: FastifyRequest<Start>, reply: FastifyReply): Promise<boolean> {
  const visit = await openResidentVisit(request, reply);
  const { visitor, resident } = visit;
  const { item } = request.params;
  const offered = itemOf(visit, item);
  const received = runningAlready(offered, await listRunning(resident.handle, resident.county, resident.personId));
  if (received) {
    await sendPage(reply, receivingPage({ visitor, item: offered, county: resident.county, running: received }));
    return true;
  }
  const single = offered.entitlement?.repeat === 'single';
  if (request.query.again === '1' && !single) return false;
  if ((await listDrafts(resident.handle, resident.personId)).some((draft) => draft.item === item)) return false;
  const running = (await listCasesOfApplicant(resident.handle, resident.personId)).find(
    (one) => one.item === item && one.closed_at === null,
  );
  if (running) await sendPage(reply, runningPage(visitor, running, !single));
  return running !== undefined;
}

/** Conditions the register already shows to be unmet: better told before the first question than after the last. */
async function unmetConditions({ linli, resident, today }: Application['visit'], item: ServiceItem): Promise<string[]> {
  const { definition } = await linli.catalogue.definitionAt(resident.person, item.item, today);
  const labels = await listLabels(resident.handle, resident.county, resident.personId);
  const applicant = applicantFacts({ ...resident.person, labels: labels.filter((one) => !one.to_day).map((one) => one.label) }, today);
  return unmetBefore({ now: linli.clock.now(), definition, applicant, openConsultations: [], attachments: [] });
}

function nextOpenStep({ steps, draft }: Application): string {
  const done = steps.findIndex((one) => one.name === draft.page);
  return steps[Math.min(done + 1, steps.length - 1)]!.name;
}

/** The item's pages that stand on one page: those of the step; on the way back from the check the one that is to be changed. Throws `NOT_FOUND`. */
function pagesOf({ item, steps }: Application, step: string, fromCheck: boolean): ServiceItem['pages'] {
  const together = fromCheck ? undefined : steps.find((one) => one.name === step)?.pages;
  const pages = together && together.length > 0 ? [...together] : item.pages.filter((one) => one.page === step);
  if (pages.length === 0) throw new LinliError('NOT_FOUND');
  return pages;
}

function showQuestions(
  reply: FastifyReply,
  application: Application,
  step: string,
  values: Body,
  way: Pick<QuestionsView, 'fromCheck' | 'kept'>,
  faults: Record<string, string>,
): Promise<void> {
  const { visit, item, known, steps } = application;
  const pages = pagesOf(application, step, way.fromCheck);
  return sendPage(
    reply,
    questionsPage({
      visitor: visit.visitor,
      item,
      steps,
      pages,
      values,
      known,
      ...way,
      whose: markOf(visit.linli.vault, visit.resident.county, visit.resident.personId),
      faults,
    }),
    Object.keys(faults).length > 0 ? 400 : 200,
  );
}

/** Saves a page of answers. What cannot be read is shown again as it was typed; what can be read is kept in any case. */
async function takeAnswers(reply: FastifyReply, application: Application, step: string, body: Body): Promise<unknown> {
  const { visit, item, draft, known } = application;
  const fromCheck = word(body, 'from') === 'check';
  const questions = pagesOf(application, step, fromCheck).flatMap((page) => page.questions);
  // A page that one person left open is sent by another who has signed in since: what it says is not theirs.
  if (word(body, 'whose') !== markOf(visit.linli.vault, visit.resident.county, visit.resident.personId))
    throw new LinliError('CSRF_FAILED');
  const entered = enteredFor(questions, body);
  const read = readEach(wanted(questions, entered, known), entered, visit.today);
  const later = word(body, 'go') === 'later';
  const complete = read.faults === undefined;
  // What was emptied is forgotten: null lets a known fact show again.
  const emptied = questions
    .filter((field) => !(field.name in read.values) && !(field.name in (read.faults?.fields ?? {})) && field.name in draft.form)
    .map((field) => [field.name, null]);
  await saveDraft(
    visit.resident.handle,
    draft.county,
    draft.id,
    { ...read.values, ...Object.fromEntries(emptied) },
    complete && !fromCheck ? step : draft.page,
  );
  if (later) return reply.redirect(`/apply/${item.item}/saved`, 303);
  if (read.faults)
    return showQuestions(reply, application, step, { ...draft.form, ...entered }, { fromCheck, kept: false }, faultsOf(read.faults));
  const at = application.steps.findIndex((one) => one.name === step || one.pages.some((page) => page.page === step));
  return reply.redirect(`/apply/${item.item}/${fromCheck || at < 0 ? 'check' : application.steps[at + 1]!.name}`, 303);
}

function readEach(
  fields: readonly Field[],
  entered: Body,
  today: Day,
): { values: Record<string, unknown>; faults: LinliError | undefined } {
  const values: Record<string, unknown> = {};
  const faults: Record<string, FieldFault> = {};
  for (const field of fields) {
    try {
      Object.assign(values, readForm([field], entered, today));
    } catch (error) {
      if (!(error instanceof LinliError)) throw error;
      Object.assign(faults, error.faults);
    }
  }
  return { values, faults: Object.keys(faults).length > 0 ? new LinliError('INPUT_INVALID', {}, faults) : undefined };
}

async function showMaterials(
  reply: FastifyReply,
  { visit, item, draft, steps }: Application,
  fromCheck: boolean,
  faults: Record<string, string>,
): Promise<void> {
  const files = await listDraftAttachments(visit.resident.handle, draft.county, draft.id);
  return sendPage(
    reply,
    materialsPage({ visitor: visit.visitor, item, steps, files, fromCheck, faults }),
    Object.keys(faults).length > 0 ? 400 : 200,
  );
}

async function takeMaterials(request: FastifyRequest, reply: FastifyReply, application: Application): Promise<unknown> {
  const { visit, item, draft } = application;
  const { resident, linli } = visit;
  const { body, files } = await readParts(request, reply);
  const fromCheck = word(body, 'from') === 'check';
  const known = new Set(item.materials.map((one) => `material_${one.material}`));
  const faults: Record<string, string> = {};
  for (const file of files.filter((one) => known.has(one.field))) {
    try {
      await attach(
        resident.handle,
        linli.files,
        {
          place: resident.person,
          applicant: resident.personId,
          material: file.field.slice('material_'.length),
          filename: file.filename,
          content: file.content,
          uploadedBy: resident.actor.id,
          draftId: draft.id,
        },
        linli.clock.now(),
      );
    } catch (error) {
      if (!(error instanceof LinliError) || error.status >= 500) throw error;
      faults[file.field] = faultsOf(error)['']!;
    }
  }
  const remove = word(body, 'remove');
  if (isId(remove)) await removeAttachment(resident.handle, draft.county, remove);
  if (word(body, 'go') === 'later') return reply.redirect(`/apply/${item.item}/saved`, 303);
  const missing = remove ? {} : await missingMaterials(application);
  if (remove || Object.keys({ ...missing, ...faults }).length > 0)
    return showMaterials(reply, application, fromCheck, { ...missing, ...faults });
  if (!fromCheck) await saveDraft(resident.handle, draft.county, draft.id, {}, 'materials');
  return reply.redirect(`/apply/${item.item}/check`, 303);
}

async function missingMaterials({ visit, item, draft }: Application): Promise<Record<string, string>> {
  const here = new Set((await listDraftAttachments(visit.resident.handle, draft.county, draft.id)).map((file) => file.material));
  const missing = item.materials.filter((one) => one.required && one.from === 'applicant' && !here.has(one.material));
  return Object.fromEntries(
    missing.map((one) => [`material_${one.material}`, faultsOf(new LinliError('MATERIAL_MISSING', { material: one.title }))['']!]),
  );
}

async function showCheck(
  reply: FastifyReply,
  { visit, item, draft, known, steps }: Application,
  faults: Record<string, string>,
): Promise<void> {
  const { resident, linli } = visit;
  const files = await listDraftAttachments(resident.handle, draft.county, draft.id);
  const applicant = {
    name: maskName(resident.person.name),
    idNumber: maskIdNumber(resident.person.id_last4),
    community: await linli.regionName(resident.person.community),
  };
  const form = wholeForm(itemFields(item), draft.form, known);
  return sendPage(
    reply,
    checkPage({ visitor: visit.visitor, item, steps, draft: draft.id, form, known, files, applicant, fromCheck: false, faults }),
    Object.keys(faults).length > 0 ? 400 : 200,
  );
}

/** Hands the application in. The draft is the key: pressing twice, or again after a lost answer, leads to the one receipt. */
async function submit(request: FastifyRequest<{ Params: { item: string } }>, reply: FastifyReply): Promise<unknown> {
  const { resident, linli } = await openResidentVisit(request, reply);
  const id = word(bodyOf(request), 'draft');
  if (!isId(id)) throw new LinliError('DRAFT_NOT_FOUND');
  const done = await findSubmittedCase(resident.handle, resident.county, id);
  if (done) return reply.redirect(`/receipt/${resident.county}/${done}`, 303);
  const draft = await getDraft(resident.handle, resident.county, id);
  const application = await openApplication(request, reply);
  const [files, labels, running] = await Promise.all([
    listDraftAttachments(resident.handle, draft.county, id),
    listLabels(resident.handle, resident.county, resident.personId),
    listRunning(resident.handle, resident.county, resident.personId),
  ]);
  try {
    const answer = await submitCase(linli, resident.scope, resident.actor, {
      item: application.item.item,
      applicant: resident.person,
      labels: labels.filter((one) => !one.to_day).map((one) => one.label),
      form: wholeForm(itemFields(application.item), draft.form, application.known),
      agent: null,
      running,
      materials: [...new Set(files.map((file) => file.material))],
      draft: id,
      key: `draft:${id}`,
    });
    return await reply.redirect(`/receipt/${answer.county}/${answer.id}`, 303);
  } catch (error) {
    if (!(error instanceof LinliError) || error.status >= 500) throw error;
    return showCheck(reply, application, faultsOf(error));
  }
}

async function beginApplication(request: FastifyRequest<Start>, reply: FastifyReply) {
  if (await answeredByRunning(request, reply)) return reply;
  const visit = await openResidentVisit(request, reply);
  const offered = itemOf(visit, request.params.item);
  const unmet = await unmetConditions(visit, offered);
  if (unmet.length > 0) return sendPage(reply, unmetPage({ visitor: visit.visitor, item: offered, unmet }));
  const application = await openApplication(request, reply);
  return reply.redirect(`/apply/${offered.item}/${nextOpenStep(application)}`, 303);
}

async function showStep(request: FastifyRequest<StepRequest>, reply: FastifyReply) {
  if (await answeredByRunning(request, reply)) return reply;
  const application = await openApplication(request, reply);
  const step = request.params.page;
  if (step === 'saved') return sendPage(reply, savedPage({ visitor: application.visit.visitor, item: application.item }));
  if (step === 'check') return showCheck(reply, application, {});
  if (step === 'materials') return showMaterials(reply, application, request.query.from === 'check', {});
  return showQuestions(
    reply,
    application,
    step,
    application.draft.form,
    { fromCheck: request.query.from === 'check', kept: request.query.kept === '1' },
    {},
  );
}

async function receiveMaterials(request: FastifyRequest<StepRequest>, reply: FastifyReply) {
  const application = await openApplication(request, reply);
  return takeMaterials(request, reply, application);
}

async function receiveAnswers(request: FastifyRequest<StepRequest>, reply: FastifyReply) {
  const application = await openApplication(request, reply);
  return takeAnswers(reply, application, request.params.page, bodyOf(request));
}

async function showReceipt(request: FastifyRequest<{ Params: { county: string; id: string } }>, reply: FastifyReply) {
  const { linli, visitor, resident } = await openResidentVisit(request, reply);
  const { county, id } = request.params;
  const { case: one, acts } = await getCasePage(resident.handle, county, id);
  // Once somebody has acted, the page of the case says more than its receipt.
  if (one.acts > 1) return reply.redirect(`/my/${county}/${id}`, 303);
  const definition = await linli.catalogue.definitionOf(one.pack_hash);
  return sendPage(
    reply,
    receiptPage({
      visitor,
      item: definition.item,
      number: one.number,
      holder: sayHandler(await handlerOf(linli, resident.handle, one, definition, acts)),
      due: one.due_on ? sayDay(one.due_on) : '',
      provisional: one.due_provisional,
      caseLink: `/my/${county}/${id}`,
      address: `${linli.publicUrl}/query?number=${one.number}`,
    }),
  );
}
