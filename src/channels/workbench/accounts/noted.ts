import { appendAudit, auditRow } from '../../../kernel/kernel.ts';
import type { AuditEntry } from '../../../kernel/kernel.ts';
import type { Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';

/**
 * Writes that somebody looked at or took along what no mask covers. It goes through the gate: the row belongs to the county it is about,
 * also when the hat is one above it.
 */
export async function noteLook(linli: Linli, { actor }: Wearer, look: Pick<AuditEntry, 'county' | 'action' | 'subject' | 'detail'>): Promise<void> {
  await linli.sessions.gate.batch([appendAudit([auditRow(linli.vault, { ...look, at: linli.clock.now(), actor: actor.id, hat: actor.hat, channel: actor.channel })])]);
}
