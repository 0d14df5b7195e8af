import { gramsOf } from '../../kernel/kernel.ts';
import { spellName } from '../people/person.store.ts';

/** By what two entries of a register are taken for one: fields that agree, and texts that are alike in one place. */
export interface Duplicates {
  readonly same?: readonly string[];
  readonly like?: readonly string[];
}

/** A name this short is alike only when it sounds the same: 王小丽 and 王小芳 are two people. */
const SHORT = 4;
/** So much of two longer names must agree. */
const ALIKE = 0.6;

/** How alike two texts are, 0 to 1: what they share of single characters and pairs. */
export function likeness(left: string, right: string): number {
  const [one, other] = [new Set(gramsOf(left)), new Set(gramsOf(right))];
  if (one.size + other.size === 0) return 0;
  return (2 * [...one].filter((gram) => other.has(gram)).length) / (one.size + other.size);
}

/** Whether two texts may name the same: written alike, or sounding the same when they are short. */
export function isAlike(left: string, right: string): boolean {
  if (left === '' || right === '') return false;
  if (left === right || spellName(left)[0] === spellName(right)[0]) return true;
  return Math.min([...left].length, [...right].length) > SHORT && likeness(left, right) >= ALIKE;
}
