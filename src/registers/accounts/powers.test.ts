import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { powers } from './account.ts';

const source = resolve(import.meta.dirname, '../..');
const asked = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .flatMap((name) =>
    [...readFileSync(join(source, name), 'utf8').matchAll(/(?:requireHat\(request, |powers\.includes\(|usePower\()'([\w.]+)'/g)].map(
      (found) => found[1]!,
    ),
  );

test('every power the faces ask for is on the list a role may draw from', () => {
  assert.ok(new Set(asked).size > 10);
  assert.deepEqual(
    [...new Set(asked)].filter((power) => !(powers as readonly string[]).includes(power)),
    // Said by the server of every hat to which a register opens, whatever power opens it.
    ['registers.open'],
  );
});

test('every power on the list is asked for somewhere; supervision is given by the acts of a procedure', () => {
  assert.deepEqual(
    powers.filter((power) => !asked.includes(power)),
    ['case.supervise'],
  );
});
