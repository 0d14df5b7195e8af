import type { Database, Day } from '../../kernel/kernel.ts';
import { canonical, defineErrors, jobScope, LinliError, sha256 } from '../../kernel/kernel.ts';
import type { Pack, PackLibrary, Place } from '../../registers/registers.ts';
import { findDefinition, keepDefinition } from './definition.store.ts';
import type { ProcedureDefinition, ServiceDefinition, ServiceItem } from './definition.ts';

export const catalogueErrors = defineErrors({ ITEM_UNKNOWN: 404 });

/** A definition with the hash a case keeps. */
export interface HashedDefinition {
  readonly hash: string;
  readonly definition: ServiceDefinition;
}

/** What can be applied for, where. Definitions are resolved once per place and day and kept in the database before first use. */
export interface Catalogue {
  /** The items offered at a place on a day, each from its most specific pack. */
  itemsAt(place: Pick<Place, 'province' | 'city' | 'county'>, day: Day): readonly ServiceItem[];
  /** The item's definition as it stands at a place today. Throws `ITEM_UNKNOWN`. */
  definitionAt(place: Pick<Place, 'province' | 'city' | 'county'>, item: string, day: Day): Promise<HashedDefinition>;
  /** The definition a running case began under, also when packs have changed since. */
  definitionOf(hash: string): Promise<ServiceDefinition>;
}

export function openCatalogue(library: PackLibrary, database: Database): Catalogue {
  const kept = new Map<string, ServiceDefinition>();
  const resolved = new Map<string, HashedDefinition>();
  const handle = database.within(jobScope);
  const packsAt = (place: Pick<Place, 'province' | 'city' | 'county'>, day: Day): Pack[] =>
    library.packsFor([place.county, place.city, place.province], day);
  return {
    itemsAt: (place, day) => {
      const packs = packsAt(place, day);
      return withLimits(mergeByName(packs, 'items', 'item', day) as unknown as ServiceItem[], valuesOf(library, packs, day));
    },
    definitionAt: async (place, item, day) => {
      const key = `${place.county} ${item} ${day}`;
      const known = resolved.get(key);
      if (known) return known;
      const definition = resolve(library, packsAt(place, day), item, day);
      const hash = sha256(canonical(definition)).toString('hex');
      await keepDefinition(handle, definition, hash);
      kept.set(hash, definition);
      if (resolved.size > 5_000) resolved.clear();
      resolved.set(key, { hash, definition });
      return { hash, definition };
    },
    definitionOf: async (hash) => {
      const definition = kept.get(hash) ?? (await findDefinition(handle, hash));
      if (!definition) throw new LinliError('ITEM_UNKNOWN', { item: hash.slice(0, 8) });
      kept.set(hash, definition);
      return definition;
    },
  };
}

type Entry = Record<string, unknown> & { valid_from?: string; valid_to?: string | null };

/** Entries of all packs under one name, the most specific pack's fields winning over those below it. */
function mergeByName(packs: readonly Pack[], section: string, key: string, day: Day): (Entry & { pack: string })[] {
  const found = new Map<string, Entry & { pack: string }>();
  for (const pack of packs.toReversed()) {
    for (const entry of (pack.sections.get(section)?.data ?? []) as Entry[]) {
      if ((entry.valid_from && day < entry.valid_from) || (entry.valid_to && day >= entry.valid_to)) continue;
      const name = String(entry[key]);
      found.set(name, { ...found.get(name), ...entry, pack: pack.name });
    }
  }
  return [...found.values()];
}

function resolve(library: PackLibrary, packs: readonly Pack[], name: string, day: Day): ServiceDefinition {
  const found = mergeByName(packs, 'items', 'item', day).find((one) => one.item === name);
  if (!found) throw new LinliError('ITEM_UNKNOWN', { item: name });
  const { pack, ...item } = found as unknown as ServiceItem & { pack: string };
  const withPack = mergeByName(packs, 'procedures', 'procedure', day).find((one) => one.procedure === item.procedure)!;
  const { pack: _pack, ...procedure } = withPack as unknown as ProcedureDefinition & { pack: string };
  const values = valuesOf(library, packs, day);
  const owner = library.packOf(pack);
  return {
    pack: `${owner.name}@${owner.manifest.version}`,
    item: withLimits(item, values),
    procedure: withLimits(procedure, values),
    values,
    demonstration: owner.manifest.demonstration ?? false,
  };
}

function valuesOf(library: PackLibrary, packs: readonly Pack[], day: Day): ServiceDefinition['values'] {
  return Object.fromEntries(namedParameters(packs).map((name) => [name, library.parameter(packs, name, day).value]));
}

/** Where a text of a pack tells a number: `{limit.relief_town_limit}`. */
export const LIMIT = /\{limit\.(\w+)\}/g;

/** The same with every number told that stands in a parameter; one that is not set here stays as it is written. */
function withLimits<T>(node: T, values: ServiceDefinition['values']): T {
  if (typeof node === 'string') return node.replace(LIMIT, (whole, name: string) => String(values[`service.${name}`] ?? whole)) as T;
  if (Array.isArray(node)) return node.map((one) => withLimits(one as unknown, values)) as T;
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withLimits(value as unknown, values)])) as T;
}

/** Parameters under `service.` belong to services and travel with the definition. */
function namedParameters(packs: readonly Pack[]): string[] {
  const names = packs.flatMap((pack) => ((pack.sections.get('parameters')?.data ?? []) as { name: string }[]).map((one) => one.name));
  return [...new Set(names)].filter((name) => name.startsWith('service.')).sort();
}
