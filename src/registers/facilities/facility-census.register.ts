import type { Entry } from '../register/declare.ts';
import { day, register, text } from '../register/declare.ts';

/** An office's word that every facility of a county, town or community stands in the register since a day: only then a community without one has none (FAC-01). */
export const facilityCensus = register({
  register: 'facility-census',
  area: 'facilities',
  for: ['FAC-01'],
  guarded: true,
  stands: ['county', 'town', 'community'],
  fields: {
    document: text({ required: true }),
    as_of: day({ required: true, notAfter: 'today' }),
  },
  title: 'document',
  identity: ['place', 'as_of'],
  list: ['as_of'],
  sorts: ['as_of'],
});
export type FacilityCensus = Entry<typeof facilityCensus>;
