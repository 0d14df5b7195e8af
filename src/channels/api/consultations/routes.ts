import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { dayOf, daysLeft, isId, LinliError } from '../../../kernel/kernel.ts';
import type { Consultation, Field } from '../../../procedures/procedures.ts';
import {
  answerConsultation,
  consultationAnswers,
  identifyConsulted,
  itemFields,
  listAnsweredConsultations,
  listOpenConsultations,
} from '../../../procedures/procedures.ts';
import { accountNames, listHats, text } from '../../../registers/registers.ts';
import { sayHandler } from '../../http/handler.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Key, Line, page } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';
import { showAnswer } from '../cases/case-view.ts';

const Listed = Type.Object({ open: Type.Optional(Type.Boolean()), after: page.after });
const Answer = Type.Object({
  answer: Type.Union(consultationAnswers.map((one) => Type.Literal(one))),
  opinion: Line(2_000),
  key: Type.Optional(Line(80)),
});
const Reason = Type.Object({ reason: Line(200) });

const PAGE = 20;

/** What offices ask a department: the question, the few facts it needs, the answer. */
export function consultationRoutes(app: App): void {
  app.get('/api/consultations', { schema: { querystring: Listed } }, listAsked);
  app.post('/api/consultations/:county/:id/answer', { schema: { params: Key, body: Answer } }, answer);
  app.post('/api/consultations/:county/:id/identify', { schema: { params: Key, body: Reason } }, identify);
}

function accountOf(row: Consultation): string {
  return row.asked_by.replace('account:', '');
}

/** Office and name of who asks: the place where that one handles cases, own or on loan, on the day of the question. */
async function askerOf(linli: Linli, names: ReadonlyMap<string, string>, row: Consultation): Promise<string> {
  const name = names.get(accountOf(row)) ?? '';
  const hats = await listHats(linli.sessions.gate, accountOf(row), dayOf(row.asked_at));
  const held = hats.filter(
    (hat) => hat.county === row.county && hat.unit === null && linli.roles.get(hat.role)?.powers.includes('case.handle'),
  );
  const hat = held.find((one) => one.region === row.town) ?? held.find((one) => one.region === row.community || one.region === row.county);
  if (!hat) return name;
  return sayHandler({ name, office: hat.region === row.county ? text('procedures.holders.county') : await linli.regionName(hat.region) });
}

function readCursor(after: string): { at: Date; id: string } {
  const [at = '', id = ''] = after.split(' ');
  if (Number.isNaN(Date.parse(at)) || !isId(id)) throw new LinliError('INPUT_INVALID', { count: 1 });
  return { at: new Date(at), id };
}

/** The questions whose answers a consultation may show, by name. */
function questionsOf(linli: Linli): ReadonlyMap<string, Field> {
  const items = linli.catalogue.itemsAt({ province: '', city: '', county: '' }, dayOf(linli.clock.now()));
  return new Map(items.flatMap((item) => itemFields(item).map((field) => [field.name, field] as const)));
}

function consultationView(linli: Linli, questions: ReadonlyMap<string, Field>, row: Consultation): Record<string, unknown> {
  const today = dayOf(linli.clock.now());
  const shownFact = ([name, value]: [string, unknown]) => {
    const field = questions.get(name);
    return field
      ? { title: field.title, value: showAnswer(field, value) }
      : { title: text(`workbench.shown.${name}`), value: String(value) };
  };
  return {
    county: row.county,
    id: row.id,
    caseNumber: row.case_number,
    question: row.question,
    askedAt: row.asked_at,
    dueOn: row.due_on,
    daysLeft: daysLeft(linli.calendar, today, row.due_on, 'working'),
    daysUnit: 'working',
    light: row.answered_at ? 'grey' : today > row.due_on ? 'red' : today === row.due_on ? 'yellow' : 'green',
    shown: Object.entries(row.shown).map(shownFact),
    answeredAt: row.answered_at,
    answer: row.answer,
    opinion: row.opinion,
  };
}

async function listAsked(request: FastifyRequest<{ Querystring: Static<typeof Listed> }>) {
  const { linli } = request.server;
  const { handle } = await requireHat(request, 'consultation.answer');
  const { open = true, after } = request.query;
  const rows = open
    ? await listOpenConsultations(handle)
    : await listAnsweredConsultations(handle, PAGE + 1, after === undefined ? undefined : readCursor(after));
  const shown = open ? rows : rows.slice(0, PAGE);
  const last = shown.at(-1);
  const questions = questionsOf(linli);
  const names = await accountNames(linli.sessions.gate, [...new Set(shown.map(accountOf))]);
  const views = shown.map(async (row) => ({ ...consultationView(linli, questions, row), askedBy: await askerOf(linli, names, row) }));
  return {
    consultations: await Promise.all(views),
    next: last && rows.length > shown.length ? `${last.answered_at!.toISOString()} ${last.id}` : null,
  };
}

async function answer(request: FastifyRequest<{ Params: Static<typeof Key>; Body: Static<typeof Answer> }>) {
  const { linli } = request.server;
  const { handle, actor } = await requireHat(request, 'consultation.answer');
  const { answer, opinion } = request.body;
  if (opinion.trim() === '') throw new LinliError('OPINION_NEEDED', {}, { opinion: 'FIELD_REQUIRED' });
  await answerConsultation(handle, linli.vault, actor, linli.clock.now(), { ...request.params, answer, opinion: opinion.trim() });
  return { done: true };
}

async function identify(request: FastifyRequest<{ Params: Static<typeof Key>; Body: Static<typeof Reason> }>) {
  const { linli } = request.server;
  const { handle, actor } = await requireHat(request, 'consultation.answer');
  return {
    values: await identifyConsulted(handle, linli.vault, actor, linli.clock.now(), { ...request.params, reason: request.body.reason }),
  };
}
