import type { FieldFault } from '../../kernel/kernel.ts';
import type { Entry } from '../register/declare.ts';
import { code, codes, count, day, note, register, sealed, text } from '../register/declare.ts';
import { creditCodeFault } from './credit-code.ts';

/** Social organisations 社会组织 (SOC-02, SOC-03, SOC-22): registered ones and filed community ones, with their five kinds of supervisors. */
export const socialOrganisation = register({
  register: 'social-organisation',
  area: 'organisations',
  for: ['SOC-02', 'SOC-03', 'SOC-22'],
  stands: ['community', 'town', 'county'],
  fields: {
    name: text({ required: true, most: 100 }),
    track: code('organisation_track', { required: true, filter: true }),
    form: code('organisation_form', { required: true, filter: true }),
    kind: code('organisation_kind', { required: true, filter: true }),
    fields: codes('organisation_field', { required: true, filter: true }),
    credit_code: text({ most: 18 }),
    filing_number: text({ most: 40 }),
    head: text({ required: true, most: 50 }),
    head_phone: sealed('phone', { class: 'personal' }),
    members: count({ most: 'organisation.members_most' }),
    activity_place: text({ most: 200 }),
    services: note({ most: 500 }),
    awards: note({ most: 500 }),
    registrar: text({ most: 100 }),
    professional_supervisor: text({ most: 100 }),
    party_supervisor: text({ most: 100 }),
    industry_supervisor: text({ most: 100 }),
    functional_supervisor: text({ most: 100 }),
    founded_on: day({ required: true, notAfter: 'today' }),
    ended_on: day({ notBefore: 'founded_on', notAfter: 'today' }),
  },
  title: 'name',
  lasts: ['founded_on', 'ended_on'],
  identity: ['place', 'name'],
  find: ['credit_code', 'filing_number', 'head', 'head_phone'],
  duplicates: { same: ['credit_code'], like: ['name'] },
  list: ['track', 'kind', 'fields', 'head', 'members', 'founded_on'],
  sorts: ['members', 'founded_on'],
  measures: { social_organisations: {}, filed_organisations: { where: { track: ['filed'] } } },
  rules: ({ track, credit_code: creditCode, filing_number: filing, registrar }): Record<string, FieldFault> => {
    const fault = creditCodeFault(String(creditCode ?? ''));
    return {
      ...(fault ? { credit_code: fault } : {}),
      ...(track === 'registered' && creditCode === '' ? { credit_code: { code: 'FIELD_REQUIRED' } } : {}),
      ...(track === 'registered' && registrar === '' ? { registrar: { code: 'FIELD_REQUIRED' } } : {}),
      ...(track === 'filed' && filing === '' ? { filing_number: { code: 'FIELD_REQUIRED' } } : {}),
    };
  },
});
export type SocialOrganisation = Entry<typeof socialOrganisation>;
