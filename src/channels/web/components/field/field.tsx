import type { ReactNode } from 'react';
import { text } from '../../../../registers/registers.ts';

export interface FieldProps {
  readonly name: string;
  readonly title: string;
  readonly hint?: string;
  /** What is wrong and how to mend it. */
  readonly fault?: string;
  readonly optional?: boolean;
  /** A paper is handed in, not filled in. */
  readonly paper?: boolean;
  /** The only question of its page: its label is set like a heading. */
  readonly big?: boolean;
}

/** Ids of hint and fault, for `aria-describedby`. */
export function describedBy({ name, hint, fault }: FieldProps): string | undefined {
  const ids = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function classOf({ fault, big }: FieldProps): string {
  return ['field', fault && 'faulty', big && 'big'].filter(Boolean).join(' ');
}

function Notes({ name, hint, fault }: FieldProps) {
  return (
    <>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
    </>
  );
}

function Optional({ optional, paper }: FieldProps) {
  return optional ? <span className="optional">{text(paper ? 'web.optionalPaper' : 'web.optional')}</span> : null;
}

/** Label above, hint before the control, fault beside it. */
export function Labelled({ field, children }: { field: FieldProps; children: ReactNode }) {
  return (
    <div className={classOf(field)}>
      <label htmlFor={field.name}>
        {field.title}
        <Optional {...field} />
      </label>
      <Notes {...field} />
      {children}
    </div>
  );
}

/** The same for several controls that answer one question. The first of them bears the field's name as id. */
export function Group({ field, children }: { field: FieldProps; children: ReactNode }) {
  return (
    <fieldset className={classOf(field)} aria-describedby={describedBy(field)}>
      <legend>
        {field.title}
        <Optional {...field} />
      </legend>
      <Notes {...field} />
      {children}
    </fieldset>
  );
}
