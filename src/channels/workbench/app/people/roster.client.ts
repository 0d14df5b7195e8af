import type { Query } from '../client/client.ts';
import { call } from '../client/client.ts';
import type { PersonRow } from './people.client.ts';

export interface Option {
  readonly value: string;
  readonly title: string;
}
export type Choices = Readonly<Record<string, readonly Option[]>>;

/** A person on the list of a place. */
export interface RosterRow extends PersonRow {
  readonly residence: string;
  readonly relation: string;
  readonly household: string | null;
  readonly labels: readonly string[];
  readonly education: string;
  readonly political_status: string;
  readonly occupation: string;
  /** Told only to who may look behind masks. */
  readonly ethnic_group?: string;
  readonly arrived_on: string | null;
  readonly welcomed_on: string | null;
  readonly checked_on: string | null;
}

interface RosterPage {
  readonly people: readonly RosterRow[];
  readonly next?: string | null;
  readonly count?: { readonly value: number; readonly more: boolean };
}

export const listRoster = (query: Query) => call<RosterPage>('GET', '/people', { query });
export const readChoices = () => call<{ choices: Choices; newcomer_days: number; checked_days: number }>('GET', '/people/choices');
