import type { Entry } from '../register/declare.ts';
import { code, day, entryOf, person, register, text } from '../register/declare.ts';

/** Labels of people 群体标签 (RES-05): evidence, period, who looks after the person; a granted case sets one by itself. */
export const personLabel = register({
  register: 'person-label',
  area: 'residents',
  for: ['RES-05'],
  personal: true,
  stands: ['community'],
  fields: {
    person_id: entryOf(person, { required: true, fixed: true }),
    label: code('person_label', { required: true, fixed: true, filter: true }),
    evidence: text({ required: true }),
    responsible: text({ most: 50 }),
    review_on: day({ notBefore: 'from_day' }),
    from_day: day({ required: true, notAfter: 'today' }),
    to_day: day({ notBefore: 'from_day' }),
  },
  title: 'person_id',
  lasts: ['from_day', 'to_day'],
  identity: ['person_id', 'label'],
  list: ['label', 'evidence', 'responsible', 'review_on', 'from_day'],
  sorts: ['from_day', 'review_on'],
});
export type PersonLabel = Entry<typeof personLabel>;
