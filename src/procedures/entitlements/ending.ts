import type { Day, Handle, Scope } from '../../kernel/kernel.ts';
import { sayDay } from '../../kernel/kernel.ts';
import type { Entitlement } from '../../registers/registers.ts';
import { endEntitlement, getEntitlement, getPerson, requireReason, resumeEntitlement, text } from '../../registers/registers.ts';
import type { Actor } from '../cases/case.ts';
import type { CaseDesk } from '../cases/commands.ts';
import { sendWord, tellApplicant } from '../notices/notice.store.ts';

/** What is to end or to go on, as the address names it. */
export interface EntitlementWish {
  readonly county: string;
  readonly id: string;
  readonly reason: string;
}

/** Stops an entitlement (停发) from a day on and tells its person, in one transaction. Throws `ENTITLEMENT_NOT_FOUND`, `ENTITLEMENT_TOO_EARLY`, `REASON_NEEDED`, `CONFLICT`. */
export async function stopEntitlement(
  desk: CaseDesk,
  scope: Scope,
  actor: Actor,
  wish: EntitlementWish & { readonly day: Day; readonly title: (one: Entitlement) => string },
): Promise<void> {
  const reason = requireReason(wish.reason);
  await change(desk, scope, wish, async (within, one) => {
    await endEntitlement(within, desk.vault, one, { day: wish.day, reason }, byOf(desk, actor));
    const facts = { title: wish.title(one), on: sayDay(wish.day), reason };
    return { template: 'entitlement-ended', facts, sentence: text('notices.entitlement-ended', facts) };
  });
}

/** Takes a mistaken stop back (恢复发放) and tells its person. Throws `ENTITLEMENT_NOT_FOUND`, `ENTITLEMENT_OVERLAP`, `REASON_NEEDED`, `CONFLICT`. */
export async function continueEntitlement(
  desk: CaseDesk,
  scope: Scope,
  actor: Actor,
  wish: EntitlementWish & { readonly title: (one: Entitlement) => string },
): Promise<void> {
  const reason = requireReason(wish.reason);
  await change(desk, scope, wish, async (within, one) => {
    await resumeEntitlement(within, desk.vault, one, reason, byOf(desk, actor));
    const facts = { title: wish.title(one), reason };
    return { template: 'entitlement-resumed', facts, sentence: text('notices.entitlement-resumed', facts) };
  });
}

/** What the person reads in the hall and on the telephone. */
interface News {
  readonly template: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly sentence: string;
}

type Change = (within: Handle, one: Entitlement) => Promise<News>;

async function change(desk: CaseDesk, scope: Scope, { county, id }: EntitlementWish, work: Change): Promise<void> {
  await desk.database.within(scope).transaction(async (within) => {
    const one = await getEntitlement(within, county, id);
    const person = await getPerson(within, county, one.person_id);
    const { template, facts, sentence } = await work(within, one);
    await tellApplicant(within, { place: person, applicant: person.id, caseId: one.case_id, template, facts });
    if (person.phone_sealed) await sendWord(within, { county, to: person.phone_sealed, body: desk.vault.seal(sentence) });
  });
}

function byOf(desk: CaseDesk, actor: Actor): { actor: string; hat: string; channel: string; at: Date } {
  return { actor: actor.id, hat: actor.hat, channel: actor.channel, at: desk.clock.now() };
}
