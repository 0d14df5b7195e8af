import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rank } from './rank.ts';

const item = (id: string, title: string, summary: string, aliases: string[]) => ({
  id,
  title,
  summary,
  aliases,
  category: '',
  department: '',
  limit: null,
});
const items = [
  item('allowance', '高龄津贴申请', '年满规定岁数的老人，每月可以领一笔津贴。', ['老人补贴', '八十岁补贴']),
  item('relief', '临时救助申请', '家里突然遇到火灾、车祸、大病等难处，可以申请救助。', ['困难补助', '火灾救助']),
];

test('a whole sentence finds the item whose words it shares', () => {
  assert.deepEqual(
    rank(items, '我家里遭了火灾，怎么办').map((one) => one.id),
    ['relief'],
  );
  assert.equal(rank(items, '奶奶八十岁了有没有补贴')[0]?.id, 'allowance');
});

test('a name stands before a description, nothing typed shows all, and a stranger finds nothing', () => {
  assert.equal(rank(items, '老人补贴')[0]?.id, 'allowance');
  assert.equal(rank(items, '').length, 2);
  assert.deepEqual(rank(items, 'xyz'), []);
});
