import { plainText } from '../../procedures/procedures.ts';
import { qrSvg } from '../web/components/qr/qr.tsx';
import type { PrintedDocument } from './document.ts';
import { PressStopped, printed } from './press.ts';

/** What is left of a text that the compiler cannot bear: Chinese, Latin, figures and signs; a box stands for every other letter. */
const HARMLESS = /[^\p{Script=Han}\p{Script=Latin}\p{Script=Common}]|[\p{Cf}\p{Co}\p{Cn}]/gu;
const BOX = '\u25a1';

/**
 * The document as PDF/A-2b with its fonts inside, or as an ordinary PDF with boxes where no font here has the character: a name in Mongolian script
 * must not keep anybody from the paper. The first call reads the fonts (about a second), later ones take some ten milliseconds. */
export async function pdfOf(document: PrintedDocument): Promise<Uint8Array> {
  try {
    return await printed(source(document, plainText));
  } catch (error) {
    if (!(error instanceof PressStopped)) throw error;
    return printed(source(document, (text) => plainText(text).replace(HARMLESS, BOX)));
  }
}

function source(document: PrintedDocument, cleaned: (text: string) => string): string {
  return JSON.stringify(drawn(document), (_, value: unknown) => (typeof value === 'string' ? cleaned(value) : value));
}

/** The layout sets pictures, it does not draw codes. */
function drawn(document: PrintedDocument): object {
  return { ...document, blocks: document.blocks.map((block) => (block.kind === 'code' ? { ...block, svg: qrSvg(block.address) } : block)) };
}
