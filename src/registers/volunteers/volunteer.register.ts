import type { Entry } from '../register/declare.ts';
import { code, codes, day, entryOf, person, register, sealed, text } from '../register/declare.ts';
import { volunteerTeam } from './volunteer-team.register.ts';

/** Volunteers 志愿者 (VOL-01, VOL-02). Whoever signed up counts as registered from the number on, which is given after the check. */
export const volunteer = register({
  register: 'volunteer',
  area: 'volunteers',
  for: ['VOL-01', 'VOL-02'],
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 50 }),
    person: entryOf(person),
    id_number: sealed('id-number'),
    phone: sealed('phone', { class: 'personal' }),
    sex: code('sex'),
    identities: codes('volunteer_identity', { required: true, filter: true }),
    number: text({ most: 40 }),
    sign_up: code('volunteer_sign_up', { required: true, filter: true }),
    skills: codes('volunteer_skill', { filter: true }),
    service_area: text({ most: 100 }),
    times: codes('volunteer_time', { filter: true }),
    team: entryOf(volunteerTeam),
    registered_on: day({ required: true, notAfter: 'today' }),
    left_on: day({ notBefore: 'registered_on' }),
  },
  title: 'name',
  lasts: ['registered_on', 'left_on'],
  identity: ['place', 'name', 'registered_on'],
  find: ['id_number', 'phone', 'number'],
  duplicates: { same: ['id_number', 'phone'], like: ['name'] },
  list: ['identities', 'skills', 'times', 'team', 'number', 'registered_on'],
  sorts: ['registered_on'],
  measures: { volunteers_registered: { where: { number: 'filled' } } },
});
export type Volunteer = Entry<typeof volunteer>;
