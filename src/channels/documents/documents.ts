import type { DocumentFormat, PrintedDocument } from './document.ts';
import { pdfOf } from './pdf.ts';
import { wordOf } from './word.ts';

export type { DocumentBlock, DocumentColumn, DocumentFormat, PrintedDocument } from './document.ts';

/** The bytes of a document as PDF (PDF/A-2b, fonts inside) or Word. */
export async function renderDocument(document: PrintedDocument, format: DocumentFormat): Promise<Uint8Array> {
  return format === 'pdf' ? pdfOf(document) : wordOf(document);
}
