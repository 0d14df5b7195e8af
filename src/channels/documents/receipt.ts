import { dayOf } from '../../kernel/kernel.ts';
import type { Case, ServiceDefinition } from '../../procedures/procedures.ts';
import { sayCaseNumber } from '../../procedures/procedures.ts';
import { text } from '../../registers/registers.ts';
import type { Linli } from '../http/linli.ts';
import type { PrintedDocument } from './document.ts';

/** The receipt (受理回执) handed over at the window: the number to say, by when, who has it, how to follow it without a phone. */
export async function receiptDocument(
  linli: Linli,
  one: Case,
  definition: ServiceDefinition,
  materials: readonly string[],
): Promise<PrintedDocument> {
  const { item } = definition;
  const titles = new Map(item.materials.map((material) => [material.material, material.title]));
  return {
    title: text('documents.receipt.title'),
    date: dayOf(linli.clock.now()),
    subtitle: text('documents.receipt.number', { number: sayCaseNumber(one.number) }),
    ...(linli.demonstration ? { notice: text('web.demonstration') } : {}),
    blocks: [
      {
        kind: 'facts',
        rows: [
          [text('documents.receipt.item'), one.title],
          [text('documents.receipt.applicant'), one.applicant_mask],
          [text('documents.receipt.place'), await linli.regionName(one.community)],
          ...(one.agent
            ? [
                [text('documents.receipt.agent'), text('documents.receipt.by', { name: one.agent.name, relation: one.agent.relation })] as [
                  string,
                  string,
                ],
              ]
            : []),
          [text('documents.receipt.opened'), dayOf(new Date(one.opened_at))],
          [text('documents.receipt.due'), one.due_on ?? ''],
          [
            text('documents.receipt.materials'),
            [...new Set(materials)].flatMap((name) => titles.get(name) ?? []).join(text('documents.comma')) ||
              text('documents.receipt.none'),
          ],
        ],
      },
      { kind: 'paragraph', text: text('documents.receipt.next') },
      { kind: 'paragraph', text: text('documents.receipt.ask', { consult: item.consult, complain: item.complain }) },
      { kind: 'code', address: `${linli.publicUrl}/query?number=${one.number}`, caption: text('documents.receipt.follow') },
    ],
    footer: `${text('web.product')} · ${sayCaseNumber(one.number)}`,
  };
}
