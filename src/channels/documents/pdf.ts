import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { plainText } from '../../procedures/procedures.ts';
import { qrSvg } from '../web/components/qr/qr.tsx';
import type { PrintedDocument } from './document.ts';

const layout = readFileSync(resolve(import.meta.dirname, 'document.typ'), 'utf8');
const fonts = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '../fonts');
let compiler: NodeCompiler | undefined;

/** What the compiler says when a script has no font here; an archive copy must show every character. */
const NO_FONT = /could not be displayed with any font/;

/**
 * The document as PDF/A-2b with its fonts inside, or as an ordinary PDF with boxes where no font here has the character: a name in Mongolian script
 * must not keep anybody from the paper. The first call reads the fonts (about a second), later ones take some ten milliseconds. */
export function pdfOf(document: PrintedDocument): Uint8Array {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontBlobs: ['Regular', 'Bold'].map((weight) => readFileSync(join(fonts, `NotoSansHans-${weight}.otf`))) }] });
  const source = { mainFileContent: layout, inputs: { document: JSON.stringify(drawn(document), (_, value: unknown) => (typeof value === 'string' ? plainText(value) : value)) }, resetRead: true };
  try {
    return compiler.pdf(source, { pdfStandard: 'a-2b' });
  } catch (error) {
    if (!NO_FONT.test(told(error))) throw error;
    return compiler.pdf(source);
  } finally {
    compiler.evictCache(10);
  }
}

/** The compiler throws lists of diagnoses. */
function told(error: unknown): string {
  return `${String(error)} ${error instanceof Error ? error.message : ''}`;
}

/** The layout sets pictures, it does not draw codes. */
function drawn(document: PrintedDocument): object {
  return { ...document, blocks: document.blocks.map((block) => (block.kind === 'code' ? { ...block, svg: qrSvg(block.address) } : block)) };
}
