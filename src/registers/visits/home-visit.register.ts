import { household } from '../households/household.register.ts';
import type { Entry } from '../register/declare.ts';
import { code, day, entryOf, note, number, person, point, register, text } from '../register/declare.ts';
import { collectionTask } from './collection-task.register.ts';

/** Visits at the door 走访记录 (RES-04): by whom, for which task, and how it ended. What was found is proposed, not written here. */
export const homeVisit = register({
  register: 'home-visit',
  area: 'residents',
  for: ['RES-04', 'RES-11'],
  personal: true,
  guarded: true,
  stands: ['community'],
  fields: {
    person_id: entryOf(person, { required: true, fixed: true }),
    household: entryOf(household, { fixed: true }),
    task: entryOf(collectionTask, { fixed: true }),
    result: code('visit_result', { required: true, filter: true }),
    visited_on: day({ required: true, notAfter: 'today' }),
    visitor: text({ required: true, most: 50 }),
    told: note({ most: 500 }),
    location: point(),
    accuracy: number('metre'),
  },
  title: 'person_id',
  identity: ['person_id', 'task', 'visited_on', 'result'],
  list: ['task', 'result', 'visited_on', 'visitor', 'told'],
  sorts: ['visited_on'],
});
export type HomeVisit = Entry<typeof homeVisit>;
