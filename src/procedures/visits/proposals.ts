import type { Day, Handle } from '../../kernel/kernel.ts';
import { addDays, dayOf } from '../../kernel/kernel.ts';
import type { NewProposal } from '../../registers/registers.ts';
import { idHash, normaliseName, normalisePhone, phoneLast4, requireCitizenNumber } from '../../registers/registers.ts';
import { getLifePerson } from '../life/life.store.ts';
import type { Door, VisitDesk } from './door.ts';
import type { ChangedMember, JoiningMember, VisitDecision } from './visit.ts';

interface Found {
  readonly door: Door;
  readonly decision: VisitDecision;
  readonly on: Day;
  readonly toPlace: string;
  readonly said: string;
  readonly basis: { readonly kind: string; readonly id: string };
}

/** What was found at a door and the community checks, each with what stands now. Throws the faults of names and numbers. */
export async function proposalsOf(
  desk: VisitDesk,
  handle: Handle,
  { door, decision, on, toPlace, said, basis }: Found,
): Promise<NewProposal[]> {
  const due = addDays(dayOf(desk.clock.now()), desk.setting('registers.decision_days'));
  const common = { kind: 'visit', register: 'person', said, basis, due } as const;
  const about = (id: string) => ({ ...common, place: door.members.find((member) => member.id === id)!, entry: id, person: id });
  const changed = await Promise.all(
    decision.changed.map(async (one) => ({ ...about(one.id), what: 'facts', ...(await factsOf(desk, handle, one, door, on)) })),
  );
  return [
    // Beside the day something must differ.
    ...changed.filter(({ after }) => Object.keys(after).length > 1),
    ...decision.gone.map((id) => ({ ...about(id), what: 'left', after: { on, to_place: toPlace.trim() } })),
    ...decision.died.map((id) => ({ ...about(id), what: 'death', after: { on } })),
    ...decision.joins.map((one) => ({
      ...common,
      place: door.person,
      entry: null,
      person: null,
      what: 'joins',
      ...joining(desk, door, one, on),
    })),
  ];
}

/** Only what differs from the record; a telephone is sealed until somebody decides. */
async function factsOf({ vault }: VisitDesk, handle: Handle, { id, facts, phone }: ChangedMember, { person }: Door, on: Day) {
  const held = await getLifePerson(handle, person.county, id);
  const names = (Object.keys(facts) as (keyof typeof facts)[]).filter((name) => (facts[name] ?? '') !== (held[name] ?? ''));
  const pick = (from: Partial<Record<keyof typeof facts, unknown>>) => Object.fromEntries(names.map((name) => [name, from[name] ?? null]));
  const number = phone === '' ? undefined : normalisePhone(phone);
  return {
    before: pick(held),
    after: { on, ...pick(facts), ...(number === undefined ? {} : { phone_last4: phoneLast4(number) }) },
    ...(number === undefined ? {} : { sealed: vault.seal(JSON.stringify({ phone: number })) }),
  };
}

/** Somebody not registered yet: name and numbers are sealed until somebody decides. */
function joining({ vault, areas, clock }: VisitDesk, { person }: Door, { relation, residence, ...given }: JoiningMember, on: Day) {
  const citizen = requireCitizenNumber(given.idNumber, areas, dayOf(clock.now()));
  const phone = given.phone === '' ? '' : normalisePhone(given.phone);
  return {
    after: { on, relation, residence, household: person.household_id, address: person.address },
    sealed: vault.seal(JSON.stringify({ name: normaliseName(given.name), idNumber: citizen.number, phone })),
    idHash: idHash(vault, citizen.number),
  };
}
