import type { RegisterView } from './registers.client.ts';

/** Which fields stand in the list beside title and place. */
export function ColumnChoice({
  register,
  chosen,
  onChange,
}: {
  register: RegisterView;
  chosen: readonly string[];
  onChange: (columns: readonly string[]) => void;
}) {
  const offered = register.fields.filter((field) => field.name !== register.named_by);
  const pick = (name: string, on: boolean) =>
    onChange(offered.map((field) => field.name).filter((field) => (field === name ? on : chosen.includes(field))));
  return (
    <div className="column-choice">
      {offered.map((field) => (
        <label key={field.name} className="option">
          <input type="checkbox" checked={chosen.includes(field.name)} onChange={(event) => pick(field.name, event.target.checked)} />
          <span>{field.title}</span>
        </label>
      ))}
    </div>
  );
}
