import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Value } from '../cases/value.tsx';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { DeadlineLight } from '../kit/light.tsx';
import { Empty, Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { day, minute } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import type { Consultation, Identity } from './consultations.client.ts';
import { answerConsultation, identifyConsulted, listConsultations } from './consultations.client.ts';

/** What other offices ask this department. It sees the few facts the question needs, not the case. */
export function ConsultationsPage() {
  const [open, setOpen] = useState(true);
  const answer = useInfiniteQuery({
    queryKey: ['consultations', open],
    queryFn: ({ pageParam }) => listConsultations(open, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return (
    <Page title={words('consultations.title')} lead={words('consultations.lead')}>
      <div className="stack">
        <div className="strip">
          <button type="button" aria-pressed={open} onClick={() => setOpen(true)}>
            {words('consultations.open')}
          </button>
          <button type="button" aria-pressed={!open} onClick={() => setOpen(false)}>
            {words('consultations.answered')}
          </button>
        </div>
        <Await answer={answer}>
          {({ pages }) =>
            pages[0]!.consultations.length === 0 ? (
              <div className="sheet">
                <Empty title={words(open ? 'consultations.empty' : 'consultations.none')} />
              </div>
            ) : (
              pages.flatMap((page) => page.consultations).map((each) => <ConsultationSheet key={each.id} consultation={each} />)
            )
          }
        </Await>
        {answer.hasNextPage && (
          <div className="row">
            <Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
              {words('consultations.more')}
            </Button>
          </div>
        )}
      </div>
    </Page>
  );
}

function ConsultationSheet({ consultation }: { consultation: Consultation }) {
  return (
    <Sheet
      title={consultation.question}
      extra={<DeadlineLight due={consultation} ended={consultation.answeredAt === null ? undefined : words('consultations.answered')} />}
    >
      <div className="split even">
        <div className="stack tight">
          <p className="quiet small">
            {words('consultations.from', {
              number: consultation.caseNumber,
              by: consultation.askedBy,
              at: minute(consultation.askedAt),
              due: day(consultation.dueOn),
            })}
          </p>
          <dl className="facts">
            {consultation.shown.map((fact) => (
              <div key={fact.title}>
                <dt>{fact.title}</dt>
                <dd>
                  <Value value={fact.value} />
                </dd>
              </div>
            ))}
          </dl>
          {!consultation.answeredAt && <WhoItIs consultation={consultation} />}
        </div>
        {consultation.answeredAt ? (
          <div>
            <span className="mark-tag">{wordsOr(`answer.${consultation.answer}`, consultation.answer ?? '')}</span>
            <p className="quote">{consultation.opinion || words('none')}</p>
            <p className="quiet small">{minute(consultation.answeredAt)}</p>
          </div>
        ) : (
          <AnswerForm consultation={consultation} />
        )}
      </div>
    </Sheet>
  );
}

/** The person behind the question, against a reason: a masked name finds nobody in the department's own records. */
function WhoItIs({ consultation }: { consultation: Consultation }) {
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState<Identity>();
  const form = useForm({
    fields: [
      {
        name: 'reason',
        title: words('unmask.reason'),
        hint: words('consultations.reasonHint'),
        kind: 'textarea',
        required: true,
        max: 200,
      },
    ],
    send: async (values) => setSeen((await identifyConsulted(consultation, { reason: String(values.reason) })).values),
  });
  if (seen)
    return (
      <dl className="facts" role="status">
        <div>
          <dt>{words('person.name')}</dt>
          <dd>{seen.name}</dd>
        </div>
        <div>
          <dt>{words('person.idNumber')}</dt>
          <dd className="code">{seen.idNumber || words('none')}</dd>
        </div>
      </dl>
    );
  if (!open)
    return (
      <p className="no-print">
        <Button size="small" onClick={() => setOpen(true)}>
          {words('consultations.who')}
        </Button>
      </p>
    );
  return (
    <FormSheet
      form={form}
      submit={words('unmask.submit')}
      before={<p className="soft">{words('unmask.lead')}</p>}
      cancel={() => setOpen(false)}
      idPrefix={`who-${consultation.id}`}
    />
  );
}

function AnswerForm({ consultation }: { consultation: Consultation }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const form = useForm({
    fields: [
      {
        name: 'answer',
        title: words('consultations.answer'),
        kind: 'choice',
        required: true,
        options: ['agree', 'disagree', 'information'].map((value) => ({ value, title: words(`answer.${value}`) })),
      },
      {
        name: 'opinion',
        title: words('case.opinion'),
        hint: words('consultations.opinionHint'),
        kind: 'textarea',
        required: true,
        max: 2000,
      },
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
