import type { AuditEntry, AuditRow } from '../../../kernel/kernel.ts';
import { appendAudit, auditRow, dayOf, sayDay, timeOf } from '../../../kernel/kernel.ts';
import { text } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';

/**
 * Writes that somebody looked at or took along what no mask covers. It goes through the gate: the row belongs to the county it is about,
 * also when the hat is one above it, and to the hat's own region when it is about several counties.
 */
export async function noteLook(
  linli: Linli,
  { actor, hat }: Wearer,
  look: Pick<AuditEntry, 'county' | 'action' | 'subject' | 'detail' | 'reason'>,
): Promise<void> {
  await linli.sessions.gate.batch([
    appendAudit([
      auditRow(linli.vault, {
        ...look,
        county: look.county || hat.region,
        at: linli.clock.now(),
        actor: actor.id,
        hat: actor.hat,
        channel: actor.channel,
      }),
    ]),
  ]);
}

/** What stands above every printed page of a sheet that leaves the house: who took it along, where they serve, and when (SEC-02). */
export async function takenBy(linli: Linli, { hat, account }: Wearer): Promise<string> {
  const now = linli.clock.now();
  const place = await linli.regionName(hat.unit ?? hat.region);
  return text('documents.export.taken', { who: account.name, place, at: `${sayDay(dayOf(now))} ${timeOf(now)}` });
}

/** The row of something done to an account or a hat; it belongs to the county of who did it. */
export function accountRow(
  linli: Linli,
  { actor, hat }: Pick<Wearer, 'actor' | 'hat'>,
  done: Pick<AuditEntry, 'action' | 'subject' | 'detail' | 'reason'>,
): AuditRow {
  return auditRow(linli.vault, {
    ...done,
    county: hat.county,
    at: linli.clock.now(),
    actor: actor.id,
    hat: actor.hat,
    channel: actor.channel,
  });
}
