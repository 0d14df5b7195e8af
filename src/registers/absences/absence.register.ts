import type { Entry } from '../register/declare.ts';
import { code, day, entryOf, person, register, text } from '../register/declare.ts';

/** People who are away for a time 外出暂离 (RES-10): where to, why, when they are expected back. */
export const absence = register({
  register: 'absence',
  area: 'residents',
  for: ['RES-10'],
  personal: true,
  stands: ['community'],
  fields: {
    person_id: entryOf(person, { required: true, fixed: true }),
    reason: code('absence_reason', { required: true, filter: true }),
    to_place: text({ required: true, most: 100 }),
    note: text(),
    left_on: day({ required: true, notAfter: 'today' }),
    expected_back: day({ notBefore: 'left_on' }),
    returned_on: day({ notBefore: 'left_on' }),
  },
  title: 'person_id',
  lasts: ['left_on', 'returned_on'],
  identity: ['person_id'],
  list: ['reason', 'to_place', 'left_on', 'expected_back'],
  sorts: ['left_on', 'expected_back'],
});
export type Absence = Entry<typeof absence>;
