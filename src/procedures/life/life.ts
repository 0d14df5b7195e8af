import type { Day, FieldFault } from '../../kernel/kernel.ts';
import { defineErrors, LinliError } from '../../kernel/kernel.ts';
import type { Residence } from '../../registers/registers.ts';

export const lifeErrors = defineErrors({
  LIFE_NO_HOME: 409,
  LIFE_SAME_HOME: 409,
  LIFE_ENDED: 409,
  LIFE_MOVED_ON: 409,
  LIFE_UNDONE: 409,
  LIFE_EVENT_NOT_FOUND: 404,
  LIFE_OTHER_COMMUNITY: 400,
});

/** What happens in the life of a person and changes the register of people (RES-01, RES-08 … RES-10). */
export const lifeKinds = ['birth', 'join', 'split', 'move', 'facts', 'visit', 'death'] as const;
export type LifeKind = (typeof lifeKinds)[number];

/** What a person's record says that an event may change. */
export interface LifeRecord {
  readonly household_id: string | null;
  readonly relation: string;
  readonly address: string;
  readonly grid: string | null;
  readonly residence: Residence;
  readonly education: string;
  readonly political_status: string;
  readonly occupation: string;
  readonly ethnic_group: string | null;
  readonly came_on: Day | null;
  /** When somebody last saw at the door that all this is so. */
  readonly checked_on: Day | null;
  readonly ended_on: Day | null;
  readonly end_kind: string;
}

export interface LifePerson extends LifeRecord {
  readonly id: string;
  readonly version: number;
  readonly birth: Day | null;
}

/** A household with who lives in it. */
export interface Home {
  readonly id: string;
  readonly head: string | null;
  readonly address: string;
  readonly grid: string | null;
  readonly members: readonly LifePerson[];
}

export interface HomeRecord {
  readonly head: string | null;
  readonly address: string;
  readonly grid: string | null;
  readonly closed_on: Day | null;
}

/** What an event rests on. */
export interface LifeFacts {
  readonly person: LifePerson;
  readonly home: Home | undefined;
  /** The household joined. */
  readonly target: Home | undefined;
}

/** What somebody says happened. */
export interface LifeWish {
  readonly kind: LifeKind;
  readonly on: Day;
  readonly relation: string;
  readonly address: string;
  /** The grid moved to; undefined to stay in the present one. */
  readonly grid: string | null | undefined;
  /** Members of the household who were seen at the door as well. */
  readonly seen?: readonly string[];
  /** The whole household moves. */
  readonly whole: boolean;
  /** Facts of the person that are so from now on. */
  readonly facts: Partial<Pick<LifeRecord, 'residence' | 'education' | 'political_status' | 'occupation' | 'ethnic_group' | 'came_on'>>;
}

export interface PersonStep {
  readonly id: string;
  readonly version: number;
  readonly before: Partial<LifeRecord>;
  readonly set: Partial<LifeRecord>;
}
export interface HomeStep {
  readonly id: string;
  readonly before: Partial<HomeRecord>;
  readonly set: Partial<HomeRecord>;
}

/** What an event does, as values. */
export interface LifeDecision {
  readonly people: readonly PersonStep[];
  readonly homes: readonly HomeStep[];
  /** A household of one's own at this address. */
  readonly opens: { readonly address: string; readonly grid: string | null } | undefined;
  /** Labels, absences, benefits and sign-ins of the person end. */
  readonly ends: boolean;
  /** Who is head from now on, and of which household. */
  readonly newHead: string | undefined;
}

const nothing: LifeDecision = { people: [], homes: [], opens: undefined, ends: false, newHead: undefined };

/** How the head of a household is called by those who live with the head. */
const HEAD = /^(?:本人或)?户主$/u;
const SPOUSE = /^(?:配偶|夫|妻)$/u;

/** Decides what an event changes. Throws LIFE_ENDED, LIFE_NO_HOME, LIFE_SAME_HOME, INPUT_INVALID. */
export function decideLife(facts: LifeFacts, wish: LifeWish, headWord: string): LifeDecision {
  if (facts.person.ended_on !== null) throw new LinliError('LIFE_ENDED');
  switch (wish.kind) {
    case 'birth':
      return decideBirth(facts, wish);
    case 'join':
      return decideJoin(facts, wish, headWord);
    case 'split':
      return decideSplit(facts, wish, headWord);
    case 'move':
      return decideMove(facts, wish);
    case 'facts':
      return decideFacts(facts, wish);
    case 'visit':
      return decideVisit(facts, wish);
    case 'death':
      return decideDeath(facts, wish, headWord);
  }
}

function decideBirth({ home }: LifeFacts, { relation }: LifeWish): LifeDecision {
  if (!home) throw new LinliError('LIFE_NO_HOME');
  refuse(relation === '' ? { relation: { code: 'FIELD_REQUIRED' } } : {});
  return nothing;
}

