import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useKeys } from '../kit/keys.ts';
import { DeadlineLight, endOf } from '../kit/light.tsx';
import { Facts, Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { go, Link, link } from '../route/router.tsx';
import { usePower } from '../session/session.tsx';
import { ago, day } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import { Acts } from './acts.tsx';
import { ApplicantSheet } from './applicant.tsx';
import type { CaseFile } from './case.client.ts';
import { getCase, readNoticesOf, receiptAddress, receiptPage, resultAddress, resultPage } from './case.client.ts';
import { Consultations } from './consultations.tsx';
import { WhyThisDate } from './deadline.tsx';
import { Materials } from './materials.tsx';
import { SameSheet } from './same.tsx';
import { Timeline } from './timeline.tsx';
import { Value } from './value.tsx';
import './case.css';

/** One case: the evidence on the left, what may be done on the right. */
export function CasePage({ county, id }: { county: string; id: string }) {
  const answer = useQuery({ queryKey: ['case', county, id], queryFn: () => getCase({ county, id }) });
  return <Await answer={answer}>{(file) => <CaseSheets file={file} />}</Await>;
}

function CaseSheets({ file }: { file: CaseFile }) {
  useNoticesRead(file.case);
  useKeys({ e: () => document.getElementById('acts')?.focus(), Escape: () => go(link('inbox')) });
  return (
    <Page
      title={file.case.title}
      crumbs={
        <>
          <Link to={link('inbox')}>{words('inbox.title')}</Link>
          <span aria-hidden="true">/</span>
          <span>{file.case.number}</span>
        </>
      }
      actions={<Papers file={file} />}
    >
      <div className="stack">
        <StateLine file={file} />
        <div className="split">
          <div className="stack">
            {file.applicant && <ApplicantSheet applicant={file.applicant} county={file.case.county} agent={file.agent} />}
            <SameSheet {...file.same} />
            {file.about ? (
              <About about={file.about} />
            ) : (
              <>
                <Application file={file} />
                <Materials file={file} />
              </>
            )}
            {file.consultations.length > 0 && <Consultations consultations={file.consultations} />}
            <Timeline file={file} />
          </div>
          <div className="aside stack" role="region" aria-label={words('case.desk')} tabIndex={0}>
            <Acts file={file} />
            {file.rating && <Rating rating={file.rating} rectification={file.rectification} />}
          </div>
        </div>
      </div>
    </Page>
  );
}

/** Who opens a case to work on it has seen what it had to tell. */
function useNoticesRead({ county, id }: CaseFile['case']): void {
  const client = useQueryClient();
  const works = usePower('case.handle');
  useEffect(() => {
    if (works)
      void readNoticesOf({ county, id }).then(
        () => client.invalidateQueries({ queryKey: ['notices'] }),
        () => undefined,
      );
  }, [client, works, county, id]);
}

function Papers({ file }: { file: CaseFile }) {
  const key = { county: file.case.county, id: file.case.id };
  // Papers say what people wrote; who only reads along has neither them nor an act.
  if (!usePower('case.handle')) return null;
  return (
    <>
      <div className="row close">
        <Button href={receiptPage(key)} target="_blank">
          {words('case.receipt')}
        </Button>
        <Button href={receiptAddress(key)} target="_blank">
          {words('case.receiptPdf')}
        </Button>
      </div>
      {file.result && (
        <div className="row close">
          <Button href={resultPage(key)} target="_blank">
            {words('case.result')}
          </Button>
          <Button href={resultAddress(key)} target="_blank">
            {words('case.resultPdf')}
          </Button>
        </div>
      )}
      <Button className="only-narrow" type="primary" href="#acts">
        {words('case.acts')}
      </Button>
    </>
  );
}

/** Office and person in one line. */
function sayHandler({ office, name }: CaseFile['case']['handler']): string {
  return name ? words('case.handler', { office, name }) : office;
}

/** Who has it, since when, until when, and why that date. */
function StateLine({ file }: { file: CaseFile }) {
  const row = file.case;
  const closed = row.closedAt !== null;
  return (
    <div className="sheet state-line">
      <div>
        <span className="quiet small">{words('case.state')}</span>
        <strong>{row.stateTitle}</strong>
      </div>
      <div>
        <span className="quiet small">{words('case.holder')}</span>
        <strong>{closed ? words('case.closedOn', { day: day(row.closedAt) }) : sayHandler(row.handler)}</strong>
        {!closed && <span className="soft small">{words('case.since', { ago: ago(row.holderSince) })}</span>}
      </div>
      <div>
        <span className="quiet small">{words(row.acceptedAt || closed || file.about ? 'case.due' : 'case.acceptBy')}</span>
        <strong>{row.dueOn ? day(row.dueOn) : words('case.noDue')}</strong>
        <span className="row close">
          <DeadlineLight due={row} ended={endOf(row)} />
          {file.deadline && <WhyThisDate deadline={file.deadline} />}
        </span>
      </div>
      <div>
        <span className="quiet small">{words('case.opened')}</span>
        <strong>{day(row.openedAt)}</strong>
        <span className="soft small">
          {wordsOr(`channel.${row.channel}`, row.channel)} · {row.communityName}
          {row.formerName ? words('case.former', { name: row.formerName }) : ''}
        </span>
      </div>
      {row.supervised && (
        <div>
          <span className="mark-tag red">{words('inbox.supervised')}</span>
        </div>
      )}
    </div>
  );
}

function Application({ file }: { file: CaseFile }) {
  return (
    <Sheet title={words('case.application')}>
      {file.form.length === 0 ? (
        <p className="quiet">{words('case.noApplication')}</p>
      ) : (
        <dl className="facts">
          {file.form.map((entry) => (
            <div key={entry.name}>
              <dt>{entry.title}</dt>
              <dd>
                <Value value={entry.value} kind={entry.kind} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Sheet>
  );
}

/** What a rectification is about: the case, the grade, the words. */
function About({ about }: { about: NonNullable<CaseFile['about']> }) {
  return (
    <Sheet
      title={words('case.about')}
      extra={<Link to={link('case', { county: about.county, id: about.id })}>{words('case.aboutCase')}</Link>}
    >
      <Facts
        facts={[
          [words('case.aboutWhat'), `${about.title} ${about.number}`],
          [words('case.aboutGrade'), about.grade === null ? '' : words(`grade.${about.grade}`)],
          [words('case.aboutTags'), about.tags.join(words('case.aboutComma'))],
        ]}
      />
      {about.comment && <p className="quote">{about.comment}</p>}
    </Sheet>
  );
}

/** What the applicant said of the service: grade, ticked reasons, own words, and the case that a bad grade opened. */
function Rating({ rating, rectification }: { rating: NonNullable<CaseFile['rating']>; rectification: CaseFile['rectification'] }) {
  return (
    <Sheet title={words('case.rating')}>
      <p className="strong">{words(`grade.${rating.grade}`)}</p>
      {rating.tags.length > 0 && <p className="soft">{words('case.ratingTags', { tags: rating.tags.join(words('case.aboutComma')) })}</p>}
      {rating.comment && <p className="quote">{rating.comment}</p>}
      {rectification && (
        <p className="small">
          <Link to={link('case', { county: rectification.county, id: rectification.id })}>
            {words('case.rectification', { title: rectification.title, number: rectification.number })}
          </Link>
        </p>
      )}
    </Sheet>
  );
}
