// npm run requirements: for each of the 359 ids the tests whose titles carry it and the page on which it is done, or "not yet". An id without a page
// is not proven: the page of a declared register stands in its declaration, every other one in docs/requirement-pages.csv. `-- --summary`: only the
// last line.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const rows = readFileSync(join(root, 'docs/requirements.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','));
const files = ['src', 'tests']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  .filter((name) => /\.test\.tsx?$/.test(name))
  .sort();

const proven = new Map();
for (const file of files) {
  const text = readFileSync(join(root, file), 'utf8');
  for (const [, title] of text.matchAll(/\b(?:test|it)\(\s*(?:'|"|`)((?:[A-Z]{3}-\d{2}[ ,:])+(?:\\.|[^'"`\n\\])*)/g)) {
    for (const id of title.match(/^(?:[A-Z]{3}-\d{2}[ ,:]+)+/)?.[0].match(/[A-Z]{3}-\d{2}/g) ?? [])
      proven.set(id, [...(proven.get(id) ?? []), `${file}: ${title.replaceAll('\\', '')}`]);
  }
}
/** The page on which an id is done: of the register that declares it, else as the table says. */
const pages = new Map();
for (const line of readFileSync(join(root, 'docs/requirement-pages.csv'), 'utf8').trim().split('\n').slice(1)) {
  const [id, page, who] = line.split(',');
  pages.set(id, `${page} (${who})`);
}
const declarations = readdirSync(join(root, 'src/registers'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.register.ts'),
);
for (const file of declarations.sort()) {
  const text = readFileSync(join(root, 'src/registers', file), 'utf8');
  const name = text.match(/register: '([a-z-]+)'/)?.[1];
  for (const id of text.match(/for: \[([^\]]*)\]/)?.[1].match(/[A-Z]{3}-\d{2}/g) ?? [])
    if (!pages.has(id)) pages.set(id, `/workbench/registers/${name}`);
}
const known = new Set(rows.map(([id]) => id));
const strangers = [...proven.keys()].filter((id) => !known.has(id));
if (!process.argv.includes('--summary')) {
  for (const [id, strength] of rows) {
    const tests = proven.get(id);
    const lines = tests && [...tests, pages.has(id) ? `page: ${pages.get(id)}` : 'no page'];
    console.log(lines ? `${id} ${strength}  ${lines.join('\n           ')}` : `${id} ${strength}  not yet`);
  }
}
for (const id of strangers) console.error(`a test carries an id that does not exist: ${id}`);
const homeless = [...proven.keys()].filter((id) => known.has(id) && !pages.has(id));
for (const id of homeless) console.error(`a test proves an id that nobody does on a page: ${id}`);
console.log(`${rows.filter(([id]) => proven.has(id) && pages.has(id)).length} of ${rows.length} proven`);
if (strangers.length + homeless.length > 0) process.exitCode = 1;
