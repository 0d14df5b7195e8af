import type { PackLibrary } from '../packs/packs.ts';
import type { FieldWords, Register, RegisterWords } from './declare.ts';

export type { FieldWords, RegisterWords } from './declare.ts';

export interface Choice {
  readonly code: string;
  readonly name: string;
}

/** How a register is called. Throws when its file is missing, which the check of the packs finds first. */
export function wordsOf(library: PackLibrary, one: Pick<Register, 'register' | 'words'>): RegisterWords {
  if (one.words) return one.words;
  const found = library.packOf('base').sections.get(`registers/${one.register}`)?.data;
  if (!found) throw new Error(`no words for the register ${one.register}`);
  return found as RegisterWords;
}

/** A field in words. */
export function fieldWords(words: RegisterWords, field: string): FieldWords {
  const found = words.fields[field] ?? field;
  return typeof found === 'string' ? { title: found } : found;
}

/** The choices of a code table: the register's own list first, that of another (`register/table`), else the national table. Throws CODE_TABLE_UNKNOWN. */
export function choicesOf(library: PackLibrary, one: Pick<Register, 'register' | 'words'>, table: string): Choice[] {
  const [of, list] = table.split('/');
  if (list !== undefined) return choicesOf(library, { register: of! }, list);
  const own = wordsOf(library, one).codes?.[table];
  if (own) return Object.entries(own).map(([code, name]) => ({ code, name: String(name) }));
  return library.codeTable(table).map((row) => ({ code: row.code ?? '', name: row.name ?? '' }));
}
