import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { EntitlementList } from '../entitlements/entitlements.tsx';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Facts, Page, Sheet } from '../kit/page.tsx';
import { Await, said } from '../kit/problem.tsx';
import { LifeSheet } from '../life/life.tsx';
import { Privacy } from '../privacy/privacy.tsx';
import { go, Link, link } from '../route/router.tsx';
import { usePower } from '../session/session.tsx';
import { day, minute } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import { CorrectIdentity } from '../transfers/identity.tsx';
import { FindOrAdmit } from './admit.tsx';
import { Demands } from './demands.tsx';
import { CardSeen, IdentityNote } from './identity.tsx';
import type { Person } from './people.client.ts';
import { changePerson, getPerson, helpSignIn } from './people.client.ts';
import { Records } from './records.tsx';
import { sexAge } from './search.tsx';
import type { Unmasked } from './unmasking.tsx';
import { Unmasking } from './unmasking.tsx';

/** Looks somebody up in the register. */
export function PeoplePage() {
  const open = (person: { county: string; id: string }) => go(link('person', person));
  return (
    <Page title={words('people.title')} lead={words('people.lead')}>
      <FindOrAdmit choose={words('people.open')} onChoose={open} />
    </Page>
  );
}

/** Everything the register knows about one person, masked. */
export function PersonPage({ county, id }: { county: string; id: string }) {
  const answer = useQuery({ queryKey: ['person', county, id], queryFn: () => getPerson({ county, id }) });
  return <Await answer={answer}>{(person) => <PersonSheets person={{ ...person, county, id }} />}</Await>;
}

function PersonSheets({ person }: { person: Person }) {
  const serves = usePower('window.serve');
  const writes = usePower('person.write');
  return (
    <Page
      title={person.name}
      lead={`${sexAge(person)} · ${person.communityName}`}
      crumbs={
        <>
          <Link to={link('people')}>{words('people.title')}</Link>
          <span aria-hidden="true">/</span>
          <span>{person.name}</span>
        </>
      }
      actions={
        serves && (
          <>
            {person.identity === 'unverified' && writes && <CardSeen person={person} />}
            <SignInHelp person={person} />
            <Button type="primary" onClick={() => go(link('window', {}, { person: `${person.county}:${person.id}` }))}>
              {words('people.serve')}
            </Button>
          </>
        )
      }
    >
      <IdentityNote identity={person.identity} />
      <div className="split">
        <div className="stack">
          <Basics person={person} />
          <LifeSheet person={person} />
          <Demands cases={person.cases} />
        </div>
        <div className="stack">
          <Entitlements person={person} />
          <Household person={person} />
          <Moves person={person} />
          <Records person={person} />
          {person.hidden.length > 0 && (
            <p className="note">{words('person.hidden', { registers: person.hidden.join(words('registers.comma')) })}</p>
          )}
          <Privacy person={person} />
          <Seen person={person} />
        </div>
      </div>
    </Page>
  );
}

function Basics({ person }: { person: Person }) {
  const [seen, setSeen] = useState<Unmasked>({});
  const writes = usePower('person.write');
  const facts: (readonly [string, ReactNode])[] = [
    [words('person.name'), seen.name ?? person.name],
    [words('person.idNumber'), <span className="code">{seen.idNumber ?? person.idNumber}</span>],
    [words('person.phone'), <span className="code">{seen.phone ?? (person.phone || words('none'))}</span>],
    [words('person.sexAge'), sexAge(person)],
    [words('person.community'), person.communityName],
    [words('person.address'), seen.address ?? person.address],
  ];
  if (seen.bank) facts.push([words('person.bank'), <span className="code">{seen.bank}</span>]);
  return (
    <Sheet
      title={words('person.basics')}
      extra={
        <span className="row">
          <Unmasking person={person} onSeen={(more) => setSeen({ ...seen, ...more })} />
          {writes && (
            <>
              <ChangePerson person={person} />
              <CorrectIdentity person={person} />
            </>
          )}
        </span>
      }
    >
      <Facts facts={facts} />
    </Sheet>
  );
}

