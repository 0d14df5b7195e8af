import assert from 'node:assert/strict';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { checkPackFolder } from '../src/main/pack-check.ts';

const root = resolve(import.meta.dirname, '..');
const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'linli-guide-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The blocks of the guide that say into which file of a pack they go. */
const shown = [...guide.matchAll(/^`packs\/([\w./-]+)`\n\n```yaml\n([\s\S]*?)^```$/gm)].map(([, file, text]) => ({
  file: file!,
  text: text!,
}));

test('an item, a procedure and an indicator added as the guide shows pass the check of the packs', () => {
  cpSync(join(root, 'packs'), folder, { recursive: true });
  assert.deepEqual(
    shown.map(({ file }) => file),
    ['liuwan/items.yaml', 'liuwan/procedures.yaml', 'liuwan/targets.yaml'],
  );
  for (const { file, text } of shown) appendFileSync(join(folder, file), `\n${text}`);
  assert.deepEqual(checkPackFolder(folder).faults, []);
});

test('every file and folder that the guide and the house on one page name is there', () => {
  for (const [document, base] of [
    ['CONTRIBUTING.md', root],
    ['docs/architecture.md', join(root, 'docs')],
    ['README.md', root],
  ] as const) {
    const text = readFileSync(join(root, document), 'utf8');
    const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, path]) => join(base, path!));
    const named = [...text.matchAll(/`((?:src|tests|db|docs|packs)\/[\w./-]+)`/g)].map(([, path]) => join(root, path!));
    for (const path of [...linked, ...named].filter((one) => !shown.some(({ file }) => one.endsWith(file))))
      assert.ok(existsSync(path), `${document} names ${path}`);
  }
});
