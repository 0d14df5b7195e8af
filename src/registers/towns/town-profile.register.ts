import type { Entry } from '../register/declare.ts';
import { count, day, flag, note, number, register, sealed, text } from '../register/declare.ts';

/** What a street or township has and can do by itself: staff, places, what it lacks (ORG-16). */
export const townProfile = register({
  register: 'town-profile',
  area: 'places',
  for: ['ORG-16'],
  stands: ['town'],
  fields: {
    name: text({ required: true, most: 60 }),
    area_km2: number('square-kilometre'),
    staff_posts: count({ most: 2000 }),
    staff_present: count({ most: 2000 }),
    civil_affairs_staff: count({ most: 200 }),
    offices: note(),
    has_one_stop: flag({ filter: true }),
    has_social_work: flag({ filter: true }),
    service_place: flag({ filter: true }),
    duty_phone: sealed('phone', { class: 'public' }),
    lacks: note(),
    valid_from: day({ required: true }),
    valid_to: day({ notBefore: 'valid_from' }),
  },
  title: 'name',
  lasts: ['valid_from', 'valid_to'],
  identity: ['place'],
  list: ['staff_posts', 'staff_present', 'civil_affairs_staff', 'has_one_stop', 'has_social_work'],
  sorts: ['staff_present'],
  rules: (values): Record<string, { code: string }> =>
    typeof values.staff_posts === 'number' && typeof values.staff_present === 'number' && values.staff_present > values.staff_posts * 3
      ? { staff_present: { code: 'FIELD_OUT_OF_RANGE' } }
      : {},
});
export type TownProfile = Entry<typeof townProfile>;
