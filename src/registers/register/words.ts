import type { PackLibrary } from '../packs/packs.ts';
import type { Register } from './declare.ts';

/** A field in words. */
export interface FieldWords {
  readonly title: string;
  readonly hint?: string;
  /** Other headings people write over its column. */
  readonly headings?: readonly string[];
}

/** `registers/<register>.yaml` of the general pack: how a register and its fields are called, and its own code lists. */
export interface RegisterWords {
  readonly title: string;
  /** One entry: 社区工作者. */
  readonly one: string;
  readonly lead: string;
  readonly fields: Readonly<Record<string, FieldWords | string>>;
  readonly codes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface Choice {
  readonly code: string;
  readonly name: string;
}

/** How a register is called. Throws when its file is missing, which the check of the packs finds first. */
export function wordsOf(library: PackLibrary, one: Register): RegisterWords {
  const found = library.packOf('base').sections.get(`registers/${one.register}`)?.data;
  if (!found) throw new Error(`no words for the register ${one.register}`);
  return found as RegisterWords;
}

/** A field in words. */
export function fieldWords(words: RegisterWords, field: string): FieldWords {
  const found = words.fields[field] ?? field;
  return typeof found === 'string' ? { title: found } : found;
}

/** The choices of a code table: the register's own list first, else the national table. Throws CODE_TABLE_UNKNOWN. */
export function choicesOf(library: PackLibrary, one: Register, table: string): Choice[] {
  const own = wordsOf(library, one).codes?.[table];
  if (own) return Object.entries(own).map(([code, name]) => ({ code, name: String(name) }));
  return library.codeTable(table).map((row) => ({ code: row.code ?? '', name: row.name ?? '' }));
}
