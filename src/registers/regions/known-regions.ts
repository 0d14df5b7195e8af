import type { Names, Shelf } from '../packs/shelf.ts';
import { anyName, onceFor, recordsOf, shelfPack } from '../packs/shelf.ts';
import { padCode } from './region.ts';

/** Whether a code stands in a list of divisions of the packs or in the history of county codes. */
export function isKnownRegion(shelf: Shelf, code: string): boolean {
  return onceFor(shelf, 'regions', () => knownRegions(shelf)).has(code);
}

const LISTS = /^regions(\/(?!changes_).*)?$/;

function knownRegions(shelf: Shelf): Names {
  if (!shelf.outside) return anyName;
  const unreadable = shelf.packs.some((pack) =>
    [...pack.unreadable].some((section) => LISTS.test(section) || section === 'codes/gb2260_history'),
  );
  if (unreadable) return anyName;
  const listed = shelf.packs.flatMap((pack) =>
    [...pack.sections.keys()].filter((section) => LISTS.test(section)).flatMap((section) => recordsOf(pack, section)),
  );
  return new Set([...listed, ...recordsOf(shelfPack(shelf, 'base'), 'codes/gb2260_history')].map((row) => padCode(String(row.code))));
}
