import type { Entry } from '../register/declare.ts';
import { code, day, entryOf, person, register, sealed, text } from '../register/declare.ts';
import { body } from './body.register.ts';

/** Members of a community's bodies with their posts and terms (ORG-11, ORG-12). */
export const bodyMember = register({
  register: 'body-member',
  area: 'places',
  for: ['ORG-11', 'ORG-12'],
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 50 }),
    body: entryOf(body, { required: true }),
    post: code('body_post', { required: true, filter: true }),
    person: entryOf(person),
    phone: sealed('phone', { class: 'personal' }),
    duties: text(),
    from_day: day({ required: true, notAfter: 'today' }),
    to_day: day({ notBefore: 'from_day' }),
  },
  title: 'name',
  lasts: ['from_day', 'to_day'],
  identity: ['place', 'body', 'name', 'post'],
  list: ['body', 'post', 'duties', 'from_day'],
  sorts: ['from_day'],
});
export type BodyMember = Entry<typeof bodyMember>;
