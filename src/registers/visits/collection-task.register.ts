import { gridPost } from '../grids/grid-post.register.ts';
import type { Entry } from '../register/declare.ts';
import { code, day, entryOf, note, register, text } from '../register/declare.ts';

/** Collection tasks 走访任务 (RES-04): what is to be seen at which doors of a grid, by whom, until when. */
export const collectionTask = register({
  register: 'collection-task',
  area: 'residents',
  for: ['RES-04'],
  guarded: true,
  stands: ['grid'],
  fields: {
    name: text({ required: true, most: 60 }),
    collects: code('collected', { required: true, filter: true }),
    label: code('person-label/person_label'),
    checked_before: day(),
    post: entryOf(gridPost),
    note: note({ most: 500 }),
    given_on: day({ required: true, notAfter: 'today' }),
    due_on: day({ required: true, notBefore: 'given_on' }),
    closed_on: day({ notBefore: 'given_on' }),
  },
  title: 'name',
  lasts: ['given_on', 'closed_on'],
  identity: ['place', 'name'],
  list: ['collects', 'label', 'post', 'due_on'],
  sorts: ['due_on', 'given_on'],
});
export type CollectionTask = Entry<typeof collectionTask>;
