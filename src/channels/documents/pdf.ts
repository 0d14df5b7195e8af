import { ApartEnded, apart, plainText } from '../../kernel/kernel.ts';
import { qrSvg } from '../web/components/qr/qr.tsx';
import type { PrintedDocument } from './document.ts';

/** A report of fifty pages takes two seconds, the first document one more for the fonts. Some texts (Hebrew with its points, say) make the compiler abort. */
const compiled = apart<string, { readonly bytes?: Uint8Array; readonly fault?: string }>(new URL('./compiler.mjs', import.meta.url), {
  milliseconds: 30_000,
  megabytes: 256,
  resident: 1_536,
});

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
    if (!(error instanceof ApartEnded)) throw error;
    return printed(source(document, (text) => plainText(text).replace(HARMLESS, BOX)));
  }
}

async function printed(document: string): Promise<Uint8Array> {
  const { bytes, fault } = await compiled(document);
  if (!bytes) throw new Error(`the document could not be set: ${fault}`);
  return bytes;
}

function source(document: PrintedDocument, cleaned: (text: string) => string): string {
  return JSON.stringify(drawn(document), (_, value: unknown) => (typeof value === 'string' ? cleaned(value) : value));
}

/** The layout sets pictures, it does not draw codes. */
function drawn(document: PrintedDocument): object {
  return { ...document, blocks: document.blocks.map((block) => (block.kind === 'code' ? { ...block, svg: qrSvg(block.address) } : block)) };
}
