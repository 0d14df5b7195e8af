import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outside } from '../registers/registers.ts';
import { parseCsvText } from '../registers/registers.ts';
import { root } from './program.ts';

/** Every text the program says and the placeholders it fills, as the compiler sees them in the sources. Written by `npm run texts`, compared by a test. */
export const textsFile = join(root, 'docs/texts.csv');

type Asked = Pick<Outside, 'texts' | 'parameters'>;

let known: Asked | undefined;

/** What the program asks of the packs by name: texts as listed beside the sources, parameters as they stand in the sources themselves. */
export function readAsked(): Asked {
  known ??= { texts: askedTexts(), parameters: askedParameters() };
  return known;
}

/** Placeholders stand in one cell, parted by blanks; `*` stands for any, because their names are known to the running program only. */
function askedTexts(): Outside['texts'] {
  const rows = parseCsvText(readFileSync(textsFile, 'utf8')).records.map(
    ({ key = '', placeholders = '' }) => [key, placeholders === '*' ? undefined : placeholders.split(' ').filter(Boolean)] as const,
  );
  const families = rows.filter(([key]) => key.includes('*')).map(([key, filled]) => ({ fits: familyPattern(key), filled }));
  const whole = new Map(rows.filter(([key]) => !key.includes('*')));
  return {
    whole: new Set(whole.keys()),
    filled: (key) => {
      if (whole.has(key)) return { asked: true, names: whole.get(key) };
      const over = families.filter(({ fits }) => fits.test(key));
      return {
        asked: over.length > 0,
        names: over.some(({ filled }) => filled === undefined) ? undefined : [...new Set(over.flatMap(({ filled }) => filled!))],
      };
    },
  };
}

/** The keys of a family: `*` is one step of the key, `**` any number of them. */
export function familyPattern(key: string): RegExp {
  const parts = key.replace(/[\\^$+?.()|[\]{}]/g, '\\$&').split(/(\*\*|\*)/);
  return new RegExp(`^${parts.map((part) => (part === '**' ? '.+' : part === '*' ? '[^.]+' : part)).join('')}$`);
}

function askedParameters(): Outside['parameters'] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('.test.'),
  );
  const sources = files.map((file) => readFileSync(join(root, 'src', file), 'utf8'));
  const by = (pattern: RegExp): Set<string> =>
    new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map((found) => found[1]!)));
  return { numbers: by(/\bsetting\('([\w.]+)'/g), others: by(/\.parameter\([^\n]*?, '([\w.]+)'/g) };
}
