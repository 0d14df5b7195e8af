import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { NewEntry } from '../registers/entry-form.tsx';
import type { Entry, FieldView, RegisterView } from '../registers/registers.client.ts';
import { listEntries, useRegisters } from '../registers/registers.client.ts';
import { isEmpty, StateTag, stateOf, Value } from '../registers/value.tsx';
import { Link, link } from '../route/router.tsx';
import { isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { PersonRow } from './people.client.ts';

/** So many entries of one register stand on the page of a person; the rest is one step away. */
const MOST = 6;

/** What the registers say about a person: each one a part with its own question, and a way to add to it. */
export function Records({ person }: { person: PersonRow }) {
  return (
    <Await answer={useRegisters()}>
      {({ registers }) => (
        <>
          {registers.flatMap((register) =>
            register.fields
              .filter((field) => field.of === 'person')
              .map((field) => <Part key={`${register.register} ${field.name}`} register={register} field={field} person={person} />),
          )}
        </>
      )}
    </Await>
  );
}

function Part({ register, field, person }: { register: RegisterView; field: FieldView; person: PersonRow }) {
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const answer = useQuery({
    queryKey: ['entries', register.register, field.name, person.id],
    queryFn: () => listEntries(register.register, { [field.name]: person.id, limit: MOST, state: 'all' }),
  });
  const about = register.named_by === field.name;
  if (!about && (answer.data?.entries ?? []).length === 0) return null;
  const done = () => {
    setAdding(false);
    for (const name of ['entries', 'person']) void client.invalidateQueries({ queryKey: [name] });
  };
  const title = about ? register.title : words('person.inRegister', { register: register.title, field: field.title });
  return (
    <Sheet
      title={title}
      extra={
        about &&
        register.may_write && (
          <Button size="small" onClick={() => setAdding(true)}>
            {words('registers.add')}
          </Button>
        )
      }
    >
      <Await answer={answer}>
        {({ entries, next }) => <Entries register={register} field={field} entries={entries} more={Boolean(next)} id={person.id} />}
      </Await>
      <Drawer open={adding} onClose={() => setAdding(false)} title={register.title} size={560} destroyOnHidden>
        <NewEntry register={register} place={person.community} given={{ [field.name]: person.id }} onDone={done} />
      </Drawer>
    </Sheet>
  );
}

interface EntriesProps {
  readonly register: RegisterView;
  readonly field: FieldView;
  readonly entries: readonly Entry[];
  readonly more: boolean;
  readonly id: string;
}

function Entries({ register, field, entries, more, id }: EntriesProps) {
  if (entries.length === 0) return <p className="quiet">{words('person.noEntries')}</p>;
  return (
    <>
      <ul className="stack tight">
        {entries.map((entry) => (
          <li key={entry.id}>
            <Said register={register} entry={entry} hidden={field.name} />
          </li>
        ))}
      </ul>
      {more && <Link to={link('register', { register: register.register }, { [field.name]: id })}>{words('registers.allRelated')}</Link>}
    </>
  );
}

/** An entry in one line: its first value leads to its page, the others stand behind it. */
function Said({ register, entry, hidden }: { register: RegisterView; entry: Entry; hidden: string }) {
  const shown = [register.named_by, ...register.list]
    .filter((name) => name !== hidden)
    .flatMap((name) => register.fields.filter((one) => one.name === name && !isEmpty(entry, one)));
  const [first, ...rest] = shown;
  return (
    <>
      <Link to={link('entry', { register: register.register, county: entry.county, id: entry.id })}>
        {first ? <Value entry={first.kind === 'entry' ? { ...entry, titles: {} } : entry} field={first} /> : entry.title}
      </Link>{' '}
      <StateTag state={stateOf(register, entry, isoDay())} />
      {rest.map((one) => (
        <span key={one.name} className="quiet small">
          {' '}
          · {one.kind === 'day' ? `${one.title} ` : ''}
          <Value entry={entry} field={one} />
        </span>
      ))}
    </>
  );
}
