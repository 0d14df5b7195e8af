import type { FieldProps } from '../field/field.tsx';
import { Group } from '../field/field.tsx';

export interface Choice {
  readonly value: string;
  readonly title: string;
  readonly hint?: string;
}

interface ChoicesProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly inline?: boolean;
}

function Choices({ props, type, chosen }: { props: ChoicesProps; type: 'radio' | 'checkbox'; chosen: readonly string[] }) {
  return (
    <Group field={props}>
      <div className={props.inline ? 'choices inline' : 'choices'}>
        {props.choices.map((choice, index) => (
          <label className="choice" key={choice.value}>
            <input
              type={type}
              name={props.name}
              value={choice.value}
              id={index === 0 ? props.name : undefined}
              defaultChecked={chosen.includes(choice.value)}
            />
            <span>
              {choice.title}
              {choice.hint && <span className="hint">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </Group>
  );
}

/** One of up to about fifteen; all in sight. */
export function Radios(props: ChoicesProps & { readonly value?: string }) {
  return <Choices props={props} type="radio" chosen={props.value === undefined ? [] : [props.value]} />;
}

export function Checkboxes(props: ChoicesProps & { readonly values?: readonly string[] }) {
  return <Choices props={props} type="checkbox" chosen={props.values ?? []} />;
}
