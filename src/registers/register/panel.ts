import type { Day, Handle, Vault } from '../../kernel/kernel.ts';
import type { PackLibrary } from '../packs/packs.ts';
import { text } from '../packs/packs.ts';
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
