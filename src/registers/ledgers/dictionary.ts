import { plainText } from '../../kernel/kernel.ts';
import type { PackLibrary } from '../packs/packs.ts';
import { text } from '../packs/packs.ts';
import { spellName } from '../people/person.store.ts';
import type { Field, FieldKind, Register } from '../register/declare.ts';
import { fieldWords, wordsOf } from '../register/words.ts';

/** A fact that is kept already: which register owns it and how it is called (DAT-03). */
export interface KnownField {
  /** `<register>.<field>`, `figure.<measure>`, `ledger.<id>.<field>`. */
  readonly key: string;
  /** The register, or `figure`, or `ledger`. */
  readonly register: string;
  readonly field: string;
  readonly title: string;
  readonly headings: readonly string[];
  readonly kind: FieldKind;
  readonly declared: Field;
  /** Who keeps it, in words. */
  readonly owner: string;
  /** How often it is renewed, in words. */
  readonly fresh: string;
  /** The choices of a question of another ledger. */
  readonly options?: readonly string[];
}

/** How a fact is reached from what a row of a ledger is about. */
export type Reach =
  | { readonly way: 'own' }
  /** An entry of the register names the subject in this field. */
  | { readonly way: 'names-it'; readonly by: string }
  /** The subject names an entry of the register in this field. */
  | { readonly way: 'named-by-it'; readonly by: string }
  /** One entry a place. */
  | { readonly way: 'of-place' }
  | { readonly way: 'figure' }
  | { readonly way: 'ledger' };

/** Every fact of the declared registers, in their order. */
export function dictionaryOf(library: PackLibrary, all: readonly Register[]): KnownField[] {
  const figures = new Map(measureRows(library).map((row) => [row.name, row]));
  return all.flatMap((one) => {
    const words = wordsOf(library, one);
    const own = Object.entries(one.fields)
      .filter(([, field]) => !isNamedByEntry(all, field))
      .map(([field, declared]): KnownField => {
        const { title, headings = [] } = fieldWords(words, field);
        return {
          key: `${one.register}.${field}`,
          register: one.register,
          field,
          title,
          headings,
          kind: declared.kind,
          declared,
          owner: words.title,
          fresh: text('ledgers.fresh.always'),
        };
      });
    const counted = Object.keys(one.measures ?? {}).flatMap((measure): KnownField[] => {
      const row = figures.get(measure);
      if (!row) return [];
      return [
        {
          key: `figure.${measure}`,
          register: 'figure',
          field: measure,
          title: row.title,
          headings: [],
          kind: 'count',
          declared: { kind: 'count', least: 0, most: Number.MAX_SAFE_INTEGER },
          owner: words.title,
          fresh: text('ledgers.fresh.counted'),
        },
      ];
    });
    return [...own, ...counted];
  });
}

/** A new question of a ledger is a known fact for every other one about the same things: the last answer is shown. */
export function ledgerFact(ledger: { readonly id: string; readonly title: string; readonly every: string }, field: AskedFact): KnownField {
  const { name, title, kind, options = [], most } = field;
  const table = { kind, table: name, most: most ?? MOST_TEXT, least: 0 };
  return {
    key: `ledger.${ledger.id}.${name}`,
    register: 'ledger',
    field: name,
    title,
    headings: [],
    kind,
    declared: table as unknown as Field,
    owner: ledger.title,
    fresh: ledger.every,
    options,
  };
}

/** An entry that another entry names has no words of its own to show. */
function isNamedByEntry(all: readonly Register[], field: Field): boolean {
  if (field.kind !== 'entry') return false;
  const named = all.find(({ register }) => register === field.of.register);
  return named?.fields[named.title]?.kind === 'entry';
}

interface AskedFact {
  readonly name: string;
  readonly title: string;
  readonly kind: FieldKind;
  readonly options?: readonly string[];
  readonly most?: number;
}
const MOST_TEXT = 2_000;

interface MeasureRow {
  readonly name: string;
  readonly title: string;
  readonly level: string;
  readonly kept: string;
}

function measureRows(library: PackLibrary): readonly MeasureRow[] {
  return (library.packOf('base').sections.get('measures')?.data ?? []) as MeasureRow[];
}

/** Figures of a plan that a ledger about communities may feed: those that no register counts by itself. */
export function fedMeasures(library: PackLibrary, all: readonly Register[]): { value: string; title: string }[] {
  const counted = new Set(all.flatMap((one) => Object.keys(one.measures ?? {})));
  return measureRows(library)
    .filter(({ name, level, kept }) => level === 'community' && kept === 'reported' && !counted.has(name))
    .map(({ name, title }) => ({ value: name, title }));
}

/** How a fact is reached from a row about `rows`; undefined when it is not about the same thing. */
export function reachOf(all: readonly Register[], rows: string, known: Pick<KnownField, 'register' | 'field'>): Reach | undefined {
  if (known.register === 'ledger') return { way: 'ledger' };
  if (rows === 'community') {
    if (known.register === 'figure') return { way: 'figure' };
    const one = all.find(({ register }) => register === known.register);
    return one?.identity.length === 1 && one.identity[0] === 'place' && one.stands.includes('community') ? { way: 'of-place' } : undefined;
  }
  if (rows === known.register) return { way: 'own' };
  const [subject, owner] = [rows, known.register].map((name) => all.find(({ register }) => register === name));
  if (!subject || !owner) return undefined;
  const named = naming(subject, owner.register);
  if (named) return { way: 'named-by-it', by: named };
  const names = naming(owner, subject.register);
  return names ? { way: 'names-it', by: names } : undefined;
}

function naming(one: Register, of: string): string | undefined {
  return Object.entries(one.fields).find(([, field]) => field.kind === 'entry' && field.of.register === of)?.[0];
}

/** A heading without what people put around it: blanks, stars, brackets and what stands in them. */
export function bareHeading(written: string): string {
  return plainText(written)
    .normalize('NFKC')
    .replace(/\([^)]*\)/gu, '')
    .replace(/[\s\p{P}\p{S}]/gu, '')
    .toLowerCase();
}

/** What a kind of field holds; whoever asks for text may be asking for anything. */
function family(kind: FieldKind): 'number' | 'day' | 'words' {
  if (['count', 'number', 'amount', 'sum'].includes(kind)) return 'number';
  return kind === 'day' ? 'day' : 'words';
}

/** The known fact that a new question means: the same title, another heading people write for it, or the same sound, and of a kind that can hold it. */
export function sameMeaning(
  asked: { readonly title: string; readonly kind: FieldKind },
  known: readonly KnownField[],
  rows: string,
): KnownField | undefined {
  const wanted = bareHeading(asked.title);
  if (wanted === '') return undefined;
  const sound = soundOf(wanted);
  const fits = (one: KnownField): boolean => asked.kind === 'text' || asked.kind === 'note' || family(asked.kind) === family(one.kind);
  const hits = known.filter(fits).filter((one) => headingsOf(one).some((heading) => heading === wanted));
  const heard = hits.length > 0 ? hits : known.filter(fits).filter((one) => sound !== '' && soundOf(bareHeading(one.title)) === sound);
  const own = heard.find((one) => one.register === rows || one.register === 'ledger');
  // A title that several registers have, as "kind" or "remark", does not say which fact is meant.
  return own ?? (new Set(heard.map((one) => one.register)).size === 1 ? heard[0] : undefined);
}

function headingsOf({ title, headings }: KnownField): string[] {
  return [title, ...headings].map(bareHeading);
}

function soundOf(heading: string): string {
  return [...heading].length < 2 ? '' : spellName(heading)[0];
}
