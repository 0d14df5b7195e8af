import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { Value } from '../case/value.tsx';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { DeadlineLight } from '../kit/light.tsx';
import { Empty, Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { day, minute } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import { answerConsultation, listConsultations } from './consultations.client.ts';
import type { Consultation } from './consultations.client.ts';

/** What other offices ask this department. It sees the few facts the question needs, not the case. */
export function ConsultationsPage() {
  const [open, setOpen] = useState(true);
  const answer = useQuery({ queryKey: ['consultations', open], queryFn: () => listConsultations(open) });
  return (
    <Page title={words('consultations.title')} lead={words('consultations.lead')}>
      <div className="stack">
        <div className="strip">
          <button type="button" aria-pressed={open} onClick={() => setOpen(true)}>{words('consultations.open')}</button>
          <button type="button" aria-pressed={!open} onClick={() => setOpen(false)}>{words('consultations.all')}</button>
        </div>
        <Await answer={answer}>
          {({ consultations }) => consultations.length === 0
            ? <div className="sheet"><Empty title={words(open ? 'consultations.empty' : 'consultations.none')} /></div>
            : <>{consultations.map((each) => <ConsultationSheet key={each.id} consultation={each} />)}</>}
        </Await>
      </div>
    </Page>
  );
}

function ConsultationSheet({ consultation }: { consultation: Consultation }) {
  return (
    <Sheet title={consultation.question} extra={<DeadlineLight light={consultation.light} dueOn={consultation.dueOn} closed={consultation.answeredAt !== null} />}>
      <div className="split even">
        <div className="stack tight">
          <p className="quiet small">{words('consultations.from', { number: consultation.caseNumber, at: minute(consultation.askedAt), due: day(consultation.dueOn) })}</p>
          <dl className="facts">{consultation.shown.map((fact) => <div key={fact.title}><dt>{fact.title}</dt><dd><Value value={fact.value} /></dd></div>)}</dl>
        </div>
        {consultation.answeredAt
          ? <div><span className="mark-tag">{wordsOr(`answer.${consultation.answer}`, consultation.answer ?? '')}</span><p className="quote">{consultation.opinion || words('none')}</p><p className="quiet small">{minute(consultation.answeredAt)}</p></div>
          : <AnswerForm consultation={consultation} />}
      </div>
    </Sheet>
  );
}

function AnswerForm({ consultation }: { consultation: Consultation }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const form = useForm({
    fields: [
      { name: 'answer', title: words('consultations.answer'), kind: 'choice', required: true, options: ['agree', 'disagree', 'information'].map((value) => ({ value, title: words(`answer.${value}`) })) },
      { name: 'opinion', title: words('case.opinion'), hint: words('consultations.opinionHint'), kind: 'textarea', required: true, max: 2000 },
    ],
    keep: `consultation ${consultation.id}`,
    send: async (values, key) => {
      await answerConsultation(consultation, { answer: String(values.answer), opinion: String(values.opinion), key });
      void message.success(words('consultations.done'));
      await client.invalidateQueries({ queryKey: ['consultations'] });
    },
  });
  return <FormSheet form={form} submit={words('consultations.submit')} idPrefix={`c-${consultation.id}`} />;
}
