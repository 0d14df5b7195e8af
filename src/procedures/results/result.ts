import { timingSafeEqual } from 'node:crypto';
import type { Vault } from '../../kernel/kernel.ts';

/** The code printed on a result document: it follows from the case, so nobody can make one up. 16 characters. */
export function resultCode(vault: Vault, county: string, caseId: string): string {
  return vault.keyedHash('result-document', `${county} ${caseId}`).toString('base64url').slice(0, 16);
}

/** Whether a code belongs to the case. */
export function isResultCode(vault: Vault, county: string, caseId: string, code: string): boolean {
  const wanted = Buffer.from(resultCode(vault, county, caseId));
  const given = Buffer.from(code);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
