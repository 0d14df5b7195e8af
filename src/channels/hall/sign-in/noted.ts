import type { FastifyRequest } from 'fastify';
import type { AuditRow } from '../../../kernel/kernel.ts';
import { auditRow } from '../../../kernel/kernel.ts';
import type { ResidentEntry } from '../../../registers/registers.ts';
import { maskPhone, normaliseNumber } from '../../../registers/registers.ts';
import { hatOfResident } from '../../http/session.ts';
import type { Proof } from './proof.ts';

/** The audit row of a resident's sign-in: when somebody says "that was not me", it tells from where, and who helped. */
export function signedIn(request: FastifyRequest, entry: ResidentEntry): AuditRow {
  const { linli } = request.server;
  const { county, person } = entry;
  return auditRow(linli.vault, {
    county,
    at: linli.clock.now(),
    actor: `person:${person}`,
    hat: hatOfResident(entry),
    channel: 'hall',
    action: 'person.sign-in',
    subject: `person:${person}`,
    detail: { address: request.ip },
  });
}

/** The audit row of a registration that was told "this number is known": who tries numbers out leaves a trail, here as at the windows. */
export function triedKnown(request: FastifyRequest, { phone, id_number = '' }: Proof, county: string): AuditRow {
  const { linli } = request.server;
  const detail = {
    by: 'registration',
    found: 1,
    sought: linli.vault.keyedHash('person-search', normaliseNumber(id_number)).toString('base64url'),
    address: request.ip,
  };
  const actor = `phone:${maskPhone(phone.slice(-4))}`;
  return auditRow(linli.vault, {
    county,
    at: linli.clock.now(),
    actor,
    hat: 'self',
    channel: 'hall',
    action: 'person.search',
    subject: 'person',
    detail,
  });
}
