import { compound } from '../compounds/compound.register.ts';
import type { Entry } from '../register/declare.ts';
import { code, count, day, entryOf, number, person, register, text } from '../register/declare.ts';

/** Dwellings 房屋: where households live, how the dwelling is used and held (RES-01, RES-08). */
export const dwelling = register({
  register: 'dwelling',
  area: 'residents',
  for: ['RES-01', 'RES-08'],
  personal: true,
  stands: ['community'],
  fields: {
    address: text({ required: true, most: 120, masked: 'address', class: 'personal' }),
    compound: entryOf(compound),
    use: code('dwelling_use', { required: true, filter: true }),
    tenure: code('dwelling_tenure', { required: true, filter: true }),
    area_size: number('square-metre'),
    rooms: count({ most: 100 }),
    owner: entryOf(person),
    recorded_on: day({ required: true, notAfter: 'today' }),
    gone_on: day({ notBefore: 'recorded_on' }),
  },
  title: 'address',
  lasts: ['recorded_on', 'gone_on'],
  identity: ['place', 'address'],
  list: ['compound', 'use', 'tenure', 'area_size', 'owner'],
  sorts: ['area_size', 'recorded_on'],
});
export type Dwelling = Entry<typeof dwelling>;
