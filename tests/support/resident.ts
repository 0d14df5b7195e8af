import type { Scope } from '../../src/kernel/kernel.ts';
import { gateScope } from '../../src/kernel/kernel.ts';
import type { Actor } from '../../src/procedures/procedures.ts';
import type { Person } from '../../src/registers/registers.ts';
import { findPeopleByPhone, getPerson, scopeOfResident } from '../../src/registers/registers.ts';
import type { TestServer } from './server.ts';

/** A resident of the invented county as commands see one: person, own scope, actor. */
export interface TestResident {
  readonly person: Person;
  readonly scope: Scope;
  readonly actor: Actor;
}

/** The resident whose phone this is. */
export async function residentOf(server: TestServer, phone: string): Promise<TestResident> {
  const [found] = await findPeopleByPhone(server.database.within(gateScope), server.vault, phone);
  const scope = scopeOfResident(found!.county, found!.id);
  const person = await getPerson(server.database.within(scope), found!.county, found!.id);
  return {
    person,
    scope,
    actor: { id: `person:${person.id}`, name: '', hat: 'self', role: 'resident', level: 'resident', channel: 'hall' },
  };
}
