import type { Day, Handle, Vault } from '../../kernel/kernel.ts';
import { LinliError } from '../../kernel/kernel.ts';
import type { Pack, PackLibrary } from '../packs/packs.ts';
import { text } from '../packs/packs.ts';
import type { ListedPlace } from '../regions/regions.ts';
import { ancestryOfCode } from '../regions/regions.ts';
import type { Register } from './declare.ts';

/** A column of a panel. */
export interface PanelColumn {
  readonly name: string;
  readonly title: string;
}

/** A line of a panel: a place, an entry or a group, with its values and how they come about. */
export interface PanelRow {
  /** Code of the place, or id of the entry. */
  readonly key: string;
  readonly name: string;
  readonly values: Readonly<Record<string, number | string | null>>;
  /** Whether what is asked for is met; null where nothing is asked for or too little is known. */
  readonly met: boolean | null;
  readonly why: readonly string[];
}

/** What a register says by itself when its entries are put together: figures with their reasons. */
export interface Panel {
  readonly on: Day;
  readonly columns: readonly PanelColumn[];
  readonly rows: readonly PanelRow[];
  readonly why: readonly string[];
}

/** For what a panel is read: entries that last on a day in a region, by the boundaries of today. */
export interface PanelDesk {
  readonly handle: Handle;
  readonly vault: Vault;
  readonly library: PackLibrary;
  readonly region: string;
  readonly on: Day;
  readonly today: Day;
}

/** A panel of a register. `title` is its key under `panels.titles`. */
export interface PanelRead {
  readonly of: Register;
  readonly panel: string;
  readonly for: readonly string[];
  read(desk: PanelDesk): Promise<Panel>;
}

/** A share in per cent with one decimal; null of nothing. */
export function share(part: number, of: number): number | null {
  return of === 0 ? null : Math.round((part / of) * 1000) / 10;
}

/** A share as it is said. */
export function sayShare(part: number, of: number): string {
  const value = share(part, of);
  return value === null ? text('panels.none') : text('panels.share', { share: value });
}

/** Names one after the other. */
export function sayNames(names: readonly string[]): string {
  return names.length === 0 ? text('panels.none') : names.join(text('documents.comma'));
}

type Where = Pick<PanelDesk, 'library' | 'region' | 'on' | 'today'>;

/** By what a figure is reckoned: the value of a parameter as it holds today, so that all days are measured alike. */
export function parameterIn({ library, region, today }: Where, name: string): number {
  return Number(library.parameter(packsIn(library, region, today), name, today).value);
}

/** What is asked for on the day of the panel; undefined on a day on which nothing was asked for yet. */
export function targetIn({ library, region, on }: Where, name: string): number | undefined {
  try {
    return Number(library.parameter(packsIn(library, region, on), name, on).value);
  } catch (error) {
    if (error instanceof LinliError && error.code === 'PARAMETER_UNKNOWN') return undefined;
    throw error;
  }
}

function packsIn(library: PackLibrary, region: string, on: Day): Pack[] {
  const { province, city, county } = ancestryOfCode(region);
  const codes = [province, city, county].filter((code) => code !== undefined);
  return [...library.packsFor(codes, on), library.packOf('base')];
}

/** The communities of the urban types. */
export function urbanOnly(library: PackLibrary, places: readonly ListedPlace[]): ListedPlace[] {
  const urban = new Set(
    library
      .codeTable('community_type')
      .filter((row) => row.setting === 'urban')
      .map((row) => row.code),
  );
  return places.filter((place) => urban.has(place.type));
}
