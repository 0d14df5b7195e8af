import type { Entry } from '../register/declare.ts';
import { amount, code, count, day, note, register, text } from '../register/declare.ts';

/** Networks, terminals and platforms of communities, and legacy systems with where their data went (IOT-04, IOT-10). */
export const system = register({
  register: 'system',
  area: 'facilities',
  for: ['IOT-04', 'IOT-10'],
  stands: ['community', 'town', 'county'],
  fields: {
    name: text({ required: true, most: 100 }),
    kind: code('system_kind', { required: true, filter: true }),
    pieces: count({ most: 100_000 }),
    operator: text(),
    cost: amount('yuan'),
    run_state: code('system_state', { required: true, filter: true }),
    migration: code('system_migration', { filter: true }),
    migrated_to: text(),
    note: note(),
    built_on: day({ required: true, notAfter: 'today' }),
    retired_on: day({ notBefore: 'built_on' }),
  },
  title: 'name',
  lasts: ['built_on', 'retired_on'],
  identity: ['place', 'name'],
  find: ['operator'],
  list: ['kind', 'pieces', 'operator', 'cost', 'run_state', 'migration'],
  sorts: ['cost', 'built_on'],
});
export type System = Entry<typeof system>;
