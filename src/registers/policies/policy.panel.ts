import { allEntries } from '../register/entries.store.ts';
import type { PanelRead } from '../register/panel.ts';
import type { GraphDocument } from './graph.ts';
import { policyPanel } from './graph.ts';
import type { PolicyDocument } from './policy-document.register.ts';
import { policyDocument } from './policy-document.register.ts';
import { policyLink } from './policy-link.register.ts';

/** How each document stands on a day, and the graph of what rests on what (IND-13, IND-17). */
export const policyGraph: PanelRead = {
  of: policyDocument,
  panel: 'graph',
  for: ['IND-13', 'IND-17'],
  async read(desk) {
    const [documents, links] = await Promise.all([allEntries(desk, policyDocument), allEntries(desk, policyLink)]);
    return policyPanel(desk.on, { documents: new Map(documents.map((one) => [one.id, graphDocument(one)])), links });
  },
};

function graphDocument({ id, title, number, issuer, made_on, effective_on, ended_on }: PolicyDocument): GraphDocument {
  return { id, title, number, issuer, made_on: made_on!, effective_on: effective_on!, ended_on };
}
