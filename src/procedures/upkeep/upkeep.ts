import { dayOf, jobScope, LinliError } from '../../kernel/kernel.ts';
import { findUsedContents, sweepLooseAttachments } from '../attachments/attachment.store.ts';
import type { FileStore } from '../attachments/attachment.ts';
import type { Actor } from '../cases/case.ts';
import { clockOf } from '../cases/case.ts';
import { confirmationEnds } from '../cases/clocks.ts';
import type { CaseDesk } from '../cases/commands.ts';
import { actOnCase } from '../cases/commands.ts';
import { caseDueDate } from '../cases/deadline.ts';
import { changeDueDate, listAwaitingConfirmation, listProvisional } from './upkeep.store.ts';

const system: Actor = { id: 'system', name: '', hat: 'system', role: 'system', level: 'system', channel: 'system' };

/** Closes cases whose applicant did not answer within the confirmation limit; returns how many. The rating token stays valid. */
export async function closeUnanswered(desk: CaseDesk): Promise<number> {
  const today = dayOf(desk.clock.now());
  let count = 0;
  for (const one of await listAwaitingConfirmation(desk.database.within(jobScope), 500)) {
    const definition = await desk.catalogue.definitionOf(one.pack_hash);
    const closing = definition.procedure.acts.find(
      (act) => act.kind === 'confirm' && act.roles.includes(system.role) && act.from.includes(one.state),
    );
    if (!closing) continue;
    if (today <= confirmationEnds(desk.calendar, definition, dayOf(one.holder_since))) continue;
    try {
      await actOnCase(
        desk,
        { scope: { ...jobScope, county: one.county }, actor: system },
        { ...one, expected: one.acts },
        {
          act: closing.act,
          form: {},
          opinion: '',
          key: `unanswered:${one.id}`,
        },
      );
      count += 1;
    } catch (error) {
      // The applicant answered at this very moment: good.
      if (!(error instanceof LinliError) || (error.code !== 'CASE_MOVED' && error.code !== 'ACT_NOT_ALLOWED')) throw error;
    }
  }
  return count;
}

/** Computes provisional due dates again with the calendar now known; returns how many changed or became certain. */
export async function recomputeProvisional(desk: CaseDesk): Promise<number> {
  const handle = desk.database.within(jobScope);
  let count = 0;
  for (const one of await listProvisional(handle, 5_000)) {
    const clock = clockOf(one);
    const due = clock && caseDueDate(desk.calendar, clock);
    if (!due || due.provisional) continue;
    await changeDueDate(handle, desk.vault, { county: one.county, id: one.id, from: one.due_on, to: due.day, at: desk.clock.now() });
    count += 1;
  }
  return count;
}

/** A file that became part of no case and no draft within this time was not meant to. */
const LOOSE_MS = 86_400_000;

/** Forgets files nobody used; returns how many. */
export function sweepFiles(desk: Pick<CaseDesk, 'database' | 'clock'>): Promise<number> {
  return sweepLooseAttachments(desk.database.within(jobScope), new Date(desk.clock.now().getTime() - LOOSE_MS));
}

/** Drops contents that no file names any more; returns how many. It looks at every kept file, so it runs at night. */
export function sweepContents(desk: Pick<CaseDesk, 'database' | 'clock'> & { readonly files: FileStore }): Promise<number> {
  const handle = desk.database.within(jobScope);
  return desk.files.sweep(new Date(desk.clock.now().getTime() - LOOSE_MS), (hashes) => findUsedContents(handle, hashes));
}
