import type { FieldProps } from '../field/field.tsx';
import { describedBy, Labelled } from '../field/field.tsx';

export interface InputProps extends FieldProps {
  readonly value?: string;
  /** `digits` opens the number keys of a phone without the arrows of a number field. */
  readonly keys?: 'text' | 'digits' | 'decimal' | 'tel';
  readonly width?: 'w-4' | 'w-11' | 'w-20';
  readonly unit?: string;
  readonly autoComplete?: string;
  readonly maxLength?: number;
  /** Not shown while it is typed, and never sent back with a page. */
  readonly secret?: boolean;
}

const MODES = { text: undefined, digits: 'numeric', decimal: 'decimal', tel: 'tel' } as const;

export function Input(props: InputProps) {
  const { name, value, keys = 'text', width, unit, autoComplete, maxLength, secret, fault } = props;
  const control = (
    <input
      id={name}
      name={name}
      className={['input', width, keys !== 'text' && 'number'].filter(Boolean).join(' ')}
      type={secret ? 'password' : keys === 'tel' ? 'tel' : 'text'}
      inputMode={MODES[keys]}
      defaultValue={secret ? undefined : value}
      autoComplete={autoComplete ?? 'off'}
      maxLength={maxLength}
      aria-describedby={describedBy(props)}
      aria-invalid={fault ? true : undefined}
    />
  );
  return (
    <Labelled field={props}>
      {unit ? (
        <div className="with-unit">
          {control}
          <span>{unit}</span>
        </div>
      ) : (
        control
      )}
    </Labelled>
  );
}

export function Textarea(props: FieldProps & { readonly value?: string; readonly maxLength?: number }) {
  const { name, value, maxLength, fault } = props;
  return (
    <Labelled field={props}>
      <textarea
        id={name}
        name={name}
        className="input"
        rows={5}
        defaultValue={value}
        maxLength={maxLength}
        aria-describedby={describedBy(props)}
        aria-invalid={fault ? true : undefined}
      />
    </Labelled>
  );
}

/** A search box with its button; the label is there for those who hear the page. */
export function SearchBox({ name, value, label, button }: { name: string; value?: string; label: string; button: string }) {
  return (
    <div className="search">
      <label className="hidden" htmlFor={name}>
        {label}
      </label>
      <input id={name} name={name} className="input" type="search" defaultValue={value} placeholder={label} maxLength={60} />
      <button type="submit" className="button">
        {button}
      </button>
    </div>
  );
}
