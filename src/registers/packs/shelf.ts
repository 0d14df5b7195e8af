import type { PackDocument } from './document.ts';
import type { Fault } from './fault.ts';
import { inOrder } from './fault.ts';
import type { PackLibrary } from './library.ts';
import { text } from './texts.ts';

/** The files of one pack that could be read, by their path without the ending (`targets`, `codes/sex`, `geo/…`). */
export interface ShelfPack {
  readonly name: string;
  readonly sections: ReadonlyMap<string, PackDocument>;
  /** Files that stand in the folder and cannot be read. */
  readonly unreadable: ReadonlySet<string>;
  /** Read for the others' sake (the general pack that ships with the program), not to be checked itself. */
  readonly lent: boolean;
}

/** What a pack may name that stands outside the packs. */
export interface Outside {
  /** Ids of the requirements. */
  readonly requirements: ReadonlySet<string>;
  /** Keys of texts the program asks for, and what is known of any key. */
  readonly texts: { readonly whole: ReadonlySet<string>; readonly filled: (key: string) => Filling };
  /** Parameters the program itself works with; of those under `numbers` each is a number. */
  readonly parameters: { readonly numbers: ReadonlySet<string>; readonly others: ReadonlySet<string> };
  /** Error codes the program declares. */
  readonly errors: ReadonlySet<string>;
}

/** Whether a text is asked for, and the placeholders that are filled in it; undefined where only the running program knows them. */
export interface Filling {
  readonly asked: boolean;
  readonly names: readonly string[] | undefined;
}

/** Packs laid out to be checked against each other. */
export interface Shelf {
  readonly packs: readonly ShelfPack[];
  /** Undefined where only what the program keeps in memory is at hand: then lists of regions, people and requirements are not asked for. */
  readonly outside: Outside | undefined;
}

/** Where a file of a pack is read: in every pack, in the nation's general one, or in that of a demonstration. */
export type Home = 'any' | 'base' | 'demonstration';

/** One kind of file a pack may hold. Exactly one kind answers for a file; a file nobody answers for is a fault. */
export interface FileKind {
  /** The path within the pack's folder. */
  readonly path: RegExp;
  readonly home: Home;
  /** Files that must stand in such a home. */
  readonly needed: readonly string[];
  /** Faults of one file, alone and against all others. */
  check(document: PackDocument, shelf: Shelf): readonly Fault[];
}

/** Lays out packs that the program has read already. */
export function shelfOf(library: PackLibrary): Shelf {
  return { packs: library.packs.map(({ name, sections }) => ({ name, sections, unreadable: new Set(), lent: false })), outside: undefined };
}

/** Every fault the kinds find in the files of a shelf. */
export function checkShelf(shelf: Shelf, kinds: readonly FileKind[]): Fault[] {
  const found = shelf.packs
    .filter((pack) => !pack.lent)
    .flatMap((pack) => [...pack.sections.values()].flatMap((document) => checkDocument(document, shelf, kinds)));
  return inOrder(found);
}

function checkDocument(document: PackDocument, shelf: Shelf, kinds: readonly FileKind[]): readonly Fault[] {
  const kind = kinds.find((one) => one.path.test(withinPack(document)));
  try {
    return kind?.check(document, shelf) ?? [];
  } catch (error) {
    return [
      { pack: document.pack, file: document.file, line: 1, message: text('packs.faults.unchecked', { detail: (error as Error).message }) },
    ];
  }
}

function withinPack(document: PackDocument): string {
  return document.file.slice(document.pack.length + 1);
}

const remembered = new WeakMap<Shelf, Map<string, unknown>>();

/** What is found out once for all files of a shelf. */
export function onceFor<T>(shelf: Shelf, key: string, find: () => T): T {
  const known = remembered.get(shelf) ?? new Map<string, unknown>();
  remembered.set(shelf, known);
  if (!known.has(key)) known.set(key, find());
  return known.get(key) as T;
}

/** The rows of a section of one pack that are records, whatever else is wrong with them. */
export function recordsOf(pack: Pick<ShelfPack, 'sections'> | undefined, section: string): Readonly<Record<string, unknown>>[] {
  const data = pack?.sections.get(section)?.data;
  return Array.isArray(data)
    ? data.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null && !Array.isArray(row))
    : [];
}

/** The pack of a name; undefined when the folder has none. */
export function shelfPack(shelf: Shelf, name: string): ShelfPack | undefined {
  return shelf.packs.find((pack) => pack.name === name);
}

/** First and last day of a pack, as far as its manifest can be read; an open end is null. */
export function periodOf(shelf: Shelf, name: string): { readonly from: string; readonly to: string | null } | undefined {
  const { period } = (shelfPack(shelf, name)?.sections.get('pack')?.data ?? {}) as {
    readonly period?: { readonly from?: unknown; readonly to?: unknown };
  };
  return typeof period?.from === 'string' ? { from: period.from, to: typeof period.to === 'string' ? period.to : null } : undefined;
}

/** A set of names to look others up in. */
export interface Names {
  has(name: string): boolean;
}

/** Lets every name pass: where a list cannot be read, that is told once, not at each place that uses it. */
export const anyName: Names = { has: () => true };

/** The names in one field of a section: over all packs, or over those given. */
export function namesIn(shelf: Shelf, section: string, field: string, packs: readonly ShelfPack[] = shelf.packs): Names {
  return onceFor(shelf, `names ${section} ${field} ${packs.map((pack) => pack.name).join(' ')}`, () => {
    if (packs.some((pack) => pack.unreadable.has(section))) return anyName;
    return new Set(packs.flatMap((pack) => recordsOf(pack, section).map((row) => String(row[field]))));
  });
}

/** The codes of a national code table. */
export function codesIn(shelf: Shelf, table: string): Names {
  const base = shelfPack(shelf, 'base');
  return base?.sections.has(`codes/${table}`) ? namesIn(shelf, `codes/${table}`, 'code', [base]) : anyName;
}

/** The keys of the texts in the general pack: file, dot, path within the file. */
export function textKeys(shelf: Shelf): ReadonlyMap<string, string> {
  return onceFor(shelf, 'texts', () => {
    const found = new Map<string, string>();
    const collect = (node: unknown, key: string): void => {
      if (typeof node !== 'object' || node === null) found.set(key, String(node ?? ''));
      else for (const [name, child] of Object.entries(node)) collect(child, `${key}.${name}`);
    };
    for (const [section, document] of shelfPack(shelf, 'base')?.sections ?? [])
      if (section.startsWith('texts/')) collect(document.data, section.split('/').at(-1)!);
    return found;
  });
}

/** Whether a text stands in the general pack; one whose file cannot be read passes. */
export function isText(shelf: Shelf, key: string): boolean {
  const file = key.split('.')[0];
  const unreadable = [...(shelfPack(shelf, 'base')?.unreadable ?? [])].some(
    (section) => section.startsWith('texts/') && section.endsWith(`/${file}`),
  );
  return unreadable || textKeys(shelf).has(key);
}
