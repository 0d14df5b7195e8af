import type { Entry } from '../register/declare.ts';
import { code, day, number, point, register, sealed, text } from '../register/declare.ts';

/** Idle assets offered for community service, elder, child and disabled care first (FAC-26); with the state of their property right (FAC-20). */
export const idleAsset = register({
  register: 'idle-asset',
  area: 'facilities',
  for: ['FAC-26', 'FAC-20'],
  stands: ['community', 'town', 'county'],
  fields: {
    name: text({ required: true, most: 100 }),
    kind: code('idle_kind', { required: true, filter: true }),
    owner: text({ required: true }),
    area_size: number('square-metre', { required: true, most: 'facility.area_most' }),
    address: text({ required: true }),
    location: point(),
    property_right: code('property_right', { required: true, filter: true }),
    certificate: text({ most: 60 }),
    use_state: code('idle_state', { required: true, filter: true }),
    priority_use: code('idle_use', { filter: true }),
    agreement: text(),
    contact: text({ most: 50 }),
    phone: sealed('phone', { class: 'internal' }),
    offered_on: day({ required: true, notAfter: 'today' }),
    taken_on: day({ notBefore: 'offered_on' }),
  },
  title: 'name',
  lasts: ['offered_on', 'taken_on'],
  identity: ['place', 'name'],
  find: ['owner', 'address'],
  list: ['kind', 'owner', 'area_size', 'use_state', 'priority_use', 'property_right'],
  sorts: ['area_size', 'offered_on'],
  measures: { idle_area: { sum: 'area_size' } },
});
export type IdleAsset = Entry<typeof idleAsset>;
