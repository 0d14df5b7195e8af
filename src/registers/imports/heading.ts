import { bareText } from '../../kernel/kernel.ts';
import { text } from '../packs/texts.ts';

/** What a heading must say to be taken for a column. */
export interface Headed {
  /** The heading of the template. */
  readonly title: string;
  /** Other headings people use for it. */
  readonly synonyms?: readonly string[];
}

/** Where the headings of a file stand, and what nobody would notice otherwise. */
export interface Headings {
  /** For each column the place in the file, or -1. */
  readonly places: readonly number[];
  /** Headings of the file that belong to no column: what stands below them is not read. */
  readonly unread: readonly string[];
  /** Titles of columns the file lacks. */
  readonly missing: readonly string[];
  /** Titles of columns that several headings claim, with these headings. */
  readonly twice: readonly { readonly title: string; readonly headings: readonly string[] }[];
}

/** Words behind which other words of one thing stand in the catalogue. */
export function synonymsOf(key: string): string[] {
  return text(key)
    .split('|')
    .filter((word) => word !== '');
}

/**
 * Finds the columns by their headings: without regard to width of characters, blanks, line breaks, marks of duty (`*`) and notes in brackets, by title or
 * synonym. A note that names a unit of another size (亩, 万元) makes another heading of it: its numbers would mean something else.
 */
export function matchHeadings(header: readonly string[], columns: readonly Headed[]): Headings {
  const named = columns.map((column) => new Set([column.title, ...(column.synonyms ?? [])].map(headingKey)));
  const found = header.map((heading) => named.findIndex((names) => names.has(headingKey(heading))));
  const claims = columns.map((_, column) => [...header.keys()].filter((place) => found[place] === column));
  // The column an error file comes back with, and what needs no reading.
  const silent = new Set([text('imports.error_column'), ...synonymsOf('imports.not_needed')].map(headingKey));
  return {
    places: claims.map((places) => places[0] ?? -1),
    unread: header.filter((heading, place) => heading !== '' && found[place] === -1 && !silent.has(headingKey(heading))),
    missing: columns.filter((_, at) => claims[at]!.length === 0).map((column) => column.title),
    twice: columns.flatMap(({ title }, at) =>
      claims[at]!.length > 1 ? [{ title, headings: claims[at]!.map((place) => header[place]!) }] : [],
    ),
  };
}

const NOTE = /\(([^()]*)\)|\[([^[\]]*)\]|\u3010([^\u3010\u3011]*)\u3011|\u3014([^\u3014\u3015]*)\u3015/gu;

/** What all ways of writing one heading have in common. */
export function headingKey(heading: string): string {
  const others = new Set(synonymsOf('imports.other_units').map(bareText));
  const bare = bareText(heading)
    .toLowerCase()
    .replace(/[*_:\u2605\u25cf]/gu, '');
  const plain = bare.replace(NOTE, (whole, ...notes: (string | undefined)[]) =>
    others.has(notes.slice(0, 4).find((note) => note !== undefined) ?? '') ? whole : '',
  );
  return plain === '' ? bare : plain;
}
