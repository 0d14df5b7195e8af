import type { Entry } from '../register/declare.ts';
import { code, day, entryOf, person, register, text } from '../register/declare.ts';

/** Employment labels 就业标签 (RES-06): who is served first in finding work, since when, by what paper. */
export const employmentLabel = register({
  register: 'employment-label',
  area: 'residents',
  for: ['RES-06'],
  personal: true,
  stands: ['community'],
  fields: {
    person_id: entryOf(person, { required: true, fixed: true }),
    label: code('employment_label', { required: true, fixed: true, filter: true }),
    evidence: text({ required: true }),
    certificate_number: text({ most: 40 }),
    skills: text(),
    wish: text(),
    from_day: day({ required: true, notAfter: 'today' }),
    to_day: day({ notBefore: 'from_day' }),
  },
  title: 'person_id',
  lasts: ['from_day', 'to_day'],
  identity: ['person_id', 'label'],
  list: ['label', 'evidence', 'skills', 'wish', 'from_day'],
  sorts: ['from_day'],
});
export type EmploymentLabel = Entry<typeof employmentLabel>;
