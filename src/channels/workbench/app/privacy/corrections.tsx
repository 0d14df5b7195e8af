import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Empty, Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Link, link } from '../route/router.tsx';
import { day, minute } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Correction } from './privacy.client.ts';
import { answerCorrection, listCorrections } from './privacy.client.ts';

/** What residents say is wrong in their record: checked, set right on the person's page, answered. */
export function CorrectionsPage() {
  const [open, setOpen] = useState(true);
  const answer = useInfiniteQuery({
    queryKey: ['corrections', open],
    queryFn: ({ pageParam }) => listCorrections(open, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return (
    <Page title={words('corrections.title')} lead={words('corrections.lead')}>
      <div className="stack">
        <div className="strip">
          <button type="button" aria-pressed={open} onClick={() => setOpen(true)}>
            {words('corrections.open')}
          </button>
          <button type="button" aria-pressed={!open} onClick={() => setOpen(false)}>
            {words('corrections.answered')}
          </button>
        </div>
        <Await answer={answer}>
          {({ pages }) =>
            pages[0]!.corrections.length === 0 ? (
              <div className="sheet">
                <Empty title={words(open ? 'corrections.empty' : 'corrections.none')} />
              </div>
            ) : (
              pages.flatMap((page) => page.corrections).map((one) => <CorrectionSheet key={one.id} correction={one} />)
            )
          }
        </Await>
        {answer.hasNextPage && (
          <div className="row">
            <Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
              {words('corrections.more')}
            </Button>
          </div>
        )}
      </div>
    </Page>
  );
}

function CorrectionSheet({ correction }: { correction: Correction }) {
  const { county, person, name, communityName, part, said, outcome } = correction;
  return (
    <Sheet
      title={words('corrections.about', { name: name ?? '', part })}
      extra={<Link to={link('person', { county, id: person })}>{words('corrections.toPerson')}</Link>}
    >
      <div className="split even">
        <div className="stack tight">
          <p className="quote">{said}</p>
          <p className="quiet small">
            {words('corrections.asked', { place: communityName, at: minute(correction.askedAt), due: day(correction.dueOn) })}
          </p>
          {correction.late && <span className="mark-tag amber">{words('corrections.late')}</span>}
        </div>
        {outcome === null ? <AnswerForm correction={correction} /> : <Answered correction={correction} />}
      </div>
    </Sheet>
  );
}

/** What became of a request. */
export function Answered({ correction }: { correction: Correction }) {
  return (
    <div>
      <span className="mark-tag">{words(`corrections.outcome.${correction.outcome}`)}</span>
      <p className="quote">{correction.answer}</p>
      {correction.answeredAt && <p className="quiet small">{minute(correction.answeredAt)}</p>}
    </div>
  );
}

function AnswerForm({ correction }: { correction: Correction }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const form = useForm({
    fields: [
      {
        name: 'outcome',
        title: words('corrections.result'),
        hint: words('corrections.resultHint'),
        kind: 'choice',
        required: true,
        options: ['corrected', 'kept'].map((value) => ({ value, title: words(`corrections.outcome.${value}`) })),
      },
      {
        name: 'answer',
        title: words('corrections.answer'),
        hint: words('corrections.answerHint'),
        kind: 'textarea',
        required: true,
        max: 300,
      },
    ],
    keep: `correction ${correction.id}`,
    send: async (values) => {
      await answerCorrection(correction, { outcome: String(values.outcome), answer: String(values.answer) });
      void message.success(words('corrections.done'));
      await client.invalidateQueries({ queryKey: ['corrections'] });
    },
  });
  return <FormSheet form={form} submit={words('corrections.submit')} idPrefix={`k-${correction.id}`} />;
}
