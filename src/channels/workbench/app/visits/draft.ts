import type { FieldValues } from '../form/fields.ts';
import type { DoorKey, OpenDoor } from './visits.client.ts';
import { visitKey } from './visits.client.ts';

/** Somebody who lives there and is not registered. */
export type Joining = Readonly<Record<'name' | 'id_number' | 'phone' | 'relation' | 'residence', string>>;

/** What was typed at a door and not handed in yet. */
export interface Draft {
  /** The same as long as it is not handed in: a lost network or a second click hands in once. */
  readonly key: string;
  readonly result: string | undefined;
  readonly who: readonly string[];
  readonly toPlace: string;
  /** Member → what is so now; only what differs is sent. */
  readonly changed: Readonly<Record<string, FieldValues>>;
  readonly joins: readonly Joining[];
  readonly told: string;
  readonly photos: readonly { readonly id: string; readonly filename: string }[];
  readonly location: { readonly longitude: number; readonly latitude: number; readonly accuracy: number } | undefined;
}

export const emptyJoining: Joining = { name: '', id_number: '', phone: '', relation: '', residence: 'resident' };

export function emptyDraft(): Draft {
  return { key: visitKey(), result: undefined, who: [], toPlace: '', changed: {}, joins: [], told: '', photos: [], location: undefined };
}

// In memory only, like every form, because it is personal; it survives leaving the page and a lost network.
const kept = new Map<string, Draft>();
const nameOf = ({ task, person }: DoorKey): string => `${task} ${person}`;

export const keptDraft = (door: DoorKey): Draft | undefined => kept.get(nameOf(door));
export const keepDraft = (door: DoorKey, draft: Draft): void => void kept.set(nameOf(door), draft);
export const forgetDraft = (door: DoorKey): void => void kept.delete(nameOf(door));

/** Forgets what was typed at every door: another person or another hat begins. */
export function forgetDrafts(): void {
  kept.clear();
}

/** The visit as the API takes it: of members only what differs from what is known. */
export function sentVisit(door: DoorKey, { members }: OpenDoor, draft: Draft): object {
  const met = draft.result === 'met';
  const changed = members.flatMap((member) => {
    const given = draft.changed[member.id];
    if (!given) return [];
    const { phone, ...values } = given;
    const facts = Object.fromEntries(Object.entries(values).filter(([name, value]) => (value ?? '') !== (member.values[name] ?? '')));
    return [{ id: member.id, facts, ...(phone ? { phone } : {}) }];
  });
  const whole = draft.result === 'moved' || draft.result === 'died';
  return {
    key: draft.key,
    county: door.county,
    task: door.task,
    person: door.person,
    result: draft.result,
    told: draft.told,
    photos: draft.photos.map(({ id }) => id),
    ...(draft.location ? { location: draft.location } : {}),
    ...(met ? { changed, joins: draft.joins } : {}),
    ...(whole ? { who: draft.who } : {}),
    ...(draft.result === 'moved' ? { to_place: draft.toPlace } : {}),
  };
}
