// npm run requirements: for each of the 359 ids, the tests whose titles carry it, or "not yet". `-- --summary`: only the last line.
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
  for (const [, title] of text.matchAll(/\b(?:test|it)\(\s*(?:'|"|`)((?:[A-Z]{3}-\d{2}[ ,])+(?:\\.|[^'"`\n\\])*)/g)) {
    for (const id of title.match(/^(?:[A-Z]{3}-\d{2}[ ,]+)+/)?.[0].match(/[A-Z]{3}-\d{2}/g) ?? [])
      proven.set(id, [...(proven.get(id) ?? []), `${file}: ${title.replaceAll('\\', '')}`]);
  }
}
const known = new Set(rows.map(([id]) => id));
const strangers = [...proven.keys()].filter((id) => !known.has(id));
if (!process.argv.includes('--summary')) {
  for (const [id, strength] of rows) {
    const tests = proven.get(id);
    console.log(tests ? `${id} ${strength}  ${tests.join('\n           ')}` : `${id} ${strength}  not yet`);
  }
}
for (const id of strangers) console.error(`a test carries an id that does not exist: ${id}`);
console.log(`${rows.filter(([id]) => proven.has(id)).length} of ${rows.length} proven`);
if (strangers.length > 0) process.exitCode = 1;
