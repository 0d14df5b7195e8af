import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { transformSync } from 'esbuild';

/** Path from the root of the repository → text. */
export type Files = ReadonlyMap<string, string>;

/** The rooms from left to right; a file imports from its own room or through the door of one to its left. */
export const wings = ['kernel', 'registers', 'procedures', 'indicators', 'planners', 'channels', 'main'] as const;

/** The kernel is a closed list: ids, clock and legal calendar, errors, config, database, session scope, audit chain, crypto, log; what strangers hand in, cleaned and
 * worked on apart, and the grams it is found by, because registers, procedures and channels all take it in. */
export const kernelList = [
  'id',
  'clock',
  'calendar',
  'errors',
  'config',
  'crypto',
  'sealed-stream',
  'log',
  'scope',
  'audit',
  'audit.store',
  'audit-seal.store',
  'audit-verify.store',
  'audit-heads',
  'apart',
  'plain-text',
  'grams',
  'kernel',
  'database/handle',
  'database/server-user',
  'database/exchange',
  'database/migration.store',
  'database/embedded',
];

/** Every source file under a folder. */
export function readSources(root: string, folder = 'src'): Files {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.(test|bench)\.tsx?$/.test(name),
  );
  return new Map(names.sort().map((name) => [join(folder, name), readFileSync(join(root, folder, name), 'utf8')]));
}

const bare = new Map<string, string>();

/** The code without its comments; every check asks for the same files, planted faults and all. */
export function withoutComments(path: string, text: string): string {
  const code = bare.get(text) ?? stripped(path, text);
  bare.set(text, code);
  return code;
}

function stripped(path: string, text: string): string {
  return transformSync(text, {
    loader: path.endsWith('x') ? 'tsx' : 'ts',
    charset: 'utf8',
    legalComments: 'none',
    jsx: 'preserve',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  }).code;
}

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((found) => found[1]!);
}

/** The descriptor of a page names the component it fetches when the page is opened: nothing that has to be there before it. */
const DESCRIPTOR = /^src\/channels\/workbench\/app\/\w+\/page\.ts$/;

function wingOf(path: string): (typeof wings)[number] | undefined {
  const part = path.split('/')[1]?.replace(/\.ts$/, '');
  return wings.find((wing) => wing === part);
}

/** Imports that cross the line, and loops between files. */
export function importFaults(files: Files): string[] {
  const faults: string[] = [];
  const graph = new Map<string, string[]>();
  for (const [path, text] of files) {
    const own = wingOf(path);
    const targets = importsOf(text)
      .filter((name) => name.startsWith('.'))
      .map((name) => normalize(join(dirname(path), name)));
    graph.set(path, DESCRIPTOR.test(path) ? targets.filter((target) => dirname(target) !== dirname(path)) : targets);
    for (const target of targets) {
      const other = wingOf(target);
      if (!own || !other || other === own || target.startsWith('scripts/')) continue;
      const left = wings.indexOf(other) < wings.indexOf(own);
      // main is the contents page and may look into any room; everybody else goes through the door.
      const door = target === `src/${other}/${other}.ts` || own === 'main';
      if (!left) faults.push(`${path} imports from the right: ${target}`);
      else if (!door) faults.push(`${path} climbs through the window: ${target}`);
    }
  }
  return [...faults, ...loops(graph)];
}

/** Faces that look into each other's rooms: what two of them need lives in `channels/http`, `channels/web` or `channels/documents`. A contract's types may be read by who calls it. */
export function faceFaults(files: Files): string[] {
  const faces = ['api', 'hall', 'workbench'];
  const faceOf = (path: string) => faces.find((face) => path.startsWith(`src/channels/${face}/`));
  return [...files].flatMap(([path, text]) =>
    importsOf(text.replace(/import type [^;]*;/g, ''))
      .filter((name) => name.startsWith('.'))
      .map((name) => normalize(join(dirname(path), name)))
      .filter((target) => faceOf(path) && faceOf(target) && faceOf(path) !== faceOf(target))
      .map((target) => `${path} looks into another face: ${target}`),
  );
}

function loops(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const faults: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      faults.push(`loop: ${[...trail.slice(start), path].join(' → ')}`);
      return;
    }
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return faults;
}

/** Files of the kernel that are not on its list. */
export function kernelFaults(files: Files): string[] {
  const known = new Set(kernelList.map((name) => `src/kernel/${name}.ts`));
  return [...files.keys()].filter((path) => path.startsWith('src/kernel/') && !known.has(path));
}

const SQL =
  /\b(select\s[\s\S]{1,400}?\sfrom\s|insert\s+into\s+\w|update\s+\w+\.\w+\s+set\s|delete\s+from\s+\w|create\s+(table|index|function|policy)\s|alter\s+table\s|truncate\s)/i;

