import type { FieldFault } from '../../kernel/kernel.ts';
import { defineErrors } from '../../kernel/kernel.ts';
import type { Entry } from '../register/declare.ts';
import { code, entryOf, register, text } from '../register/declare.ts';
import { policyDocument } from './policy-document.register.ts';

export const policyErrors = defineErrors({ POLICY_CITES_ITSELF: 400 });

/** On which document another rests, which one it carries out, replaces or repeals (IND-13, IND-17). */
export const policyLink = register({
  register: 'policy-link',
  area: 'policies',
  for: ['IND-13', 'IND-17'],
  stands: ['county', 'town', 'community'],
  fields: {
    quote: text({ required: true, most: 200 }),
    document: entryOf(policyDocument, { required: true }),
    relation: code('policy_relation', { required: true, filter: true }),
    cites: entryOf(policyDocument, { required: true }),
    clause: text({ most: 60 }),
  },
  title: 'quote',
  identity: ['place', 'document', 'relation', 'cites'],
  find: ['clause'],
  list: ['document', 'relation', 'cites', 'clause'],
  sorts: [],
  rules: ({ document, cites }): Record<string, FieldFault> =>
    document === cites ? { cites: { code: policyErrors.POLICY_CITES_ITSELF } } : {},
});
export type PolicyLink = Entry<typeof policyLink>;
