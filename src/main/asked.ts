import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { allTexts } from '../registers/registers.ts';
import type { Outside } from '../registers/registers.ts';
import { root } from './program.ts';

type Asked = Pick<Outside, 'texts' | 'parameters'>;

/** The keys of texts that the program puts together while it runs, one a line: no source tells them. Written by `npm run linli -- texts`, compared by a test. */
export const putTogetherFile = join(root, 'src/main/put-together-texts.txt');

/** What stands in that file for the present catalogue. */
export function describePutTogether(): string {
  const { whole } = readAsked().texts;
  return `${[...allTexts().keys()].filter((key) => !whole.has(key) && !isError(key)).sort().join('\n')}\n`;
}

/** A place in the program that asks for texts: their keys, and the names of the values it fills in; undefined where they are put together elsewhere. */
interface Site {
  /** A whole key, or the parts between which something is filled in at run time. */
  readonly key: readonly string[];
  readonly values: readonly string[] | undefined;
}

/** A node of the syntax tree: its kind and whatever else it holds. */
type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

/** How a function that takes the key of a text is called: where key and values stand, and what is put before the key. One without values only looks whether there is a text. */
interface Asker {
  readonly key: number;
  readonly values: number | undefined;
  readonly prefix: string;
}

const ASKERS: Readonly<Record<string, Asker>> = {
  text: { key: 0, values: 1, prefix: '' }, hasText: { key: 0, values: undefined, prefix: '' },
  words: { key: 0, values: 1, prefix: 'workbench.' }, wordsOr: { key: 0, values: 2, prefix: 'workbench.' },
  faultAt: { key: 2, values: 3, prefix: 'packs.faults.' }, LinliError: { key: 0, values: 1, prefix: 'errors.' },
};
/** Errors are asked for by their code, which the thrower knows with its values; whoever shows them knows neither. */
const SHOWN = ['errors.', 'start.errors.'];

let known: Asked | undefined;

/** What the program asks of the packs by name. It stands in its own source in plain sight, so nobody need keep a list of it. */
export function readAsked(): Asked {
  known ??= askedBy(ownSources());
  return known;
}

function askedBy(sources: ReadonlyMap<string, string>): Asked {
  const sites: Site[] = [];
  const names = new Set<string>();
  for (const [file, source] of sources) walk(parseSync(file, source).program as unknown as Node, (node) => {
    if (node.type === 'Property' || node.type === 'TSPropertySignature') names.add(nameOf(node.key as Node) ?? '');
    sites.push(...sitesAt(node));
  });
  const whole = [...sources.values()];
  const by = (pattern: RegExp): Set<string> => new Set(whole.flatMap((source) => [...source.matchAll(pattern)].map((found) => found[1]!)));
  return {
    texts: {
      whole: new Set(sites.filter((site) => site.key.length === 1 && !isShown(site)).map((site) => site.key[0]!)), putTogether: new Set(readFileSync(putTogetherFile, 'utf8').split('\n').filter(Boolean)),
      filled: fillings(sites, names),
    },
    parameters: { numbers: by(/\bsetting\('([\w.]+)'/g), others: by(/\.parameter\([^\n]*?, '([\w.]+)'/g) },
  };
}

function ownSources(): Map<string, string> {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.(tsx?|mjs)$/.test(name) && !name.includes('.test.'));
  return new Map(files.map((file) => [file, readFileSync(join(root, 'src', file), 'utf8')]));
}

function walk(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) return node.forEach((one) => walk(one, see));
  if (typeof node !== 'object' || node === null) return;
  if (typeof (node as Node).type === 'string') see(node as Node);
  for (const child of Object.values(node)) if (typeof child === 'object') walk(child, see);
}

function sitesAt(node: Node): Site[] {
  const asker = node.type === 'CallExpression' || node.type === 'NewExpression' ? ASKERS[nameOf(node.callee as Node) ?? ''] : undefined;
  if (!asker) return [];
  const given = node.arguments as Node[];
  const values = asker.values === undefined ? undefined : valuesOf(given[asker.values]);
  return keysOf(given[asker.key]).map(([first = '', ...rest]) => ({ key: [`${asker.prefix}${first}`, ...rest], values }));
}

/** The keys an expression may stand for; none when it is a variable, whose keys stand elsewhere. */
function keysOf(node: Node | undefined): string[][] {
  switch (node?.type) {
    case 'Literal': return typeof node.value === 'string' ? [[node.value]] : [];
    case 'TemplateLiteral': return [(node.quasis as { value: { cooked: string } }[]).map((part) => part.value.cooked)];
    case 'ConditionalExpression': return [...keysOf(node.consequent as Node), ...keysOf(node.alternate as Node)];
    // A table of error codes names each by itself.
    case 'MemberExpression': return node.computed === false && /^[A-Z_0-9]+$/.test(nameOf(node.property as Node) ?? '') ? [[nameOf(node.property as Node)!]] : [];
    default: return [];
  }
}

function valuesOf(node: Node | undefined): string[] | undefined {
  if (!node) return [];
  if (node.type !== 'ObjectExpression') return undefined;
  const names = (node.properties as Node[]).map((one) => (one.type === 'Property' ? nameOf(one.key as Node) : undefined));
  return names.every((name) => name !== undefined) ? names : undefined;
}

function nameOf(node: Node | undefined): string | undefined {
  if (node?.type === 'Identifier') return String(node.name);
  return node?.type === 'Literal' ? String(node.value) : undefined;
}

function isShown({ key }: Site): boolean {
  return SHOWN.some((prefix) => key[0]!.startsWith(prefix));
}

/** Which placeholders of a text are filled. Where values are put together elsewhere, any name the program gives to a value may be one. */
function fillings(sites: readonly Site[], names: ReadonlySet<string>): Outside['texts']['filled'] {
  const exact = new Map<string, Site[]>();
  for (const site of sites.filter((one) => one.key.length === 1)) exact.set(site.key[0]!, [...(exact.get(site.key[0]!) ?? []), site]);
  const open = sites.filter((one) => one.key.length > 1 && !isShown(one) && /\.[\w-]/.test(one.key[0]!)).map((site) => ({ site, fits: new RegExp(`^${site.key.map((part) => part.replaceAll('.', '\\.')).join('.+')}$`) }));
  return (key) => {
    // Who asks for a key whole knows its values better than who shows any key that begins alike.
    const asked = exact.get(isError(key) ? `errors.${codeOf(key)}` : key) ?? open.filter(({ fits }) => fits.test(key)).map(({ site }) => site);
    const known = asked.length > 0 && asked.every((site) => site.values !== undefined);
    return known ? { names: new Set(asked.flatMap((site) => site.values!)), whole: true } : { names, whole: false };
  };
}

function isError(key: string): boolean {
  return SHOWN.some((prefix) => key.startsWith(prefix));
}

/** `errors.CODE.sentence`, `start.errors.CODE.next`. */
function codeOf(key: string): string {
  return key.split('.').at(-2)!;
}
