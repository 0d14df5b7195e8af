import type { Entry } from '../register/declare.ts';
import { code, count, day, note, register, sealed, text } from '../register/declare.ts';

/** Bodies inside a community and their sub-committees, with term and duties (ORG-11, ORG-12). */
export const body = register({
  register: 'body',
  area: 'places',
  for: ['ORG-11', 'ORG-12'],
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 80 }),
    kind: code('body_kind', { required: true, filter: true }),
    term: count({ most: 99 }),
    seats: count({ most: 500 }),
    office: text(),
    phone: sealed('phone', { class: 'internal' }),
    duties: note(),
    founded_on: day({ required: true, notAfter: 'today' }),
    term_ends: day({ notBefore: 'founded_on' }),
    dissolved_on: day({ notBefore: 'founded_on' }),
  },
  title: 'name',
  lasts: ['founded_on', 'dissolved_on'],
  identity: ['place', 'name'],
  list: ['kind', 'term', 'seats', 'founded_on', 'term_ends'],
  sorts: ['founded_on', 'term_ends'],
  measures: { public_health_committee: { where: { kind: ['public_health'] } }, security_committee: { where: { kind: ['security'] } } },
});
export type Body = Entry<typeof body>;
