import type { PackLibrary } from '../packs/packs.ts';

/** How the cells of a column are read. */
export const cellKinds = [
  'serial',
  'name',
  'text',
  'id_number',
  'phone',
  'day',
  'month',
  'month_age',
  'period',
  'money',
  'number',
  'choice',
  'choices',
  'list',
  'yes_no',
  'place',
  'digits',
  'credit_code',
  'people',
] as const;
export type CellKind = (typeof cellKinds)[number];

/** A column of a ledger as offices keep it. */
export interface SheetField {
  readonly field: string;
  readonly title: string;
  readonly headings?: readonly string[];
  readonly kind: CellKind;
  readonly required?: boolean;
  /** Fields of one part are asked for together: a row that leaves all of a part empty lacks none of it. */
  readonly part?: string;
  /** Below the first row of that part an empty cell says what the row above says. */
  readonly follows?: string;
  /** For `choice` and `choices`: the value and other ways to write it; or the name of a shared list. */
  readonly choices?: string | readonly (readonly string[])[];
  /** The choices are also called by their place, 1 for the first. */
  readonly numbered?: boolean;
  readonly level?: 'town' | 'community';
  /** A day that may lie ahead. */
  readonly ahead?: boolean;
  /** The number is greater than this; a number is never below 0. */
  readonly above?: number;
  readonly per?: 'year';
  /** What an empty cell of a column of ticks says. */
  readonly blank?: 'no';
  readonly yes?: readonly string[];
  readonly no?: readonly string[];
  readonly letters?: boolean;
  /** Where a passport number goes that stands instead of an id number. */
  readonly documents?: string;
  /** Where a telephone goes that stands behind a name. */
  readonly phone_in?: string;
  /** The fields that one cell fills. */
  readonly into?: readonly string[];
  /** The value may stand in a heading of its own above the rows it is for. */
  readonly section?: boolean;
}

/** What must hold between cells. */
export type SheetRule =
  | { readonly rule: 'born'; readonly number: string; readonly day: string }
  | { readonly rule: 'sex'; readonly number: string; readonly sex: string; readonly male: string; readonly female: string }
  | { readonly rule: 'age'; readonly number: string; readonly born?: string; readonly age: string }
  | {
      readonly rule: 'aged';
      readonly number: string;
      readonly born: string;
      readonly at: string;
      readonly least?: number;
      readonly most?: number;
    }
  | { readonly rule: 'sum'; readonly of: readonly string[]; readonly is: string }
  | { readonly rule: 'order'; readonly first: string; readonly after: string }
  | { readonly rule: 'apart'; readonly number: string; readonly born: string; readonly after: string; readonly years: number }
  | { readonly rule: 'unique'; readonly field: string }
  | { readonly rule: 'part'; readonly of: string; readonly from: number; readonly to: number; readonly is: string }
  | {
      readonly rule: 'scale';
      readonly amount: string;
      readonly number: string;
      readonly born: string;
      readonly steps: readonly (readonly [age: number, amount: number])[];
    }
  | {
      readonly rule: 'household';
      readonly by?: string;
      readonly size: string;
      readonly relation: string;
      readonly head: string;
      readonly name: string;
      readonly head_name: string;
    };

/** A ledger as offices keep it: its columns under every heading they are known by, and what must hold between them. */
export interface SheetShape {
  readonly sheet: string;
  readonly title: string;
  /** A part whose empty cells say what the row above says. */
  readonly carries?: string;
  /** Columns of which one is ticked, and the field that says which. */
  readonly ticks?: { readonly field: string; readonly of: readonly string[] };
  readonly fields: readonly SheetField[];
  readonly rules?: readonly SheetRule[];
}

/** Lists that several ledgers share. */
export interface SheetWords {
  readonly lists: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly units: readonly string[];
  /** Endings a choice may be written without. */
  readonly suffixes: readonly string[];
  readonly blank_signs: readonly string[];
  readonly same_signs: readonly string[];
  /** Words of a heading above others that only say that several follow. */
  readonly group_words: readonly string[];
  /** What stands before the name of a parent. */
  readonly kin_words: readonly string[];
  /** How sons and daughters are counted. */
  readonly child_words: readonly [sons: string, daughters: string];
  readonly monthly: string;
  /** What stands before and behind a number that is not exact. */
  readonly about: readonly [before: string, behind: string];
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly neither: readonly string[];
  /** How a line of sums begins. */
  readonly totals: readonly string[];
  /** What stands for numbers in a line that numbers the columns. */
  readonly column_marks: readonly string[];
}

const HOME = 'sheets/';
const WORDS = 'sheets/choices';

/** All shapes of ledgers the packs know. */
export function sheetShapes(library: PackLibrary): SheetShape[] {
  return library.packs.flatMap((pack) =>
    [...pack.sections].filter(([name]) => name.startsWith(HOME) && name !== WORDS).map(([, document]) => document.data as SheetShape),
  );
}

/** The shared lists, those of the code tables included. */
export function sheetWords(library: PackLibrary): SheetWords {
  const words = library.packOf('base').sections.get(WORDS)!.data as SheetWords & { readonly tables: readonly string[] };
  const tables = words.tables.map((table) => [table, library.codeTable(table).map((row) => [row.name!, row.code!])] as const);
  return { ...words, lists: { ...words.lists, ...Object.fromEntries(tables) } };
}
