import type { Handle, Scope, Vault } from '../../kernel/kernel.ts';
import { auditRow, dayOf, LinliError, newId, sayDay } from '../../kernel/kernel.ts';
import type { Basis, PackLibrary, Person, Place } from '../../registers/registers.ts';
import {
  declaredRegisters,
  getPerson,
  maskName,
  namingEntries,
  placeOf,
  registerNamed,
  registerPerson,
  requireReason,
  text,
  wordsOf,
} from '../../registers/registers.ts';
import type { Actor } from '../cases/case.ts';
import type { CaseDesk } from '../cases/commands.ts';
import { findHome, getLifePerson, listLifeEvents, recordLife, runningFor, takeLifeBack } from './life.store.ts';
import type { LifeDecision, LifeFacts, LifeWish } from './life.ts';
import { decideLife } from './life.ts';

/** Who says what happened to whom. */
export interface LifeCommand extends Omit<LifeWish, 'grid'> {
  readonly county: string;
  readonly id: string;
  readonly basis: Basis;
  /** The household joined. */
  readonly household: string | undefined;
  /** The community or grid moved to within the scope; undefined to stay. */
  readonly place: string | undefined;
  /** A newborn child. */
  readonly child: { readonly name: string; readonly idNumber: string };
  /** How items are called. */
  readonly itemTitle: (item: string) => string;
}

/** What the desk of life events needs beside that of cases. */
export type LifeDesk = Pick<CaseDesk, 'database' | 'vault' | 'clock'> & {
  readonly areas: ReadonlySet<string>;
  readonly library: PackLibrary;
};

/** What followed from an event, in words. */
export interface LifeAnswer {
  readonly id: string;
  readonly told: readonly string[];
  /** The same as the office reads it in its notices, where it has something to do. */
  readonly notice?: string;
}

/** Enters what happened to a person (RES-01, RES-08 … RES-10). Throws the LIFE_… errors, INPUT_INVALID, PERSON_NOT_FOUND. */
export function enterLife(desk: LifeDesk, scope: Scope, actor: Actor, command: LifeCommand): Promise<LifeAnswer> {
  const handle = desk.database.within(scope);
  // A child stands in the register together with its birth, or not at all.
  if (command.kind === 'birth') return handle.transaction((within) => enterLifeWithin(desk, within, actor, command));
  return enterLifeWithin(desk, handle, actor, command);
}

/** The same as a part of what else happens in a transaction. */
export async function enterLifeWithin(desk: LifeDesk, handle: Handle, actor: Actor, command: LifeCommand): Promise<LifeAnswer> {
  const now = desk.clock.now();
  if (command.on > dayOf(now)) throw new LinliError('INPUT_INVALID', { count: 1 }, { on: 'FIELD_DATE_AHEAD' });
  const { county } = command;
  const person = await getPerson(handle, county, command.id);
  const facts = await factsOf(handle, county, command);
  const grid = gridOf(person, command.place);
  const decision = decideLife(facts, { ...command, grid }, text('life.head'));
  const child = command.kind === 'birth' ? await admitChild(desk, handle, actor, person, command) : undefined;
  const told = await consequences(desk, handle, { person, decision, command });
  const id = newId(now.getTime());
  await recordLife(handle, payloadOf(desk.vault, { id, now, actor, person, grid, decision, told, command, child }));
  return { id, told, ...(decision.ends ? { notice: text('notices.life-death', noticeFacts(person, command, told)) } : {}) };
}

async function factsOf(handle: Handle, county: string, { id, household }: LifeCommand): Promise<LifeFacts> {
  const person = await getLifePerson(handle, county, id);
  const [home, target] = await Promise.all([
    person.household_id ? findHome(handle, county, person.household_id) : undefined,
    household ? findHome(handle, county, household) : undefined,
  ]);
  return { person, home, target };
}

/** A place within the community where the person lives; other communities take somebody over by a transfer. */
function gridOf(person: Person, place: string | undefined): string | null | undefined {
  if (place === undefined || place === '') return undefined;
  const to = placeOf(place);
  if (to.community !== person.community) throw new LinliError('INPUT_INVALID', { count: 1 }, { place: 'LIFE_OTHER_COMMUNITY' });
  return to.grid;
}

/** A newborn lives in the household and at the address of the parent. */
async function admitChild(
  desk: LifeDesk,
  handle: Handle,
  actor: Actor,
  parent: Person,
  { child, relation, basis, on }: LifeCommand,
): Promise<string> {
  const now = desk.clock.now();
  const place: Place = {
    province: parent.province,
    city: parent.city,
    county: parent.county,
    town: parent.town,
    community: parent.community,
    grid: parent.grid,
  };
  const input = {
    ...child,
    phone: '',
    place,
    address: parent.address,
    residence: parent.residence,
    ...(parent.ethnic_group ? { ethnicGroup: parent.ethnic_group } : {}),
    householdId: parent.household_id!,
    relation,
    source: basis.id,
    seenBy: actor.id,
  };
  const entry = {
    county: parent.county,
    at: now,
    actor: actor.id,
    hat: actor.hat,
    channel: actor.channel,
    action: 'person.register',
    reason: sayDay(on),
  };
  return registerPerson(handle, desk.vault, input, entry, { areas: desk.areas, today: dayOf(now) });
}

