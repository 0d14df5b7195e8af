import type { Entry } from '../register/declare.ts';
import { code, count, day, entryOf, person, register, sealed, text } from '../register/declare.ts';
import { committeeMember } from './committee-member.register.ts';

/** Members of the supervision committee 村（居）务监督委员会成员 (ELE-09): whom they represent, and whether they are kin of those they supervise. */
export const supervisionMember = register({
  register: 'supervision-member',
  area: 'workforce',
  for: ['ELE-09'],
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 50 }),
    person: entryOf(person),
    id_number: sealed('id-number'),
    sex: code('sex', { required: true }),
    born_on: day({ class: 'personal' }),
    political_status: code('political_status'),
    post: code('supervision_post', { required: true, filter: true }),
    represents: code('supervision_source', { required: true, filter: true }),
    kin_of: entryOf(committeeMember, { class: 'internal' }),
    term: count({ required: true, least: 1, most: 'committee.terms_most' }),
    since: day({ required: true, notAfter: 'today' }),
    until: day({ notBefore: 'since' }),
  },
  title: 'name',
  lasts: ['since', 'until'],
  identity: ['place', 'name'],
  find: ['id_number'],
  list: ['post', 'represents', 'sex', 'term', 'since'],
  sorts: ['term', 'since'],
  measures: { supervision_members: {} },
});
export type SupervisionMember = Entry<typeof supervisionMember>;
