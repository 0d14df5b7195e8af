import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GraphDocument, GraphLink, PolicyGraph } from './graph.ts';
import { groundsOf, validityOf } from './graph.ts';

const paper = (id: string, from: string, more: Partial<GraphDocument> = {}): GraphDocument => ({
  id,
  title: id,
  number: '',
  issuer: '',
  made_on: from,
  effective_on: from,
  ended_on: null,
  ...more,
});
const graph = (documents: readonly GraphDocument[], ...links: readonly [string, string, string][]): PolicyGraph => ({
  documents: new Map(documents.map((one) => [one.id, one])),
  links: links.map(([document, relation, cites]): GraphLink => ({ document, relation, cites })),
});

test('IND-13 a document holds from its first day until its own last one or the first day of what replaces or repeals it, whichever is earlier', () => {
  const [old, young, later] = [paper('old', '2020-01-01'), paper('young', '2022-01-01'), paper('later', '2023-01-01')];
  const all = graph([old, young, later], ['later', 'repeals', 'old'], ['young', 'replaces', 'old']);
  assert.deepEqual(
    ['2019-12-31', '2021-12-31', '2022-01-01'].map((day) => validityOf(all, old, day).state),
    ['not_yet', 'valid', 'replaced'],
  );
  const short = paper('old', '2020-01-01', { ended_on: '2021-06-30' });
  assert.deepEqual(validityOf(graph([short, young], ['young', 'replaces', 'old']), short, '2024-01-01'), {
    state: 'lapsed',
    since: '2021-06-30',
  });
  assert.equal(validityOf(graph([old, young], ['young', 'basis', 'old']), old, '2024-01-01').state, 'valid');
});

test('IND-17 grounds follow to the grounds of the grounds, each once, and a ring ends', () => {
  const papers = ['a', 'b', 'c', 'd'].map((id) => paper(id, '2020-01-01'));
  const all = graph(
    papers,
    ['a', 'implements', 'b'],
    ['b', 'basis', 'c'],
    ['c', 'basis', 'a'],
    ['a', 'basis', 'c'],
    ['a', 'replaces', 'd'],
  );
  assert.deepEqual(
    groundsOf(all, papers[0]!).map((one) => one.id),
    ['b', 'c'],
  );
});