/** An event that was decided. */
interface Happened {
  readonly person: Person;
  readonly decision: LifeDecision;
  readonly command: LifeCommand;
}

/** What an office must know or do now, line by line. */
async function consequences({ library }: LifeDesk, handle: Handle, { person, decision, command }: Happened): Promise<string[]> {
  const lines: string[] = [];
  if (command.kind === 'birth') lines.push(text('life.told.birth', { name: maskName(command.child.name), relation: command.relation }));
  if (decision.opens) lines.push(text('life.told.opened'));
  if (decision.newHead) {
    const next = await getPerson(handle, command.county, decision.newHead);
    lines.push(text('life.told.head', { name: maskName(next.name) }));
  }
  if (decision.homes.some((one) => one.set.closed_on)) lines.push(text('life.told.closed'));
  if (!decision.ends) return lines;
  const [running, entries] = await Promise.all([
    runningFor(handle, command.county, person.id),
    namingEntries(handle, declaredRegisters, command.county, person.id, command.on),
  ]);
  const joined = (some: readonly string[]): string => some.join(text('documents.comma'));
  lines.push(text('life.told.labels'), text('life.told.signIn'));
  if (running.items.length > 0) lines.push(text('life.told.entitlements', { items: joined(running.items.map(command.itemTitle)) }));
  if (running.cases.length > 0)
    lines.push(text('life.told.cases', { cases: joined(running.cases.map((one) => `${one.title} ${one.number}`)) }));
  const posts = entries.map(([register, title]) => `${wordsOf(library, registerNamed(declaredRegisters, register)).one} ${title}`);
  if (posts.length > 0) lines.push(text('life.told.posts', { posts: joined(posts) }));
  return lines;
}

interface Recorded extends Happened {
  readonly id: string;
  readonly now: Date;
  readonly actor: Actor;
  readonly grid: string | null | undefined;
  readonly told: readonly string[];
  /** The newborn, who is gone again when the birth is taken back. */
  readonly child: string | undefined;
}

function noticeFacts(
  person: Person,
  { on }: LifeCommand,
  told: readonly string[],
): { name: string; on: string; told: string; path: string } {
  const path = `/people/${person.county}/${person.id}`;
  return { name: maskName(person.name), on: sayDay(on), told: told.join(text('life.semicolon')), path };
}

function payloadOf(vault: Vault, { id, now, actor, person, grid, decision, told, command, child }: Recorded): object {
  const { kind, on, basis } = command;
  const household = decision.opens ? newId(now.getTime()) : undefined;
  const opened = decision.opens
    ? [{ ...decision.opens, id: household, head: person.id, standing: person.residence === 'registered' ? 'registered' : 'resident' }]
    : [];
  const people = decision.people.map((one) =>
    one.id === person.id && household
      ? { ...one, before: { ...one.before, household_id: person.household_id }, set: { ...one.set, household_id: household } }
      : one,
  );
  const gone = { ended_on: on, end_kind: 'mistake', household_id: null };
  const born = child ? [{ id: child, version: 0, before: gone, set: {} }] : [];
  const reason = text('life.reason', { kind: text(`life.kinds.${kind}`), on: sayDay(on) });
  const event = {
    county: person.county,
    id,
    province: person.province,
    city: person.city,
    town: person.town,
    community: person.community,
    grid: grid === undefined ? person.grid : grid,
    person_id: person.id,
    kind,
    on_day: on,
    basis_kind: basis.kind,
    basis_id: basis.id,
    steps: { people: [...people, ...born], homes: decision.homes, opened },
    told,
    actor: actor.id,
    hat: actor.hat,
    at: now,
  };
  return {
    event,
    people,
    homes: decision.homes,
    opened,
    ...(decision.ends
      ? { stop: on, reason, notices: [{ id: newId(), template: 'life-death', facts: noticeFacts(person, command, told) }] }
      : { notices: [] }),
    audit: [
      auditRow(vault, {
        county: person.county,
        at: now,
        actor: actor.id,
        hat: actor.hat,
        channel: actor.channel,
        action: `person.life-${kind}`,
        subject: `person:${person.id}`,
        reason: `${basis.kind}:${basis.id}`,
        detail: { on, event: id },
      }),
    ],
  };
}

/** Takes an event back that was entered by mistake. Throws LIFE_EVENT_NOT_FOUND, LIFE_UNDONE, LIFE_MOVED_ON, REASON_NEEDED. */
export async function undoLife(
  desk: LifeDesk,
  scope: Scope,
  actor: Actor,
  wish: { readonly county: string; readonly id: string; readonly event: string; readonly reason: string },
): Promise<void> {
  const handle = desk.database.within(scope);
  const reason = requireReason(wish.reason);
  const found = (await listLifeEvents(handle, wish.county, wish.id)).find((one) => one.id === wish.event);
  if (!found) throw new LinliError('LIFE_EVENT_NOT_FOUND');
  if (found.undone_at) throw new LinliError('LIFE_UNDONE');
  const at = desk.clock.now();
  const audit = auditRow(desk.vault, {
    county: wish.county,
    at,
    actor: actor.id,
    hat: actor.hat,
    channel: actor.channel,
    action: 'person.life-undone',
    subject: `person:${wish.id}`,
    reason,
    detail: { event: wish.event, kind: found.kind },
  });
  await takeLifeBack(handle, { county: wish.county, id: wish.event, actor: actor.id, at, reason, audit: [audit] });
}