const STRINGS = /`(?:[^`\\]|\\.)*`|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/** SQL or the query builder outside their homes. */
export function sqlFaults(files: Files): string[] {
  const faults: string[] = [];
  for (const [path, text] of files) {
    if (path.endsWith('.store.ts')) continue;
    if (importsOf(text).includes('kysely')) faults.push(`${path} imports the query builder`);
    // The database's own start-up creates the database itself.
    if (path === 'src/kernel/database/embedded.ts') continue;
    const strings = [...withoutComments(path, text).matchAll(STRINGS)].map((found) => found[0]);
    if (strings.some((one) => SQL.test(one))) faults.push(`${path} holds SQL`);
  }
  return faults;
}

/**
 * Rows written by `insert … select` from a JSON value, which a table distributed by county refuses under its row policy: they go as `values`, or row by row in a function
 * (docs/scale.md).
 */
export function writeFaults(files: Files): string[] {
  return [...files]
    .filter(([path]) => path.endsWith('.store.ts'))
    .flatMap(([path, text]) =>
      [...withoutComments(path, text).matchAll(STRINGS)]
        .map(([found]) => found)
        .filter(
          (sql) =>
            /\binsert\s+into\s+[\w.]+[^;]*?\bselect\b/i.test(sql) && /\bjsonb?_(populate_record|array_elements|to_record|each)/i.test(sql),
        )
        .map((sql) => `${path} writes rows from JSON: ${/insert\s+into\s+[\w.]+/i.exec(sql)![0]}`),
    );
}

/** Han characters in code: texts stand in the catalogue. */
export function textFaults(files: Files): string[] {
  const faults: string[] = [];
  for (const [path, text] of files) {
    const found = withoutComments(path, text)
      .split('\n')
      .filter((line) => /\p{Script=Han}/u.test(line.replace(/\/(?:[^/\\\n]|\\.)+\/[a-z]*/g, '')));
    if (found.length > 0) faults.push(`${path}: ${found[0]!.trim().slice(0, 120)}`);
  }
  return faults;
}

const LAW =
  /\b(?:const\s+)?\w*(?:days?|area|yuan|quorum|households|amount|deadline|threshold|limit_?days)\s*(?:=|:)\s*\d{1,7}(?:\.\d+)?\b(?!\s*[*/_])/i;

/** Place names, region codes and numbers of the law in code. `names` are the names of the shipped places, Han and Latin. */
export function lawFaults(files: Files, names: readonly string[]): string[] {
  const faults: string[] = [];
  for (const [path, text] of files) {
    const code = withoutComments(path, text);
    const name = names.find((one) => code.includes(one));
    if (name) faults.push(`${path} names a place: ${name}`);
    if (/['"`]\d{12}['"`]/.test(code)) faults.push(`${path} holds a region code`);
    const rule = /^src\/(registers|procedures|indicators|planners)\//.test(path) ? LAW.exec(code) : null;
    if (rule && !/[:=]\s*[01]\b/.test(rule[0])) faults.push(`${path} holds a number of the law: ${rule[0]}`);
  }
  return faults;
}

/** Words the program has of its own that a pack happens to use too: what a page opens, a report submitted, a file closed. */
const HOMONYMS = new Set(['open', 'opened', 'closed', 'submitted', 'withdrawn', 'resume', 'counties']);

/** Names that belong to a pack – its items, procedures, states, acts, reported measures – said in code, alone or in SQL. `own` are the words of the program's closed lists. */
export function packWordFaults(files: Files, words: ReadonlySet<string>, own: readonly string[]): string[] {
  const theirs = new Set([...words].filter((word) => !HOMONYMS.has(word) && !own.includes(word)));
  const faults: string[] = [];
  for (const [path, text] of files) {
    const said = [...withoutComments(path, text).matchAll(/(?<=["'`])[a-z][a-z0-9_-]+(?=["'`])/g)].map((found) => found[0]);
    faults.push(...[...new Set(said)].filter((word) => theirs.has(word)).map((word) => `${path} names what is a pack's: ${word}`));
  }
  return faults;
}

/** Where the time zone of China is said: once in the program, once in the browser, once for the database. */
const ZONES = ['src/kernel/clock.ts', 'src/channels/workbench/app/text/figures.ts', 'src/kernel/database/embedded.ts'];

/** The time zone said anew elsewhere. */
export function zoneFaults(files: Files): string[] {
  return [...files]
    .filter(([path, text]) => !ZONES.includes(path) && /Asia\/Shanghai|\+08:00|\b8 \* 3_?600_?000/.test(withoutComments(path, text)))
    .map(([path]) => `${path} says the time zone itself`);
}
