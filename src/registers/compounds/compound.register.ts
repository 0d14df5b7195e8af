import type { Entry } from '../register/declare.ts';
import { code, count, day, flag, point, register, sealed, text } from '../register/declare.ts';

/** Residential compounds with owners' committee and property company (ORG-14). */
export const compound = register({
  register: 'compound',
  area: 'places',
  for: ['ORG-14'],
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 80 }),
    address: text(),
    buildings: count({ most: 2000 }),
    households: count({ required: true, most: 'population.community_most', filter: true }),
    built_on: day({ notAfter: 'today' }),
    old_compound: flag({ filter: true }),
    developer: text(),
    property_kind: code('property_kind', { required: true, filter: true }),
    property_company: text(),
    owners_committee: code('owners_committee', { required: true, filter: true }),
    committee_ends: day(),
    committee_contact: text({ most: 50 }),
    committee_phone: sealed('phone', { class: 'personal' }),
    party_branch: text(),
    location: point(),
    valid_from: day({ required: true }),
    valid_to: day({ notBefore: 'valid_from' }),
  },
  title: 'name',
  lasts: ['valid_from', 'valid_to'],
  identity: ['place', 'name'],
  find: ['address', 'property_company'],
  list: ['households', 'buildings', 'property_kind', 'property_company', 'owners_committee', 'old_compound'],
  sorts: ['households', 'built_on'],
  measures: { compounds: {}, compounds_with_owners_committee: { where: { owners_committee: ['founded', 'expired'] } } },
});
export type Compound = Entry<typeof compound>;
