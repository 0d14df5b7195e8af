import type { Field } from '../../../procedures/procedures.ts';
import { maskAddress } from '../../../registers/registers.ts';
import type { Person } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';

/** Values of an application that the register knows already, by field name. `masked` hides numbers for the eyes of staff. */
export function prefilled(linli: Linli, fields: readonly Field[], person: Person, masked = false): Record<string, { value: string; source: string }> {
  const open = (sealed: Buffer | null, last4: string): string => (sealed ? (masked ? `****${last4}` : linli.vault.open(sealed)) : '');
  const known = (source: string): string => {
    switch (source) {
      case 'person.phone': return open(person.phone_sealed, person.phone_last4);
      case 'person.bank': return open(person.bank_sealed, person.bank_last4);
      case 'person.address': return masked ? maskAddress(person.address) : person.address;
      default: return '';
    }
  };
  const found: Record<string, { value: string; source: string }> = {};
  for (const { name, prefill } of fields) {
    const value = prefill ? known(prefill) : '';
    if (value !== '') found[name] = { value, source: prefill! };
  }
  return found;
}
