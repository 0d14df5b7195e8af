import { dwelling } from '../dwellings/dwelling.register.ts';
import type { Entry } from '../register/declare.ts';
import { code, day, entryOf, person, register, text } from '../register/declare.ts';

/** Households 户 (RES-08): head, dwelling, whether it is registered here or lives here. Its members stand in the register of people. */
export const household = register({
  register: 'household',
  area: 'residents',
  for: ['RES-01', 'RES-08'],
  personal: true,
  stands: ['community'],
  fields: {
    head: entryOf(person),
    kind: code('household_kind', { required: true, filter: true }),
    standing: code('household_standing', { required: true, filter: true }),
    number: text({ most: 40 }),
    dwelling: entryOf(dwelling),
    address: text({ required: true, masked: 'address', class: 'personal' }),
    opened_on: day({ required: true, notAfter: 'today' }),
    closed_on: day({ notBefore: 'opened_on' }),
  },
  title: 'head',
  lasts: ['opened_on', 'closed_on'],
  identity: ['head'],
  find: ['number'],
  list: ['standing', 'kind', 'address', 'dwelling', 'opened_on'],
  sorts: ['opened_on'],
});
export type Household = Entry<typeof household>;
