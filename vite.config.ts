import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';
import { parse } from 'yaml';

const catalogue = resolve(import.meta.dirname, 'packs/base/texts/zh-CN');

/** Only these areas of the catalogue reach the workbench: the server speaks the sentences of its own errors. */
const areas = ['workbench', 'shared'];

/** Turns the text catalogue into the module `virtual:texts`, so that page and server read one list of words. */
function texts(): Plugin {
  const name = 'virtual:texts';
  return {
    name: 'linli-texts',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      const present = new Set(readdirSync(catalogue));
      const found = areas
        .filter((area) => present.has(`${area}.yaml`))
        .map((area) => {
          const file = join(catalogue, `${area}.yaml`);
          this.addWatchFile(file);
          return [area, parse(readFileSync(file, 'utf8')) as unknown];
        });
      return `export const texts = ${JSON.stringify(Object.fromEntries(found))};`;
    },
  };
}

/** Presses every asset once, as tightly as it goes, instead of anew and loosely for each who asks. */
function pressed(): Plugin {
  return {
    name: 'linli-pressed',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle).filter((one) => /\.(js|css|svg)$/.test(one))) {
        const file = join(dir!, name);
        const content = readFileSync(file);
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
        writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: 'src/channels/workbench/app',
  base: '/workbench/',
  plugins: [react(), texts(), pressed()],
  server: { port: 5190, proxy: { '/api': process.env.LINLI_SERVER ?? 'http://localhost:8080' } },
  build: {
    outDir: resolve(import.meta.dirname, 'dist/workbench'),
    emptyOutDir: true,
    target: 'chrome87',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1100,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'react', test: /node_modules\/(react|react-dom|scheduler|@tanstack)\// }],
        },
      },
    },
  },
});
