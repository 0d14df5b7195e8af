import type { ReactNode } from 'react';
import { day, figure } from '../text/figures.ts';
import { words } from '../text/words.ts';

/** An answer of a form as people read it. */
export function Value({ value, kind }: { value: unknown; kind?: string }) {
  return <>{shown(value, kind)}</>;
}

function shown(value: unknown, kind?: string): ReactNode {
  if (value === null || value === undefined || value === '') return words('none');
  if (typeof value === 'boolean') return words(value ? 'yes' : 'no');
  if (kind === 'yes-no' && (value === '\u2713' || value === '\u2717')) return words(value === '\u2713' ? 'yes' : 'no');
  if (Array.isArray(value)) return value.map((part) => String(part)).join(' · ');
  if (typeof value === 'number') return kind === 'money' ? `${figure(value)} ${words('form.money')}` : figure(value);
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}/.test(String(value))) return day(String(value));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
