import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useRef, useState } from 'react';
import type { FieldErrors } from '../client/client.ts';
import { CallError } from '../client/client.ts';
import { FieldRow } from '../form/field.tsx';
import { ErrorSummary } from '../form/form.tsx';
import { Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { go, Link, link } from '../route/router.tsx';
import { day } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { AlsoEnter } from './also-enter.tsx';
import type { Draft } from './draft.ts';
import { emptyDraft, forgetDraft, keepDraft, keptDraft, sentVisit } from './draft.ts';
import { Joins } from './joins.tsx';
import { Members } from './members.tsx';
import { Photos } from './photos.tsx';
import { PlaceOfVisit } from './place.tsx';
import type { DoorKey, OpenDoor } from './visits.client.ts';
import { handIn, openDoor } from './visits.client.ts';

/** A visit at one door, in few taps; what is known is not asked again. */
export function VisitPage(door: DoorKey) {
  const answer = useQuery({ queryKey: ['visits', 'door', door.task, door.person], queryFn: () => openDoor(door), staleTime: Infinity });
  return (
    <Await answer={answer}>
      {(open) => (
        <Page
          title={open.address}
          lead={words('visits.due', { task: open.task.title, due: day(open.task.due_on) })}
          crumbs={<Link to={link('visits')}>{words('visits.today')}</Link>}
        >
          <VisitForm door={door} open={open} />
        </Page>
      )}
    </Await>
  );
}

const results = ['met', 'absent', 'refused', 'moved', 'died'] as const;

function VisitForm({ door, open }: { door: DoorKey; open: OpenDoor }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [draft, setDraft] = useState<Draft>(() => keptDraft(door) ?? emptyDraft());
  const [problem, setProblem] = useState<unknown>();
  const [errors, setErrors] = useState<FieldErrors>({});
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const change = (more: Partial<Draft>) =>
    setDraft((before) => {
      const after = { ...before, ...more };
      keepDraft(door, after);
      return after;
    });
  const refuse = (error: unknown, found: FieldErrors) => {
    setProblem(error);
    setErrors(found);
    setTries((count) => count + 1);
  };
  const submit = async () => {
    if (running.current) return;
    if (!draft.result) return refuse(undefined, { result: { code: 'FIELD_REQUIRED', sentence: words('visits.resultMissing') } });
    running.current = true;
    setBusy(true);
    try {
      const { proposed } = await handIn(sentVisit(door, open, draft));
      forgetDraft(door);
      void message.success(words(proposed > 0 ? 'visits.proposed' : 'visits.done', { count: proposed }));
      for (const name of ['visits', 'proposals']) void client.invalidateQueries({ queryKey: [name] });
      go(link('visits'));
    } catch (error) {
      refuse(error, error instanceof CallError ? error.fields : {});
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  const whole = draft.result === 'moved' || draft.result === 'died';
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ErrorSummary form={{ errors, problem, tries, fields: [] }} idPrefix="visit" />
      {open.task.note && <p className="note">{open.task.note}</p>}
      <Sheet>
        <FieldRow
          field={{
            name: 'result',
            title: words('visits.result'),
            kind: 'choice',
            required: true,
            options: results.map((value) => ({ value, title: words(`visits.results.${value}`) })),
          }}
          value={draft.result}
          error={errors.result?.sentence}
          onChange={(value) => change({ result: String(value), who: open.members.length === 1 ? [open.members[0]!.id] : draft.who })}
          idPrefix="visit"
        />
        {whole && (
          <FieldRow
            field={{
              name: 'who',
              title: words(`visits.who.${draft.result}`),
              kind: 'choices',
              required: true,
              options: open.members.map((one) => ({ value: one.id, title: one.name, hint: one.relation })),
            }}
            value={draft.who}
            error={errors.who?.sentence}
            onChange={(value) => change({ who: value as readonly string[] })}
            idPrefix="visit"
          />
        )}
        {draft.result === 'moved' && (
          <FieldRow
            field={{ name: 'to_place', title: words('visits.toPlace'), kind: 'text', required: true, max: 100 }}
            value={draft.toPlace}
            error={errors.to_place?.sentence}
            onChange={(value) => change({ toPlace: String(value ?? '') })}
            idPrefix="visit"
          />
        )}
      </Sheet>
      {draft.result === 'met' && (
        <>
          <Members open={open} draft={draft} errors={errors} change={change} />
          <Joins open={open} draft={draft} errors={errors} change={change} />
        </>
      )}
      {draft.result === 'met' && <AlsoEnter door={door} collects={open.task.collects} />}
      <Sheet>
        <FieldRow
          field={{ name: 'told', title: words('visits.told'), kind: 'textarea', max: 500 }}
          value={draft.told}
          onChange={(value) => change({ told: String(value ?? '') })}
          idPrefix="visit"
        />
        <Photos door={door} draft={draft} change={change} />
        <PlaceOfVisit draft={draft} change={change} />
      </Sheet>
      <div className="row">
        <Button type="primary" htmlType="submit" size="large" loading={busy}>
          {words('visits.submit')}
        </Button>
      </div>
    </form>
  );
}
