import type { Entry } from '../register/declare.ts';
import { code, count, day, flag, register, text } from '../register/declare.ts';

/** Concentrated resettlement communities: where their households came from, and what they have (ORG-13). */
export const resettlement = register({
  register: 'resettlement',
  area: 'places',
  for: ['ORG-13'],
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 80 }),
    kind: code('resettlement_kind', { required: true, filter: true }),
    origins: text({ required: true }),
    households: count({ required: true, most: 'population.community_most' }),
    residents: count({ most: 'population.community_most' }),
    employed_households: count({ most: 'population.community_most' }),
    comprehensive_facility: flag({ filter: true }),
    employment_service: flag({ filter: true }),
    moved_on: day({ required: true, notAfter: 'today' }),
    ended_on: day({ notBefore: 'moved_on' }),
  },
  title: 'name',
  lasts: ['moved_on', 'ended_on'],
  identity: ['place', 'name'],
  list: ['kind', 'origins', 'households', 'employed_households', 'comprehensive_facility', 'employment_service'],
  sorts: ['households', 'moved_on'],
  rules: (values): Record<string, { code: string }> =>
    Number(values.employed_households ?? 0) > Number(values.households ?? 0) ? { employed_households: { code: 'FIELD_OUT_OF_RANGE' } } : {},
});
export type Resettlement = Entry<typeof resettlement>;
