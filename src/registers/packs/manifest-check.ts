import { isKnownRegion } from '../regions/known-regions.ts';
import { levelOfCode } from '../regions/region.ts';
import type { PackDocument } from './document.ts';
import type { Fault } from './fault.ts';
import { checkSection, faultAt } from './fault.ts';
import { Manifest } from './manifest.ts';
import type { FileKind, Shelf, ShelfPack } from './shelf.ts';

export const manifestFile: FileKind = { path: /^pack\.yaml$/, home: 'any', needed: ['pack.yaml'], check: checkManifest };

function checkManifest(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const shape = manifestFaults(document);
  if (shape.length > 0) return shape;
  const manifest = document.data as Manifest;
  const { jurisdiction, level, period } = manifest;
  const faults = extendsFaults(document, manifest, parentsOf(shelf));
  const expected = jurisdiction === 'nation' ? 'nation' : levelOfCode(jurisdiction);
  if (jurisdiction !== 'nation' && !isKnownRegion(shelf, jurisdiction))
    faults.push(faultAt(document, ['jurisdiction'], 'region-unknown', { code: jurisdiction }));
  if (level !== expected) faults.push(faultAt(document, ['level'], 'level-differs', { code: jurisdiction, level, expected }));
  const twin = shelf.packs.find((pack) => pack.name < document.pack && keyOf(pack) === manifest.document?.key && keyOf(pack) !== undefined);
  if (twin) faults.push(faultAt(document, ['document', 'key'], 'repeated', { name: manifest.document!.key, pack: twin.name }));
  if (period.to !== null && period.to < period.from)
    faults.push(faultAt(document, ['period', 'to'], 'backwards', { from: period.from, to: period.to }));
  return faults;
}

function keyOf(pack: ShelfPack): string | undefined {
  return (pack.sections.get('pack')?.data as { document?: { key?: string } } | null | undefined)?.document?.key;
}

/** What is wrong with a manifest in itself: its shape, and a name other than its folder's. */
export function manifestFaults(document: PackDocument): Fault[] {
  const faults = checkSection(document, Manifest);
  const { name } = (document.data ?? {}) as { name?: unknown };
  if (faults.length === 0 && name !== document.pack)
    faults.push(faultAt(document, ['name'], 'name-differs', { name: String(name), folder: document.pack }));
  return faults;
}

/** Packs that are to be extended and do not exist, or extend the one that extends them. */
export function extendsFaults(document: PackDocument, manifest: Manifest, parents: ReadonlyMap<string, readonly string[]>): Fault[] {
  return manifest.extends.flatMap((name, index) => {
    const key = !parents.has(name) ? 'extends-unknown' : ancestors(name, parents).has(manifest.name) ? 'extends-loop' : undefined;
    return key ? [faultAt(document, ['extends', index], key, { name })] : [];
  });
}

/** A pack and everything it extends, nearest first. */
export function ancestors(name: string, parents: ReadonlyMap<string, readonly string[]>, into = new Set<string>()): Set<string> {
  if (into.has(name)) return into;
  into.add(name);
  for (const above of parents.get(name) ?? []) ancestors(above, parents, into);
  return into;
}

function parentsOf(shelf: Shelf): ReadonlyMap<string, readonly string[]> {
  return new Map(
    shelf.packs.map((pack) => {
      const above = (pack.sections.get('pack')?.data as { extends?: unknown } | null | undefined)?.extends;
      return [pack.name, Array.isArray(above) ? above.map(String) : []];
    }),
  );
}
