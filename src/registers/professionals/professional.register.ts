import type { Entry } from '../register/declare.ts';
import { code, day, register, sealed, text } from '../register/declare.ts';

/** Professionals attached to a community 驻村（社区）专业人员 (PUB-12): one row a community served. */
export const professional = register({
  register: 'professional',
  area: 'workforce',
  for: ['PUB-12'],
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 50 }),
    kind: code('professional_kind', { required: true, filter: true }),
    employer: text({ most: 100 }),
    phone: sealed('phone', { class: 'personal' }),
    certificate: text({ most: 100 }),
    certificate_number: text({ most: 40 }),
    duty_times: text({ required: true, most: 100 }),
    duty_place: text({ most: 100 }),
    attached_on: day({ required: true, notAfter: 'today' }),
    left_on: day({ notBefore: 'attached_on' }),
  },
  title: 'name',
  lasts: ['attached_on', 'left_on'],
  identity: ['place', 'name', 'kind'],
  find: ['phone', 'employer', 'certificate_number'],
  list: ['kind', 'employer', 'certificate', 'duty_times', 'attached_on'],
  sorts: ['attached_on'],
  measures: { attached_professionals: {} },
});
export type Professional = Entry<typeof professional>;
