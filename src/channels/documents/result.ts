import { dayOf } from '../../kernel/kernel.ts';
import type { Day } from '../../kernel/kernel.ts';
import { resultCode, sayCaseNumber } from '../../procedures/procedures.ts';
import type { ActDefinition, Case, Field, ServiceDefinition } from '../../procedures/procedures.ts';
import { hasText, text } from '../../registers/registers.ts';
import type { Linli } from '../http/linli.ts';
import type { PrintedDocument } from './document.ts';

/** What was decided, question by question, as the deciding act's own form asked it. */
export function decisionRows(definition: ServiceDefinition, one: Pick<Case, 'decision'>, show: (field: Field, value: unknown) => string): [string, string][] {
  const fields = new Map(decidingActs(definition).flatMap((act) => (act.form ?? []).map((field) => [field.name, field] as const)));
  return [...fields.values()].filter((field) => one.decision[field.name] !== undefined).map((field) => [field.title, show(field, one.decision[field.name])]);
}

function decidingActs(definition: ServiceDefinition): readonly ActDefinition[] {
  return definition.procedure.acts.filter((act) => act.kind === 'decide');
}

/** Where anybody may ask whether a result is genuine. */
export function verifyAddress(linli: Pick<Linli, 'publicUrl' | 'vault'>, one: Pick<Case, 'county' | 'id'>): string {
  return `${linli.publicUrl}/verify/${one.county}/${one.id}/${resultCode(linli.vault, one.county, one.id)}`;
}

/** The notice of the result (结果文书) as it is printed: what was asked, what was decided, on what ground, whom to ask, how to check it. */
export async function resultDocument(linli: Linli, one: Case, definition: ServiceDefinition, words: { readonly applicant: string; readonly reason: string }, show: (field: Field, value: unknown) => string): Promise<PrintedDocument> {
  const { item } = definition;
  const outcome = one.outcome && hasText(`procedures.outcomes.${one.outcome}`) ? text(`procedures.outcomes.${one.outcome}`) : '';
  const day: Day = dayOf(linli.clock.now());
  return {
    title: item.result.title, date: day, subtitle: text('hall.document.number', { number: sayCaseNumber(one.number) }),
    ...(linli.demonstration ? { notice: text('web.demonstration') } : {}),
    blocks: [
      { kind: 'facts', rows: [[text('hall.verify.applicant'), words.applicant], [text('hall.apply.community'), await linli.regionName(one.community)], [text('hall.verify.item'), one.title], [text('hall.verify.outcome'), outcome], ...decisionRows(definition, one, show)] },
      { kind: 'paragraph', text: one.outcome === 'granted' ? item.result.text : words.reason },
      { kind: 'heading', text: text('hall.items.basis') },
      { kind: 'paragraph', text: item.basis.map((basis) => `${basis.title}${basis.article ?? ''}`).join(text('hall.comma')) },
      { kind: 'paragraph', text: text('hall.document.remedy', { consult: item.consult, complain: item.complain }) },
      { kind: 'signature', lines: [item.department, text('hall.document.made', { day })] },
      { kind: 'code', address: verifyAddress(linli, one), caption: text('hall.cases.verify') },
    ],
    footer: `${text('web.product')} · ${sayCaseNumber(one.number)}`,
  };
}
