import { FieldRow } from '../form/field.tsx';
import { question } from '../registers/entry-form.tsx';
import { words } from '../text/words.ts';
import type { Preview } from './ledgers.client.ts';

/** A row as a filler sees it: what is known stands there, what is new is asked. */
export function PreviewSheet({ preview }: { preview: Preview }) {
  const { register, asked, shown, columns } = preview;
  return (
    <div className="stack">
      <p className="note">
        {words('ledgers.previewShare', { shown, all: columns, share: Math.round((shown / Math.max(columns, 1)) * 100) })}
      </p>
      <dl className="facts">
        {register.fields
          .filter(({ name }) => !asked.includes(name))
          .map((field) => (
            <div key={field.name}>
              <dt>{field.title}</dt>
              <dd className="quiet">{words('ledgers.shownHere')}</dd>
            </div>
          ))}
      </dl>
      <div className="form">
        {register.fields
          .filter(({ name }) => asked.includes(name))
          .map((field) => (
            <FieldRow key={field.name} field={question(field, false)} value={undefined} onChange={() => undefined} idPrefix="preview" />
          ))}
      </div>
    </div>
  );
}
