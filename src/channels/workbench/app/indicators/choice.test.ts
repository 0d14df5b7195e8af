import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choicesOf, choose } from './choice.ts';
import type { FigureState, PlanFigure } from './plan.client.ts';

const figure = (
  id: string,
  state: FigureState,
  gap: number | null,
  target: number | null,
  strength = 'mandated',
  section = 'two',
): PlanFigure => ({ id, state, gap, target, promise: { strength, source: { document: 'X', section } } }) as unknown as PlanFigure;
const figures = [
  figure('A01', 'met', 3, 10),
  figure('A02', 'unmet', -5, 100),
  figure('A03', 'no-data', null, 10, 'strive'),
  figure('A04', 'unmet', -5, 10, 'strive', 'three'),
  figure('A05', 'undecided', -90, 100),
  figure('A06', 'not-applicable', null, 100),
  figure('A07', 'measured', null, null),
];
const ids = (choice: Parameters<typeof choose>[1]): string =>
  choose(figures, choice)
    .map((one) => one.id)
    .join(' ');

test('figures are chosen by light, by strength of wording and by chapter, together', () => {
  assert.equal(ids({}), 'A01 A02 A03 A04 A05 A06 A07');
  assert.equal(ids({ light: 'unmet' }), 'A02 A04');
  assert.equal(ids({ strength: 'strive' }), 'A03 A04');
  assert.equal(ids({ light: 'unmet', strength: 'strive', chapter: 'three' }), 'A04');
  assert.deepEqual(choicesOf(figures), { strengths: ['mandated', 'strive'], chapters: ['two', 'three'] });
});

test('by gap the largest share of its own target comes first, then what cannot be judged, what is met, what does not apply', () => {
  assert.equal(ids({ order: 'gap' }), 'A04 A02 A05 A03 A07 A01 A06');
});
