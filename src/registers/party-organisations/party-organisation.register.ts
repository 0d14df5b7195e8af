import type { Entry } from '../register/declare.ts';
import { code, count, day, register, sealed, text } from '../register/declare.ts';

/** Party organisations on any carrier: compound, grid, cooperative, chain, group (PTY-10). */
export const partyOrganisation = register({
  register: 'party-organisation',
  area: 'places',
  for: ['PTY-10'],
  stands: ['community', 'town', 'grid'],
  fields: {
    name: text({ required: true, most: 100 }),
    kind: code('party_kind', { required: true, filter: true }),
    carrier: code('party_carrier', { required: true, filter: true }),
    carrier_name: text(),
    secretary: text({ most: 50 }),
    phone: sealed('phone', { class: 'internal' }),
    members: count({ most: 5000 }),
    founded_on: day({ required: true, notAfter: 'today' }),
    dissolved_on: day({ notBefore: 'founded_on' }),
  },
  title: 'name',
  lasts: ['founded_on', 'dissolved_on'],
  identity: ['place', 'name'],
  find: ['carrier_name', 'secretary'],
  list: ['kind', 'carrier', 'carrier_name', 'secretary', 'members'],
  sorts: ['members', 'founded_on'],
  measures: { party_organisations: {}, party_members: { sum: 'members' } },
});
export type PartyOrganisation = Entry<typeof partyOrganisation>;
