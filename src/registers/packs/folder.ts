import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PackDocument, ReadBefore } from './document.ts';
import { readDocument, UnreadableDocument } from './document.ts';
import type { Fault } from './fault.ts';
import { unreadableFaults } from './fault.ts';
import type { FileKind, Home, Outside, Shelf, ShelfPack } from './shelf.ts';
import type { TextValues } from './texts.ts';
import { text } from './texts.ts';

/** Notes for people; nobody else reads them. */
const NOTE = /\.md$/;
const GENERAL = 'base';

/**
 * Lays out every file of a folder of packs, and tells those nobody answers for, those that cannot be read and those that are missing.
 * A folder without the general pack borrows the one in `shipped`. `before` keeps what was read, for whoever lays out the same folder again.
 */
export function layOut(
  folder: string,
  shipped: string,
  kinds: readonly FileKind[],
  outside: Outside,
  before?: ReadBefore,
): { readonly shelf: Shelf; readonly faults: Fault[] } {
  const faults: Fault[] = [];
  const packs: ShelfPack[] = [];
  for (const entry of visible(folder)) {
    if (!entry.isDirectory()) {
      if (!NOTE.test(entry.name)) faults.push(told('', entry.name, 'file-outside'));
    } else if (!existsSync(join(folder, entry.name, 'pack.yaml'))) faults.push(told(entry.name, `${entry.name}/pack.yaml`, 'no-manifest'));
    else packs.push(openPack(folder, entry.name, kinds, faults, before));
  }
  if (!packs.some((pack) => pack.name === GENERAL) && existsSync(join(shipped, GENERAL)))
    packs.push({ ...openPack(shipped, GENERAL, kinds, [], before), lent: true });
  for (const pack of packs) if (!pack.lent) faults.push(...homeless(pack, kinds), ...missing(pack, kinds));
  return { shelf: { packs, outside }, faults };
}

function visible(folder: string): { name: string; isDirectory(): boolean }[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.name.startsWith('.'));
  return entries
    .map((entry) => ({
      name: entry.name,
      isDirectory: () => (entry.isSymbolicLink() ? isFolder(join(folder, entry.name)) : entry.isDirectory()),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether a link leads to a folder; one that leads nowhere or in a circle does not. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function told(pack: string, file: string, key: string, values: TextValues = {}): Fault {
  return { pack, file, line: 1, message: text(`packs.faults.${key}`, values) };
}

function openPack(folder: string, name: string, kinds: readonly FileKind[], faults: Fault[], before?: ReadBefore): ShelfPack {
  const sections = new Map<string, PackDocument>();
  const unreadable = new Set<string>();
  for (const path of filesBelow(join(folder, name))) {
    const file = `${name}/${path}`;
    if (NOTE.test(path)) continue;
    if (path.endsWith('/')) {
      faults.push(told(name, file, isOwnFolder(folder, file) ? 'folder-loop' : 'folder-empty'));
      continue;
    }
    if (!kinds.some((kind) => kind.path.test(path))) {
      faults.push(told(name, file, 'unowned'));
      continue;
    }
    const section = path.replace(/\.[^.]+$/, '');
    try {
      sections.set(section, readDocument(name, file, join(folder, file), before));
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      unreadable.add(section);
      faults.push(...unreadableFaults(name, file, error));
    }
  }
  return { name, sections, unreadable, lent: false };
}

/** Whether a folder is a link to one that it lies in. */
function isOwnFolder(folder: string, path: string): boolean {
  const real = realpathSync(join(folder, path));
  return `${realpathSync(join(folder, path, '..'))}/`.startsWith(`${real}/`) || real === realpathSync(folder);
}

/** Every file below, and every folder that holds nothing or leads back to itself, with a slash at its end. */
function filesBelow(folder: string, under = ''): string[] {
  if (under !== '' && isOwnFolder(folder, under)) return [under];
  const entries = visible(join(folder, under));
  if (entries.length === 0 && under !== '') return [under];
  return entries.flatMap((entry) => (entry.isDirectory() ? filesBelow(folder, `${under}${entry.name}/`) : [`${under}${entry.name}`]));
}

/** Files that are read elsewhere, but not in this pack. */
function homeless(pack: ShelfPack, kinds: readonly FileKind[]): Fault[] {
  const homes = homesOf(pack);
  if (!homes) return [];
  const away = [...pack.sections.values()].flatMap((document) => {
    const kind = kinds.find((one) => one.path.test(document.file.slice(pack.name.length + 1)));
    return kind && !homes.has(kind.home) ? [{ document, home: kind.home }] : [];
  });
  return away.map(({ document, home }) => told(pack.name, document.file, `homeless.${home}`));
}

function missing(pack: ShelfPack, kinds: readonly FileKind[]): Fault[] {
  const homes = homesOf(pack);
  const needed = kinds
    .filter((kind) => (kind.home === 'any' ? pack.name === GENERAL : homes?.has(kind.home)))
    .flatMap((kind) => kind.needed);
  return needed
    .filter((path) => {
      const section = path.replace(/\.[^.]+$/, '');
      return !pack.sections.has(section) && !pack.unreadable.has(section);
    })
    .map((path) => told(pack.name, `${pack.name}/${path}`, 'file-missing'));
}

/** What kind of pack it is; undefined when its manifest does not say. */
function homesOf(pack: ShelfPack): ReadonlySet<Home> | undefined {
  const manifest = pack.sections.get('pack')?.data as { demonstration?: unknown } | null | undefined;
  if (pack.name === GENERAL) return new Set<Home>(['any', 'base']);
  if (typeof manifest !== 'object' || manifest === null) return undefined;
  return new Set<Home>(manifest.demonstration === true ? ['any', 'demonstration'] : ['any']);
}
