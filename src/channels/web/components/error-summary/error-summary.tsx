import { text } from '../../../../registers/registers.ts';

/** Field name → what is wrong; an empty name is about the page as a whole. */
export type Faults = Readonly<Record<string, string>>;

/** Takes the focus, so that a screen reader begins here; each line leads to its field. */
export function ErrorSummary({
  faults,
  titles = {},
}: {
  faults: Faults /** What a field is called, where its fault alone would not say. */;
  titles?: Readonly<Record<string, string>>;
}) {
  const list = Object.entries(faults);
  if (list.length === 0) return null;
  return (
    <div className="errors" role="alert" tabIndex={-1} autoFocus aria-labelledby="errors-title">
      <h2 id="errors-title">{text('web.errors')}</h2>
      <ul>
        {list.map(([name, fault]) => (
          <li key={name}>
            {name === '' ? (
              fault
            ) : (
              <a href={`#${name}`}>
                {titles[name] ? text('web.about', { field: titles[name] }) : ''}
                {fault}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
