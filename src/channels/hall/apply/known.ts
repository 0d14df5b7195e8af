import type { Vault } from '../../../kernel/kernel.ts';
import type { Field, ServiceItem } from '../../../procedures/procedures.ts';
import { itemFields, whyName } from '../../../procedures/procedures.ts';
import type { Person } from '../../../registers/registers.ts';
import { maskPhone } from '../../../registers/registers.ts';

/** An answer that is there already: from the register, or the applicant's own of last time. */
export interface KnownFact {
  readonly value: string;
  /** As shown on a screen that others may see. */
  readonly shown: string;
  /** Said by the applicant, in this case. */
  readonly own?: boolean;
}

/** Field name → what the register knows about it. A field whose `prefill` the register cannot fill is asked. */
export function knownFacts(item: ServiceItem, person: Person, vault: Vault): ReadonlyMap<string, KnownFact> {
  const open = (sealed: Buffer | null): string => (sealed ? vault.open(sealed) : '');
  const sources: Record<string, () => KnownFact> = {
    'person.bank': () => ({ value: open(person.bank_sealed), shown: `**** **** ${person.bank_last4}` }),
    'person.phone': () => ({ value: open(person.phone_sealed), shown: maskPhone(person.phone_last4) }),
    'person.address': () => ({ value: person.address, shown: person.address }),
    'person.name': () => ({ value: person.name, shown: person.name }),
  };
  const facts = itemFields(item).map((field) => [field.name, field.prefill ? sources[field.prefill]?.() : undefined] as const);
  return new Map(facts.filter((pair): pair is readonly [string, KnownFact] => Boolean(pair[1]?.value)));
}

/** What will be submitted: what was entered wins over what was known. */
export function wholeForm(
  fields: readonly Field[],
  entered: Readonly<Record<string, unknown>>,
  known: ReadonlyMap<string, KnownFact>,
): Record<string, unknown> {
  const names = fields.flatMap((field) => (field.usual_most === undefined ? [field.name] : [field.name, whyName(field.name)]));
  return Object.fromEntries(
    names.map((name) => [name, entered[name] ?? known.get(name)?.value]).filter(([, value]) => value !== undefined && value !== null),
  );
}
