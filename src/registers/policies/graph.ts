import type { Day } from '../../kernel/kernel.ts';
import { sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import type { Panel, PanelRow } from '../register/panel.ts';
import { sayNames } from '../register/panel.ts';

/** What the graph needs of a document. */
export interface GraphDocument {
  readonly id: string;
  readonly title: string;
  readonly number: string;
  readonly issuer: string;
  readonly made_on: Day;
  readonly effective_on: Day;
  readonly ended_on: Day | null;
}

export interface GraphLink {
  readonly document: string | null;
  readonly cites: string | null;
  readonly relation: string;
}

/** How a document stands on a day: 公文时效. */
export type Validity =
  | { readonly state: 'not_yet' | 'valid' }
  | { readonly state: 'lapsed'; readonly since: Day }
  | { readonly state: 'replaced' | 'repealed'; readonly since: Day; readonly by: GraphDocument };

export interface PolicyGraph {
  readonly documents: ReadonlyMap<string, GraphDocument>;
  readonly links: readonly GraphLink[];
}

/** Whether a document holds on a day: what has begun, was not ended by its own words, and not replaced or repealed by one that has begun (IND-13). The earliest end counts. */
export function validityOf({ documents, links }: PolicyGraph, one: GraphDocument, on: Day): Validity {
  if (one.effective_on > on) return { state: 'not_yet' };
  const ends = links
    .filter((link) => link.cites === one.id && (link.relation === 'replaces' || link.relation === 'repeals'))
    .flatMap((link): Extract<Validity, { by: GraphDocument }>[] => {
      const by = documents.get(link.document ?? '');
      return by && by.effective_on <= on
        ? [{ state: link.relation === 'replaces' ? 'replaced' : 'repealed', since: by.effective_on, by }]
        : [];
    })
    .sort((left, right) => left.since.localeCompare(right.since));
  const [first] = ends;
  if (one.ended_on !== null && one.ended_on <= on && (first === undefined || one.ended_on <= first.since))
    return { state: 'lapsed', since: one.ended_on };
  return first ?? { state: 'valid' };
}

const RESTING = ['basis', 'implements'];

/** The documents on which one rests, nearest first, each once: basis of the basis follows, a ring ends where it closes (IND-17). */
export function groundsOf({ documents, links }: PolicyGraph, one: GraphDocument): GraphDocument[] {
  const found = new Map<string, GraphDocument>();
  let edge = [one.id];
  while (edge.length > 0) {
    const cited = links
      .filter((link) => RESTING.includes(link.relation) && edge.includes(link.document ?? ''))
      .map((link) => link.cites ?? '');
    edge = [...new Set(cited)].filter((id) => id !== one.id && !found.has(id) && documents.has(id));
    for (const id of edge) found.set(id, documents.get(id)!);
  }
  return [...found.values()];
}

export function sayDocument({ title, number }: GraphDocument): string {
  return number === '' ? text('panels.policies.titled', { title }) : text('panels.policies.numbered', { title, number });
}

function sayValidity(validity: Validity): string {
  switch (validity.state) {
    case 'not_yet':
    case 'valid':
      return text(`panels.policies.states.${validity.state}`);
    case 'lapsed':
      return text('panels.policies.states.lapsed', { since: sayDay(validity.since) });
    case 'replaced':
    case 'repealed':
      return text(`panels.policies.states.${validity.state}`, { since: sayDay(validity.since), by: sayDocument(validity.by) });
  }
}

/** Document by document: how it stands, what it rests on, what rests on it, and which of its grounds no longer hold (IND-13, IND-17). */
export function policyPanel(on: Day, graph: PolicyGraph): Panel {
  return {
    on,
    columns: (['number', 'issuer', 'made_on', 'validity', 'grounds', 'followers'] as const).map((name) => ({
      name,
      title: text(`panels.policies.columns.${name}`),
    })),
    rows: [...graph.documents.values()].map((one) => documentRow(on, graph, one)),
    why: [text('panels.policies.rule', { on: sayDay(on) })],
  };
}

function documentRow(on: Day, graph: PolicyGraph, one: GraphDocument): PanelRow {
  const validity = validityOf(graph, one, on);
  const grounds = groundsOf(graph, one);
  const followers = [...graph.documents.values()].filter((other) =>
    graph.links.some((link) => RESTING.includes(link.relation) && link.document === other.id && link.cites === one.id),
  );
  const fallen = grounds.filter((ground) => !['valid', 'not_yet'].includes(validityOf(graph, ground, on).state));
  return {
    key: one.id,
    name: one.title,
    values: {
      number: one.number,
      issuer: one.issuer,
      made_on: one.made_on,
      validity: text(`panels.policies.short.${validity.state}`),
      grounds: grounds.length,
      followers: followers.length,
    },
    met: validity.state === 'valid' ? fallen.length === 0 : null,
    why: [
      sayValidity(validity),
      text('panels.policies.grounds', { named: sayNames(grounds.map(sayDocument)) }),
      text('panels.policies.followers', { named: sayNames(followers.map(sayDocument)) }),
      ...(validity.state === 'valid' && fallen.length > 0
        ? [text('panels.policies.fallen', { named: sayNames(fallen.map(sayDocument)) })]
        : []),
    ],
  };
}
