import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Empty } from '../kit/page.tsx';
import { FocusedProblem } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { words, wordsOr } from '../text/words.ts';
import { IdentityMark } from './identity.tsx';
import type { PersonRow } from './people.client.ts';
import { searchPeople } from './people.client.ts';

interface PeopleSearchProps {
  readonly onChoose: (person: PersonRow) => void;
  readonly choose: string;
  /** Offered when nobody is found; gets what was typed. */
  readonly otherwise?: (typed: string) => ReactNode;
}

/** Looks a person up by id number, phone or name. Every search is written down by the server, so none runs while typing. */
export function PeopleSearch({ onChoose, choose, otherwise }: PeopleSearchProps) {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [found, setFound] = useState<readonly PersonRow[]>();
  const [more, setMore] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const search = async () => {
    if (!typed.trim()) return;
    setBusy(true);
    setProblem(undefined);
    setFound(undefined);
    await searchPeople(typed).then((answer) => {
      setFound(answer.people);
      setMore(answer.more);
      setAsked(typed.trim());
    }, setProblem);
    setBusy(false);
  };
  return (
    <>
      <form
        className="pad person-search"
        role="search"
        aria-label={words('people.search')}
        onSubmit={(event) => {
          event.preventDefault();
          void search();
        }}
      >
        <div className="field">
          <label htmlFor="person-search">{words('people.search')}</label>
          <p className="hint" id="person-search-hint">
            {words('people.searchHint')}
          </p>
          <div className="row unbroken">
            <input
              id="person-search"
              className="control"
              autoComplete="off"
              spellCheck={false}
              aria-describedby="person-search-hint"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Button type="primary" htmlType="submit" loading={busy}>
              {words('search')}
            </Button>
          </div>
        </div>
        {problem !== undefined && <FocusedProblem error={problem} />}
      </form>
      {found && (
        <p className="unseen" role="status">
          {words(more ? 'people.foundMore' : 'people.found', { count: found.length })}
        </p>
      )}
      {found?.length === 0 && <Empty title={words('people.none')}>{otherwise?.(asked)}</Empty>}
      {found && found.length > 0 && <Found people={found} choose={choose} onChoose={onChoose} />}
      {more && found && <p className="note amber pad">{words('people.foundMore', { count: found.length })}</p>}
      {found && found.length > 0 && otherwise && <div className="pad">{otherwise(asked)}</div>}
    </>
  );
}

function Found({ people, choose, onChoose }: { people: readonly PersonRow[]; choose: string; onChoose: (person: PersonRow) => void }) {
  const columns = [
    {
      name: 'name',
      title: words('person.name'),
      heading: true,
      show: (row: PersonRow) => (
        <>
          {row.name} <IdentityMark identity={row.identity} />
        </>
      ),
    },
    { name: 'idNumber', title: words('person.idNumber'), show: (row: PersonRow) => <span className="code">{row.idNumber}</span> },
    { name: 'sexAge', title: words('person.sexAge'), show: (row: PersonRow) => sexAge(row) },
    { name: 'phone', title: words('person.phone'), show: (row: PersonRow) => <span className="code">{row.phone || words('none')}</span> },
    { name: 'community', title: words('person.community'), show: (row: PersonRow) => row.communityName },
    {
      name: 'choose',
      title: words('act'),
      number: true,
      show: (row: PersonRow) => (
        <Button size="small" onClick={() => onChoose(row)} aria-label={`${choose} ${row.name}`}>
          {choose}
        </Button>
      ),
    },
  ];
  return <Table title={words('people.results')} columns={columns} rows={people} keyOf={(row) => row.id} onOpen={onChoose} />;
}

/** Sex and age in one line. */
export function sexAge(person: { sex: string; age: number | null }): string {
  const age = person.age === null || person.age === undefined ? words('none') : words('person.years', { age: person.age });
  return `${wordsOr(`person.sex.${person.sex}`, person.sex)} · ${age}`;
}
