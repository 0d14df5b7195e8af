import type { Entry } from '../register/declare.ts';
import { code, count, day, flag, number, register, sealed, text } from '../register/declare.ts';

/** Function rooms of community facilities with hours and whether they can be booked (FAC-15). */
export const room = register({
  register: 'room',
  area: 'facilities',
  for: ['FAC-15'],
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 80 }),
    function: code('room_function', { required: true, filter: true }),
    facility: text({ most: 100 }),
    area_size: number('square-metre', { most: 'facility.area_most' }),
    seats: count({ most: 5000 }),
    hours: text(),
    bookable: flag({ filter: true }),
    out_of_use: flag({ filter: true }),
    contact: text({ most: 50 }),
    phone: sealed('phone', { class: 'public' }),
    uses_last_month: count({ most: 5000 }),
    opened_on: day({ required: true, notAfter: 'today' }),
    closed_on: day({ notBefore: 'opened_on' }),
  },
  title: 'name',
  lasts: ['opened_on', 'closed_on'],
  identity: ['place', 'name'],
  find: ['facility'],
  list: ['function', 'facility', 'area_size', 'seats', 'hours', 'bookable'],
  sorts: ['area_size', 'opened_on'],
});
export type Room = Entry<typeof room>;
