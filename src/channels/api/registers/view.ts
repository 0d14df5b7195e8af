import type { Entry, EntryChange, Field, PackLibrary, Register, RegisterWords, Values } from '../../../registers/registers.ts';
import {
  choicesOf,
  decidedFields,
  fieldWords,
  filters,
  isMasked,
  maskAddress,
  maskOf,
  mayOpen,
  namedByEntry,
  placeCode,
  sayValue,
  shownTitle,
  sortsOf,
  text,
  wordsOf,
} from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';
import { panels } from '../panels/panels.ts';

/** A field as a form, a list and a filter need it. */
export interface FieldView {
  readonly name: string;
  readonly title: string;
  readonly hint?: string;
  readonly kind: string;
  readonly unit?: string;
  /** What is meant where nobody says. */
  readonly otherwise?: string;
  readonly required: boolean;
  readonly fixed: boolean;
  /** A correction of it waits for another person's decision. */
  readonly decided: boolean;
  readonly filter: boolean;
  readonly class: string;
  readonly options?: readonly { readonly value: string; readonly title: string }[];
  /** The register whose entries it names. */
  readonly of?: string;
  readonly most?: number;
}

/** A register as the browser and other programs need it: everything they show derives from this. */
export interface RegisterView {
  readonly register: string;
  readonly area: string;
  readonly title: string;
  readonly one: string;
  readonly lead: string;
  readonly stands: readonly string[];
  readonly named_by: string;
  readonly lasts: readonly string[] | null;
  readonly fields: readonly FieldView[];
  readonly list: readonly string[];
  readonly sorts: readonly string[];
  readonly may_write: boolean;
  /** Whether each entry says where it was taken from. */
  readonly sourced: boolean;
  /** Whether entries are compared to find what was entered twice. */
  readonly finds_duplicates: boolean;
  /** What its entries say when they are put together. */
  readonly panels: readonly { readonly panel: string; readonly title: string }[];
}

function fieldView(library: PackLibrary, one: Register, words: RegisterWords, name: string): FieldView {
  const field = one.fields[name]!;
  const { title, hint } = fieldWords(words, name);
  return {
    name,
    title,
    ...(hint === undefined ? {} : { hint }),
    kind: field.kind === 'sealed' ? field.as : field.kind === 'text' ? (field.masked ?? field.kind) : field.kind,
    ...('unit' in field ? { unit: text(`registers.units.${field.unit}`) } : {}),
    required: 'required' in field && field.required === true,
    fixed: 'fixed' in field && field.fixed === true,
    decided: decidedFields(one, [name]).length > 0,
    filter: filters(one).some(([filtered]) => filtered === name),
    class: 'class' in field ? (field.class ?? 'internal') : 'internal',
    ...(field.kind === 'code' || field.kind === 'codes'
      ? { options: choicesOf(library, one, field.table).map(({ code, name: said }) => ({ value: code, title: said })) }
      : {}),
    ...(field.kind === 'entry' ? { of: field.of.register } : {}),
    ...('otherwise' in field && field.kind !== 'day' ? { otherwise: String(field.otherwise) } : {}),
    ...(field.kind === 'text' || field.kind === 'note' ? { most: field.most } : {}),
  };
}

/** A register as a holder of these powers may use it. */
export function registerView(library: PackLibrary, one: Register, powers: readonly string[]): RegisterView {
  const words = wordsOf(library, one);
  return {
    register: one.register,
    area: one.area,
    title: words.title,
    one: words.one,
    lead: words.lead,
    stands: one.stands,
    named_by: one.title,
    lasts: one.lasts ?? null,
    fields: Object.keys(one.fields).map((name) => fieldView(library, one, words, name)),
    list: one.list,
    sorts: sortsOf(one),
    may_write: mayOpen(powers, one, 'write'),
    sourced: one.sourced === true,
    finds_duplicates: one.duplicates !== undefined,
    panels: panels
      .filter(({ of }) => of.register === one.register)
      .map(({ panel }) => ({ panel, title: text(`panels.titles.${one.register}.${panel}`) })),
  };
}

/** An entry as it is shown: sealed numbers by their mask, other entries by their titles. */
export interface EntryView {
  readonly county: string;
  readonly id: string;
  readonly title: string;
  readonly place: string;
  readonly place_name: string;
  readonly town_name: string;
  readonly values: Values;
  /** Field → title of the entry it names. */
  readonly titles: Readonly<Record<string, string>>;
  readonly source: string;
  readonly entered_at: Date;
  readonly version: number;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_why: string;
}

export async function entryView(linli: Pick<Linli, 'regionName'>, one: Register, entry: Entry): Promise<EntryView> {
  const row = entry as unknown as Values;
  const values: Record<string, unknown> = {};
  const titles: Record<string, string> = {};
  for (const [name, field] of Object.entries(one.fields)) {
    values[name] = shownValue(field, name, row);
    if (field.kind === 'entry' && row[name] !== null) titles[name] = shownTitle(field.of, row[`${name}__title`]);
  }
  const place = placeCode(entry);
  return {
    county: entry.county,
    id: entry.id,
    title: titles[one.title] ?? (namedByEntry(one) ? text('registers.unnamed') : String(values[one.title] ?? '')),
    place,
    place_name: `${await linli.regionName(place)}${entry.former ? text('regions.formerly', { name: await linli.regionName(entry.former) }) : ''}`,
    town_name: entry.town === null || place === entry.town ? '' : await linli.regionName(entry.town),
    values,
    titles,
    source: entry.source,
    entered_at: entry.entered_at,
    version: entry.version,
    withdrawn_at: entry.withdrawn_at,
    withdrawn_why: entry.withdrawn_why,
  };
}

/** A value as everybody may see it who may see the entry. */
function shownValue(field: Field, name: string, row: Values): unknown {
  if (field.kind === 'sealed') return maskOf(row[`${name}_last4`]);
  const value = row[name] ?? null;
  return isMasked(field) && value !== null ? maskAddress(String(value)) : value;
}

/** What happened to an entry, in words: who, on what basis, and each field before and after. */
export interface ChangeView {
  readonly at: Date;
  readonly what: string;
  readonly actor: string;
  readonly basis: string;
  readonly changes: readonly { readonly field: string; readonly before: string; readonly after: string }[];
}

export async function changeView(linli: Linli, one: Register, change: EntryChange, nameOf: (actor: string) => string): Promise<ChangeView> {
  const words = wordsOf(linli.library, one);
  const say = async (name: string, value: unknown): Promise<string> => {
    if (name === 'place') return value === null || value === undefined ? '' : linli.regionName(String(value));
    return sayValue(linli.library, one, name, value);
  };
  const names = Object.keys(change.before);
  return {
    at: change.at,
    what: change.what,
    actor: nameOf(change.actor),
    basis: basisSaid(change),
    changes: await Promise.all(
      names.map(async (name) => ({
        field: name === 'place' || name === 'source' ? text(`registers.${name}`) : fieldWords(words, name.replace(/_last4$/, '')).title,
        before: await say(name, change.before[name]),
        after: await say(name, change.after[name]),
      })),
    ),
  };
}

/** On whose word something was entered, in words. */
export function basisSaid({ basis_kind: kind, basis_id: id }: Pick<EntryChange, 'basis_kind' | 'basis_id'>): string {
  if (kind === 'reason') return id;
  return text('registers.basis_said', { kind: text(`registers.bases.${kind}`), id: kind === 'pack' ? '' : id }).trim();
}
