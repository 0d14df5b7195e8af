import { isDay, sayDay } from '../../../kernel/kernel.ts';
import type { Field } from '../../../procedures/procedures.ts';
import { isUnusual, whyName } from '../../../procedures/procedures.ts';
import { text } from '../../../registers/registers.ts';
import { Dates, readDates } from '../../web/components/dates/dates.tsx';
import { Input, Textarea } from '../../web/components/input/input.tsx';
import { Known } from '../../web/components/known/known.tsx';
import { Checkboxes, Radios } from '../../web/components/radios/radios.tsx';
import type { KnownFact } from './known.ts';

export interface QuestionProps {
  readonly field: Field;
  readonly value: unknown;
  readonly fault?: string;
  readonly known?: KnownFact;
  /** Why an unusual value is right, as it was typed. */
  readonly why?: unknown;
  readonly big?: boolean;
}

/** One question of an item's form. What is known is shown; what was typed wins. */
export function Question({ field, value, fault, known, why, big }: QuestionProps) {
  const blank = value === undefined || value === null || value === '';
  if (isUnusual(field, value))
    return (
      <>
        <Asked field={field} value={value} fault={fault} />
        <Why field={field} why={why} />
      </>
    );
  if (!known || !blank) return <Asked field={field} value={value} fault={fault} big={big} />;
  return (
    <Known title={field.title} value={known.shown} own={known.own} open={Boolean(fault)}>
      <Asked field={{ ...field, title: text('hall.apply.newValue', { title: field.title }) }} value={undefined} fault={fault} />
    </Known>
  );
}

/** A value beyond what is usual is asked once more: why it is right. */
function Why({ field, why }: Pick<QuestionProps, 'field' | 'why'>) {
  return (
    <Input
      name={whyName(field.name)}
      title={text('hall.apply.why', { title: field.title })}
      hint={text('hall.apply.whyHint')}
      value={typeof why === 'string' ? why : undefined}
      maxLength={200}
    />
  );
}

function Asked({ field, value, fault, big }: QuestionProps) {
  const { name, title, hint } = field;
  const shared = { name, title, hint, fault, big, optional: !field.required };
  const words = value === undefined || value === null ? undefined : String(value);
  switch (field.kind) {
    case 'textarea':
      return <Textarea {...shared} value={words} maxLength={2_000} />;
    case 'number':
      return <Input {...shared} value={words} keys="digits" width="w-4" unit={field.unit} />;
    case 'money':
      return <Input {...shared} value={words} keys="decimal" width="w-11" unit={field.unit} />;
    case 'date':
      return <Dates {...shared} value={words} />;
    case 'choice':
      return <Radios {...shared} choices={field.options ?? []} value={words} />;
    case 'choices':
      return <Checkboxes {...shared} choices={field.options ?? []} values={Array.isArray(value) ? value.map(String) : []} />;
    case 'yes-no':
      return <Radios {...shared} inline choices={yesNo()} value={value === true ? 'yes' : value === false ? 'no' : words} />;
    case 'phone':
      return <Input {...shared} value={words} keys="tel" width="w-20" autoComplete="tel" maxLength={40} />;
    case 'bank-account':
      return <Input {...shared} value={words} keys="digits" width="w-20" maxLength={40} />;
    default:
      return <Input {...shared} value={words} maxLength={200} />;
  }
}

function yesNo(): { value: string; title: string }[] {
  return ['yes', 'no'].map((value) => ({ value, title: text(`hall.${value}`) }));
}

/** What a browser sent for these fields; a date comes in three boxes. */
export function enteredFor(fields: readonly Field[], body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const answers = fields.map((field) => [field.name, field.kind === 'date' ? readDates(field.name, body) : body[field.name]]);
  const reasons = fields.filter((field) => field.usual_most !== undefined).map((field) => [whyName(field.name), body[whyName(field.name)]]);
  return Object.fromEntries([...answers, ...reasons.filter(([, why]) => why !== undefined)]);
}

/** A value as the check page shows it. */
export function shownValue(field: Field, value: unknown): string {
  if (value === undefined || value === '' || value === null) return text('hall.apply.empty');
  const titles = (chosen: readonly unknown[]): string =>
    chosen.map((one) => field.options?.find((option) => option.value === one)?.title ?? String(one)).join(text('hall.comma'));
  if (Array.isArray(value)) return titles(value);
  if (typeof value === 'boolean') return text(value ? 'hall.yes' : 'hall.no');
  if (field.kind === 'choice') return titles([value]);
  if (field.kind === 'date' && isDay(String(value))) return sayDay(String(value));
  if (field.kind === 'bank-account') return String(value).replace(/(\d{4})(?=\d)/g, '$1 ');
  return `${String(value)}${field.unit ? ` ${field.unit}` : ''}`;
}
