import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';

const app = resolve(import.meta.dirname, '..');
const base = resolve(import.meta.dirname, '../../../../../packs/base');
const catalogue = parse(readFileSync(join(base, 'texts/zh-CN/workbench.yaml'), 'utf8')) as Record<string, unknown>;
const sources = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
  .map((name) => ({ name, code: readFileSync(join(app, name), 'utf8') }));

function find(key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>(
      (here, part) => (typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[part] : undefined),
      catalogue,
    );
}

test('every text the workbench names stands in the catalogue', () => {
  const asked = sources.flatMap(({ name, code }) =>
    [...code.matchAll(/\bwords\(([^)]*)/g)].flatMap((call) =>
      [...call[1]!.matchAll(/'([a-zA-Z][\w-]*(?:\.[\w-]+)*)'/g)].map((key) => ({ name, key: key[1]! })),
    ),
  );
  const gaps = asked.filter(({ key }) => key.includes('.') && typeof find(key) !== 'string').map(({ name, key }) => `${name}: ${key}`);
  assert.ok(asked.length > 300);
  assert.deepEqual(gaps, []);
});

test('every family of texts that is named by a value exists', () => {
  const families = sources.flatMap(({ name, code }) =>
    [...code.matchAll(/\bwords(?:Or)?\(`([\w.-]+)\.\$\{/g)].map((key) => ({ name, key: key[1]! })),
  );
  const gaps = families.filter(({ key }) => typeof find(key) !== 'object').map(({ name, key }) => `${name}: ${key}`);
  assert.deepEqual(gaps, []);
});

test('the people offered on the sign-in page are staff of the demonstration', () => {
  const { password, staff } = parse(readFileSync(join(base, '../liuwan/staff.yaml'), 'utf8')) as {
    password: string;
    staff: { login: string; name: string }[];
  };
  assert.equal(find('session.characterPassword'), password);
  for (const [login, shown] of Object.entries(find('session.character') as Record<string, string>))
    assert.equal(staff.find((one) => one.login === login)?.name, shown.split(' ')[0]);
});

test('no Chinese character stands in the sources of the workbench', () => {
  assert.deepEqual(
    sources.filter(({ code }) => /\p{Script=Han}/u.test(code)).map(({ name }) => name),
    [],
  );
});
