import type { Handle } from '../../kernel/kernel.ts';
import type { CollectionTask, Person } from '../../registers/registers.ts';
import { collectionTask, getEntry, getPerson, listHousehold } from '../../registers/registers.ts';
import type { LifeDesk } from '../life/commands.ts';

export type VisitDesk = LifeDesk & { setting(name: string): number };

/** A door with everybody who lives behind it. */
export interface Door {
  readonly task: CollectionTask;
  readonly person: Person;
  readonly members: readonly Person[];
}

/** What a visit says nothing of. */
export const nothingElse = {
  household: undefined,
  place: undefined,
  relation: '',
  address: '',
  whole: false,
  child: { name: '', idNumber: '' },
  facts: {},
  itemTitle: (item: string) => item,
} as const;

/** The door of a person, for a task. Throws ENTRY_NOT_FOUND, PERSON_NOT_FOUND, also outside the caller's scope. */
export async function doorOf(handle: Handle, county: string, task: string, person: string): Promise<Door> {
  const [found, at] = await Promise.all([getEntry(handle, collectionTask, county, task), getPerson(handle, county, person)]);
  const members = at.household_id ? (await listHousehold(handle, county, at.household_id)).rows : [at];
  return { task: found, person: at, members };
}
