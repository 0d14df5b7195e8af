import { call } from '../client/client.ts';

interface Choice {
  readonly value: string;
  readonly title: string;
}

/** A door to go to. */
export interface Door {
  readonly county: string;
  readonly task: string;
  readonly task_title: string;
  readonly due_on: string;
  readonly late: boolean;
  readonly person: string;
  readonly address: string;
  readonly names: readonly string[];
  readonly labels: readonly string[];
  readonly checked_on: string | null;
  readonly tried_on: string | null;
}

/** Somebody behind the door, with what is known. */
export interface Member {
  readonly county: string;
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly sex: string;
  readonly age: number | null;
  readonly relation: string;
  readonly checked_on: string | null;
  readonly values: Readonly<Record<string, string>>;
}
export interface OpenDoor {
  readonly task: { readonly title: string; readonly note: string; readonly due_on: string; readonly collects: string };
  readonly address: string;
  readonly members: readonly Member[];
  readonly choices: Readonly<Record<string, readonly Choice[]>>;
}
export type DoorKey = Readonly<Record<'county' | 'task' | 'person', string>>;

export interface Task {
  readonly county: string;
  readonly id: string;
  readonly name: string;
  readonly place_name: string;
  readonly collects: string;
  readonly post: string;
  readonly due_on: string;
  readonly late: boolean;
  readonly left: number;
  readonly done: number;
}
export interface Tasks {
  readonly tasks: readonly Task[];
  readonly choices: Readonly<Record<'collects' | 'label' | 'post', readonly Choice[]>>;
}
interface Freshness {
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly values: Readonly<Record<'households' | 'fresh' | 'due' | 'share', number | null>>;
  }[];
  readonly why: readonly string[];
}

export const listDoors = () => call<{ doors: readonly Door[] }>('GET', '/visits/today');
export const openDoor = (key: DoorKey) => call<OpenDoor>('POST', '/visits/door', { body: key });
export const handIn = (body: object) => call<{ proposed: number }>('POST', '/visits', { body });
export const listTasks = () => call<Tasks>('GET', '/visits/tasks');
export const giveTask = (body: object) => call<{ grids: number; people: number }>('POST', '/visits/tasks', { body });
export const readFreshness = (place: string) => call<Freshness>('GET', '/registers/grid/freshness', { query: { place } });

export function sendPhoto({ county, person }: DoorKey, file: File): Promise<{ id: string; filename: string }> {
  const body = new FormData();
  body.set('county', county);
  body.set('person', person);
  body.set('file', file);
  return call('POST', '/visits/photo', { body });
}

/** The key of a visit, in the shape the register keeps it. */
export function visitKey(): string {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}
