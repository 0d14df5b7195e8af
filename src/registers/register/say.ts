import type { PackLibrary } from '../packs/packs.ts';
import { text } from '../packs/packs.ts';
import { maskAddress } from '../people/masking.ts';
import type { Register } from './declare.ts';
import { isMasked } from './declare.ts';
import { maskOf } from './sheet.ts';
import { choicesOf } from './words.ts';

/** A value as a person reads it. */
export function sayValue(library: PackLibrary, one: Register, name: string, value: unknown): string {
  const field = one.fields[name.replace(/_last4$/, '')];
  if (value === null || value === undefined || value === '') return '';
  if (name.endsWith('_last4')) return maskOf(value);
  if (isMasked(field)) return maskAddress(String(value));
  if (field?.kind === 'flag') return text(value === true ? 'registers.yes' : 'registers.no');
  if (field?.kind === 'code' || field?.kind === 'codes') {
    const names = new Map(choicesOf(library, one, field.table).map((choice) => [choice.code, choice.name]));
    return [value]
      .flat()
      .map((code) => names.get(String(code)) ?? String(code))
      .join(text('documents.comma'));
  }
  return String(value);
}
