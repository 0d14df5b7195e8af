import type { FieldFault } from '../../kernel/kernel.ts';
import type { Entry } from '../register/declare.ts';
import { code, codes, day, flag, note, register, sealed, text } from '../register/declare.ts';

/** Volunteer teams 志愿服务队 (VOL-04). How many members they have follows from the register of volunteers. */
export const volunteerTeam = register({
  register: 'volunteer-team',
  area: 'volunteers',
  for: ['VOL-04'],
  stands: ['community', 'town', 'county'],
  fields: {
    name: text({ required: true, most: 100 }),
    kind: code('team_kind', { required: true, filter: true }),
    fields: codes('organisation_field', { required: true, filter: true }),
    leader: text({ required: true, most: 50 }),
    leader_phone: sealed('phone', { class: 'personal' }),
    activities: note({ most: 500 }),
    insured: flag({ filter: true }),
    insured_until: day({}),
    founded_on: day({ required: true, notAfter: 'today' }),
    dissolved_on: day({ notBefore: 'founded_on' }),
  },
  title: 'name',
  lasts: ['founded_on', 'dissolved_on'],
  identity: ['place', 'name'],
  find: ['leader', 'leader_phone'],
  list: ['kind', 'fields', 'leader', 'insured', 'insured_until', 'founded_on'],
  sorts: ['insured_until', 'founded_on'],
  measures: { volunteer_teams: {} },
  rules: ({ insured, insured_until: until }): Record<string, FieldFault> =>
    insured === true && until === null ? { insured_until: { code: 'FIELD_REQUIRED' } } : {},
});
export type VolunteerTeam = Entry<typeof volunteerTeam>;
