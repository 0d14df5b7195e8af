import type { Entry } from '../register/declare.ts';
import { code, day, note, register, text } from '../register/declare.ts';

/** How a county meets each control of graded protection (网络安全等级保护), as whoever runs the system finds it (SEC-01). */
export const protectionControl = register({
  register: 'protection-control',
  area: 'security',
  for: ['SEC-01'],
  stands: ['county'],
  fields: {
    name: text({ required: true, most: 60 }),
    control: code('protection_control', { required: true, fixed: true, filter: true }),
    finding: code('protection_state', { required: true, filter: true }),
    measures_taken: note({ class: 'internal' }),
    evidence: text({ class: 'internal' }),
    keeper: text({ most: 50, class: 'internal' }),
    checked_on: day({ required: true, notAfter: 'today' }),
    replaced_on: day({ notBefore: 'checked_on' }),
  },
  title: 'name',
  lasts: ['checked_on', 'replaced_on'],
  identity: ['place', 'control'],
  find: ['keeper'],
  list: ['control', 'finding', 'keeper', 'checked_on'],
  sorts: ['checked_on'],
});
export type ProtectionControl = Entry<typeof protectionControl>;