function decideJoin({ person, home, target }: LifeFacts, { relation, on }: LifeWish, headWord: string): LifeDecision {
  refuse({
    ...(target ? {} : { household: { code: 'FIELD_REQUIRED' } }),
    ...(relation === '' ? { relation: { code: 'FIELD_REQUIRED' } } : {}),
  });
  if (home?.id === target!.id) throw new LinliError('LIFE_SAME_HOME');
  const moved = step(person, { household_id: target!.id, relation, address: target!.address, grid: target!.grid });
  return leaving(person, home, on, headWord, { ...nothing, people: [moved] });
}

function decideSplit({ person, home }: LifeFacts, { address, grid, on }: LifeWish, headWord: string): LifeDecision {
  refuse(address === '' ? { address: { code: 'FIELD_REQUIRED' } } : {});
  const at = grid === undefined ? person.grid : grid;
  const moved = step(person, { relation: headWord, address, grid: at });
  return leaving(person, home, on, headWord, { ...nothing, people: [moved], opens: { address, grid: at } });
}

function decideMove({ person, home }: LifeFacts, { address, grid, whole }: LifeWish): LifeDecision {
  refuse(address === '' ? { address: { code: 'FIELD_REQUIRED' } } : {});
  const at = grid === undefined ? person.grid : grid;
  if (!whole) return { ...nothing, people: [step(person, { address, grid: at })] };
  if (!home) throw new LinliError('LIFE_NO_HOME');
  const set = { address, grid: at };
  return {
    ...nothing,
    people: home.members.map((member) => step(member, set)),
    homes: [{ id: home.id, before: { address: home.address, grid: home.grid }, set }],
  };
}

function decideFacts({ person }: LifeFacts, { facts }: LifeWish): LifeDecision {
  const changed = step(person, facts);
  if (Object.keys(changed.set).length === 0) throw new LinliError('ENTRY_UNCHANGED');
  return { ...nothing, people: [changed] };
}

/** Seen at the door: what is so stands as it was or as it is now, and was checked on that day. */
function decideVisit({ person, home }: LifeFacts, { facts, on, seen = [] }: LifeWish): LifeDecision {
  const others = (home?.members ?? []).filter((member) => member.id !== person.id && seen.includes(member.id));
  const people = [step(person, { ...facts, checked_on: on }), ...others.map((member) => step(member, { checked_on: on }))];
  const changed = people.filter((one) => Object.keys(one.set).length > 0);
  if (changed.length === 0) throw new LinliError('ENTRY_UNCHANGED');
  return { ...nothing, people: changed };
}

function decideDeath({ person, home }: LifeFacts, { on }: LifeWish, headWord: string): LifeDecision {
  if (person.birth !== null && on < person.birth) throw new LinliError('INPUT_INVALID', { count: 1 }, { on: 'FIELD_DATE_ORDER' });
  const died = step(person, { ended_on: on, end_kind: 'death' });
  return { ...leaving(person, home, on, headWord, { ...nothing, people: [died] }), ends: true };
}

/** Whoever leaves a household as its head is followed by the spouse, else the eldest; an empty one is closed. */
function leaving(person: LifePerson, home: Home | undefined, on: Day, headWord: string, decision: LifeDecision): LifeDecision {
  if (!home) return decision;
  const rest = home.members.filter((member) => member.id !== person.id);
  if (rest.length === 0)
    return { ...decision, homes: [...decision.homes, { id: home.id, before: { closed_on: null }, set: { closed_on: on } }] };
  const leads = home.head === person.id || HEAD.test(person.relation);
  if (!leads) return decision;
  const next = nextHead(rest);
  return {
    ...decision,
    people: [...decision.people, step(next, { relation: headWord })],
    homes: [...decision.homes, { id: home.id, before: { head: home.head }, set: { head: next.id } }],
    newHead: next.id,
  };
}

/** Spouse first, else the eldest; of those whose birth nobody knows the first. */
export function nextHead(members: readonly LifePerson[]): LifePerson {
  const eldest = [...members].sort((left, right) => (left.birth ?? '9999').localeCompare(right.birth ?? '9999'))[0]!;
  return members.find((member) => SPOUSE.test(member.relation)) ?? eldest;
}

/** Only what differs, with what it was. */
function step(person: LifePerson, wanted: Partial<LifeRecord>): PersonStep {
  const names = (Object.keys(wanted) as (keyof LifeRecord)[]).filter((name) => wanted[name] !== undefined && wanted[name] !== person[name]);
  const pick = (from: Partial<LifeRecord>): Partial<LifeRecord> => Object.fromEntries(names.map((name) => [name, from[name] ?? null]));
  return { id: person.id, version: person.version, before: pick(person), set: pick(wanted) };
}

function refuse(faults: Readonly<Record<string, FieldFault>>): void {
  const count = Object.keys(faults).length;
  if (count > 0) throw new LinliError('INPUT_INVALID', { count }, faults);
}
