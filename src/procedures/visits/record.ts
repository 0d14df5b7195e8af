import type { Handle, Scope } from '../../kernel/kernel.ts';
import { dayOf, LinliError, sayDay, violatedConstraint } from '../../kernel/kernel.ts';
import type { NewProposal } from '../../registers/registers.ts';
import { addEntries, entryRules, findEntry, homeVisit, putProposal, requireEntry, text } from '../../registers/registers.ts';
import { takeForVisit } from '../attachments/attachment.store.ts';
import type { Actor } from '../cases/case.ts';
import { enterLifeWithin } from '../life/commands.ts';
import type { Door, VisitDesk } from './door.ts';
import { doorOf, nothingElse } from './door.ts';
import { proposalsOf } from './proposals.ts';
import type { VisitDecision, VisitWish } from './visit.ts';
import { decideVisitAt } from './visit.ts';

/** Who was at which door, and what was found. */
export interface VisitCommand extends VisitWish {
  /** The key of the form: the same handed in again is done once. */
  readonly key: string;
  readonly county: string;
  readonly task: string;
  readonly person: string;
  readonly told: string;
  readonly location: string;
  readonly accuracy: number | null;
  readonly photos: readonly string[];
}

/** What became of a visit: how many things wait for somebody to check them. */
export interface VisitAnswer {
  readonly id: string;
  readonly proposed: number;
}

interface Visited {
  readonly door: Door;
  readonly decision: VisitDecision;
  readonly command: VisitCommand;
  readonly proposals: readonly NewProposal[];
  readonly basis: { readonly kind: string; readonly id: string };
}

/**
 * Records a visit (RES-04): who was found as known is fresh from this day; what changed waits for the community. Done once a key. Throws INPUT_INVALID,
 * VISIT_NOT_HERE, VISIT_PHOTO_GONE, the faults of names and numbers.
 */
export async function recordVisit(desk: VisitDesk, scope: Scope, actor: Actor, command: VisitCommand): Promise<VisitAnswer> {
  const handle = desk.database.within(scope);
  const { county, key, on } = command;
  if (await findEntry(handle, homeVisit, county, key)) return { id: key, proposed: 0 };
  const door = await doorOf(handle, county, command.task, command.person);
  const decision = decideVisitAt(
    door.members.map((one) => one.id),
    command,
  );
  const basis = { kind: 'inspection', id: text('visits.basis', { who: actor.name, on: sayDay(on), task: door.task.name }) };
  const proposals = await proposalsOf(desk, handle, { door, decision, on, toPlace: command.toPlace, said: command.told, basis });
  try {
    await handle.transaction((within) => write(desk, within, actor, { door, decision, command, proposals, basis }));
  } catch (error) {
    if (violatedConstraint(error) !== 'home_visit_pkey') throw error;
  }
  return { id: key, proposed: proposals.length };
}

async function write(desk: VisitDesk, within: Handle, actor: Actor, { door, decision, command, proposals, basis }: Visited): Promise<void> {
  const { county, key, person: id, on, task } = command;
  const now = desk.clock.now();
  const by = { actor: actor.id, hat: actor.hat, channel: actor.channel, at: now };
  const given = {
    person_id: id,
    household: door.person.household_id,
    task,
    result: command.result,
    visited_on: on,
    visitor: actor.name,
    told: command.told,
    location: command.location,
    accuracy: command.accuracy,
  };
  const values = requireEntry(homeVisit, given, entryRules(desk.library, homeVisit, dayOf(now)));
  const place = door.person.grid ?? door.person.community;
  await addEntries({ handle: within, vault: desk.vault, by }, homeVisit, [{ id: key, place, values, source: basis.id }], basis, dayOf(now));
  if (command.photos.length > 0) {
    const owner = { visit: key, applicant: id, uploadedBy: actor.id };
    if ((await takeForVisit(within, county, command.photos, owner)) !== command.photos.length) throw new LinliError('VISIT_PHOTO_GONE');
  }
  if (proposals.length > 0) await within.batch(proposals.map((one) => putProposal(one, by)));
  const seen = decision.unchanged.filter((one) => door.members.find((member) => member.id === one)!.checked_on !== on);
  const [first] = seen;
  if (first !== undefined)
    await enterLifeWithin(desk, within, actor, { ...nothingElse, county, id: first, kind: 'visit', on, basis, seen });
}
