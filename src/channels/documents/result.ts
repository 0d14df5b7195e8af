import type { Day } from '../../kernel/kernel.ts';
import { dayOf, sayDay } from '../../kernel/kernel.ts';
import type { ActDefinition, Case, CasePage, Field, ServiceDefinition } from '../../procedures/procedures.ts';
import { documentOf, remedyOf, resultCode, sayCaseNumber } from '../../procedures/procedures.ts';
import { hasText, text } from '../../registers/registers.ts';
import type { Linli } from '../http/linli.ts';
import type { PrintedDocument } from './document.ts';

/** What was decided, question by question, as the deciding act's own form asked it. */
export function decisionRows(
  definition: ServiceDefinition,
  one: Pick<Case, 'decision'>,
  show: (field: Field, value: unknown) => string,
): [string, string][] {
  const fields = new Map(decidingActs(definition).flatMap((act) => (act.form ?? []).map((field) => [field.name, field] as const)));
  return [...fields.values()]
    .filter((field) => one.decision[field.name] !== undefined)
    .map((field) => [field.title, show(field, one.decision[field.name])]);
}

function decidingActs(definition: ServiceDefinition): readonly ActDefinition[] {
  return definition.procedure.acts.filter((act) => act.kind === 'decide');
}

/** Where anybody may ask whether a result is genuine. */
export function verifyAddress(linli: Pick<Linli, 'publicUrl' | 'vault'>, one: Pick<Case, 'county' | 'id'>): string {
  return `${linli.publicUrl}/verify/${one.county}/${one.id}/${resultCode(linli.vault, one.county, one.id)}`;
}

/** The words of the act that decided, or refused to take the application in. */
export function decidedWhy(page: CasePage, definition: ServiceDefinition): string {
  return decidingAct(page, definition)?.opinion ?? '';
}

/** When it was decided; a case decided by nobody counts from its last act. */
export function decidedAt(page: CasePage, definition: ServiceDefinition): string | Date {
  return (decidingAct(page, definition) ?? page.acts.at(-1))?.at ?? page.case.opened_at;
}

function decidingAct(page: CasePage, definition: ServiceDefinition): CasePage['acts'][number] | undefined {
  const deciding = new Set(definition.procedure.acts.filter((act) => act.kind === 'decide' || act.kind === 'refuse').map((act) => act.act));
  return page.acts.findLast((act) => deciding.has(act.kind));
}

/** What a result document says beside the case: the applicant as its reader may see the name, why it was decided so, and when. */
export interface ResultWords {
  readonly applicant: string;
  readonly reason: string;
  readonly decidedAt: string | Date;
}

/**
 * The notice of the result (结果文书) as it is printed: organ, number and day are those of the decision, whenever it is printed. What was asked, what was
 * decided and why, on what ground, the remedies with their terms (行政复议法、行政诉讼法), the place of the seal, how to check it.
 */
export async function resultDocument(
  linli: Linli,
  one: Case,
  definition: ServiceDefinition,
  words: ResultWords,
  show: (field: Field, value: unknown) => string,
): Promise<PrintedDocument> {
  const { item } = definition;
  const outcome = one.outcome && hasText(`procedures.outcomes.${one.outcome}`) ? text(`procedures.outcomes.${one.outcome}`) : '';
  const kept = documentOf(one);
  const day: Day = kept?.day ?? dayOf(new Date(words.decidedAt));
  const community = await linli.regionName(one.community);
  const remedy = kept ? remedyOf(kept, definition, await linli.regionName(one.county)) : '';
  const opening = {
    applicant: words.applicant,
    day: sayDay(dayOf(new Date(one.opened_at))),
    item: one.title,
    number: sayCaseNumber(one.number),
  };
  return {
    title: item.result.title,
    date: day,
    official: true,
    ...(kept?.number ? { subtitle: kept.number } : {}),
    ...(linli.demonstration ? { notice: text('web.demonstration') } : {}),
    blocks: [
      { kind: 'paragraph', text: text('hall.document.to', { applicant: words.applicant }) },
      { kind: 'paragraph', text: text('hall.document.opening', opening) },
      {
        kind: 'facts',
        rows: [[text('hall.apply.community'), community], [text('hall.verify.outcome'), outcome], ...decisionRows(definition, one, show)],
      },
      { kind: 'heading', text: text('hall.document.reasons') },
      ...reasonsOf(one, definition, words.reason).map((line) => ({ kind: 'paragraph', text: line }) as const),
      { kind: 'heading', text: text('hall.items.basis') },
      { kind: 'paragraph', text: item.basis.map((basis) => `${basis.title}${basis.article ?? ''}`).join(text('hall.comma')) },
      { kind: 'heading', text: text('hall.document.remedies') },
      ...(remedy ? [{ kind: 'paragraph', text: remedy } as const] : []),
      { kind: 'paragraph', text: text('hall.document.ask', { consult: item.consult, complain: item.complain }) },
      { kind: 'signature', lines: [kept?.organ ?? item.department, sayDay(day)], seal: text('hall.document.seal') },
      { kind: 'code', address: verifyAddress(linli, one), caption: text('hall.cases.verify') },
    ],
    footer: `${text('web.product')} · ${sayCaseNumber(one.number)}`,
  };
}

function reasonsOf(one: Case, { item }: ServiceDefinition, reason: string): string[] {
  const met = one.outcome === 'granted' ? item.conditions.map((condition) => condition.title).join(text('hall.semicolon')) : '';
  return [...(met ? [text('hall.document.met', { conditions: met }), item.result.text] : []), ...(reason ? [reason] : [])];
}
