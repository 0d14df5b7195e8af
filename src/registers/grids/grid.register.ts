import type { Entry } from '../register/declare.ts';
import { code, count, day, flag, note, point, register, text } from '../register/declare.ts';

/** Grids of a community with their households and what is posted about them (ORG-05, ORG-07). */
export const grid = register({
  register: 'grid',
  area: 'places',
  for: ['ORG-05', 'ORG-07'],
  stands: ['grid'],
  fields: {
    name: text({ required: true, most: 60 }),
    kind: code('grid_kind', { required: true, filter: true }),
    households: count({ required: true, most: 'population.community_most' }),
    residents: count({ most: 'population.community_most' }),
    compounds: text(),
    boundary: note(),
    duties: note(),
    posted: flag({ filter: true }),
    posted_on: day({ notAfter: 'today' }),
    posted_at: text(),
    location: point(),
    valid_from: day({ required: true }),
    valid_to: day({ notBefore: 'valid_from' }),
  },
  title: 'name',
  lasts: ['valid_from', 'valid_to'],
  identity: ['place', 'name'],
  find: ['compounds'],
  list: ['kind', 'households', 'residents', 'compounds', 'posted'],
  sorts: ['households', 'valid_from'],
  measures: { grids: {}, grid_households: { sum: 'households' } },
  rules: (values): Record<string, { code: string }> =>
    values.posted === true && values.posted_on === null ? { posted_on: { code: 'FIELD_REQUIRED' } } : {},
});
export type Grid = Entry<typeof grid>;
