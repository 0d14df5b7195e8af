import type { Entry } from '../register/declare.ts';
import { code, count, day, note, register, text } from '../register/declare.ts';

/** Honours 荣誉 (IND-15): award, level, year, and the community, organisation or person that received it. */
export const honour = register({
  register: 'honour',
  area: 'policies',
  for: ['IND-15'],
  stands: ['community', 'town', 'county'],
  fields: {
    award: text({ required: true, most: 100 }),
    level: code('honour_level', { required: true, filter: true }),
    year: count({ required: true, least: 1949, most: 2100, filter: true }),
    recipient_kind: code('honour_recipient', { required: true, filter: true }),
    recipient: text({ required: true, most: 100 }),
    awarded_by: text({ required: true, most: 100 }),
    awarded_on: day({ required: true, notAfter: 'today' }),
    document: text({ most: 100 }),
    reason: note({ most: 500 }),
    revoked_on: day({ notBefore: 'awarded_on' }),
  },
  title: 'award',
  lasts: ['awarded_on', 'revoked_on'],
  identity: ['place', 'award', 'year', 'recipient'],
  find: ['recipient', 'awarded_by', 'document'],
  list: ['recipient', 'recipient_kind', 'level', 'year', 'awarded_by', 'awarded_on'],
  sorts: ['year', 'awarded_on'],
  measures: { honours: {} },
});
export type Honour = Entry<typeof honour>;
