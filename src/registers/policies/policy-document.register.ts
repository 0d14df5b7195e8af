import type { Entry } from '../register/declare.ts';
import { code, day, note, register, text } from '../register/declare.ts';

/** Policy documents 政策文件 (IND-13): the disclosure fields 索引号、发布机构、公开方式、组配分类、发文字号、成文时间; the seventh, 公文时效, is reckoned for any day. */
export const policyDocument = register({
  register: 'policy-document',
  area: 'policies',
  for: ['IND-13', 'IND-17'],
  stands: ['county', 'town', 'community'],
  fields: {
    title: text({ required: true, most: 200 }),
    level: code('policy_level', { required: true, filter: true }),
    index_number: text({ most: 40 }),
    issuer: text({ required: true, most: 100 }),
    openness: code('policy_openness', { required: true, filter: true }),
    category: code('policy_category', { required: true, filter: true }),
    number: text({ most: 60 }),
    made_on: day({ required: true, notAfter: 'today' }),
    published_on: day({ notBefore: 'made_on' }),
    effective_on: day({ required: true, notBefore: 'made_on' }),
    ended_on: day({ notBefore: 'effective_on' }),
    address: text({ most: 300 }),
    summary: note({ most: 1_000 }),
  },
  title: 'title',
  lasts: ['effective_on', 'ended_on'],
  identity: ['place', 'title', 'made_on'],
  find: ['number', 'index_number', 'issuer'],
  list: ['number', 'issuer', 'level', 'category', 'made_on', 'ended_on'],
  sorts: ['made_on', 'effective_on'],
  measures: { policy_documents: {} },
});
export type PolicyDocument = Entry<typeof policyDocument>;
