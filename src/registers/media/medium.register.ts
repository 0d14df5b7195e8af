import type { Entry } from '../register/declare.ts';
import { code, count, day, register, sealed, text } from '../register/declare.ts';

/** Groups, accounts and programs through which a community reaches its people (CHN-02). */
export const medium = register({
  register: 'medium',
  area: 'facilities',
  for: ['CHN-02'],
  stands: ['community', 'town', 'county'],
  fields: {
    name: text({ required: true, most: 100 }),
    kind: code('medium_kind', { required: true, filter: true }),
    account: text({ most: 100 }),
    owner: text({ required: true }),
    administrator: text({ most: 50 }),
    phone: sealed('phone', { class: 'internal' }),
    members: count(),
    audience: text(),
    checked_on: day({ notAfter: 'today' }),
    opened_on: day({ required: true, notAfter: 'today' }),
    closed_on: day({ notBefore: 'opened_on' }),
  },
  title: 'name',
  lasts: ['opened_on', 'closed_on'],
  identity: ['place', 'name'],
  find: ['account', 'administrator'],
  list: ['kind', 'owner', 'administrator', 'members', 'checked_on'],
  sorts: ['members', 'opened_on'],
});
export type Medium = Entry<typeof medium>;
