import type { Day, FieldFault } from '../../kernel/kernel.ts';
import { defineErrors, LinliError } from '../../kernel/kernel.ts';
import type { Residence } from '../../registers/registers.ts';
import type { LifeWish } from '../life/life.ts';

export const visitErrors = defineErrors({ VISIT_NOT_HERE: 404, VISIT_PHOTO_GONE: 409, TASK_FOR_NOBODY: 409, TASK_WITHOUT_POST: 409 });

/** How a visit at the door ends. */
export const visitResults = ['met', 'absent', 'refused', 'moved', 'died'] as const;
export type VisitResult = (typeof visitResults)[number];

/** What is no longer so of somebody at the door. */
export interface ChangedMember {
  readonly id: string;
  readonly facts: LifeWish['facts'];
  readonly phone: string;
}

/** Somebody who lives there and is not registered. */
export interface JoiningMember {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly relation: string;
  readonly residence: Residence;
}

/** What a grid worker says of a door. */
export interface VisitWish {
  readonly result: VisitResult;
  readonly on: Day;
  /** Who moved away or died; of others nothing is said. */
  readonly who: readonly string[];
  readonly toPlace: string;
  readonly changed: readonly ChangedMember[];
  readonly joins: readonly JoiningMember[];
}

/** What a visit says, taken apart: who was found as known, and what somebody else decides. */
export interface VisitDecision {
  readonly unchanged: readonly string[];
  readonly changed: readonly ChangedMember[];
  readonly gone: readonly string[];
  readonly died: readonly string[];
  readonly joins: readonly JoiningMember[];
}

const nobody: VisitDecision = { unchanged: [], changed: [], gone: [], died: [], joins: [] };

/** Decides what a visit says of the members of a door. Throws INPUT_INVALID, VISIT_NOT_HERE. */
export function decideVisitAt(members: readonly string[], wish: VisitWish): VisitDecision {
  const named = [...wish.who, ...wish.changed.map(({ id }) => id)];
  if (named.some((id) => !members.includes(id))) throw new LinliError('VISIT_NOT_HERE');
  if (wish.result === 'absent' || wish.result === 'refused') return nobody;
  if (wish.result === 'met') {
    const changed = wish.changed.filter(({ facts, phone }) => Object.keys(facts).length > 0 || phone !== '');
    const unchanged = members.filter((id) => !changed.some((one) => one.id === id));
    return { ...nobody, unchanged, changed, joins: wish.joins };
  }
  refuse({
    ...(wish.who.length === 0 ? { who: { code: 'FIELD_REQUIRED' } } : {}),
    ...(wish.result === 'moved' && wish.toPlace.trim() === '' ? { to_place: { code: 'FIELD_REQUIRED' } } : {}),
  });
  return wish.result === 'moved' ? { ...nobody, gone: wish.who } : { ...nobody, died: wish.who };
}

function refuse(faults: Readonly<Record<string, FieldFault>>): void {
  const count = Object.keys(faults).length;
  if (count > 0) throw new LinliError('INPUT_INVALID', { count }, faults);
}
