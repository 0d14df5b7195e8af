import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import type { Field, FieldValues } from '../form/fields.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Facts, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import type { PersonRow } from '../people/people.client.ts';
import { basisFields, ReasonForm } from '../registers/entry-form.tsx';
import { Link, link } from '../route/router.tsx';
import { usePower } from '../session/session.tsx';
import { day, isoDay, minute } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Life, LifeKind } from './life.client.ts';
import { enterLife, lifeKinds, readLife, undoLife } from './life.client.ts';

/** What happened to a person, what is known beyond the number, and what can be entered now. */
export function LifeSheet({ person }: { person: PersonRow }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const writes = usePower('person.write');
  const [kind, setKind] = useState<LifeKind>();
  const answer = useQuery({ queryKey: ['life', person.county, person.id], queryFn: () => readLife(person) });
  const again = () => {
    for (const name of ['life', 'person', 'entries', 'roster']) void client.invalidateQueries({ queryKey: [name] });
  };
  const done = (told: readonly string[]) => {
    setKind(undefined);
    void message.success({ content: told.length > 0 ? told.join(' ') : words('life.done'), duration: 8 });
    again();
  };
  return (
    <Sheet title={words('life.title')}>
      <Await answer={answer}>
        {(life) => (
          <div className="stack">
            {life.ended_on && <p className="note amber">{words('life.ended', { on: day(life.ended_on) })}</p>}
            <Known life={life} county={person.county} />
            {writes && !life.ended_on && (
              <div className="entry-acts">
                {lifeKinds.map((one) => (
                  <Button key={one} size="small" danger={one === 'death'} onClick={() => setKind(one)}>
                    {words(`life.kinds.${one}`)}
                  </Button>
                ))}
              </div>
            )}
            <Events person={person} life={life} writes={writes} again={again} />
            <Drawer
              open={kind !== undefined}
              onClose={() => setKind(undefined)}
              title={kind ? words(`life.kinds.${kind}`) : ''}
              size={560}
              destroyOnHidden
            >
              {kind && <LifeForm key={kind} kind={kind} person={person} life={life} onDone={done} />}
            </Drawer>
          </div>
        )}
      </Await>
    </Sheet>
  );
}

const known = ['residence', 'education', 'political_status', 'occupation', 'ethnic_group', 'came_on'] as const;

/** What the record says of the person beside name and number; what this hat may not see is told, not left out. */
function Known({ life, county }: { life: Life; county: string }) {
  const titleOf = (name: string, value: string | null): string => {
    if (!value) return '';
    if (name === 'residence') return words(`person.residences.${value}`);
    if (name === 'came_on') return day(value);
    return life.choices[name]?.find((one) => one.value === value)?.title ?? value;
  };
  return (
    <Facts
      facts={[
        ...known.map(
          (name) =>
            [
              words(`roster.fields.${name}`),
              name in life.values ? titleOf(name, life.values[name] ?? null) : <span className="quiet">{words('life.limited')}</span>,
            ] as const,
        ),
        [
          words('life.household'),
          life.household ? (
            <Link to={link('entry', { register: 'household', county, id: life.household })}>{life.relation || words('life.member')}</Link>
          ) : (
            words('person.noHousehold')
          ),
        ],
        [words('life.checked'), life.checked_on ? day(life.checked_on) : words('life.unchecked')],
      ]}
    />
  );
}

function fieldsOf(kind: LifeKind, { choices }: Life): Field[] {
  const relation: Field = { name: 'relation', title: words('life.relation'), kind: 'choice', required: true, options: choices.relation };
  const address: Field = { name: 'address', title: words('life.address'), kind: 'text', required: true, max: 120 };
  const place: Field = { name: 'place', title: words('life.place'), hint: words('life.placeHint'), kind: 'region' };
  switch (kind) {
    case 'birth':
      return [
        { name: 'name', title: words('person.name'), kind: 'text', required: true, max: 50 },
        { name: 'id_number', title: words('person.idNumber'), hint: words('person.idNumberHint'), kind: 'id-number', required: true },
        relation,
      ];
    case 'join':
      return [
        { name: 'household', title: words('life.target'), hint: words('life.targetHint'), kind: 'entry', of: 'household', required: true },
        relation,
      ];
    case 'split':
      return [address, place];
    case 'move':
      return [address, place, { name: 'whole', title: words('life.whole'), kind: 'yes-no' }];
    case 'visit':
    case 'facts':
      return known
        .filter((name) => name === 'residence' || name === 'came_on' || choices[name])
        .map((name) => ({
          name,
          title: words(`roster.fields.${name}`),
          kind: name === 'came_on' ? ('date' as const) : ('choice' as const),
          options:
            name === 'residence'
              ? (['registered', 'resident', 'floating'] as const).map((value) => ({ value, title: words(`person.residences.${value}`) }))
              : choices[name],
        }));
    case 'death':
      return [];
  }
}

interface FormProps {
  readonly kind: LifeKind;
  readonly person: PersonRow;
  readonly life: Life;
  readonly onDone: (told: readonly string[]) => void;
}

function LifeForm({ kind, person, life, onDone }: FormProps) {
  let told: readonly string[] = [];
  const fields = fieldsOf(kind, life);
  const start: FieldValues =
    kind === 'facts' || kind === 'visit' ? Object.fromEntries(fields.map(({ name }) => [name, life.values[name] ?? undefined])) : {};
  const form = useForm({
    fields: [...fields, { name: 'on', title: words('life.on'), kind: 'date', required: true }, ...basisFields],
    initial: { on: isoDay(), ...start },
    send: async ({ basis_kind, basis_id, on, ...values }) => {
      const given = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== start[name]));
      told = (await enterLife(person, { kind, on, basis: { kind: basis_kind, id: basis_id }, ...given })).told;
    },
  });
  return (
    <FormSheet
      form={form}
      submit={words('life.enter')}
      danger={kind === 'death'}
      before={<p className="soft">{words(`life.leads.${kind}`, { name: person.name })}</p>}
      onDone={() => onDone(told)}
      idPrefix="life"
    />
  );
}

interface EventsProps {
  readonly person: PersonRow;
  readonly life: Life;
  readonly writes: boolean;
  readonly again: () => void;
}

function Events({ person, life, writes, again }: EventsProps) {
  const [undoing, setUndoing] = useState<string>();
  if (life.events.length === 0) return <p className="quiet">{words('life.none')}</p>;
  return (
    <ol className="timeline">
      {life.events.map((event) => (
        <li key={event.id}>
          <p>
            {event.title} <span className="quiet">{words('life.onBasis', { on: day(event.on), basis: event.basis })}</span>
          </p>
          {event.told.length > 0 && (
            <ul className="small soft">
              {event.told.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
          <p className="quiet small">
            {minute(event.at)} {event.who}{' '}
            {event.undone_at ? (
              words('life.undone', { at: minute(event.undone_at), why: event.undone_why })
            ) : writes && undoing !== event.id ? (
              <Button size="small" onClick={() => setUndoing(event.id)}>
                {words('life.undo')}
              </Button>
            ) : null}
          </p>
          {undoing === event.id && (
            <ReasonForm
              submit={words('life.undo')}
              danger
              send={(reason) => undoLife(person, event.id, reason)}
              onDone={() => {
                setUndoing(undefined);
                again();
              }}
              cancel={() => setUndoing(undefined)}
            />
          )}
        </li>
      ))}
    </ol>
  );
}
