// Runs in a process of its own (see pdf.ts), which loads plain JavaScript only.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** What the compiler says when a script has no font here; an archive copy must show every character. */
const NO_FONT = /could not be displayed with any font/;

const layout = readFileSync(resolve(import.meta.dirname, 'document.typ'), 'utf8');
const fonts = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '../fonts');
const compiler = NodeCompiler.create({
  fontArgs: [{ fontBlobs: ['Regular', 'Bold'].map((weight) => readFileSync(join(fonts, `NotoSansHans-${weight}.otf`))) }],
});

function compiled(document) {
  const source = { mainFileContent: layout, inputs: { document }, resetRead: true };
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
function told(error) {
  return `${String(error)} ${error instanceof Error ? error.message : ''}`;
}

process.on('message', (document) => {
  try {
    process.send({ bytes: compiled(document) });
  } catch (error) {
    process.send({ fault: told(error) });
  }
});
// An interrupt at the terminal reaches the whole group; who prints is let go when the web process is done.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
