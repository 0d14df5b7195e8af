import type { Entry } from '../register/declare.ts';
import { code, day, flag, number, point, register, sum, text } from '../register/declare.ts';
import { comprehensive, facilityFaults } from './facility.ts';

const part = () => number('square-metre', { most: 'facility.area_most', otherwise: 0 });

/** Rooms and buildings that serve a community, their area split by use (FAC-01, FAC-09, FAC-20). */
export const facility = register({
  register: 'facility',
  area: 'facilities',
  for: ['FAC-01'],
  guarded: true,
  sourced: true,
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 100 }),
    kind: code('facility_kind', { required: true, filter: true }),
    build_case: code('facility_case', { filter: true, otherwise: 'existing' }),
    area_service: part(),
    area_activity: part(),
    area_office: part(),
    area: sum('square-metre', comprehensive),
    area_commercial: part(),
    shared: flag({ filter: true }),
    address: text(),
    position: point(),
    property_right: text(),
    built_on: day({ notAfter: 'today' }),
    valid_from: day({ otherwise: ['built_on', 'today'] }),
    valid_to: day({ notBefore: 'valid_from' }),
  },
  title: 'name',
  lasts: ['valid_from', 'valid_to'],
  identity: ['place', 'name'],
  find: ['address'],
  list: ['kind', 'build_case', 'area', 'area_commercial', 'address', 'valid_from'],
  sorts: ['area', 'built_on', 'valid_from'],
  rules: facilityFaults,
});
export type Facility = Entry<typeof facility>;
