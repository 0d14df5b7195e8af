import type { Entry } from '../register/declare.ts';
import { code, day, entryOf, flag, person, register, sealed, text } from '../register/declare.ts';
import { worker } from '../workers/worker.register.ts';
import { grid } from './grid.register.ts';

/** Who serves a grid: one head, at least one assistant (ORG-06); full-time grid workers (ORG-10). */
export const gridPost = register({
  register: 'grid-post',
  area: 'places',
  for: ['ORG-06', 'ORG-10'],
  stands: ['grid'],
  fields: {
    name: text({ required: true, most: 50 }),
    serves: entryOf(grid, { required: true }),
    post: code('grid_post', { required: true, filter: true }),
    came_from: code('grid_post_source', { required: true, filter: true }),
    full_time: flag({ filter: true }),
    worker: entryOf(worker),
    person: entryOf(person),
    phone: sealed('phone', { class: 'personal' }),
    duties: text(),
    from_day: day({ required: true, notAfter: 'today' }),
    to_day: day({ notBefore: 'from_day' }),
  },
  title: 'name',
  lasts: ['from_day', 'to_day'],
  identity: ['place', 'name', 'post'],
  find: ['phone'],
  list: ['serves', 'post', 'came_from', 'full_time', 'from_day'],
  sorts: ['from_day'],
  measures: {
    grid_heads: { where: { post: ['head'] } },
    grid_assistants: { where: { post: ['assistant'] } },
    full_time_grid_workers: { where: { full_time: true } },
  },
});
export type GridPost = Entry<typeof gridPost>;
