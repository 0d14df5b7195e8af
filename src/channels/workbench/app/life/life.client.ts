import { call } from '../client/client.ts';
import type { FieldValues } from '../form/fields.ts';
import type { Choices } from '../people/roster.client.ts';

type Key = { readonly county: string; readonly id: string };

export const lifeKinds = ['visit', 'facts', 'move', 'join', 'split', 'birth', 'death'] as const;
export type LifeKind = (typeof lifeKinds)[number];

export interface Life {
  readonly events: readonly {
    readonly id: string;
    readonly kind: string;
    readonly title: string;
    readonly on: string;
    readonly basis: string;
    readonly told: readonly string[];
    readonly who: string;
    readonly at: string;
    readonly undone_at: string | null;
    readonly undone_why: string;
  }[];
  readonly values: Readonly<Record<string, string | null>>;
  readonly choices: Choices;
  readonly household: string | null;
  readonly relation: string;
  readonly checked_on: string | null;
  readonly ended_on: string | null;
  readonly end_kind: string;
}

const path = ({ county, id }: Key): string => `/people/${county}/${id}/life`;

export const readLife = (person: Key) => call<Life>('GET', path(person));
export const enterLife = (person: Key, body: FieldValues | object) =>
  call<{ told: readonly string[] }>('POST', path(person), { body: body as FieldValues });
export const undoLife = (person: Key, event: string, reason: string) =>
  call<unknown>('POST', `${path(person)}/${event}/undo`, { body: { reason } });
