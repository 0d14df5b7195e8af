import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Empty, Page, Sheet } from '../kit/page.tsx';
import { Await, said } from '../kit/problem.tsx';
import { Link, link } from '../route/router.tsx';
import { MissingPage } from '../shell/missing.tsx';
import { words } from '../text/words.ts';
import { ReasonForm } from './entry-form.tsx';
import type { Entry, FieldView, Pair, RegisterView } from './registers.client.ts';
import { keepApart, listDuplicates, mergeEntries, partEntry, useRegisters } from './registers.client.ts';
import { isEmpty, Value } from './value.tsx';
import './duplicates.css';

/** What may have been entered twice in a register, pair by pair. */
export function DuplicatesPage({ register }: { register: string }) {
  return (
    <Await answer={useRegisters()}>
      {({ registers }) => {
        const one = registers.find((known) => known.register === register);
        return one?.finds_duplicates ? <Pairs register={one} /> : <MissingPage />;
      }}
    </Await>
  );
}

function Pairs({ register }: { register: RegisterView }) {
  const client = useQueryClient();
  const answer = useQuery({ queryKey: ['duplicates', register.register], queryFn: () => listDuplicates(register.register) });
  const again = () => {
    for (const name of ['duplicates', 'entries', 'entry', 'registers-counts']) void client.invalidateQueries({ queryKey: [name] });
  };
  const crumbs = (
    <>
      <Link to={link('registers')}>{words('registers.title')}</Link>
      <Link to={link('register', { register: register.register })}>{register.title}</Link>
    </>
  );
  return (
    <Page title={words('duplicates.title')} lead={words('duplicates.lead', { title: register.title })} crumbs={crumbs} dense>
      <Await answer={answer}>
        {({ pairs, more }) => (
          <div className="stack">
            {more && <p className="note">{words('duplicates.more')}</p>}
            {pairs.length === 0 && (
              <Sheet>
                <Empty title={words('duplicates.none')} />
              </Sheet>
            )}
            {pairs.map((pair) => (
              <Compared key={`${pair.left.id} ${pair.right.id}`} register={register} pair={pair} onDone={again} />
            ))}
          </div>
        )}
      </Await>
    </Page>
  );
}

interface ComparedProps {
  readonly register: RegisterView;
  readonly pair: Pair;
  readonly onDone: () => void;
}

/** Two entries side by side; which stays, and where they differ whose word counts. */
function Compared({ register, pair, onDone }: ComparedProps) {
  const { message, notification } = App.useApp();
  const { left, right } = pair;
  const [kept, setKept] = useState(left);
  const [take, setTake] = useState<readonly string[]>([]);
  const [act, setAct] = useState<'merge' | 'apart'>();
  const dropped = kept === left ? right : left;
  const group = `${left.id}-${right.id}`;
  const keep = (entry: Entry) => {
    setKept(entry);
    setTake([]);
  };
  const merged = (version: number) => {
    const key = group;
    const undo = () =>
      partEntry(register.register, { ...dropped, version }, words('duplicates.undoReason')).then(
        () => {
          notification.destroy(key);
          void message.success(words('duplicates.undone'));
          onDone();
        },
        (error: unknown) => void message.error(said(error).sentence),
      );
    notification.info({
      key,
      duration: 20,
      title: words('duplicates.merged'),
      actions: <Button onClick={() => void undo()}>{words('duplicates.undo')}</Button>,
    });
  };
  const send = async (reason: string) => {
    if (act === 'apart') {
      await keepApart(register.register, left, right, reason);
      void message.success(words('duplicates.kept'));
      return;
    }
    const { version } = await mergeEntries(register.register, kept, dropped, { take, reason });
    merged(version);
  };
  return (
    <Sheet title={`${left.title} · ${right.title}`} extra={<span className="soft small">{why(pair)}</span>}>
      <div className="table-wrap" role="region" aria-label={`${left.title} ${right.title}`} tabIndex={0}>
        <table className="list compact compared">
          <thead>
            <tr>
              <th scope="col">{words('duplicates.field')}</th>
              {[left, right].map((entry) => (
                <th key={entry.id} scope="col">
                  <label className="option">
                    <input type="radio" name={group} disabled={!register.may_write} checked={kept === entry} onChange={() => keep(entry)} />
                    <span>{words(kept === entry ? 'duplicates.keep' : 'duplicates.dropped')}</span>
                  </label>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{words('registers.place')}</th>
              <td>{left.place_name}</td>
              <td>{right.place_name}</td>
            </tr>
            {register.fields
              .filter((field) => !isEmpty(left, field) || !isEmpty(right, field))
              .map((field) => (
                <FieldRow
                  key={field.name}
                  field={field}
                  pair={pair}
                  kept={kept}
                  taken={take.includes(field.name)}
                  fixed={!register.may_write}
                  onTake={(on) => setTake(on ? [...take, field.name] : take.filter((name) => name !== field.name))}
                />
              ))}
          </tbody>
        </table>
      </div>
      {register.may_write && !act && (
        <div className="actions off-above">
          <Button type="primary" onClick={() => setAct('merge')}>
            {words('duplicates.merge')}
          </Button>
          <Button onClick={() => setAct('apart')}>{words('duplicates.apart')}</Button>
        </div>
      )}
      {act && <ReasonForm submit={words(`duplicates.${act}`)} send={send} onDone={onDone} cancel={() => setAct(undefined)} />}
    </Sheet>
  );
}

function why({ why: fields }: Pair): string {
  return words('duplicates.why', { fields: fields.join(words('registers.comma')) });
}

interface FieldRowProps {
  readonly field: FieldView;
  readonly pair: Pair;
  readonly kept: Entry;
  readonly taken: boolean;
  readonly fixed: boolean;
  readonly onTake: (on: boolean) => void;
}

function FieldRow({ field, pair: { left, right }, kept, taken, fixed, onTake }: FieldRowProps) {
  const differs = JSON.stringify(left.values[field.name]) !== JSON.stringify(right.values[field.name]);
  return (
    <tr className={differs ? 'differs' : undefined}>
      <th scope="row">{field.title}</th>
      {[left, right].map((entry) => {
        const shown = isEmpty(entry, field) ? words('none') : <Value entry={entry} field={field} />;
        if (!differs || fixed || field.kind === 'sum') return <td key={entry.id}>{shown}</td>;
        return (
          <td key={entry.id}>
            <label className="option">
              <input
                type="radio"
                name={`${left.id}-${right.id}-${field.name}`}
                aria-label={words('duplicates.takes', { title: entry.title, field: field.title })}
                checked={(entry === kept) !== taken}
                onChange={() => onTake(entry !== kept)}
              />
              <span>{shown}</span>
            </label>
          </td>
        );
      })}
    </tr>
  );
}
