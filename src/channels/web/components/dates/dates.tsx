import { text } from '../../../../registers/registers.ts';
import type { FieldProps } from '../field/field.tsx';
import { Group } from '../field/field.tsx';

const PARTS = [
  ['year', 4],
  ['month', 2],
  ['day', 2],
] as const;

/** A date is typed in three boxes: no calendar to leaf through for a day of long ago. */
export function Dates(props: FieldProps & { readonly value?: string }) {
  const known = (props.value ?? '').split('-');
  return (
    <Group field={props}>
      <div className="dates">
        {PARTS.map(([part, length], index) => (
          <label key={part}>
            <input
              className="input number"
              name={`${props.name}_${part}`}
              id={index === 0 ? props.name : undefined}
              inputMode="numeric"
              maxLength={length}
              defaultValue={known[index]}
              autoComplete="off"
              aria-invalid={props.fault ? true : undefined}
            />
            {text(`web.${part}`)}
          </label>
        ))}
      </div>
    </Group>
  );
}

/** The three boxes as one text; empty when nothing was typed. */
export function readDates(name: string, entered: Readonly<Record<string, unknown>>): string {
  const parts = PARTS.map(([part]) =>
    String(entered[`${name}_${part}`] ?? '')
      .normalize('NFKC')
      .trim(),
  );
  return parts.every((part) => part === '') ? '' : parts.join('-');
}
