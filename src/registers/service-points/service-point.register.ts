import type { Entry } from '../register/declare.ts';
import { code, codes, count, day, flag, number, point, register, sealed, text } from '../register/declare.ts';

/**
 * Places where people are served: halls, agency points, party-mass centres, health and day-care places, outdoor places, outlets of public utilities;
 * each with its rank in the network, hours and radius (AFF-10, AFF-16, FAC-16, FAC-25, PUB-03, PUB-04, PUB-14, ENV-10).
 */
export const servicePoint = register({
  register: 'service-point',
  area: 'facilities',
  for: ['AFF-10', 'AFF-16', 'FAC-16', 'FAC-25', 'PUB-03', 'PUB-04', 'PUB-14', 'ENV-10'],
  stands: ['community', 'town', 'county'],
  fields: {
    name: text({ required: true, most: 100 }),
    kind: code('service_point_kind', { required: true, filter: true }),
    network: code('service_network', { required: true, filter: true }),
    address: text({ required: true }),
    location: point(),
    radius: number('metre', { most: 50_000 }),
    hours: text(),
    functions: codes('service_function', { filter: true }),
    windows: count({ most: 500 }),
    staff: count({ most: 2000 }),
    places: count({ most: 5000 }),
    one_stop: flag({ filter: true }),
    near_elder_care: flag(),
    operator: text(),
    property_right: code('property_right', { filter: true }),
    certificate: text({ most: 60 }),
    phone: sealed('phone', { class: 'public' }),
    opened_on: day({ required: true, notAfter: 'today' }),
    closed_on: day({ notBefore: 'opened_on' }),
  },
  title: 'name',
  lasts: ['opened_on', 'closed_on'],
  identity: ['place', 'name'],
  find: ['address', 'operator'],
  list: ['kind', 'network', 'address', 'hours', 'radius', 'windows'],
  sorts: ['opened_on', 'windows'],
  measures: {
    one_stop_halls: { where: { one_stop: true } },
    agency_points: { where: { kind: ['agency_point'] } },
    day_care_places: { sum: 'places', where: { kind: ['day_care'] } },
    health_places: { where: { kind: ['township_hospital', 'health_centre', 'village_clinic', 'health_station'] } },
    outdoor_places: { where: { kind: ['outdoor'] } },
  },
  rules: (values): Record<string, { code: string }> =>
    values.property_right === 'registered' && values.certificate === '' ? { certificate: { code: 'FIELD_REQUIRED' } } : {},
});
export type ServicePoint = Entry<typeof servicePoint>;
