import type { ReactNode } from 'react';
import { RegionPicker } from '../regions/picker.tsx';
import { EntryPicker } from '../registers/picker.tsx';
import { words } from '../text/words.ts';
import type { Field, FieldValue } from './fields.ts';
import { mostRadios } from './fields.ts';

export function fieldId(prefix: string, name: string): string {
  return `${prefix}-${name}`;
}

interface FieldRowProps {
  readonly field: Field;
  readonly value: FieldValue;
  readonly error?: string | undefined;
  readonly onChange: (value: FieldValue) => void;
  readonly idPrefix?: string;
  readonly mark?: ReactNode;
}

/** One question: label above, hint before the field, error in words beside it. */
export function FieldRow({ field, value, error, onChange, idPrefix = 'f', mark }: FieldRowProps) {
  const id = fieldId(idPrefix, field.name);
  const described = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const grouped = isGroup(field);
  const title = (
    <>
      {field.title}
      {!field.required && <span className="optional">{words('form.optional')}</span>}
      {mark}
    </>
  );
  const notes = (
    <>
      {field.hint && (
        <p className="hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
  const full = field.kind === 'textarea' || field.kind === 'choices' ? ' full' : '';
  const className = `field${error ? ' wrong' : ''}${full}`;
  if (grouped)
    return (
      <fieldset className={className} aria-describedby={described}>
        <legend>{title}</legend>
        {notes}
        <Options field={field} id={id} value={value} onChange={onChange} />
      </fieldset>
    );
  return (
    <div className={className}>
      <label htmlFor={id}>{title}</label>
      {notes}
      <Control field={field} id={id} value={value} onChange={onChange} described={described} wrong={Boolean(error)} />
    </div>
  );
}

function isGroup(field: Field): boolean {
  if (field.kind === 'choices' || field.kind === 'yes-no') return true;
  return (field.kind === 'choice' || field.kind === 'unit') && field.options !== undefined && field.options.length <= mostRadios;
}

interface ControlProps {
  readonly field: Field;
  readonly id: string;
  readonly value: FieldValue;
  readonly onChange: (value: FieldValue) => void;
  readonly described?: string | undefined;
  readonly wrong?: boolean;
}

function Options({ field, id, value, onChange }: ControlProps) {
  const options =
    field.kind === 'yes-no'
      ? [
          { value: 'true', title: words('yes'), hint: undefined },
          { value: 'false', title: words('no'), hint: undefined },
        ]
      : (field.options ?? []);
  const many = field.kind === 'choices';
  const chosen = many ? (Array.isArray(value) ? (value as readonly string[]) : []) : [String(value)];
  const pick = (option: string, on: boolean) => {
    if (field.kind === 'yes-no') return onChange(option === 'true');
    if (!many) return onChange(option);
    onChange(on ? [...chosen, option] : chosen.filter((other) => other !== option));
  };
  const across = options.length <= 4 && options.every((option) => option.title.length <= 8);
  return (
    <div className={across ? 'options across' : 'options'}>
      {options.map((option, at) => (
        <label key={option.value} className="option">
          <input
            id={`${id}-${at}`}
            type={many ? 'checkbox' : 'radio'}
            name={id}
            value={option.value}
            checked={chosen.includes(option.value)}
            onChange={(event) => pick(option.value, event.target.checked)}
          />
          <span>
            {option.title}
            {option.hint && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}

function Control(props: ControlProps) {
  const { field, id, value, onChange, described, wrong } = props;
  const shared = {
    id,
    className: 'control',
    'aria-describedby': described,
    'aria-invalid': wrong || undefined,
    'aria-required': field.required || undefined,
  };
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (field.kind === 'region')
    return <RegionPicker id={id} value={text || undefined} level={field.level} onChange={onChange} describedBy={described} />;
  if (field.kind === 'entry')
    return <EntryPicker id={id} of={field.of ?? ''} value={text || undefined} onChange={onChange} describedBy={described} />;
  if (field.kind === 'textarea')
    return <textarea {...shared} rows={3} value={text} maxLength={field.max} onChange={(event) => onChange(event.target.value)} />;
  if (field.options) return <Choices {...props} />;
  const input = (
    <input {...shared} {...inputHelp(field)} value={text} maxLength={field.max} onChange={(event) => onChange(event.target.value)} />
  );
  return field.unit || field.kind === 'money' ? (
    <div className="with-unit">
      {input}
      <span className="nowrap">{field.unit ?? words('form.money')}</span>
    </div>
  ) : (
    input
  );
}

function Choices({ field, id, value, onChange, described }: ControlProps) {
  return (
    <select
      id={id}
      className="control"
      aria-describedby={described}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{words('form.pick')}</option>
      {field.options!.map((option) => (
        <option key={option.value} value={option.value}>
          {option.title}
        </option>
      ))}
    </select>
  );
}

/** What keyboard and which memory of the browser fit the question. */
function inputHelp(field: Field): Record<string, string | undefined> {
  const help = { autoComplete: field.autoComplete ?? 'off' };
  if (field.kind === 'date') return { ...help, type: 'date' };
  if (field.kind === 'password') return { ...help, type: 'password' };
  if (field.kind === 'number' || field.kind === 'money') return { ...help, inputMode: 'decimal' };
  if (field.kind === 'phone') return { ...help, type: 'tel' };
  if (field.kind === 'code') return { ...help, inputMode: 'numeric' };
  return { ...help, spellCheck: 'false' };
}
