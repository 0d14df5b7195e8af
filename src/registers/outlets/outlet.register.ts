import type { FieldFault } from '../../kernel/kernel.ts';
import { defineErrors } from '../../kernel/kernel.ts';
import { creditCodeFault } from '../organisations/credit-code.ts';
import type { Entry } from '../register/declare.ts';
import { code, codes, count, day, flag, point, register, sealed, text } from '../register/declare.ts';

export const outletErrors = defineErrors({ OUTLET_SERVICE_TWICE: 400 });

/** Commercial outlets 商业网点 (COM-01, COM-03, COM-04, COM-06): life services, chains, parcel, delivery and recycling points. */
export const outlet = register({
  register: 'outlet',
  area: 'facilities',
  for: ['COM-01', 'COM-03', 'COM-04', 'COM-06'],
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 100 }),
    kind: code('outlet_kind', { required: true, filter: true }),
    services: codes('outlet_kind', { filter: true }),
    operator: text({ most: 100 }),
    credit_code: text({ most: 18 }),
    licence: text({ most: 60 }),
    chain: text({ most: 60 }),
    head: text({ most: 50 }),
    phone: sealed('phone', { class: 'internal' }),
    address: text({ required: true, most: 200 }),
    position: point(),
    hours: text({ required: true, most: 100 }),
    home_visits: flag({ filter: true }),
    staff: count({ most: 'outlet.staff_most' }),
    opened_on: day({ required: true, notAfter: 'today' }),
    closed_on: day({ notBefore: 'opened_on' }),
  },
  title: 'name',
  lasts: ['opened_on', 'closed_on'],
  identity: ['place', 'name', 'address'],
  find: ['operator', 'credit_code', 'chain', 'head', 'phone', 'address'],
  list: ['kind', 'services', 'address', 'hours', 'chain', 'opened_on'],
  sorts: ['staff', 'opened_on'],
  measures: { outlets: {}, outlet_staff: { sum: 'staff' } },
  rules: ({ kind, services, credit_code: creditCode }): Record<string, FieldFault> => {
    const fault = creditCodeFault(String(creditCode ?? ''));
    return {
      ...(fault ? { credit_code: fault } : {}),
      ...((services as readonly string[]).includes(String(kind)) ? { services: { code: outletErrors.OUTLET_SERVICE_TWICE } } : {}),
    };
  },
});
export type Outlet = Entry<typeof outlet>;
