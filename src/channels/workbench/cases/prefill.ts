import type { Field } from '../../../procedures/procedures.ts';
import { maskAddress } from '../../../registers/registers.ts';
import type { Person } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';

/** Values of an application that the register knows already, by field name. `masked` hides numbers for the eyes of staff. */
export function prefilled(linli: Linli, fields: readonly Field[], person: Person, masked = false): Record<string, { value: string; source: string }> {
  const open = (sealed: Buffer | null, last4: string): string => (sealed ? (masked ? `****${last4}` : linli.vault.open(sealed)) : '');
  const known: Record<string, string> = { 'person.phone': open(person.phone_sealed, person.phone_last4), 'person.bank': open(person.bank_sealed, person.bank_last4), 'person.address': masked ? maskAddress(person.address) : person.address };
  return Object.fromEntries(fields.filter((field) => field.prefill && known[field.prefill]).map((field) => [field.name, { value: known[field.prefill!]!, source: field.prefill! }]));
}
