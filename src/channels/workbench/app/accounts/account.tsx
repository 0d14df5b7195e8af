import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { FocusedProblem } from '../kit/problem.tsx';
import { day, isoDay, minute } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import type { Account, Appointment } from './accounts.client.ts';
import { appoint, disableAccount, endAppointment, handOver, listAccounts, resetAccount, unlockAccount } from './accounts.client.ts';
import { useAppointmentFields } from './appointment-fields.ts';
import { OneTimeCode } from './one-time-code.tsx';
import { SignIns } from './sign-ins.tsx';
import { AccountState, holds } from './state.tsx';

type Doing = { readonly what: 'appoint' } | { readonly what: 'end' | 'hand-over'; readonly held: Appointment } | undefined;

/** One account: its appointments and what an administrator may do. */
export function AccountDrawer({ account }: { account: Account }) {
  const [doing, setDoing] = useState<Doing>();
  const back = () => setDoing(undefined);
  if (doing?.what === 'appoint') return <Appoint account={account} onDone={back} />;
  if (doing?.what === 'end') return <EndAppointment held={doing.held} onDone={back} />;
  if (doing?.what === 'hand-over') return <HandOver held={doing.held} onDone={back} />;
  return (
    <div className="stack">
      <div className="row">
        <AccountState account={account} />
        <span className="quiet">
          {account.login} · {account.phone || words('none')}
        </span>
        {account.lockedUntil && <span className="quiet small">{words('accounts.lockedUntil', { at: minute(account.lockedUntil) })}</span>}
      </div>
      <Access account={account} />
      <section className="stack tight">
        <h2 className="minor">{words('accounts.appointments')}</h2>
        {account.appointments.map((held) => (
          <div key={held.id} className="check">
            <div>
              <strong>{held.roleTitle}</strong> {!holds(held) && <span className="mark-tag plain">{words('accounts.ended')}</span>}
              <p className="quiet small">
                {held.regionName} · {wordsOr(`level.${held.level}`, held.level)} · {day(held.validFrom)} –{' '}
                {held.validTo ? day(held.validTo) : words('accounts.open_ended')}
              </p>
            </div>
            {holds(held) && (
              <div className="row">
                <Button size="small" onClick={() => setDoing({ what: 'hand-over', held })}>
                  {words('accounts.handOver')}
                </Button>
                <Button size="small" danger onClick={() => setDoing({ what: 'end', held })}>
                  {words('accounts.end')}
                </Button>
              </div>
            )}
          </div>
        ))}
        <div>
          <Button onClick={() => setDoing({ what: 'appoint' })}>{words('accounts.appoint')}</Button>
        </div>
      </section>
      <SignInLog account={account.id} />
    </div>
  );
}

/** Fetched when it is asked for: looking at it leaves a row. */
function SignInLog({ account }: { account: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words('signIns.title')}</summary>
      {open && <SignIns account={account} />}
    </details>
  );
}

function useAgain(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['accounts'] });
}

const accessActs = { reset: resetAccount, unlock: unlockAccount, disable: disableAccount } as const;
type AccessAct = keyof typeof accessActs;

/** Reset, unlock, disable: each asks once, in place, before it acts. */
function Access({ account }: { account: Account }) {
  const again = useAgain();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<AccessAct>();
  const [code, setCode] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const act = async (name: AccessAct) => {
    setProblem(undefined);
    const answer = await accessActs[name](account.id).catch((error: unknown) => {
      setProblem(error);
    });
    setAsked(undefined);
    if (answer === undefined) return;
    if (name === 'reset') setCode((answer as { oneTimeCode: string }).oneTimeCode);
    void message.success(words('accounts.done'));
    await again();
  };
  const acts: readonly AccessAct[] = account.disabledAt ? ['reset', 'unlock'] : ['reset', 'unlock', 'disable'];
  return (
    <>
      {problem !== undefined && <FocusedProblem error={problem} />}
      {code && <OneTimeCode name={account.name} code={code} />}
      <div className="row">
        {acts.map((name) => (
          <Button key={name} danger={name === 'disable'} aria-expanded={asked === name} onClick={() => setAsked(name)}>
            {words(`accounts.${name}`)}
          </Button>
        ))}
      </div>
      {asked && (
        <div className="note amber stack tight" role="alert">
          <p className="strong">{words(`accounts.ask.${asked}`, { name: account.name })}</p>
          <p className="small">{words(`accounts.askNote.${asked}`)}</p>
          <div className="row">
            <Button type="primary" danger={asked === 'disable'} onClick={() => void act(asked)}>
              {words(`accounts.${asked}`)}
            </Button>
            <Button onClick={() => setAsked(undefined)}>{words('cancel')}</Button>
          </div>
        </div>
      )}
    </>
  );
}

function Appoint({ account, onDone }: { account: Account; onDone: () => void }) {
  const again = useAgain();
  const fields = useAppointmentFields();
  const form = useForm({
    fields,
    initial: { validFrom: isoDay() },
    send: async (values) => {
      await appoint(account.id, values);
      await again();
    },
  });
  return <FormSheet form={form} submit={words('accounts.appoint')} cancel={onDone} onDone={onDone} idPrefix="appoint" />;
}

function EndAppointment({ held, onDone }: { held: Appointment; onDone: () => void }) {
  const again = useAgain();
  const form = useForm({
    fields: [
      { name: 'day', title: words('accounts.endDay'), hint: words('accounts.endDayHint'), kind: 'date', required: true },
      { name: 'reason', title: words('accounts.reason'), kind: 'textarea', required: true, max: 200 },
    ],
    initial: { day: isoDay() },
    send: async (values) => {
      await endAppointment(held.id, values);
      await again();
    },
  });
  return (
    <FormSheet
      form={form}
      submit={words('accounts.end')}
      danger
      before={
        <p>
          {held.roleTitle} · {held.regionName}
        </p>
      }
      cancel={onDone}
      onDone={onDone}
      idPrefix="end"
    />
  );
}

/** Gives everything in hand to a colleague in the same place. */
function HandOver({ held, onDone }: { held: Appointment; onDone: () => void }) {
  const again = useAgain();
  const { message } = App.useApp();
  const known = useQuery({
    queryKey: ['accounts', { region: held.region, state: 'active' }, undefined],
    queryFn: () => listAccounts({ region: held.region, state: 'active' }),
  });
  const colleagues = (known.data?.accounts ?? []).flatMap((account) =>
    account.appointments
      .filter((other) => holds(other) && other.id !== held.id && other.region === held.region)
      .map((other) => ({ value: other.id, title: `${account.name} · ${other.roleTitle}` })),
  );
  const form = useForm({
    fields: [
      { name: 'to', title: words('accounts.to'), hint: words('accounts.toHint'), kind: 'choice', required: true, options: colleagues },
      { name: 'note', title: words('accounts.note'), hint: words('accounts.noteHint'), kind: 'textarea', required: true, max: 500 },
    ],
    send: async (values) => {
      const { cases } = await handOver({ fromAppointment: held.id, toAppointment: String(values.to), note: String(values.note) });
      void message.success(words('accounts.handedOver', { count: cases }));
      await again();
    },
  });
  return (
    <FormSheet
      form={form}
      submit={words('accounts.handOver')}
      before={
        <p>
          {held.roleTitle} · {held.regionName}
        </p>
      }
      cancel={onDone}
      onDone={onDone}
      idPrefix="hand-over"
    />
  );
}
