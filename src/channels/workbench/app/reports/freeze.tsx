import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import type { PlanFigure } from '../indicators/plan.client.ts';
import { listPlans, readPlan } from '../indicators/plan.client.ts';
import { gapWords, StateLight } from '../indicators/reading.tsx';
import { go, link } from '../route/router.tsx';
import { useHat } from '../session/session.tsx';
import { day, isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Progress, Report } from './report.client.ts';
import { freezeReport } from './report.client.ts';

type Told = Record<string, { readonly text: string; readonly evidence: string }>;

/** Computes and submits the report of a year. What a returned report told about progress is taken over. */
export function Freeze({ again }: { again?: Report }) {
  const client = useQueryClient();
  const hat = useHat();
  const today = isoDay();
  const [told, setTold] = useState<Told>(() =>
    Object.fromEntries((again?.facts.progress ?? []).map(({ target, text, evidence }) => [target, { text, evidence }])),
  );
  const plans = useQuery({ queryKey: ['plans', hat.region, today], queryFn: () => listPlans(hat.region, today) });
  const offered = plans.data?.plans ?? [];
  const form = useForm({
    fields: [
      {
        name: 'plan',
        title: words('report.plan'),
        kind: 'choice',
        required: true,
        options: offered.map((plan) => ({ value: plan.plan, title: plan.title })),
      },
      { name: 'year', title: words('report.year'), kind: 'number', required: true },
    ],
    initial: { year: again ? String(again.year) : today.slice(0, 4), plan: again?.plan },
    send: async (values) => {
      const made = await freezeReport({ year: Number(values.year), plan: String(values.plan), progress: entered(told) });
      await Promise.all([client.invalidateQueries({ queryKey: ['reports'] }), client.invalidateQueries({ queryKey: ['report-years'] })]);
      go(link('report', made));
    },
  });
  const { fill } = form;
  const only = offered.length === 1 ? offered[0]!.plan : undefined;
  const plan = typeof form.values.plan === 'string' ? form.values.plan : undefined;
  useEffect(() => {
    // Where there is one plan, nobody has to choose it.
    if (only && !plan) fill({ plan: only });
  }, [only, plan]);
  const runs = Number(form.values.year) >= Number(today.slice(0, 4));
  return (
    <FormSheet
      form={form}
      submit={words('report.freeze')}
      before={<p className="soft">{words('report.freezeLead', { place: hat.regionName })}</p>}
      idPrefix="freeze"
    >
      {runs && <p className="note amber">{words('report.running', { year: String(form.values.year), day: day(today) })}</p>}
      {plan && <ProgressFields plan={plan} told={told} onChange={setTold} />}
    </FormSheet>
  );
}

function entered(told: Told): Progress[] {
  return Object.entries(told)
    .map(([target, { text, evidence }]) => ({ target, text: text.trim(), evidence: evidence.trim() }))
    .filter((one) => one.text || one.evidence);
}

/** One folded question for each target: what was done, and what proves it. */
function ProgressFields({ plan, told, onChange }: { plan: string; told: Told; onChange: (told: Told) => void }) {
  const hat = useHat();
  const asked = { region: hat.region, day: isoDay(), boundaries: 'then', plan };
  const reading = useQuery({ queryKey: ['plan', asked], queryFn: () => readPlan(asked) });
  if (!reading.data) return null;
  return (
    <fieldset className="progress-fields">
      <legend>
        {words('report.progress')}
        <span className="optional">{words('form.optional')}</span>
      </legend>
      <p className="hint">{words('report.progressHint')}</p>
      {reading.data.figures.map((figure) => (
        <ProgressField
          key={figure.id}
          figure={figure}
          value={told[figure.id] ?? { text: '', evidence: '' }}
          onChange={(value) => onChange({ ...told, [figure.id]: value })}
        />
      ))}
    </fieldset>
  );
}

function ProgressField({ figure, value, onChange }: { figure: PlanFigure; value: Told[string]; onChange: (value: Told[string]) => void }) {
  const id = `progress-${figure.id}`;
  const filled = value.text.trim() !== '' || value.evidence.trim() !== '';
  return (
    <details className="progress-field">
      <summary>
        <span>{figure.title}</span>
        <span className="row small">
          <StateLight state={figure.state} />
          {figure.gap !== null && figure.state === 'unmet' && <span className="quiet">{gapWords(figure)}</span>}
          {filled && <span className="mark-tag">{words('report.told')}</span>}
        </span>
      </summary>
      <div className="field">
        <label htmlFor={`${id}-text`}>{words('report.done')}</label>
        <textarea
          id={`${id}-text`}
          className="control"
          rows={3}
          maxLength={2000}
          value={value.text}
          onChange={(event) => onChange({ ...value, text: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-evidence`}>{words('report.evidence')}</label>
        <p className="hint" id={`${id}-hint`}>
          {words('report.evidenceHint')}
        </p>
        <input
          id={`${id}-evidence`}
          className="control"
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          maxLength={500}
          value={value.evidence}
          onChange={(event) => onChange({ ...value, evidence: event.target.value })}
        />
      </div>
    </details>
  );
}
