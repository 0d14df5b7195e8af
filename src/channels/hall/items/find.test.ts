import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import type { ServiceItem } from '../../../procedures/procedures.ts';
import { findItems, hallItems } from './find.ts';

const all = parse(readFileSync(resolve(import.meta.dirname, '../../../../packs/base/items.yaml'), 'utf8')) as ServiceItem[];
const items = hallItems(all);
const first = (query: string): string | undefined => findItems(items, query)[0]?.item;

describe('finding an item in everyday words', () => {
  it('knows what people call it', () => {
    assert.equal(first('老人补贴'), 'old-age-allowance');
    assert.equal(first('我妈八十了想领高龄补贴'), 'old-age-allowance');
    assert.equal(first('家里着火了 没钱看病'), 'temporary-relief');
    assert.equal(first('困难补助'), 'temporary-relief');
  });

  it('shows everything for an empty question and nothing for one about something else', () => {
    assert.equal(findItems(items, ' ').length, items.length);
    assert.deepEqual(findItems(items, 'xyz'), []);
  });

  it('offers only what can be applied for online', () => {
    assert.ok(all.some((item) => item.item === 'rectification') && !items.some((item) => item.item === 'rectification'));
  });
});

it('a search of which no word is left finds nothing, and no search shows everything', () => {
  assert.deepEqual(
    ['。。', '·', '()'].map((query) => findItems(items, query).length),
    [0, 0, 0],
  );
  assert.deepEqual(
    ['', ' '].map((query) => findItems(items, query).length),
    [items.length, items.length],
  );
});
