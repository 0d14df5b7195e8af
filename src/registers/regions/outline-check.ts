import { Type } from 'typebox';
import type { PackDocument } from '../packs/document.ts';
import type { Fault } from '../packs/fault.ts';
import { checkSection, faultAt, sayPath } from '../packs/fault.ts';
import { RegionText } from '../packs/manifest.ts';
import type { FileKind, Shelf } from '../packs/shelf.ts';
import { isKnownRegion } from './known-regions.ts';
import { parentOfCode } from './region.ts';

/** Outlines of the places in a region, for the map of the workbench. */
export const outlineFiles: FileKind = { path: /^geo\/\d{12}\.geojson$/, home: 'any', needed: [], check: checkOutlines };

/** A ring ends where it begins: a triangle takes four positions. */
const LEAST_POSITIONS = 4;
const Outline = Type.Object({
  type: Type.Unsafe<'Feature'>({ type: 'string', enum: ['Feature'] }),
  properties: Type.Object({ code: RegionText, name: Type.String({ minLength: 1 }) }),
  geometry: Type.Object({
    type: Type.Unsafe<'Polygon' | 'MultiPolygon'>({ type: 'string', enum: ['Polygon', 'MultiPolygon'] }),
    coordinates: Type.Array(Type.Unknown(), { minItems: 1 }),
  }),
});
const Outlines = Type.Object(
  {
    type: Type.Unsafe<'FeatureCollection'>({ type: 'string', enum: ['FeatureCollection'] }),
    linli: Type.Object(
      { region: RegionText, invented: Type.Optional(Type.Boolean()), use: Type.Optional(Type.String()) },
      { additionalProperties: false },
    ),
    features: Type.Array(Outline, { minItems: 1 }),
  },
  { additionalProperties: false },
);

interface Feature {
  readonly properties: { readonly code: string; readonly name: string };
  readonly geometry: { readonly type: 'Polygon' | 'MultiPolygon'; readonly coordinates: unknown };
}

function checkOutlines(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const shape = checkSection(document, Outlines);
  if (shape.length > 0) return shape;
  const { linli, features } = document.data as { linli: { region: string; invented?: boolean }; features: Feature[] };
  const named = document.file.split('/').at(-1)!.slice(0, -'.geojson'.length);
  const faults: Fault[] = [];
  if (linli.region !== named) faults.push(faultAt(document, ['linli', 'region'], 'outline-file', { region: linli.region, file: named }));
  if (!isKnownRegion(shelf, linli.region)) faults.push(faultAt(document, ['linli', 'region'], 'region-unknown', { code: linli.region }));
  for (const [index, feature] of features.entries()) faults.push(...checkFeature(document, shelf, index, feature, linli, features));
  return faults;
}

function checkFeature(
  document: PackDocument,
  shelf: Shelf,
  index: number,
  { properties, geometry }: Feature,
  linli: { region: string; invented?: boolean },
  all: readonly Feature[],
): Fault[] {
  const faults: Fault[] = [];
  const { code, name } = properties;
  const at = ['features', index, 'properties', 'code'];
  if (!isKnownRegion(shelf, code)) faults.push(faultAt(document, at, 'region-unknown', { code }));
  else if (parentOfCode(code) !== linli.region) faults.push(faultAt(document, at, 'outline-outside', { code, region: linli.region }));
  if (all.findIndex((other) => other.properties.code === code) !== index)
    faults.push(faultAt(document, at, 'repeated', { name: code, pack: document.pack }));
  const path = ['features', index, 'geometry', 'coordinates'];
  const said = geometryFault(geometry, linli.invented === true);
  if (said) faults.push(faultAt(document, path, said, { at: sayPath(path), name }));
  return faults;
}

function geometryFault({ type, coordinates }: Feature['geometry'], invented: boolean): string | undefined {
  const polygons = type === 'Polygon' ? [coordinates] : (coordinates as unknown[]);
  const isPosition = (one: unknown): boolean =>
    Array.isArray(one) && one.length >= 2 && one.every((figure) => typeof figure === 'number' && Number.isFinite(figure));
  const rings = polygons.flatMap((polygon) => (Array.isArray(polygon) && polygon.length > 0 ? polygon : [undefined]));
  if (rings.some((ring) => !Array.isArray(ring) || ring.length < LEAST_POSITIONS || !ring.every(isPosition))) return 'outline-shape';
  const closed = rings.every((ring: number[][]) => ring[0]![0] === ring.at(-1)![0] && ring[0]![1] === ring.at(-1)![1]);
  if (!closed) return 'outline-open';
  const onEarth =
    invented || rings.every((ring: number[][]) => ring.every(([east, north]) => Math.abs(east!) <= 180 && Math.abs(north!) <= 90));
  return onEarth ? undefined : 'outline-off-earth';
}
