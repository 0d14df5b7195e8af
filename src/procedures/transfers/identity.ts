import type { Scope } from '../../kernel/kernel.ts';
import { dayOf, sayDay } from '../../kernel/kernel.ts';
import type { IdentityCorrection } from '../../registers/registers.ts';
import { correctIdentity, getPerson, maskName, normaliseName, requireReason, text } from '../../registers/registers.ts';
import type { Actor } from '../cases/case.ts';
import type { CaseDesk } from '../cases/commands.ts';
import { sendWord } from '../notices/notice.store.ts';
import { renameApplicant } from './transfer.store.ts';

/** A correction of who somebody is, on the basis of what was shown. */
export interface IdentityWish extends IdentityCorrection {
  readonly county: string;
  readonly id: string;
  readonly basis: string;
  readonly hotline: string;
}

/**
 * Sets a wrongly entered name or number right, in the register and on the person's cases, and tells the person's telephone; one transaction.
 * Throws `PERSON_NOT_FOUND`, `PERSON_EXISTS`, `CONFLICT`, `REASON_NEEDED`.
 */
export async function correctPerson(
  desk: CaseDesk & { readonly areas: ReadonlySet<string> },
  scope: Scope,
  actor: Actor,
  wish: IdentityWish,
): Promise<void> {
  const reason = requireReason(wish.basis);
  const at = desk.clock.now();
  await desk.database.within(scope).transaction(async (within) => {
    const person = await getPerson(within, wish.county, wish.id);
    const by = { actor: actor.id, hat: actor.hat, channel: actor.channel, at, reason };
    await correctIdentity(within, desk.vault, person, wish, by, { areas: desk.areas, today: dayOf(at) });
    if (wish.name) await renameApplicant(within, person.county, person.id, maskName(normaliseName(wish.name)));
    const sentence = text('notices.person-corrected', { on: sayDay(dayOf(at)), hotline: wish.hotline });
    if (person.phone_sealed) await sendWord(within, { county: person.county, to: person.phone_sealed, body: desk.vault.seal(sentence) });
  });
}
