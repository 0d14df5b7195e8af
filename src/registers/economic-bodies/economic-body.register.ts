import type { Entry } from '../register/declare.ts';
import { amount, code, count, day, register, sealed, text } from '../register/declare.ts';

/** Village economic bodies and what they give to community building (ORG-15). */
export const economicBody = register({
  register: 'economic-body',
  area: 'places',
  for: ['ORG-15'],
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 80 }),
    kind: code('economic_kind', { required: true, filter: true }),
    credit_code: text({ most: 18 }),
    head: text({ most: 50 }),
    phone: sealed('phone', { class: 'internal' }),
    members: count(),
    trade: text(),
    income: amount('ten-thousand-yuan'),
    contribution: amount('ten-thousand-yuan'),
    contribution_use: text(),
    founded_on: day({ required: true, notAfter: 'today' }),
    ended_on: day({ notBefore: 'founded_on' }),
  },
  title: 'name',
  lasts: ['founded_on', 'ended_on'],
  identity: ['place', 'name'],
  find: ['head', 'trade'],
  list: ['kind', 'head', 'members', 'trade', 'income', 'contribution'],
  sorts: ['income', 'founded_on'],
});
export type EconomicBody = Entry<typeof economicBody>;
