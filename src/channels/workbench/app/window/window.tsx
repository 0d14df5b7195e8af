import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { SameSheet } from '../cases/same.tsx';
import { getItem, listItems } from '../items/items.client.ts';
import { Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { FindOrAdmit } from '../people/admit.tsx';
import { IdentityMark } from '../people/identity.tsx';
import type { Person } from '../people/people.client.ts';
import { getPerson } from '../people/people.client.ts';
import { sexAge } from '../people/search.tsx';
import { go, Link, link, useRoute } from '../route/router.tsx';
import { words } from '../text/words.ts';
import { Application } from './application.tsx';
import { Guide } from './guide.tsx';
import { ItemChoice } from './item-choice.tsx';
import './window.css';

/** The reception window: who stands here, and what do they want? */
export function WindowPage() {
  const { query } = useRoute();
  const [county, id] = (query.get('person') ?? '').split(':');
  return (
    <Page title={words('window.title')} lead={words('window.lead')}>
      {county && id ? <Served key={id} county={county} id={id} /> : <Arrival />}
    </Page>
  );
}

function Arrival() {
  const serve = (person: { county: string; id: string }) => go(link('window', {}, { person: `${person.county}:${person.id}` }));
  return (
    <div className="stack">
      <FindOrAdmit choose={words('window.choose')} onChoose={serve} />
      <Sheet title={words('window.ask')}>
        <ItemBrowse />
      </Sheet>
    </div>
  );
}

/** Before anyone is looked up, the items can still be asked about. */
function ItemBrowse() {
  const items = useQuery({ queryKey: ['items'], queryFn: listItems, staleTime: 600_000 });
  const [asked, setAsked] = useState<string>();
  const item = useQuery({ queryKey: ['item', asked], queryFn: () => getItem(asked!), enabled: asked !== undefined });
  if (asked && item.data)
    return (
      <div className="stack tight">
        <div>
          <Button size="small" onClick={() => setAsked(undefined)}>
            {words('window.otherItem')}
          </Button>
        </div>
        <h3>{item.data.title}</h3>
        <Guide item={item.data} />
      </div>
    );
  return <Await answer={items}>{(data) => <ItemChoice items={data.items} onChoose={(chosen) => setAsked(chosen.id)} />}</Await>;
}

function Served({ county, id }: { county: string; id: string }) {
  const person = useQuery({ queryKey: ['person', county, id], queryFn: () => getPerson({ county, id }) });
  const items = useQuery({ queryKey: ['items'], queryFn: listItems, staleTime: 600_000 });
  return (
    <div className="stack">
      <Await answer={person}>{(data) => <Standing person={{ ...data, county, id }} />}</Await>
      <Sheet title={words('window.what')}>
        <Await answer={items}>
          {(data) => <ItemChoice items={data.items} onChoose={(item) => go(link('apply', { county, person: id, item: item.id }))} />}
        </Await>
      </Sheet>
    </div>
  );
}

/** Who stands at the window, and what is already under way for them. */
function Standing({ person }: { person: Person }) {
  const open = person.cases.filter((each) => each.holder !== 'nobody');
  return (
    <div className="sheet standing">
      <div className="row">
        <span className="avatar" aria-hidden="true">
          {Array.from(person.name)[0]}
        </span>
        <div>
          <strong>{person.name}</strong> <IdentityMark identity={person.identity} />
          <p className="soft small">
            {sexAge(person)} · <span className="code">{person.idNumber}</span> · {person.communityName}
          </p>
        </div>
      </div>
      <div className="row no-print">
        <Link to={link('person', person)}>{words('window.page')}</Link>
        <Button onClick={() => go(link('window'))}>{words('window.nextPerson')}</Button>
      </div>
      {open.length > 0 && (
        <ul className="standing-cases">
          {open.map((each) => (
            <li key={each.id}>
              <Link to={link('case', each)}>{each.title}</Link>{' '}
              <span className="quiet small">
                {each.number} · {each.stateTitle}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** An application at the window: guide beside the questions. */
export function ApplyPage({ county, person: id, item: name }: { county: string; person: string; item: string }) {
  const person = useQuery({ queryKey: ['person', county, id], queryFn: () => getPerson({ county, id }) });
  const item = useQuery({ queryKey: ['item', name, id], queryFn: () => getItem(name, { county, id }) });
  const back = link('window', {}, { person: `${county}:${id}` });
  return (
    <Await answer={person}>
      {(served) => (
        <Await answer={item}>
          {(chosen) => (
            <Page
              title={chosen.title}
              lead={chosen.summary}
              crumbs={
                <>
                  <Link to={link('window')}>{words('window.title')}</Link>
                  <span aria-hidden="true">/</span>
                  <Link to={back}>{served.name}</Link>
                </>
              }
            >
              <div className="split">
                <div className="stack">
                  <Standing person={{ ...served, county, id }} />
                  <SameSheet
                    entitlements={served.entitlements.filter((one) => one.item === name)}
                    cases={served.cases.filter((one) => one.item === name)}
                  />
                  <Application key={`${id} ${name}`} person={{ ...served, county, id }} item={chosen} />
                </div>
                <div className="aside" role="region" aria-label={words('window.guide')} tabIndex={0}>
                  <Sheet title={words('window.guide')}>
                    <Guide item={chosen} />
                  </Sheet>
                </div>
              </div>
            </Page>
          )}
        </Await>
      )}
    </Await>
  );
}
