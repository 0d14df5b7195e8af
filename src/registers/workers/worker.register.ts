import type { FieldFault } from '../../kernel/kernel.ts';
import type { Entry } from '../register/declare.ts';
import { amount, code, count, day, entryOf, flag, person, register, sealed, text } from '../register/declare.ts';

/** Community workers 社区工作者: one row a post held. The grade rests on post, years of work, education and certificate (WRK-03). Certificates, insurance and pay as WRK-01 to WRK-08 ask; grade and pay are changed on a basis. */
export const worker = register({
  register: 'worker',
  area: 'workforce',
  for: ['WRK-01', 'WRK-03', 'WRK-08'],
  stands: ['community', 'town'],
  fields: {
    name: text({ required: true, most: 50 }),
    person: entryOf(person),
    id_number: sealed('id-number'),
    phone: sealed('phone', { class: 'personal' }),
    category: code('worker_category', { required: true, filter: true }),
    post: code('worker_post', { required: true, filter: true }),
    presence: code('worker_presence', { filter: true }),
    entry_way: code('worker_entry'),
    contract: code('worker_contract', { class: 'internal' }),
    worked_since: day({ notAfter: 'today' }),
    grade: count({ least: 1, most: 'worker.grades', decided: true }),
    education: code('education_level'),
    political_status: code('political_status'),
    certificate: code('social_work_certificate', { filter: true }),
    certificate_number: text({ most: 40 }),
    certified_on: day({ notAfter: 'today' }),
    insured: code('insurance_state', { filter: true }),
    housing_fund: flag({ class: 'internal' }),
    pay: amount('yuan-month', { class: 'internal', decided: true }),
    hired_on: day({ required: true, notAfter: 'today' }),
    left_on: day({ notBefore: 'hired_on' }),
  },
  title: 'name',
  lasts: ['hired_on', 'left_on'],
  identity: ['place', 'name', 'post'],
  find: ['id_number', 'phone', 'certificate_number'],
  duplicates: { same: ['id_number', 'phone'], like: ['name'] },
  list: ['category', 'post', 'grade', 'certificate', 'insured', 'hired_on'],
  sorts: ['grade', 'hired_on'],
  rules: ({ certificate, certified_on: on, certificate_number: number }): Record<string, FieldFault> =>
    certificate === '' && (on !== null || number !== '') ? { certificate: { code: 'FIELD_REQUIRED' } } : {},
  measures: {
    community_workers: {},
    certified_social_workers: { where: { certificate: 'filled' } },
    worker_pay_sum: { sum: 'pay' },
  },
});
export type Worker = Entry<typeof worker>;
