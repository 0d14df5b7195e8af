import type { FastifyReply } from 'fastify';
import { contentDisposition } from '../http/content-disposition.ts';
import type { DocumentFormat, PrintedDocument } from './document.ts';
import { pdfOf } from './pdf.ts';
import { wordOf } from './word.ts';

export type { DocumentBlock, DocumentColumn, DocumentFormat, PrintedDocument } from './document.ts';
export { documentPage } from './page.tsx';

/** The bytes of a document as PDF (PDF/A-2b, fonts inside) or Word. */
export async function renderDocument(document: PrintedDocument, format: DocumentFormat): Promise<Uint8Array> {
  return format === 'pdf' ? pdfOf(document) : wordOf(document);
}

/** Shows a document as PDF; saved, it bears its title. */
export async function sendPdf(reply: FastifyReply, document: PrintedDocument, name: string): Promise<unknown> {
  const bytes = await renderDocument(document, 'pdf');
  return reply
    .type('application/pdf')
    .header('cache-control', 'no-store')
    .header('content-disposition', contentDisposition('inline', `${document.title}.pdf`, `${name}.pdf`))
    .send(Buffer.from(bytes));
}
