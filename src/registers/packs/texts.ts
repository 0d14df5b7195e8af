import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseDocument } from 'yaml';

export type TextValues = Record<string, string | number>;

const folder = resolve(import.meta.dirname, '../../../packs/base/texts/zh-CN');
let catalogue: ReadonlyMap<string, string> | undefined;

/** Every text of the catalogue; a key is the file's name, a dot, and the path within the file. */
export function allTexts(): ReadonlyMap<string, string> {
  catalogue ??= readCatalogue();
  return catalogue;
}

/** Whether the catalogue holds the key. */
export function hasText(key: string): boolean {
  return allTexts().has(key);
}

/** The text of a key with its `{placeholders}` filled. A missing key throws under test; in production a person sees the key. */
export function text(key: string, values: TextValues = {}): string {
  const found = allTexts().get(key);
  if (found === undefined) {
    if (process.env.NODE_TEST_CONTEXT) throw new Error(`the text catalogue has no ${key}`);
    return key;
  }
  return fillText(found, values);
}

/** A text of a pack with its `{placeholders}` filled; what nobody fills stays as it stands. */
export function fillText(words: string, values: TextValues): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

function readCatalogue(): Map<string, string> {
  const found = new Map<string, string>();
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
    : [];
  for (const file of files) collect(whatStands(join(folder, file)), file.slice(0, -'.yaml'.length), found);
  return found;
}

/** The values of a file, also of a damaged one: the program must still be able to say which file is damaged. */
function whatStands(file: string): unknown {
  try {
    return parseDocument(readFileSync(file, 'utf8')).toJS();
  } catch {
    return undefined;
  }
}

function collect(node: unknown, path: string, into: Map<string, string>): void {
  if (node === null || node === undefined) return;
  if (typeof node !== 'object') {
    into.set(path, String(node));
    return;
  }
  for (const [key, child] of Object.entries(node)) collect(child, `${path}.${key}`, into);
}
