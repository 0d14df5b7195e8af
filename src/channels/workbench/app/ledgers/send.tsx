import { useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Await } from '../kit/problem.tsx';
import { figure, isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Ledger, Targets } from './ledgers.client.ts';
import { readTargets, sendLedger } from './ledgers.client.ts';

interface Asked {
  readonly towns: readonly string[];
  readonly types: readonly string[];
  readonly expected: boolean;
}

/** Sends a ledger out: of whom, for which period, until when. Whoever it goes to is named before. */
export function SendForm({ ledger, onDone }: { ledger: Ledger; onDone: () => void }) {
  const derived = ['person', 'household', 'dwelling'].includes(ledger.rows);
  const [asked, setAsked] = useState<Asked>({ towns: [], types: [], expected: derived });
  const answer = useQuery({ queryKey: ['ledger-targets', ledger.id, asked], queryFn: () => readTargets(ledger, asked) });
  return (
    <Await answer={answer}>
      {(targets) => <Sending ledger={ledger} derived={derived} asked={asked} setAsked={setAsked} targets={targets} onDone={onDone} />}
    </Await>
  );
}

function Sending({
  ledger,
  derived,
  asked,
  setAsked,
  targets,
  onDone,
}: {
  ledger: Ledger;
  derived: boolean;
  asked: Asked;
  setAsked: (asked: Asked) => void;
  targets: Targets;
  onDone: () => void;
}) {
  const { message } = App.useApp();
  const form = useForm({
    fields: [
      { name: 'period', title: words('ledgers.period'), hint: words('ledgers.periodHint'), kind: 'text', required: true, max: 60 },
      {
        name: 'due_on',
        title: words('ledgers.due'),
        hint: words('ledgers.dueHint', { days: targets.least_days }),
        kind: 'date',
        required: true,
      },
      {
        name: 'approver',
        title: words('ledgers.approver'),
        hint: words('ledgers.approverHint', { days: targets.least_days }),
        kind: 'text',
        max: 60,
      },
      { name: 'reason', title: words('ledgers.hurry'), kind: 'text', max: 200 },
    ],
    initial: { period: suggested(ledger.frequency) },
    keep: `send ${ledger.id}`,
    send: async (values) => {
      const { sheets } = await sendLedger(ledger, { ...values, asked_of: asked });
      void message.success(words('ledgers.sent', { count: figure(sheets) }));
    },
  });
  return (
    <div className="stack">
      <Boxes
        title={words('ledgers.towns')}
        options={targets.towns}
        chosen={asked.towns}
        onChange={(towns) => setAsked({ ...asked, towns })}
      />
      <Boxes
        title={words('ledgers.types')}
        options={targets.types}
        chosen={asked.types}
        onChange={(types) => setAsked({ ...asked, types })}
      />
      {derived && (
        <label className="option">
          <input type="checkbox" checked={asked.expected} onChange={(event) => setAsked({ ...asked, expected: event.target.checked })} />
          <span>{words('ledgers.onlyExpected')}</span>
        </label>
      )}
      <p className="note" role="status">
        {words(derived ? 'ledgers.targetsRows' : 'ledgers.targets', { count: figure(targets.targets.length), rows: figure(targets.rows) })}
      </p>
      <details>
        <summary>{words('ledgers.targetsList')}</summary>
        <ul className="plain-list small">
          {targets.targets.map((one) => (
            <li key={one.code}>{one.rows === null ? one.name : words('ledgers.targetRows', { name: one.name, rows: one.rows })}</li>
          ))}
        </ul>
      </details>
      <FormSheet form={form} submit={words('ledgers.send')} onDone={onDone} idPrefix="send" />
    </div>
  );
}

/** How the period of today is called. */
function suggested(frequency: string): string {
  const [year, month] = isoDay().split('-') as [string, string];
  const quarter = Math.ceil(Number(month) / 3);
  if (frequency === 'monthly') return words('ledgers.periods.monthly', { year, month: Number(month) });
  if (frequency === 'quarterly') return words('ledgers.periods.quarterly', { year, quarter });
  if (frequency === 'half-yearly') return words(Number(month) <= 6 ? 'ledgers.periods.first' : 'ledgers.periods.second', { year });
  return frequency === 'weekly' ? isoDay() : words('ledgers.periods.yearly', { year });
}

function Boxes({
  title,
  options,
  chosen,
  onChange,
}: {
  title: string;
  options: readonly { value: string; title: string }[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  return (
    <fieldset className="field">
      <legend>
        {title}
        <span className="optional">{words('ledgers.allOf')}</span>
      </legend>
      <div className="options across">
        {options.map(({ value, title: said }) => (
          <label key={value} className="option">
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) => onChange(event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))}
            />
            <span>{said}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
