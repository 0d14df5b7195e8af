import { LinliError } from '../../../kernel/kernel.ts';
import { text } from '../../../registers/registers.ts';
import type { PrintedDocument } from '../../documents/documents.ts';
import { documentPage, sendPdf } from '../../documents/documents.ts';
import { receiptDocument } from '../../documents/receipt.ts';
import { decidedAt, decidedWhy, resultDocument } from '../../documents/result.ts';
import type { App } from '../../http/linli.ts';
import { sendPage } from '../../http/page.ts';
import type { CaseKey, Opened } from './open.ts';
import { openCase } from './open.ts';
import { shownAnswer } from './view.ts';

function receiptOf({ visit, page, definition }: Opened): Promise<PrintedDocument> {
  return receiptDocument(
    visit.linli,
    page.case,
    definition,
    page.attachments.map((one) => one.material),
  );
}

function resultOf({ visit, page, definition }: Opened): Promise<PrintedDocument> {
  if (!page.case.outcome) throw new LinliError('NOT_FOUND');
  return resultDocument(
    visit.linli,
    page.case,
    definition,
    { applicant: visit.resident.person.name, reason: decidedWhy(page, definition), decidedAt: decidedAt(page, definition) },
    shownAnswer,
  );
}

/** What a resident takes away, each as a page to print and as PDF, both from one document. */
export function casePrintRoutes(hall: App): void {
  for (const [name, documentOf] of [
    ['receipt', receiptOf],
    ['result', resultOf],
  ] as const) {
    hall.get<CaseKey>(`/my/:county/:id/${name}`, { schema: { hide: true } }, async (request, reply) => {
      const opened = await openCase(request, reply);
      const back = [
        ['/my', text('hall.my.title')],
        [opened.path, opened.page.case.title],
      ] as const;
      return sendPage(reply, documentPage(await documentOf(opened), `${opened.path}/${name}.pdf`, { visitor: opened.visit.visitor, back }));
    });

    hall.get<CaseKey>(`/my/:county/:id/${name}.pdf`, { schema: { hide: true } }, async (request, reply) =>
      sendPdf(reply, await documentOf(await openCase(request, reply)), name),
    );
  }
}
