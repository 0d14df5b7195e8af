import type { DueSpan } from '../../../kernel/kernel.ts';
import { sayDay, spansOf } from '../../../kernel/kernel.ts';
import type { ActDefinition, CasePage, Field, ServiceDefinition } from '../../../procedures/procedures.ts';
import { caseDueDate, clockOf, helpedMark, itemFields, mayObject, ratingToken, stateOf, turnEnds } from '../../../procedures/procedures.ts';
import { maskPhone, phoneLast4, text } from '../../../registers/registers.ts';
import { decidedWhy, decisionRows, verifyAddress } from '../../documents/result.ts';
import { handlerOf, sayHandler } from '../../http/handler.ts';
import type { Linli } from '../../http/linli.ts';
import type { TimelineEntry } from '../../web/components/timeline/timeline.tsx';
import type { KeptFile } from '../../web/components/upload/upload.tsx';
import { shownValue } from '../apply/question.tsx';
import type { Visit } from '../visit.ts';
import type { CaseView } from './page.tsx';
import { momentText, standingOf } from './standing.ts';

/** Words of the last request for a correction. */
export function lastAsked(page: CasePage): string {
  return page.acts.findLast((act) => act.to_state === page.case.state && act.opinion !== '')?.opinion ?? '';
}

/** Numbers stay masked on the page, also for the one they belong to: others look over shoulders. */
export function shownAnswer(field: Field, value: unknown): string {
  if (field.kind === 'phone') return maskPhone(phoneLast4(String(value)));
  return field.kind === 'bank-account' ? `**** ${String(value).slice(-4)}` : shownValue(field, value);
}

/** Files of a case with the address where its applicant looks at them. */
export function keptFiles(files: CasePage['attachments'], path: string): KeptFile[] {
  return files.map((file) => ({ filename: file.filename, href: `${path}/files/${file.id}` }));
}

export async function caseViewOf(
  visit: Visit,
  page: CasePage,
  definition: ServiceDefinition,
  acts: readonly ActDefinition[],
  path: string,
): Promise<CaseView> {
  const { linli, visitor } = visit;
  const helped = visit.resident?.session.resident?.helper !== undefined;
  const one = page.case;
  const by = sayHandler(await handlerOf(linli, visit.resident!.handle, one, definition, page.acts));
  const standing = await standingOf(linli, one, { until: turnEnds(linli.calendar, definition, one), by });
  const rounds = new Set(page.ratings.map((rating) => rating.round));
  const round =
    one.decision.ratingRound ??
    (stateOf(definition.procedure, one.state).clock === 'stopped' && definition.procedure.rated ? 1 : undefined);
  const rating = page.ratings.at(-1);
  const granted = one.outcome === 'granted';
  return {
    visitor,
    path,
    standing,
    acts,
    ...why(linli, page),
    voice: voiceOf(visit, page, definition),
    asked: one.holder === 'applicant' && acts.some((act) => act.kind === 'correct') ? lastAsked(page) : '',
    timeline: await timelineOf(linli, page, definition),
    form: [
      ...itemFields(definition.item)
        .filter((field) => one.form[field.name] !== undefined)
        .map((field) => ({ title: field.title, value: shownAnswer(field, one.form[field.name]) })),
      ...(one.agent
        ? [
            {
              title: text('hall.cases.agent'),
              value: text('hall.cases.agentValue', { name: one.agent.name, relation: one.agent.relation }),
            },
          ]
        : []),
    ],
    files: keptFiles(page.attachments, path),
    // Who was helped in by a clerk rates from the message on the own phone: nobody looks over the shoulder.
    rateLink:
      !helped && round !== undefined && !rounds.has(round) && page.acts.at(-1)?.kind !== 'withdraw'
        ? `/rate/${one.county}/${ratingToken(linli.vault, one.county, one.id, round)}`
        : undefined,
    rated: rating ? text('hall.rate.rated', { grade: text(`hall.rate.g${rating.grade}`) }) : '',
    resultText: granted ? definition.item.result.text : one.outcome ? decidedWhy(page, definition) : '',
    decided: one.outcome ? decisionRows(definition, one, shownAnswer).map(([title, value]) => ({ title, value })) : [],
    documentLink: granted || one.outcome === 'denied' ? `${path}/result` : undefined,
    about: page.about,
    rectification: page.rectification,
    verifyAddress: granted ? verifyAddress(linli, one) : undefined,
  };
}

/** What a resident must know when somebody on the staff had a hand in it: a helped confirmation can be objected to, a staff's telephone confirms nothing. */
function voiceOf({ resident, today }: Visit, { case: one }: CasePage, definition: ServiceDefinition): string {
  if (resident?.session.resident?.staffPhone) return text('hall.cases.staffPhone');
  const { objection } = one.decision;
  return objection && mayObject(definition, one, today) ? text('hall.cases.objection', { until: sayDay(objection.until) }) : '';
}

/** The due date line by line; days off are told with their holiday. */
function why(linli: Linli, page: CasePage): Pick<CaseView, 'why' | 'limitSource'> {
  const clock = clockOf(page.case);
  if (!clock || page.case.closed_at) return { why: [], limitSource: '' };
  const lines = spansOf(caseDueDate(linli.calendar, clock).trace).map((span) => ({
    day: span.from === span.to ? sayDay(span.from) : text('hall.cases.span', { from: sayDay(span.from), to: sayDay(span.to) }),
    what: span.note || text(`procedures.dayKinds.${span.kind}`),
    counted: countedWords(span.counted),
  }));
  return { why: lines, limitSource: clock.source };
}

function countedWords(counted: DueSpan['counted']): string {
  if (!counted) return '';
  return counted.from === counted.to ? text('hall.cases.counted', { n: counted.to }) : text('hall.cases.countedSpan', counted);
}

/** What the applicant chose in confirming, which office was asked, and the words of an act. */
async function saidWith(linli: Linli, definition: ServiceDefinition, act: CasePage['acts'][number]): Promise<string | undefined> {
  const defined = definition.procedure.acts.find((one) => one.act === act.kind);
  const chosen =
    defined?.kind === 'confirm'
      ? (defined.form ?? []).filter((field) => act.form[field.name] !== undefined).map((field) => shownAnswer(field, act.form[field.name]))
      : [];
  const asked = defined?.kind === 'consult' ? [await linli.regionName(String(act.form.unit))] : [];
  const words = act.opinion ? [text('hall.cases.opinion', { words: act.opinion })] : [];
  return [...chosen, ...asked, ...words].join(text('hall.semicolon')) || undefined;
}

function timelineOf(linli: Linli, page: CasePage, definition: ServiceDefinition): Promise<TimelineEntry[]> {
  return Promise.all(
    page.acts.toReversed().map(async (act) => ({
      title: definition.procedure.acts.find((one) => one.act === act.kind)?.title ?? act.kind,
      when: momentText(act.at),
      by:
        act.role === 'resident'
          ? text(act.hat.startsWith(helpedMark) ? 'hall.cases.youHelped' : 'hall.cases.you')
          : text('hall.cases.by', { role: linli.roles.get(act.role)?.title ?? '', name: act.actor_name }).trim(),
      children: await saidWith(linli, definition, act),
    })),
  );
}
