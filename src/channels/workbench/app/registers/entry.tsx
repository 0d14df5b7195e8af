import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Facts, Page } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Members } from '../people/members.tsx';
import { Link, link } from '../route/router.tsx';
import { usePower } from '../session/session.tsx';
import { MissingPage } from '../shell/missing.tsx';
import { isoDay, minute } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { EditEntry, EndEntry, MoveEntry, ReasonForm } from './entry-form.tsx';
import { History, Looks, Related, Stays } from './hub.tsx';
import { MergedNote } from './merged.tsx';
import type { Entry, RegisterView } from './registers.client.ts';
import { readEntry, restoreEntry, resumeEntry, unmask, useRegisters, withdrawEntry } from './registers.client.ts';
import { isEmpty, isMasked, StateTag, stateOf, Value } from './value.tsx';
import './registers.css';

/** One entry on a page of its own. */
export function EntryPage({ register, county, id }: { register: string; county: string; id: string }) {
  const entry = useQuery({ queryKey: ['entry', register, county, id, undefined], queryFn: () => readEntry(register, { county, id }) });
  return (
    <Await answer={useRegisters()}>
      {({ registers }) => {
        const one = registers.find((known) => known.register === register);
        if (!one) return <MissingPage />;
        const crumbs = (
          <>
            <Link to={link('registers')}>{words('registers.title')}</Link>
            <Link to={link('register', { register })}>{one.title}</Link>
          </>
        );
        return (
          <Page title={entry.data?.entry.title ?? one.one} crumbs={crumbs}>
            <EntryHub register={one} county={county} id={id} />
          </Page>
        );
      }}
    </Await>
  );
}

interface HubProps {
  readonly register: RegisterView;
  readonly county: string;
  readonly id: string;
  /** Whether it stands beside a list rather than on a page of its own. */
  readonly beside?: boolean;
}

/** An entry as hub: its facts as they are or were on a day, what names it, what happened to it, who looked. */
export function EntryHub({ register, county, id, beside = false }: HubProps) {
  const client = useQueryClient();
  const [on, setOn] = useState<string>();
  const [act, setAct] = useState<Act>();
  const answer = useQuery({
    queryKey: ['entry', register.register, county, id, on],
    queryFn: () => readEntry(register.register, { county, id }, on),
  });
  const done = () => {
    setAct(undefined);
    for (const name of ['entry', 'entries', 'registers-counts']) void client.invalidateQueries({ queryKey: [name] });
  };
  return (
    <Await answer={answer}>
      {({ entry, history, stays, looks, merged }) => (
        <div className="stack">
          {act ? (
            <ActForm
              key={`${act} ${entry.version}`}
              act={act}
              register={register}
              entry={entry}
              onDone={done}
              cancel={() => setAct(undefined)}
            />
          ) : (
            <>
              {on === undefined && <Acts register={register} entry={entry} onAct={setAct} />}
              <EntryFacts register={register} entry={entry} />
              {merged && <MergedNote register={register.register} entry={entry} merged={merged} onDone={done} />}
              {entry.withdrawn_at && (
                <p className="note amber">
                  {words('registers.withdrawnNote', { at: minute(entry.withdrawn_at), why: entry.withdrawn_why })}
                </p>
              )}
              <label className="as-on soft small">
                {words('registers.asOn')}
                <input
                  className="control"
                  type="date"
                  max={isoDay()}
                  value={on ?? ''}
                  onChange={(event) => setOn(event.target.value || undefined)}
                />
                {on !== undefined && (
                  <Button size="small" onClick={() => setOn(undefined)}>
                    {words('registers.asNow')}
                  </Button>
                )}
              </label>
              {register.register === 'household' && <Members household={entry} />}
              <Related register={register} entry={entry} />
              <Stays stays={stays} />
              <History history={history} />
              <Looks register={register} looks={looks} />
              {beside && <Link to={link('entry', { register: register.register, county, id })}>{words('registers.ownPage')}</Link>}
            </>
          )}
        </div>
      )}
    </Await>
  );
}

type Act = 'edit' | 'move' | 'end' | 'resume' | 'withdraw' | 'restore';

/** What can be done with the entry as it stands. */
function Acts({ register, entry, onAct }: { register: RegisterView; entry: Entry; onAct: (act: Act) => void }) {
  if (!register.may_write) return null;
  const state = stateOf(register, entry, isoDay());
  const ends = register.lasts !== null && (entry.values[register.lasts[1]!] ?? null) !== null;
  const offered: readonly Act[] = entry.withdrawn_at
    ? ['restore']
    : ['edit', 'move', ...(register.lasts ? ([ends ? 'resume' : 'end'] as const) : []), 'withdraw'];
  return (
    <div className="entry-acts">
      {offered.map((act) => (
        <Button key={act} onClick={() => onAct(act)}>
          {words(`registers.acts.${act}`)}
        </Button>
      ))}
      <StateTag state={state} />
    </div>
  );
}

function ActForm({
  act,
  register,
  entry,
  onDone,
  cancel,
}: {
  act: Act;
  register: RegisterView;
  entry: Entry;
  onDone: () => void;
  cancel: () => void;
}) {
  const shared = { register, entry, onDone, cancel };
  switch (act) {
    case 'edit':
      return <EditEntry {...shared} />;
    case 'move':
      return <MoveEntry {...shared} />;
    case 'end':
      return <EndEntry {...shared} />;
    case 'resume':
      return (
        <ReasonForm
          submit={words('registers.acts.resume')}
          send={(reason) => resumeEntry(register.register, entry, reason)}
          onDone={onDone}
          cancel={cancel}
        />
      );
    case 'withdraw':
      return (
        <ReasonForm
          submit={words('registers.acts.withdraw')}
          danger
          send={(reason) => withdrawEntry(register.register, entry, reason)}
          onDone={onDone}
          cancel={cancel}
        />
      );
    case 'restore':
      return (
        <ReasonForm
          submit={words('registers.acts.restore')}
          send={(reason) => restoreEntry(register.register, entry, reason)}
          onDone={onDone}
          cancel={cancel}
        />
      );
  }
}

function EntryFacts({ register, entry }: { register: RegisterView; entry: Entry }) {
  const looks = usePower('person.unmask');
  const masked = register.fields.filter((field) => isMasked(field) && entry.values[field.name]);
  const [shown, setShown] = useState<Record<string, string>>();
  const [asking, setAsking] = useState(false);
  const place = entry.town_name ? `${entry.town_name} ${entry.place_name}` : entry.place_name;
  const facts = register.fields.map(
    (field) =>
      [
        field.unit ? `${field.title}（${field.unit}）` : field.title,
        shown?.[field.name] ?? (isEmpty(entry, field) ? '' : <Value key={field.name} entry={entry} field={field} />),
      ] as const,
  );
  return (
    <>
      <Facts
        facts={[
          [words('registers.place'), place],
          ...facts,
          [words('registers.source'), entry.source],
          [words('registers.enteredAt'), minute(entry.entered_at)],
        ]}
      />
      {looks && masked.length > 0 && !shown && !asking && (
        <div>
          <Button size="small" onClick={() => setAsking(true)}>
            {words('registers.unmask')}
          </Button>
        </div>
      )}
      {asking && (
        <ReasonForm
          submit={words('registers.unmask')}
          send={async (reason) =>
            setShown(
              (
                await unmask(
                  register.register,
                  entry,
                  masked.map((field) => field.name),
                  reason,
                )
              ).values,
            )
          }
          onDone={() => setAsking(false)}
          cancel={() => setAsking(false)}
        />
      )}
    </>
  );
}
