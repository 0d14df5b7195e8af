import { household } from '../households/household.register.ts';
import { code, day, entryOf, register, sealed, text } from '../register/declare.ts';

/** What the register of people, which has a store of its own, knows of a resident (RES-09): so that others point to it instead of asking again (DAT-03). */
export const personRecord = register({
  register: 'person',
  area: 'residents',
  for: ['DAT-03'],
  personal: true,
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 50 }),
    id: sealed('id-number'),
    sex: code('sex', { class: 'personal' }),
    birth: day({ class: 'personal' }),
    ethnic_group: code('ethnic_group', { class: 'personal' }),
    phone: sealed('phone', { class: 'personal' }),
    address: text({ masked: 'address', class: 'personal' }),
    residence: code('residence'),
    household_id: entryOf(household),
    relation: text({ most: 20 }),
    education: code('education_level'),
    political_status: code('political_status'),
    occupation: code('employment_status'),
    came_on: day(),
    checked_on: day(),
  },
  title: 'name',
  identity: ['id'],
  list: ['sex', 'birth', 'address', 'residence'],
  sorts: [],
});
