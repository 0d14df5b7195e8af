import type { FieldFault } from '../../kernel/kernel.ts';
import type { Entry } from '../register/declare.ts';
import { code, count, day, entryOf, person, register, sealed, text } from '../register/declare.ts';

/** Members of the party organisation and of the residents' or villagers' committee 两委成员 (ELE-07, ELE-08): one row a person and a time with the same posts. */
export const committeeMember = register({
  register: 'committee-member',
  area: 'workforce',
  for: ['ELE-07', 'ELE-08'],
  stands: ['community'],
  fields: {
    name: text({ required: true, most: 50 }),
    person: entryOf(person),
    id_number: sealed('id-number'),
    sex: code('sex', { required: true }),
    born_on: day({ required: true, class: 'personal' }),
    ethnic_group: code('ethnic_group', { required: true }),
    education: code('education_level', { required: true }),
    political_status: code('political_status', { filter: true }),
    party_post: code('party_post', { filter: true }),
    committee_post: code('committee_post', { filter: true }),
    term: count({ required: true, least: 1, most: 'committee.terms_most' }),
    way: code('election_way', { filter: true }),
    origin: code('member_origin', { filter: true }),
    since: day({ required: true, notAfter: 'today', notBefore: 'born_on' }),
    until: day({ notBefore: 'since' }),
  },
  title: 'name',
  lasts: ['since', 'until'],
  identity: ['place', 'name', 'born_on'],
  find: ['id_number'],
  list: ['party_post', 'committee_post', 'sex', 'ethnic_group', 'education', 'since'],
  sorts: ['born_on', 'since', 'term'],
  measures: { committee_members: {}, women_in_committees: { where: { sex: ['2'] } } },
  rules: ({ party_post: party, committee_post: committee }): Record<string, FieldFault> =>
    party === '' && committee === '' ? { committee_post: { code: 'FIELD_REQUIRED' } } : {},
});
export type CommitteeMember = Entry<typeof committeeMember>;
