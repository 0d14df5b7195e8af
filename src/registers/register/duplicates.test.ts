import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAlike, likeness } from './duplicates.ts';

test('names are alike when they sound the same, longer ones when most of them agrees', () => {
  assert.ok(isAlike('赵明远', '赵明元'));
  assert.ok(isAlike('柳湾县夕阳红合唱团', '柳湾镇夕阳红合唱团'));
  assert.ok(isAlike('杨柳社区志愿服务队', '杨柳社区志愿者服务队'));
  assert.ok(!isAlike('王小丽', '王小芳'));
  assert.ok(!isAlike('杨柳社区合唱团', '杨柳社区老年书画社'));
  assert.ok(!isAlike('', ''));
});

test('likeness is the same both ways, whole for the same text and nothing for none', () => {
  for (const [left, right] of [
    ['南园社区', '南苑社区'],
    ['甲', '甲乙'],
    ['', '甲'],
  ] as const)
    assert.equal(likeness(left, right), likeness(right, left));
  assert.equal(likeness('南园社区', '南园社区'), 1);
  assert.equal(likeness('', ''), 0);
});
