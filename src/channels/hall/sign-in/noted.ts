import type { FastifyRequest } from 'fastify';
import { auditRow } from '../../../kernel/kernel.ts';
import type { AuditRow } from '../../../kernel/kernel.ts';

/** The audit row of a resident's sign-in: when somebody says "that was not me", it tells from where, and who helped. */
export function signedIn(request: FastifyRequest, county: string, person: string, helper: string | null): AuditRow {
  const { linli } = request.server;
  const hat = helper ? `helped-by:${helper}` : 'self';
  return auditRow(linli.vault, { county, at: linli.clock.now(), actor: `person:${person}`, hat, channel: 'hall', action: 'person.sign-in', subject: `person:${person}`, detail: { address: request.ip } });
}
