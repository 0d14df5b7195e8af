import { Button } from 'antd';
import { FieldRow } from '../form/field.tsx';
import type { Field } from '../form/fields.ts';
import { Sheet } from '../kit/page.tsx';
import { words } from '../text/words.ts';
import { emptyJoining } from './draft.ts';
import type { PartProps } from './members.tsx';
import { residenceChoices } from './members.tsx';

/** Who lives there and is not registered: entered once, checked by the community. */
export function Joins({ open, draft, errors, change }: PartProps) {
  const fields: readonly Field[] = [
    { name: 'name', title: words('person.name'), kind: 'text', required: true, max: 50 },
    { name: 'id_number', title: words('person.idNumber'), kind: 'id-number', required: true },
    { name: 'phone', title: words('person.phone'), kind: 'phone' },
    { name: 'relation', title: words('life.relation'), kind: 'choice', required: true, options: open.choices.relation },
    { name: 'residence', title: words('roster.fields.residence'), kind: 'choice', required: true, options: residenceChoices },
  ];
  const set = (at: number, name: string, value: unknown) =>
    change({ joins: draft.joins.map((one, index) => (index === at ? { ...one, [name]: String(value ?? '') } : one)) });
  return (
    <Sheet title={words('visits.joins')}>
      <div className="stack tight">
        {draft.joins.map((one, at) => (
          <fieldset key={at} className="form">
            <legend className="unseen">{words('visits.joinsOne', { number: at + 1 })}</legend>
            {fields.map((field) => (
              <FieldRow
                key={field.name}
                field={field}
                value={one[field.name as keyof typeof one]}
                error={errors[field.name]?.sentence}
                onChange={(value) => set(at, field.name, value)}
                idPrefix={`join-${at}`}
              />
            ))}
            <div className="row">
              <Button size="small" onClick={() => change({ joins: draft.joins.filter((_, index) => index !== at) })}>
                {words('visits.dropJoin')}
              </Button>
            </div>
          </fieldset>
        ))}
        <div className="row">
          <Button onClick={() => change({ joins: [...draft.joins, emptyJoining] })}>{words('visits.addJoin')}</Button>
        </div>
      </div>
    </Sheet>
  );
}
