import { Link, link } from '../route/router.tsx';
import { day, figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Entry, FieldView, RegisterView } from './registers.client.ts';

/** The title of a choice; its code when the list has it no more. */
function choice(field: FieldView, code: unknown): string {
  return field.options?.find((option) => option.value === code)?.title ?? String(code);
}

/** Whether a field is shown by its mask only. */
export function isMasked({ kind }: FieldView): boolean {
  return kind === 'id-number' || kind === 'phone' || kind === 'address';
}

/** Whether nothing stands in a field. */
export function isEmpty(entry: Entry, field: FieldView): boolean {
  const value = entry.values[field.name];
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A value of an entry as people read it. */
export function Value({ entry, field }: { entry: Entry; field: FieldView }) {
  const value = entry.values[field.name];
  if (isEmpty(entry, field)) return null;
  switch (field.kind) {
    case 'flag':
      return <>{words(value === true ? 'yes' : 'no')}</>;
    case 'day':
      return <>{day(String(value))}</>;
    case 'count':
    case 'number':
    case 'amount':
    case 'sum':
      return <>{figure(value as number)}</>;
    case 'code':
      return <>{choice(field, value)}</>;
    case 'codes':
      return <>{(value as string[]).map((code) => choice(field, code)).join(words('registers.comma'))}</>;
    case 'entry':
      return <Named entry={entry} field={field} id={String(value)} />;
    default:
      return <>{String(value)}</>;
  }
}

/** Another entry, by its title; one outside the own scope has none. */
function Named({ entry, field, id }: { entry: Entry; field: FieldView; id: string }) {
  const title = entry.titles[field.name];
  if (!title) return <span className="quiet">{words('registers.elsewhere')}</span>;
  if (field.of === 'person') return <Link to={link('person', { county: entry.county, id })}>{title}</Link>;
  return <Link to={link('entry', { register: field.of ?? '', county: entry.county, id })}>{title}</Link>;
}

/** Whether an entry lasts, has ended, or was taken back. */
export function stateOf(register: RegisterView, entry: Entry, today: string): 'lasting' | 'ended' | 'withdrawn' {
  if (entry.withdrawn_at) return 'withdrawn';
  const to = register.lasts ? entry.values[register.lasts[1]!] : null;
  return typeof to === 'string' && to <= today ? 'ended' : 'lasting';
}

export function StateTag({ state }: { state: 'lasting' | 'ended' | 'withdrawn' }) {
  if (state === 'lasting') return null;
  return <span className={`mark-tag ${state === 'withdrawn' ? 'red' : 'plain'}`}>{words(`registers.states.${state}`)}</span>;
}
