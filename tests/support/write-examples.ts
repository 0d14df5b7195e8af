// npm run examples [-- path…]: runs the tests that go over HTTP, keeps what the program answers, and writes the fullest answer of each operation into the API's documentation.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const MOST_WORDS = 80;
const SECRETS = new Set(['token', 'csrf', 'oneTimeCode', 'secret', 'uri', 'code_url']);

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'linli-examples-'));
const names = (below: string): string[] =>
  readdirSync(join(root, below), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(below, name));
const asked = process.argv.slice(2);
const tests =
  asked.length > 0
    ? asked
    : [...names('src'), ...names('tests/browser'), 'tests/scope.test.ts', 'tests/attack.test.ts', 'tests/programs.test.ts'];
const run = spawnSync(process.execPath, ['--import', 'tsx', 'tests/support/run.ts', ...tests], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, LINLI_EXAMPLES: folder },
});

const target = join(root, 'src/channels/http/examples.json');
// With some tests only, the other answers stay as they are.
const best = new Map<string, unknown>(asked.length > 0 ? Object.entries(JSON.parse(readFileSync(target, 'utf8')) as object) : []);
for (const name of readdirSync(folder)) {
  for (const line of readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean)) {
    const { operation, answer } = JSON.parse(line) as { operation: string; answer: unknown };
    const short = shortened(answer);
    if (fullness(short) > fullness(best.get(operation))) best.set(operation, short);
  }
}
rmSync(folder, { recursive: true, force: true });
writeFileSync(target, `${JSON.stringify(Object.fromEntries([...best].sort(([a], [b]) => (a < b ? -1 : 1))), null, 1)}\n`);
process.exit(run.status ?? 1);

/** How many facts an answer shows; null and empty lists show none. */
function fullness(value: unknown): number {
  if (value === undefined) return -1;
  if (value === null || value === '') return 0;
  if (typeof value !== 'object') return 1;
  return Object.values(value).reduce<number>((sum, one) => sum + fullness(one), 0.1);
}

/** One entry of every list, no long text, no key that opened a test's session. */
function shortened(value: unknown, name = ''): unknown {
  if (SECRETS.has(name) && typeof value === 'string') return '…';
  if (typeof value === 'string') return [...value].length > MOST_WORDS ? `${[...value].slice(0, MOST_WORDS).join('')}…` : value;
  if (Array.isArray(value))
    return value
      .toSorted((a, b) => fullness(b) - fullness(a))
      .slice(0, 1)
      .map((one) => shortened(one));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one, key)]));
}
