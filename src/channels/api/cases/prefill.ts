import type { Field } from '../../../procedures/procedures.ts';
import type { Applicant } from '../../../registers/registers.ts';
import { maskAddress } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';

/** Values of an application that the register knows already, by field name. `masked` hides numbers for the eyes of staff. */
export function prefilled(
  linli: Linli,
  fields: readonly Field[],
  person: Applicant,
  masked = false,
): Record<string, { value: string; source: string }> {
  const open = (sealed: Buffer | null, last4: string): string => (sealed ? (masked ? `****${last4}` : linli.vault.open(sealed)) : '');
  const known = (source: string): string => {
    switch (source) {
      case 'person.phone':
        return open(person.phone_sealed, person.phone_last4);
      case 'person.bank':
        return open(person.bank_sealed, person.bank_last4);
      case 'person.address':
        return masked ? maskAddress(person.address) : person.address;
      default:
        return '';
    }
  };
  const found: Record<string, { value: string; source: string }> = {};
  for (const { name, prefill } of fields) {
    const value = prefill ? known(prefill) : '';
    if (value !== '') found[name] = { value, source: prefill! };
  }
  return found;
}

/** What the window shows masked and leaves alone comes back masked, or not at all: the register's own value stands. */
export function restored(
  linli: Linli,
  fields: readonly Field[],
  person: Applicant,
  form: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const left = fields.filter((field) => field.prefill && (form[field.name] === undefined || String(form[field.name]).includes('*')));
  if (left.length === 0) return form;
  const masked = prefilled(linli, left, person, true);
  const own = prefilled(
    linli,
    left.filter((field) => form[field.name] === undefined || form[field.name] === masked[field.name]?.value),
    person,
  );
  return { ...form, ...Object.fromEntries(Object.entries(own).map(([name, one]) => [name, one.value])) };
}
