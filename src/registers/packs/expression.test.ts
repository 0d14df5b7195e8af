import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileExpression, ExpressionFault } from './packs.ts';

const variables = { area: 'double', kind: 'string', rows: 'list', person: 'map' } as const;
const values = { area: 300, kind: 'urban', rows: [1, 2], person: { age: 67 } };
const result = (source: string): unknown => compileExpression(source, variables).evaluate(values);

test('an author writes whole numbers as he likes', () => {
  assert.equal(result('area >= 300 && area == 300'), true);
  assert.equal(result('area / 4 * 100'), 7500);
  assert.equal(result('1 / 2 * area'), 150);
  assert.equal(result('kind == "urban" ? area : 0'), 300);
  assert.equal(result('area in [150, 300]'), true);
  assert.equal(result('size(rows) > 1'), true);
  assert.equal(result('size(rows) * area'), 600);
  assert.equal(result('rows[0] == 1'), true);
  assert.equal(result('person.age >= 60 && kind != "300"'), true);
});

test('an expression knows which variables it reads', () => {
  assert.deepEqual(compileExpression('kind == "area" ? person.rows : 1.5', variables).variables, ['kind', 'person']);
});

test('each fault of an expression has its kind', () => {
  const kindOf = (source: string): string | undefined => {
    try {
      result(source);
    } catch (error) {
      return error instanceof ExpressionFault ? `${error.kind}` : String(error);
    }
    return undefined;
  };
  assert.equal(kindOf('area >'), 'syntax');
  assert.equal(kindOf('aera > 3'), 'unknown-variable');
  assert.equal(kindOf('area > kind'), 'type');
  assert.equal(kindOf('person.income > 3'), 'evaluation');
});
