import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { qrSvg } from '../web/components/qr/qr.tsx';
import type { PrintedDocument } from './document.ts';

const layout = readFileSync(resolve(import.meta.dirname, 'document.typ'), 'utf8');
const fonts = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '../fonts');
let compiler: NodeCompiler | undefined;

/** The document as PDF/A-2b with its fonts inside. The first call reads the fonts (about a second), later ones take some ten milliseconds. */
export function pdfOf(document: PrintedDocument): Uint8Array {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontBlobs: ['Regular', 'Bold'].map((weight) => readFileSync(join(fonts, `NotoSansHans-${weight}.otf`))) }] });
  const bytes = compiler.pdf({ mainFileContent: layout, inputs: { document: JSON.stringify(drawn(document)) }, resetRead: true }, { pdfStandard: 'a-2b' });
  compiler.evictCache(10);
  return bytes;
}

/** The layout sets pictures, it does not draw codes. */
function drawn(document: PrintedDocument): object {
  return { ...document, blocks: document.blocks.map((block) => (block.kind === 'code' ? { ...block, svg: qrSvg(block.address) } : block)) };
}
