import type { Entry } from '../register/declare.ts';
import { amount, code, codes, day, entryOf, note, person, register, sealed, text } from '../register/declare.ts';

/** Social workers 社会工作者 (WRK-23): whoever holds a certificate, wherever they work. Some are community workers too; who is both is reckoned, not asked. */
export const socialWorker = register({
  register: 'social-worker',
  area: 'workforce',
  for: ['WRK-23', 'WRK-08'],
  stands: ['community', 'town', 'county'],
  fields: {
    name: text({ required: true, most: 50 }),
    person: entryOf(person),
    id_number: sealed('id-number'),
    phone: sealed('phone', { class: 'personal' }),
    certificate: code('social_work_certificate', { required: true, filter: true }),
    certificate_number: text({ required: true, most: 40 }),
    certified_on: day({ required: true, notAfter: 'today' }),
    registered_until: day({ notBefore: 'certified_on' }),
    works_in: code('social_work_place', { required: true, filter: true }),
    employer: text({ most: 100 }),
    specialities: codes('organisation_field', { filter: true }),
    allowance: amount('yuan-month', { class: 'internal' }),
    incentives: note({ most: 500, class: 'internal' }),
    since: day({ required: true, notAfter: 'today' }),
    until: day({ notBefore: 'since' }),
  },
  title: 'name',
  lasts: ['since', 'until'],
  identity: ['place', 'name', 'certificate_number'],
  find: ['id_number', 'phone', 'certificate_number', 'employer'],
  list: ['certificate', 'works_in', 'employer', 'certified_on', 'registered_until'],
  sorts: ['certified_on', 'registered_until'],
  measures: { social_workers: {} },
});
export type SocialWorker = Entry<typeof socialWorker>;