function ChangePerson({ person }: { person: Person }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const form = useForm({
    fields: [
      { name: 'phone', title: words('person.phone'), hint: words('person.changeHint'), kind: 'phone', max: 40 },
      { name: 'address', title: words('person.address'), hint: words('person.changeHint'), kind: 'text', max: 120 },
      { name: 'basis', title: words('person.basis'), hint: words('person.basisHint'), kind: 'text', required: true, max: 120 },
    ],
    send: (values) => changePerson(person, values),
  });
  const done = () => {
    setOpen(false);
    form.clear();
    void client.invalidateQueries({ queryKey: ['person', person.county, person.id] });
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words('person.change')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={words('person.change')}>
        <FormSheet form={form} submit={words('save')} onDone={done} idPrefix="change" />
      </Drawer>
    </>
  );
}

function Household({ person }: { person: Person }) {
  const members = person.household?.members ?? [];
  return (
    <Sheet title={words('person.household')}>
      {members.length === 0 ? (
        <p className="quiet">{words('person.noHousehold')}</p>
      ) : (
        <ul className="stack tight">
          {members.map((member, at) => (
            <li key={member.id ?? at} className="row">
              {member.id ? (
                <Link to={link('person', { county: member.county ?? person.county, id: member.id })}>{member.name}</Link>
              ) : (
                <span>{member.name}</span>
              )}
              <span className="quiet">
                {[
                  member.relationTitle ?? member.relation,
                  member.age === null || member.age === undefined ? '' : words('person.years', { age: member.age }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {person.household?.more && <p className="quiet small">{words('person.moreMembers', { count: members.length })}</p>}
    </Sheet>
  );
}

function Entitlements({ person }: { person: Person }) {
  return (
    <Sheet title={words('person.entitlements')}>
      {person.entitlements.length === 0 ? (
        <p className="quiet">{words('person.noEntitlements')}</p>
      ) : (
        <EntitlementList entitlements={person.entitlements} />
      )}
    </Sheet>
  );
}

function Moves({ person }: { person: Person }) {
  if (person.moves.length === 0) return null;
  return (
    <Sheet title={words('transfers.moves')}>
      <ul className="stack tight">
        {person.moves.map((one) => (
          <li key={`${one.on} ${one.from}`}>
            {words('transfers.moved', {
              on: day(one.on),
              from: one.from,
              basis: words(`transfers.bases.${one.basis}`),
              evidence: one.evidence,
            })}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function Seen({ person }: { person: Person }) {
  return (
    <Sheet title={words('person.unmaskings')}>
      {person.unmaskings.length === 0 ? (
        <p className="quiet">{words('person.noUnmaskings')}</p>
      ) : (
        <ul className="stack tight">
          {person.unmaskings.map((each) => (
            <li key={`${each.at} ${each.actor}`}>
              <span>{each.fields.map((field) => wordsOr(`unmask.field.${field}`, field)).join(' · ')}</span>
              <p className="quiet small">
                {each.actor} · {minute(each.at)} · {each.reason}
              </p>
            </li>
          ))}
        </ul>
      )}
      {person.moreUnmaskings && <p className="quiet small">{words('person.moreUnmaskings', { count: person.unmaskings.length })}</p>}
    </Sheet>
  );
}

function SignInHelp({ person }: { person: Person }) {
  const { modal, message } = App.useApp();
  const help = () =>
    helpSignIn(person).then(
      (answer) =>
        void modal.info({
          title: words('people.helpTitle'),
          content: (
            <>
              <p className="spoken-code">{answer.code}</p>
              <p>{words('people.helpNote', { until: minute(answer.until) })}</p>
            </>
          ),
          okText: words('close'),
          icon: null,
        }),
      (error: unknown) => void message.error(said(error).sentence),
    );
  return <Button onClick={() => void help()}>{words('people.help')}</Button>;
}
